import type { Context } from '../platform/context.ts'
import type { TestServer } from '../platform/testing.ts'
import { type Attempt, recordAuthentication } from './authentication-log.service.ts'

/** Runs something in a tenant as a request of nobody, the way doors record attempts. */
export function inTenant<T>(server: TestServer, tenantId: string, work: (ctx: Context) => Promise<T>): Promise<T> {
  return server.database.transaction({ tenantId }, (db) =>
    work({
      tenantId,
      db,
      actor: { kind: 'job', name: 'test' },
      clock: server.clock,
      locale: 'ja',
      secrets: server.platform.secrets,
      requestId: 'test',
      address: '',
      local: false,
      userAgent: '',
      browser: { token: () => undefined, remember() {}, forget() {} },
      async audit() {},
    }),
  )
}

/** Records attempts in their order; `at` defaults to now. Returns their ids. */
export async function recordAttempts(
  server: TestServer,
  tenantId: string,
  attempts: Partial<Attempt>[],
): Promise<string[]> {
  const ids: string[] = []
  await inTenant(server, tenantId, async (ctx) => {
    for (const attempt of attempts)
      ids.push(await recordAuthentication(ctx, { succeeded: true, means: 'face', scene: 'portal', ...attempt }))
  })
  return ids
}
