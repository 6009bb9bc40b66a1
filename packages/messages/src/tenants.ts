import type { Area } from './text.ts'

export const tenants = {} as const satisfies Area<'tenants'>
