import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { PageQuery, pageOf } from './paging.ts'

/** Ranges of one tenant. */
export const addressRangesMax = 1000

/** Where an administrator's request comes from: allowed, not allowed, or from nowhere that can be told [NFM-IPA-005]. */
export const addressStandings = ['inside', 'outside', 'unknown'] as const
export type AddressStanding = (typeof addressStandings)[number]

export const AddressRange = z.object({
  rangeId: z.uuid(),
  first: z.string(),
  last: z.string(),
  addedAt: z.iso.datetime(),
})
export type AddressRange = z.output<typeof AddressRange>

/** 接続許可IPアドレス: without a range everything is allowed [NFM-IPA-002]. */
export const listAddresses = endpoint({
  method: 'GET',
  path: '/api/addresses',
  needs: 'address-list.manage',
  summary: 'Ranges of IP addresses from which administrators work',
  query: PageQuery.extend({ sort: z.enum(['first', 'last', 'addedAt']).default('first') }),
  answer: pageOf(AddressRange),
  audit: { none: 'reads no data of people' },
})

export const readOwnAddress = endpoint({
  method: 'GET',
  path: '/api/addresses/own',
  needs: 'address-list.manage',
  summary: 'The IP address that this request came from',
  answer: z.object({
    /** Null when it cannot be told. */
    address: z.string().nullable(),
    /** Whether the operator allows ranges of IPv6 [NFM-IPA-011]. */
    ipv6: z.boolean(),
  }),
  audit: { none: 'reads no data of people' },
})

/** Set after a warning: the own address may be shut out by the change [NFM-IPA-008]. */
const lockOut = z.boolean().default(false)
const TypedAddress = z.string().trim().max(100)

export const addAddresses = endpoint({
  method: 'POST',
  path: '/api/addresses',
  needs: 'address-list.manage',
  summary: 'Allow a range of IP addresses',
  body: z.object({ first: TypedAddress, last: TypedAddress, lockOut }),
  answer: AddressRange,
  status: 201,
  audit: 'addresses.added',
})

export const deleteAddresses = endpoint({
  method: 'POST',
  path: '/api/addresses/delete',
  needs: 'address-list.manage',
  summary: 'Take ranges of IP addresses from the list',
  body: z.object({ rangeIds: z.array(z.uuid()).min(1).max(addressRangesMax), lockOut }),
  answer: z.object({ deleted: z.number().int() }),
  audit: 'addresses.deleted',
})

/** For a tenant that locked itself out [NFM-IPA-010]. */
export const clearAddresses = endpoint({
  method: 'POST',
  path: '/api/operator/tenants/:tenantId/addresses/clear',
  needs: 'operator',
  summary: 'Empty the list of allowed IP addresses of a tenant',
  params: z.object({ tenantId: z.uuid() }),
  answer: z.object({ deleted: z.number().int() }),
  audit: 'addresses.cleared',
})
