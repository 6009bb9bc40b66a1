import { countOwnFaces, revokeFacesOf } from '../faces/faces.service.ts'
import { countAdministered, endAdministration } from '../groups/groups.service.ts'
import { countLinksOf, endLinksOf } from '../passwords/passwords.service.ts'
import { countSessionsOf, endSessionsOf } from '../sessions/sessions.service.ts'
import { countAccountsOf, revokeAccountsOf } from '../windows-accounts/windows-accounts.service.ts'
import type { Holding } from './leavers.service.ts'

const confirmed = (revoked: number) => ({ revoked, pending: 0 })

/** Every place of this build. A browser terminal keeps no copy of anybody: nothing there waits to be confirmed. */
export const holdings: readonly Holding[] = [
  { place: 'sessions', count: countSessionsOf, revoke: async (ctx, id) => confirmed(await endSessionsOf(ctx, id)) },
  { place: 'password-links', count: countLinksOf, revoke: async (ctx, id) => confirmed(await endLinksOf(ctx, id)) },
  { place: 'faces', count: countOwnFaces, revoke: async (ctx, id) => confirmed(await revokeFacesOf(ctx, id)) },
  {
    place: 'windows-accounts',
    count: countAccountsOf,
    revoke: async (ctx, id) => confirmed(await revokeAccountsOf(ctx, id)),
  },
  { place: 'groups', count: countAdministered, revoke: async (ctx, id) => confirmed(await endAdministration(ctx, id)) },
  { place: 'terminals', count: async () => 0, revoke: async () => confirmed(0) },
]
