import type { Area } from './text.ts'

export const authenticationLog = {} as const satisfies Area<'authenticationLog'>
