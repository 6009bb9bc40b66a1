import {
  type AuthenticationConditions,
  authenticationTextFields,
  type CsvEncoding,
  countedHits,
  type ErrorCode,
  type InputOf,
  KaobanError,
  type Means,
  type Scene,
  type searchAuthentications,
} from '@kaoban/contract'
import { reachOf } from '../groups/groups.service.ts'
import type { Clock } from '../platform/clock.ts'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import { csvMedia, timeFormat } from '../platform/csv-file.ts'
import type { DatabaseHandle } from '../platform/database.ts'
import { newId } from '../platform/identifiers.ts'
import { listTenants } from '../platform/tenant-list.ts'
import { readSettings } from '../settings/settings.service.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { charactersOutside, csvOfHits } from './authentication-log.export.ts'
import { describeSearch, endOfRetention, fingerprintOf, keepsImage, searchOf } from './authentication-log.rules.ts'
import {
  countByHour,
  countHits,
  deleteImagesOf,
  deleteOldest,
  deleteUnusedTerms,
  dropEmptyMonthsStatement,
  findAuthentication,
  findAuthenticationImage,
  findHits,
  findNewestHits,
  findNewestOf,
  insertAuthentication,
  insertAuthenticationImage,
  openMonthsStatement,
  resolveText,
} from './authentication-log.store.ts'

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

/** Strangers type anything into the ID field; an index entry holds about 2,700 bytes. */
const textLimit = { loginId: 256, serviceProviderUrl: 600, name: 256 }

/** Writes an attempt into the authentication log in the request's transaction; returns its id. */
export async function recordAuthentication(ctx: Context, attempt: Attempt): Promise<string> {
  const { tenantId } = ctx
  const authenticationId = newId()
  const receivedAt = ctx.clock.now()
  const at = attempt.at ?? receivedAt
  const row = {
    tenantId,
    at,
    authenticationId,
    receivedAt,
    succeeded: attempt.succeeded,
    means: attempt.means,
    scene: attempt.scene,
    userId: attempt.userId ?? null,
    loginId: cut(attempt.loginId, textLimit.loginId),
    windowsAccount: cut(attempt.windowsAccount, textLimit.name),
    windowsDomain: cut(attempt.windowsDomain, textLimit.name),
    windowsUpn: cut(attempt.windowsUpn, textLimit.name),
    terminalId: attempt.terminalId ?? null,
    terminalName: cut(attempt.terminalName, textLimit.name),
    serviceProviderUrl: cut(attempt.serviceProviderUrl, textLimit.serviceProviderUrl),
    errorCode: attempt.succeeded ? null : (attempt.errorCode ?? null),
  }
  await insertAuthentication(ctx.db, row, authenticationTextFields)
  if (attempt.faceImage && !attempt.succeeded && keepsImage(await readSettings(ctx), attempt.scene)) {
    const image = await ctx.secrets.seal(ctx.db, imageOf(tenantId, authenticationId), attempt.faceImage)
    await insertAuthenticationImage(ctx.db, { tenantId, at, authenticationId, image })
  }
  return authenticationId
}

function cut(text: string | undefined, limit: number): string {
  // NUL cannot be stored as text; half a surrogate pair neither.
  return [...(text ?? '').replaceAll('\0', '').toWellFormed()].slice(0, limit).join('')
}

/** A picture is bound to its attempt: whose face it is, is what the attempt did not find out. */
function imageOf(tenantId: string, authenticationId: string) {
  return { tenantId, userId: authenticationId, kind: 'log-image' } as const
}

/** One page of a search, newest first [NFM-LOG-005]. */
export async function findAuthentications(ctx: Context, input: InputOf<typeof searchAuthentications>) {
  const person = personOf(ctx)
  const search = searchOf(input, ctx.clock.now())
  const proof = ctx.secrets.sign('authentication-log search', fingerprintOf(search, person.sessionId))
  const reach = reachOf(ctx)
  const texts = await Promise.all(search.texts.map((text) => resolveText(ctx.db, text)))
  const page = { limit: input.size, offset: (input.page - 1) * input.size }
  const sort = input.sort ?? 'at'
  const direction = input.direction === 'ascending' ? 'asc' : 'desc'
  // A pattern that much matches is found soon by two short walks; for one walk the planner would sort everything.
  const newest =
    sort === 'at' &&
    direction === 'desc' &&
    page.offset + page.limit <= countedHits &&
    texts.every((text) => 'values' in text)
  const { found, rows } = (newest && (await findNewestHits(ctx.db, search, texts, reach, page, countedHits + 1))) || {
    found: await countHits(ctx.db, search, texts, reach, countedHits + 1),
    rows: await findHits(ctx.db, search, texts, reach, { sort, direction, ...page }),
  }
  const exact = found <= countedHits
  const total = exact ? found : countedHits
  // One row for a search, none for turning its pages: only a page of a search that is logged comes without.
  if (input.search !== proof)
    await ctx.audit({ ...describeSearch(search), found: total }, 'authentication-log.searched')
  return {
    rows: rows.map(rowOf),
    total,
    page: input.page,
    size: input.size,
    exact,
    from: search.from.toISOString(),
    to: search.to.toISOString(),
    search: proof,
  }
}

