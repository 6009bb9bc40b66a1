import type { Area } from './text.ts'

export const operators = {} as const satisfies Area<'operators'>
