import { type Locale, type MessageKey, type MessageParams, word } from '@kaoban/messages'

/** What stands in the way of an import: of everything, of one file, of one row, or of nothing but worth saying. */
export type FaultLevel = 'job' | 'file' | 'row' | 'warning'

/** One thing that is wrong with an uploaded file: where it is, what it is, and what to do about it. */
export interface FileFault {
  level: FaultLevel
  /** As the specification names it: `MSG-IMP-001`, `MFA-E-MODE`, or a key of our own. */
  code: string
  /** Key of packages/messages. */
  message: MessageKey
  params?: MessageParams
  /** Marks of the message that are words themselves, in the language of the reader: mark -> key. */
  labels?: Readonly<Record<string, MessageKey>>
  /** Key of a sentence that says what to do, when the message alone does not. It may use the same marks. */
  remedy?: MessageKey
  /** Name of the file, when several were given. */
  file?: string
  /** Physical line of the file, or row of the sheet; the header is 1, a record counts by its first line [MFA-RES-005]. */
  line?: number
  /** Header of the column, as our own files spell it. */
  column?: string
}

/** What a fault says in a language: its message, and what to do where there is something to say. */
export function wordFault(fault: FileFault, locale: Locale): { message: string; remedy: string | undefined } {
  const params: Record<string, string | number> = { ...fault.params }
  for (const [mark, key] of Object.entries(fault.labels ?? {})) params[mark] = word(key, locale, fault.params)
  return {
    message: word(fault.message, locale, params),
    remedy: fault.remedy === undefined ? undefined : word(fault.remedy, locale, params),
  }
}

/** Control characters and halves of characters as they may be shown in a message: by their code point. */
export function shown(text: string, max = 80): string {
  const safe = text.replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, codePoint)
  const characters = [...safe]
  return characters.length > max ? `${characters.slice(0, max).join('')}…` : safe
}

/** `U+20BB7` */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
