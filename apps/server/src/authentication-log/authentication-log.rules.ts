import { createHash } from 'node:crypto'
import type { TenantSettings } from '@kaoban/contract'
import {
  type AuthenticationConditions,
  type AuthenticationTextField,
  authenticationTextFields,
  invalidFields,
} from '@kaoban/contract'

const day = 86_400_000

/** How long entries and their pictures are kept [NFM-LOG-008]. */
export const retentionMonths = 3

export interface TextCondition {
  field: AuthenticationTextField
  text: string
  /** 前方一致: the value begins with the text; else it contains it [NFM-LOG-003]. */
  prefix: boolean
}

/** A search with its time span fixed. */
export interface AuthenticationSearch {
  from: Date
  to: Date
  result?: 'success' | 'failure'
  errorCode?: string
  means?: string
  scenes: string[]
  texts: TextCondition[]
}

/** Every search is bounded in time; without a word about it the last seven days are meant. */
export function searchOf(conditions: AuthenticationConditions, now: Date): AuthenticationSearch {
  const to = conditions.to === undefined ? now : new Date(conditions.to)
  const from = conditions.from === undefined ? new Date(to.getTime() - 7 * day) : new Date(conditions.from)
  if (from > to) throw invalidFields([{ field: 'from', message: 'MSG-LOG-001' }])
  const { result, errorCode, means, scenes = [] } = conditions
  return {
    from,
    to,
    ...(result && { result }),
    ...(errorCode && { errorCode: errorCode.toUpperCase() }),
    ...(means && { means }),
    scenes: [...new Set(scenes)].sort(),
    texts: authenticationTextFields.flatMap((field) => {
      const text = conditions[field]
      return text ? [{ field, text, prefix: conditions[`${field}Prefix`] === true }] : []
    }),
  }
}

/** What a search asked for, for the operation log and to recognise its other pages; the order of keys is fixed. */
export function describeSearch(search: AuthenticationSearch): Record<string, unknown> {
  const { from, to, texts, scenes, ...rest } = search
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    ...rest,
    ...(scenes.length > 0 && { scenes }),
    ...Object.fromEntries(texts.map(({ field, text, prefix }) => [field, prefix ? `${text}*` : `*${text}*`])),
  }
}

/** A short name of a search by one session. */
export function fingerprintOf(search: AuthenticationSearch, sessionId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([sessionId, describeSearch(search)]))
    .digest('base64url')
}

/** A pattern for `ilike` that takes the text literally. */
export function patternOf({ text, prefix }: TextCondition): string {
  const literal = text.replace(/[\\%_]/g, '\\$&')
  return prefix ? `${literal}%` : `%${literal}%`
}

/** Whether the policy keeps the picture of a failed attempt at this door [NFM-SET-041]. */
export function keepsImage(settings: TenantSettings, scene: string): boolean {
  if (scene === 'windows-logon' || scene === 'windows-unlock') return settings['faceLog.logonUnlock']
  if (scene === 'continuous') return settings['faceLog.continuous']
  if (scene === 'browser-terminal') return settings['faceLog.browserTerminal']
  return false
}

/** Entries before this time are past their retention. */
export function endOfRetention(now: Date): Date {
  const end = new Date(now)
  end.setUTCMonth(end.getUTCMonth() - retentionMonths)
  // 31 May minus three months is not 3 March: the month before has the last word.
  if (end.getUTCDate() !== now.getUTCDate()) end.setUTCDate(0)
  return end
}
