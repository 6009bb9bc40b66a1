import type { Area } from './text.ts'

export const operationLog = {} as const satisfies Area<'operationLog'>
