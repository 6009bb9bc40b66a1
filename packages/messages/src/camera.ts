import type { Area } from './text.ts'

export const camera = {} as const satisfies Area<'camera'>
