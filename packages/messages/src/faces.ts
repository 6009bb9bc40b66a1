import type { Area } from './text.ts'

export const faces = {} as const satisfies Area<'faces'>
