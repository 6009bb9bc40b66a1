import type { BrowserSession, Context } from './context.ts'
import type { Db } from './database.ts'
import type { Platform } from './http.ts'
import { writeOperation } from './operation-log.ts'

const noBrowser: BrowserSession = {
  token: () => undefined,
  remember() {
    throw new Error('a job has no browser')
  },
  forget() {},
}

/** One transaction of a job in one tenant, with the circumstances that service functions expect. */
export function inTenant<T>(
  { database, clock, secrets }: Pick<Platform, 'database' | 'clock' | 'secrets'>,
  job: string,
  tenantId: string,
  step: (ctx: Context) => Promise<T>,
): Promise<T> {
  const circumstances = {
    tenantId,
    actor: { kind: 'job' as const, name: job },
    clock,
    locale: 'ja' as const,
    secrets,
    requestId: '',
    address: '',
    userAgent: '',
    browser: noBrowser,
  }
  return database.transaction({ tenantId }, (db: Db) =>
    step({
      ...circumstances,
      db,
      async audit(details, operation, succeeded = true) {
        if (operation === undefined) throw new Error(`the job ${job} names no operation`)
        await writeOperation(db, circumstances, operation, details, succeeded)
      },
    }),
  )
}
