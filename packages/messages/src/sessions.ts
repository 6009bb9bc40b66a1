import type { Area } from './text.ts'

export const sessions = {} as const satisfies Area<'sessions'>
