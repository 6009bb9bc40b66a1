import { countOwnFaces, revokeFacesOf } from '../faces/faces.service.ts'
import { countFactorsOf, revokeFactorsOf } from '../factors/factors.service.ts'
import { countAdministered, endAdministration } from '../groups/groups.service.ts'
import { countLinksOf, endLinksOf } from '../passwords/passwords.service.ts'
import type { Context } from '../platform/context.ts'
import { countSessionsOf, endSessionsOf } from '../sessions/sessions.service.ts'
import { countAccountsOf, revokeAccountsOf } from '../windows-accounts/windows-accounts.service.ts'
import type { Holding } from './leavers.service.ts'

const confirmed = (revoked: number) => ({ revoked, pending: 0 })

/** Those of the portal and those that only lists of the multi-factor product know. */
async function countEveryAccount(ctx: Context, userId: string): Promise<number> {
  return (await countAccountsOf(ctx, userId)) + (await countFactorsOf(ctx, userId)).logons
}

/** Every place of this build. A browser terminal keeps no copy of anybody: nothing there waits to be confirmed. */
export const holdings: readonly Holding[] = [
  { place: 'sessions', count: countSessionsOf, revoke: async (ctx, id) => confirmed(await endSessionsOf(ctx, id)) },
  { place: 'password-links', count: countLinksOf, revoke: async (ctx, id) => confirmed(await endLinksOf(ctx, id)) },
  { place: 'faces', count: countOwnFaces, revoke: async (ctx, id) => confirmed(await revokeFacesOf(ctx, id)) },
  {
    place: 'windows-accounts',
    count: countEveryAccount,
    async revoke(ctx, id) {
      const held = await countEveryAccount(ctx, id)
      await revokeAccountsOf(ctx, id)
      await revokeFactorsOf(ctx, id, 'logons')
      return confirmed(held)
    },
  },
  ...(['factors', 'credentials', 'delegations'] as const).map(
    (what): Holding => ({
      place: what === 'credentials' ? 'app-credentials' : what,
      count: async (ctx, id) => (await countFactorsOf(ctx, id))[what],
      async revoke(ctx, id) {
        const held = (await countFactorsOf(ctx, id))[what]
        await revokeFactorsOf(ctx, id, what)
        return confirmed(held)
      },
    }),
  ),
  { place: 'groups', count: countAdministered, revoke: async (ctx, id) => confirmed(await endAdministration(ctx, id)) },
  { place: 'terminals', count: async () => 0, revoke: async () => confirmed(0) },
]
