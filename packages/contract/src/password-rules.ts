import { isHalfWidth, lengthOf, limits } from './limits.ts'
import { isEasilyGuessed } from './password-guesses.ts'

/** Why a new password is refused; keys of packages/messages. */
export type PasswordFault =
  | 'MSG-USR-004'
  | 'MSG-USR-005'
  | 'MSG-USR-006'
  | 'MSG-USR-007'
  | 'passwords.easilyGuessed'
  | 'passwords.unchanged'

export interface PasswordOwner {
  loginId?: string
  /** Other words that an acquaintance would try first: names, mail address, company. */
  words?: readonly string[]
}

/**
 * What is wrong with a new password, or undefined when it may be used: length and characters as the specification
 * says [NFM-USR-012..NFM-USR-015], then the blocklist that NIST SP 800-63B §3.1.1.2 asks for.
 */
export function checkNewPassword(text: string, owner: PasswordOwner = {}): PasswordFault | undefined {
  if (text === '') return 'MSG-USR-004'
  const length = lengthOf(text)
  if (length < limits.password.min) return 'MSG-USR-005'
  if (length > limits.password.max) return 'MSG-USR-006'
  if (!isHalfWidth(text) || /[\\"/]/.test(text)) return 'MSG-USR-007'
  const words = [owner.loginId ?? '', ...(owner.words ?? [])]
  return isEasilyGuessed(text, words) ? 'passwords.easilyGuessed' : undefined
}
