import type { Dashboard } from '@kaoban/contract'
import { countAttempts } from '../authentication-log/authentication-log.service.ts'
import type { Context } from '../platform/context.ts'
import { countTerminals } from '../terminals/terminals.service.ts'
import { countPeopleByState } from '../users/users.service.ts'
import { dayBefore, fillHours } from './dashboard.rules.ts'

/** What needs an administrator now, and how the last 24 hours went. */
export async function readOverview(ctx: Context): Promise<Dashboard> {
  const { people, ...states } = await countPeopleByState(ctx)
  const from = dayBefore(ctx.clock.now())
  const hours = fillHours(from, await countAttempts(ctx, from))
  const sum = (result: 'succeeded' | 'failed') => hours.reduce((total, hour) => total + hour[result], 0)
  return {
    people: { total: people, ...states },
    terminals: await countTerminals(ctx),
    signIns: {
      from: from.toISOString(),
      to: new Date(from.getTime() + 24 * 3_600_000).toISOString(),
      succeeded: sum('succeeded'),
      failed: sum('failed'),
      hours,
    },
  }
}
