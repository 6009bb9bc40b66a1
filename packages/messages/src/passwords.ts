import type { Area } from './text.ts'

export const passwords = {} as const satisfies Area<'passwords'>
