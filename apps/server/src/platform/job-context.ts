import type { BrowserSession, Circumstances, Context } from './context.ts'
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

type Engine = Pick<Platform, 'database' | 'clock' | 'secrets'>

/** One transaction of a job in one tenant, with the circumstances that service functions expect. */
export function inTenant<T>(
  engine: Engine,
  job: string,
  tenantId: string,
  step: (ctx: Context) => Promise<T>,
): Promise<T> {
  const who = { tenantId, actor: { kind: 'job' as const, name: job }, locale: 'ja' as const, address: '' }
  return engine.database.transaction({ tenantId }, (db) => step(backgroundContext(engine, job, who, db)))
}

/** The circumstances of work that no request carries, in a transaction that is open. */
export function backgroundContext(
  { clock, secrets }: Pick<Engine, 'clock' | 'secrets'>,
  job: string,
  who: Pick<Circumstances, 'tenantId' | 'actor' | 'locale' | 'address'>,
  db: Db,
): Context {
  const circumstances = { ...who, clock, secrets, requestId: '', local: false, userAgent: '', browser: noBrowser }
  return {
    ...circumstances,
    db,
    async audit(details, operation, succeeded = true) {
      if (operation === undefined) throw new Error(`the job ${job} names no operation`)
      // `this`: a step may go on as somebody else, or within another tenant.
      await writeOperation(db, this, operation, details, succeeded)
    },
  }
}
