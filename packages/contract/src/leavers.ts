import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Where a person holds something that lets them in somewhere; later parts of the product add theirs. */
export const leaverPlaces = [
  'sign-in',
  'sessions',
  'password-links',
  'faces',
  'windows-accounts',
  'factors',
  'app-credentials',
  'delegations',
  'groups',
  'terminals',
] as const
export type LeaverPlace = (typeof leaverPlaces)[number]

/** One place: how much was there, how much is gone for sure, and how much a device still has to confirm. */
export const RevokedPlace = z.object({
  place: z.enum(leaverPlaces),
  revoked: z.number().int().min(0),
  pending: z.number().int().min(0),
})
export type RevokedPlace = z.output<typeof RevokedPlace>

export const Departure = z.object({
  leftAt: z.iso.datetime(),
  /** Login ID of the administrator. */
  by: z.string(),
  places: z.array(RevokedPlace),
})
export type Departure = z.output<typeof Departure>

const UserId = z.object({ userId: z.uuid() })

/** What leaving would take away; nothing changes. */
export const previewDeparture = endpoint({
  method: 'GET',
  path: '/api/users/:userId/departure-preview',
  needs: 'users.read',
  summary: 'What a person holds',
  params: UserId,
  answer: z.object({ places: z.array(RevokedPlace.pick({ place: true }).extend({ held: z.number().int().min(0) })) }),
  audit: { none: 'reads counts of a person that the role may see' },
})

/** 退職: revokes everything a person holds in one act; the record stays, locked, until it is deleted. */
export const recordDeparture = endpoint({
  method: 'POST',
  path: '/api/users/:userId/departure',
  needs: 'users.write',
  summary: 'Revoke everything a person holds',
  params: UserId,
  answer: Departure,
  audit: 'user.left',
})

export const readDeparture = endpoint({
  method: 'GET',
  path: '/api/users/:userId/departure',
  needs: 'users.read',
  summary: 'What was revoked when a person left, and what devices have confirmed',
  params: UserId,
  answer: z.object({ departure: Departure.nullable() }),
  audit: { none: 'reads a person that the role may see' },
})
