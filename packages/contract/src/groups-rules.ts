import type { FieldFault } from './error.ts'
import type { GroupChoice } from './groups.ts'
import { lengthOf, limits } from './limits.ts'

/** 未設定 and 異動中 are states of a place, never names of a group [NFM-GRP-007]; in both languages of the portal. */
export const reservedGroupNames: readonly string[] = ['未設定', '異動中', 'not set', 'in transfer']

export function groupKeyOf(code: string): string {
  return code.toLowerCase()
}

/** @returns the message for a グループID that may not be used, or undefined [NFM-GRP-006]. */
export function checkGroupCode(code: string): string | undefined {
  if (code === '') return 'MSG-GRP-001'
  return /^[A-Za-z0-9]+$/.test(code) && code.length <= limits.groupCode.max ? undefined : 'MSG-GRP-002'
}

/** @returns the message for a グループ名 that may not be used, or undefined [NFM-GRP-007]. */
export function checkGroupName(name: string): string | undefined {
  const bare = name.trim()
  if (bare === '') return 'MSG-GRP-004'
  if (lengthOf(bare) > limits.groupName.max || /[\p{Cc}\p{Cs}]/u.test(bare)) return 'MSG-GRP-006'
  return reservedGroupNames.includes(bare.toLowerCase()) ? 'MSG-GRP-008' : undefined
}

/**
 * What can be said about the places of a person without asking the database: each new group, and the same group in
 * two places [NFM-USR-026]. Faults stand at `groups.<place>.<field>`, places counted from 0.
 */
export function checkGroupChoices(choices: readonly GroupChoice[]): FieldFault[] {
  const faults: FieldFault[] = []
  const seen = new Set<string>()
  for (const [place, choice] of choices.entries()) {
    if (choice.kind === 'none' || choice.kind === 'moving') continue
    const group = choice.kind === 'group' ? choice.groupId : `new ${groupKeyOf(choice.code)}`
    if (choice.kind === 'new') {
      const code = checkGroupCode(choice.code)
      const name = checkGroupName(choice.name)
      if (code !== undefined) faults.push({ field: `groups.${place}.code`, message: code })
      if (name !== undefined) faults.push({ field: `groups.${place}.name`, message: name })
      if (code !== undefined) continue
    }
    if (seen.has(group)) faults.push({ field: `groups.${place}`, message: 'MSG-USR-015' })
    seen.add(group)
  }
  return faults
}
