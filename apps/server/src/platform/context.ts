import type { ApiKeyScope, Operation, Role } from '@kaoban/contract'
import type { Locale } from '@kaoban/messages'
import type { Clock } from './clock.ts'
import type { Db } from './database.ts'
import type { Secrets } from './secrets.ts'

export type Actor =
  | {
      kind: 'guest'
      /** The ID a guest typed, for the log; nothing is proven by it. */
      claims?: string
    }
  | {
      kind: 'person'
      userId: string
      loginId: string
      displayName: string
      role: Role
      /** Chosen by the person, or null. */
      locale: Locale | null
      sessionId: string
      mustChangePassword: boolean
      /** An administrator at an address that is not allowed, or cannot be told, has the rights of a user [NFM-IPA-004]. */
      restriction: 'outside' | 'unknown' | null
      /** The request came with an API key of this person in the place of a session. */
      apiKey?: { apiKeyId: string; name: string; scope: ApiKeyScope }
    }
  | { kind: 'terminal'; terminalId: string; name: string }
  | { kind: 'computer'; computerId: string; name: string }
  | {
      kind: 'operator'
      operatorId: string
      name: string
      sessionId: string
      /** Signed in without a second factor: may only set one up [NFM-OPS-009]. */
      mustEnrol: boolean
    }
  | { kind: 'job'; name: string }

/** The circumstances of one request that hold whether or not a transaction is open. */
export interface Circumstances {
  tenantId: string
  actor: Actor
  clock: Clock
  locale: Locale
  secrets: Secrets
  requestId: string
  /** Client address; empty for jobs. */
  address: string
  /** Sent on this very computer, to a name of its own, and passed on by nobody. */
  local: boolean
  userAgent: string
  browser: BrowserSession
}

/** The cookies of this browser; changes reach it only when the request succeeds. */
export interface BrowserSession {
  token(kind: 'person' | 'operator'): string | undefined
  remember(kind: 'person' | 'operator', token: string): void
  forget(kind: 'person' | 'operator'): void
}

/** What every service function takes first: the request's transaction and its circumstances. */
export interface Context extends Circumstances {
  db: Db
  /**
   * Writes the operation-log row of this request in its transaction. `details` name targets and changed fields,
   * never passwords, images or keys [NFM-OPL-005]. Another operation than the endpoint's is named explicitly.
   */
  audit(details: Record<string, unknown>, operation?: Operation, succeeded?: boolean): Promise<void>
}

/**
 * For work that must not hold a transaction while it computes (password hashes, faces): each step opens its own.
 * The request's operation-log row must be written in the step that changes something.
 */
export interface Steps extends Circumstances {
  inTransaction<T>(step: (ctx: Context) => Promise<T>): Promise<T>
}

/** The signed-in person; for handlers whose endpoint needs a permission. */
export function personOf(ctx: Circumstances): Extract<Actor, { kind: 'person' }> {
  if (ctx.actor.kind !== 'person') throw new Error('this handler runs for signed-in people only')
  return ctx.actor
}
