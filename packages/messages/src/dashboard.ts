import type { Area } from './text.ts'

export const dashboard = {} as const satisfies Area<'dashboard'>
