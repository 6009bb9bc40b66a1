import type { ErrorCode, Means, Scene } from '@kaoban/contract'
import type { Context } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { countByHour, findNewestOf, insertAuthentication } from './authentication-log.store.ts'

/** One attempt at one door. */
export interface Attempt {
  succeeded: boolean
  means: Means
  scene: Scene
  /** The terminal's time of the attempt when that is not now: entries made offline [NFM-LOG-013]. */
  at?: Date
  /** The person, when the attempt could be tied to one. */
  userId?: string
  /** The ID as typed or found; kept as text because people are deleted and logs stay [NFM-USR-042]. */
  loginId?: string
  windowsAccount?: string
  windowsDomain?: string
  windowsUpn?: string
  terminalId?: string
  terminalName?: string
  serviceProviderUrl?: string
  /** Only on failure. */
  errorCode?: ErrorCode
  /** JPEG of the attempt; stored only when it failed and the tenant's policy for this scene says so [NFM-SET-041]. */
  faceImage?: Uint8Array
}

/** Writes an attempt into the authentication log in the request's transaction; returns its id. */
export async function recordAuthentication(ctx: Context, attempt: Attempt): Promise<string> {
  const authenticationId = newId()
  const receivedAt = ctx.clock.now()
  await insertAuthentication(ctx.db, {
    tenantId: ctx.tenantId,
    at: attempt.at ?? receivedAt,
    authenticationId,
    receivedAt,
    succeeded: attempt.succeeded,
    means: attempt.means,
    scene: attempt.scene,
    userId: attempt.userId ?? null,
    loginId: (attempt.loginId ?? '').slice(0, textLimit),
    windowsAccount: attempt.windowsAccount ?? '',
    windowsDomain: attempt.windowsDomain ?? '',
    windowsUpn: attempt.windowsUpn ?? '',
    terminalId: attempt.terminalId ?? null,
    terminalName: attempt.terminalName ?? '',
    serviceProviderUrl: attempt.serviceProviderUrl ?? '',
    errorCode: attempt.succeeded ? null : (attempt.errorCode ?? null),
  })
  return authenticationId
}

/** Strangers type anything into the ID field. */
const textLimit = 256

/** Attempts since a time, by hour (UTC) and outcome; hours without attempts are absent. For the dashboard. */
export async function countAttempts(
  ctx: Context,
  since: Date,
): Promise<{ hour: Date; succeeded: boolean; count: number }[]> {
  const rows = await countByHour(ctx.db, since)
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** The newest attempts that were tied to a person, newest first. */
export function lastAttemptsOf(ctx: Context, userId: string, limit = 5) {
  const since = new Date(ctx.clock.now().getTime() - 93 * 86_400_000)
  return findNewestOf(ctx.db, userId, since, limit)
}