function rowOf<Row extends { at: Date; receivedAt: Date }>(row: Row) {
  return { ...row, at: row.at.toISOString(), receivedAt: row.receivedAt.toISOString() }
}

export async function readOneAuthentication(ctx: Context, input: { authenticationId: string; at: string }) {
  return rowOf(await find(ctx, input))
}

async function find(ctx: Context, { at, authenticationId }: { authenticationId: string; at: string }) {
  const row = await findAuthentication(ctx.db, new Date(at), authenticationId, reachOf(ctx))
  if (!row) throw new KaobanError('request.not-found', 'no such entry')
  return row
}

/** The picture of a failed attempt; looking at it is an operation [NFM-FAC-014]. */
export async function viewAuthenticationImage(ctx: Context, input: { authenticationId: string; at: string }) {
  const row = await find(ctx, input)
  const sealed = await findAuthenticationImage(ctx.db, row.at, row.authenticationId)
  if (!sealed) throw new KaobanError('log.image-not-kept', 'no picture of this attempt was kept')
  const { authenticationId } = row
  await ctx.audit({ authenticationId, at: row.at.toISOString(), loginId: row.loginId })
  return { body: await ctx.secrets.open(ctx.db, imageOf(ctx.tenantId, authenticationId), sealed) }
}

/** Every hit as CSV, written while it is read [NFM-LOG-007]. */
export async function exportHits(steps: Steps, input: AuthenticationConditions & { encoding: CsvEncoding }) {
  const search = searchOf(input, steps.clock.now())
  const { texts, reach, timeZone } = await steps.inTransaction(async (ctx) => {
    const reach = reachOf(ctx)
    const texts = await Promise.all(search.texts.map((text) => resolveText(ctx.db, text)))
    if ((await countHits(ctx.db, search, texts, reach, 1)) === 0)
      throw new KaobanError('log.nothing-found', 'no entry to write', { details: { message: 'MSG-LOG-002' } })
    if (input.encoding === 'shift_jis') {
      const characters = await charactersOutside(ctx.db, search, texts, reach)
      if (characters.length > 0)
        throw new KaobanError('file.not-in-shift-jis', 'code page 932 cannot hold every character', {
          details: { characters: characters.join(' ') },
        })
    }
    await ctx.audit({ ...describeSearch(search), encoding: input.encoding })
    return { texts, reach, timeZone: (await findOwnTenant(ctx))?.timeZone ?? 'Asia/Tokyo' }
  })
  const body = csvOfHits(steps, { search, texts, reach, timeZone, encoding: input.encoding })
  return { media: csvMedia(input.encoding), fileName: fileNameOf(steps.clock.now(), timeZone), body }
}

function fileNameOf(now: Date, timeZone: string): string {
  const digits = timeFormat(timeZone)(now).replace(/\D/g, '')
  return `authentications_${digits}.csv`
}

/** Attempts since a time, by hour (UTC) and outcome; hours without attempts are absent. For the dashboard. */
export async function countAttempts(
  ctx: Context,
  since: Date,
): Promise<{ hour: Date; succeeded: boolean; count: number }[]> {
  const rows = await countByHour(ctx.db, reachOf(ctx), since)
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** The newest attempts that were tied to a person, newest first. */
export function lastAttemptsOf(ctx: Context, userId: string, limit = 5) {
  return findNewestOf(ctx.db, userId, endOfRetention(ctx.clock.now()), limit)
}

/** Erases the log pictures of people who are deleted; the entries stay [NFM-USR-042]. Returns how many there were. */
export function eraseLogImagesOf(ctx: Context, userIds: readonly string[]): Promise<number> {
  return deleteImagesOf(ctx.db, userIds)
}

/** Rows deleted in one transaction: on the embedded database everybody waits meanwhile. */
const purgeBatch = 5000

/**
 * JOB-04: deletes entries and pictures past their retention, oldest first, and keeps months open ahead
 * [NFM-LOG-008]. Returns how many entries went.
 */
export async function purgeAuthentications(database: DatabaseHandle, clock: Clock): Promise<number> {
  const now = clock.now()
  const before = endOfRetention(now)
  await openMonths(database, before)
  let deleted = 0
  for (const { tenantId } of await listTenants(database)) {
    let gone: number
    let ofTenant = 0
    do {
      gone = await database.transaction({ tenantId }, (db) => deleteOldest(db, before, purgeBatch))
      ofTenant += gone
    } while (gone === purgeBatch)
    if (ofTenant > 0) await database.transaction({ tenantId }, (db) => deleteUnusedTerms(db, tenantId))
    deleted += ofTenant
  }
  await database.statement(dropEmptyMonthsStatement, [before])
  return deleted
}

/** Partitions of every month that is kept and of the two to come. */
async function openMonths(database: DatabaseHandle, from: Date): Promise<void> {
  await database.statement(openMonthsStatement, [from.toISOString().slice(0, 10), 6])
}
