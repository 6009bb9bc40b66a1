import type { Area } from './text.ts'

export const terminals = {} as const satisfies Area<'terminals'>
