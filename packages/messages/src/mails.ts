import type { Area } from './text.ts'

export const mails = {} as const satisfies Area<'mails'>
