import { type CsvEncoding, invalidFields, KaobanError } from '@kaoban/contract'
import { hasMessage, type Locale, type MessageKey, word } from '@kaoban/messages'
import type { Clock } from '../platform/clock.ts'
import type { Steps } from '../platform/context.ts'
import { csvBytes, csvMedia, outsideShiftJis, timeFormat } from '../platform/csv-file.ts'
import type { DatabaseHandle } from '../platform/database.ts'
import { houseTenantId } from '../platform/identifiers.ts'
import type { LoggedOperation } from '../platform/operation-log.ts'
import { writeMark } from '../platform/operation-log-marks.ts'
import type { Secrets } from '../platform/secrets.ts'
import { listTenants } from '../platform/tenant-list.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { type ChainedOperation, type ChainFault, endOfRetention, followChain } from './operation-log.rules.ts'
import {
  deleteUpTo,
  findActors,
  findChain,
  findHead,
  findLastExpired,
  findMarks,
  findOperations,
  freezeView,
} from './operation-log.store.ts'

const columns = [
  'LBL-OPL-at',
  'LBL-OPL-user',
  'LBL-OPL-ip',
  'LBL-OPL-kind',
  'LBL-OPL-func',
  'LBL-OPL-status',
  'LBL-OPL-param',
] as const satisfies MessageKey[]

const batch = 2000

/** Operations of a time span as CSV [NFM-OPL-001, NFM-OPL-002]. */
export async function exportOperations(steps: Steps, input: { from?: string; to?: string; encoding: CsvEncoding }) {
  const { encoding } = input
  const now = steps.clock.now()
  const span = {
    from: input.from ? new Date(input.from) : endOfRetention(now),
    to: input.to ? new Date(input.to) : now,
  }
  if (span.from > span.to) throw invalidFields([{ field: 'from', message: 'MSG-LOG-001' }])
  const timeZone = await steps.inTransaction(async (ctx) => {
    if ((await findOperations(ctx.db, span, 0, 1)).length === 0)
      throw new KaobanError('log.nothing-found', 'no operation to write', { details: { message: 'MSG-LOG-002' } })
    if (encoding === 'shift_jis') {
      const characters = [...new Set((await findActors(ctx.db, span)).flatMap(outsideShiftJis))]
      if (characters.length > 0)
        throw new KaobanError('file.not-in-shift-jis', 'code page 932 cannot hold every character', {
          details: { characters: characters.join(' ') },
        })
    }
    await ctx.audit({ from: span.from.toISOString(), to: span.to.toISOString(), encoding })
    return (await findOwnTenant(ctx))?.timeZone ?? 'Asia/Tokyo'
  })
  const digits = timeFormat(timeZone)(now).replace(/\D/g, '')
  return {
    media: csvMedia(encoding),
    fileName: `operations_${digits}.csv`,
    body: csvOfOperations(steps, span, timeZone, encoding),
  }
}

async function* csvOfOperations(
  steps: Steps,
  span: { from: Date; to: Date },
  timeZone: string,
  encoding: CsvEncoding,
): AsyncGenerator<Uint8Array> {
  const timeOf = timeFormat(timeZone)
  yield csvBytes([columns.map((key) => word(key, steps.locale))], encoding, true)
  let after: number | undefined = 0
  while (after !== undefined) {
    const last: number = after
    const rows = await steps.inTransaction((ctx) => findOperations(ctx.db, span, last, batch))
    if (rows.length > 0)
      yield csvBytes(
        rows.map((row) => cellsOf(row, steps.locale, timeOf, encoding)),
        encoding,
        false,
      )
    after = rows.length < batch ? undefined : rows.at(-1)?.seq
  }
}

function cellsOf(row: LoggedOperation, locale: Locale, timeOf: (at: Date) => string, encoding: CsvEncoding): string[] {
  const { function: name, ...parameters } = JSON.parse(row.details) as Record<string, unknown>
  return [
    timeOf(row.at),
    row.actor,
    row.address,
    wordOf(`operation.${row.operation}`, row.operation, locale),
    wordOf(`operationFunction.${name}`, String(name ?? ''), locale),
    word(row.succeeded ? 'LBL-OPL-ok' : 'LBL-OPL-ng', locale),
    jsonFor(encoding, parameters),
  ]
}

function wordOf(key: string, value: string, locale: Locale): string {
  return hasMessage(key) ? word(key, locale) : value
}

/** JSON has its own way to write a letter that the encoding lacks, so nothing is lost. */
function jsonFor(encoding: CsvEncoding, parameters: Record<string, unknown>): string {
  let text = JSON.stringify(parameters)
  if (encoding === 'utf-8') return text
  for (const character of outsideShiftJis(text))
    text = text.replaceAll(character, (letter) =>
      Array.from(letter.split(''), (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    )
  return text
}

export interface ChainReport {
  /** Code of the tenant; empty for the operator's own log. */
  code: string
  rows: number
  /** The newest row; 0 in an empty log. */
  last: number
  fault: ChainFault | undefined
}

/** Reads the whole log of a tenant and says whether it is as it was written. `publicKey` is PEM. */
export async function verifyOperationLog(
  database: DatabaseHandle,
  tenant: { tenantId: string; code: string },
  publicKey: string,
): Promise<ChainReport> {
  const { tenantId, code } = tenant
  const role = tenantId === houseTenantId ? 'operator' : 'app'
  return database.transaction({ tenantId, role }, async (db) => {
    await freezeView(db)
    const head = await findHead(db)
    const chain = followChain(tenantId, await findMarks(db), publicKey)
    let rows = 0
    let read: ChainedOperation[] = []
    let fault: ChainFault | undefined
    do {
      read = await findChain(db, read.at(-1)?.seq ?? 0, batch)
      rows += read.length
      fault = chain.read(read)
    } while (read.length === batch && !fault)
    return { code, rows, last: head?.seq ?? 0, fault: fault ?? chain.end(head) }
  })
}

/** Logs to verify: every tenant's and the operator's own. */
export async function listOperationLogs(database: DatabaseHandle): Promise<{ tenantId: string; code: string }[]> {
  return [{ tenantId: houseTenantId, code: '' }, ...(await listTenants(database))]
}

/**
 * JOB-05: signs the newest row of every log and deletes operations past their 90 days, oldest first [NFM-OPL-003]. The
 * mark of the last deleted row keeps the rest verifiable. Returns how many rows went.
 */
export async function purgeOperations(database: DatabaseHandle, clock: Clock, secrets: Secrets): Promise<number> {
  const at = clock.now()
  const before = endOfRetention(at)
  let deleted = 0
  for (const { tenantId } of await listOperationLogs(database)) {
    const role = tenantId === houseTenantId ? 'operator' : 'app'
    deleted += await database.transaction({ tenantId, role }, async (db) => {
      const head = await findHead(db, true)
      if (!head || head.seq === 0) return 0
      await writeMark(db, secrets, { tenantId, at, ...head })
      const expired = await findLastExpired(db, before)
      if (!expired) return 0
      await writeMark(db, secrets, { tenantId, at, ...expired })
      return deleteUpTo(db, expired.seq)
    })
  }
  return deleted
}
