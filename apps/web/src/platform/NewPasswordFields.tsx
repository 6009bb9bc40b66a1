import { checkNewPassword, isHalfWidth, limits } from '@kaoban/contract'
import { useMemo } from 'react'
import { useWord } from './language.tsx'
import { PasswordField, type PasswordRule } from './PasswordField.tsx'
import type { KaobanForm, Validators } from './useKaobanForm.tsx'

export type NewPasswordValues = { newPassword: string; confirmation: string }

/** The checks that the page can make by itself; the server makes them again. */
export function newPasswordChecks(loginId?: string): Validators<NewPasswordValues> {
  return {
    newPassword: (text) => checkNewPassword(text, loginId === undefined ? {} : { loginId }),
    confirmation: (text, { newPassword }) => (text === newPassword ? undefined : 'MSG-AUT-005'),
  }
}

/** A new password, twice, with its rules. */
export function NewPasswordFields<Values extends NewPasswordValues>(props: {
  form: KaobanForm<Values>
  loginId?: string
}) {
  const { form, loginId } = props
  const say = useWord()
  const rules = useMemo<PasswordRule[]>(() => {
    const fault = (text: string) => checkNewPassword(text, loginId === undefined ? {} : { loginId })
    return [
      {
        label: say('passwords.rule.length', { n: limits.password.min }),
        met: (text) => !isLength(checkNewPassword(text)),
      },
      {
        label: say('passwords.rule.characters'),
        met: (text) => text !== '' && isHalfWidth(text) && !/[\\"/]/.test(text),
      },
      { label: say('passwords.rule.guess'), met: (text) => fault(text) === undefined },
    ]
  }, [say, loginId])
  return (
    <>
      <PasswordField
        label={say('passwords.new')}
        autoComplete="new-password"
        required
        rules={rules}
        {...form.field('newPassword')}
      />
      <PasswordField
        label={say('passwords.confirmation')}
        autoComplete="new-password"
        required
        {...form.field('confirmation')}
      />
    </>
  )
}

function isLength(fault: string | undefined): boolean {
  return fault === 'MSG-USR-004' || fault === 'MSG-USR-005' || fault === 'MSG-USR-006'
}
