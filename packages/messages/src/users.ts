import type { Area } from './text.ts'

export const users = {} as const satisfies Area<'users'>
