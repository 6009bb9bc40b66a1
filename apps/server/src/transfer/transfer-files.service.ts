import {
  encodeText,
  type FileEncoding,
  type FileFault,
  type MfaResult,
  type RowResult,
  readCsv,
  readUserTable,
  userCells,
  userTable,
  wordFault,
  writeMfaResults,
  writeTable,
  writeUsersXlsx,
} from '@kaoban/codecs'
import { type CsvEncoding, type ImportFault, KaobanError, type RowAction } from '@kaoban/contract'
import { type Locale, word } from '@kaoban/messages'
import { reachOf } from '../groups/groups.service.ts'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import { csvMedia, timeFormat } from '../platform/csv-file.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { listMany } from '../users/users-many.service.ts'
import { nameLookAlikes, requireImport } from './transfer.service.ts'
import { findFiles } from './transfer.store.ts'
import { type RowRecord, recordOpener } from './transfer-records.service.ts'
import { findReportRows } from './transfer-rows.store.ts'
import { writeList } from './transfer-worker.service.ts'

const batch = 500

/** Shift_JIS as ever; UTF-8 with its mark, so that a spreadsheet knows [NFM-EXP-005]. */
function fileEncodingOf(encoding: CsvEncoding): FileEncoding {
  return encoding === 'shift_jis' ? 'shift_jis' : 'utf-8-bom'
}

/** 利用者一覧の出力: everybody within range, by ID, in the layout that an import takes [NFM-EXP-001..NFM-EXP-008]. */
export async function exportAll(
  steps: Steps,
  input: { format: ListFormat; encoding: CsvEncoding; headers: 'kaoban' | 'original' },
) {
  const { format, encoding } = input
  let users = 0
  async function* pages() {
    for (let after = ''; ; ) {
      const people = await steps.inTransaction((ctx) => listMany(ctx, after, batch))
      users += people.length
      yield people.map(userCells)
      if (people.length < batch) return
      after = people.at(-1)!.loginId.toLowerCase()
    }
  }
  const headers = input.headers === 'original' ? 'original' : 'neutral'
  const written = await writeList(pages(), { format, headers, encoding: fileEncodingOf(encoding) })
  if (!written.ok) throw lostCharacters(written.faults as ImportFault[])
  const fileName = await steps.inTransaction(async (ctx) => {
    await ctx.audit({
      users,
      ...(format === 'csv' ? { encoding } : { format }),
      headers,
      reach: reachOf(ctx) === 'all' ? 'all' : 'own groups',
    })
    return `users_${await stamp(ctx)}.${format}`
  })
  return { media: mediaOf(format, encoding), fileName, body: written.bytes }
}

/** Nothing becomes `?`: each character is named with its row and column [NFM-EXP-005]. */
function lostCharacters(faults: readonly ImportFault[]): KaobanError {
  const characters = [...new Set(faults.map(({ params }) => String(params?.character ?? '')))].filter(Boolean)
  return new KaobanError('file.not-in-shift-jis', 'code page 932 cannot hold every character', {
    details: { characters: characters.slice(0, 50).join(' '), faults: faults.slice(0, 100) },
  })
}

async function stamp(ctx: Context): Promise<string> {
  const timeZone = (await findOwnTenant(ctx))?.timeZone ?? 'Asia/Tokyo'
  return timeFormat(timeZone)(ctx.clock.now()).replace(/\D/g, '')
}

export function templateOf({ format, encoding }: { format: ListFormat; encoding: CsvEncoding }) {
  const written =
    format === 'xlsx' ? writeUsersXlsx([]) : writeTable(userTable([], 'neutral'), fileEncodingOf(encoding))
  if (!written.ok) throw new Error('the headers fit every encoding')
  return { media: mediaOf(format, encoding), fileName: `users_template.${format}`, body: written.bytes }
}

type ListFormat = 'csv' | 'xlsx'

function mediaOf(format: ListFormat, encoding: CsvEncoding): string {
  return format === 'xlsx' ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : csvMedia(encoding)
}

const resultWords = {
  add: 'imports.result.add',
  change: 'imports.result.change',
  delete: 'imports.result.delete',
  none: 'imports.result.none',
  refused: 'imports.result.refused',
} as const
const failedWord = 'imports.result.failed'

/**
 * The uploaded rows as they stand in the file, in its encoding, with result and reason behind them: the refused ones can
 * be corrected and uploaded again, for columns that nobody knows are what an import tolerates [NFM-IMP-013]. Of a trial,
 * and of lists of the multi-factor product, the rows are gone by then.
 */
export async function reportOf(steps: Steps, input: { importId: string; rows: 'all' | 'refused' }) {
  const { importId } = input
  const { rowsKept, own, header, encoding, fileName } = await steps.inTransaction(async (ctx) => {
    const row = await requireImport(ctx, importId)
    await ctx.audit({ importId, fileName: row.fileName, rows: input.rows })
    const [file] = await findFiles(ctx.db, [importId])
    return {
      rowsKept: row.layout === 'users' && row.state !== 'checked',
      own: row.createdBy === personOf(ctx).userId,
      ...{ header: file!.headerRaw, encoding: file!.encoding, fileName: row.fileName },
    }
  })
  if (!rowsKept) return mfaReportOf(steps, { ...input, fileName })
  const cells = (texts: readonly string[]) => texts.map(neutral).map(quoted).join(',')
  const lines = [
    `${header},${cells([word('imports.column.result', steps.locale), word('imports.column.reason', steps.locale)])}`,
  ]
  const secret = secretPlaces(header)
  let after = 0
  for (;;) {
    const rows = await steps.inTransaction(async (ctx) => {
      const found = await nameLookAlikes(ctx, await findReportRows(ctx.db, importId, after, batch))
      const open = await recordOpener(ctx, importId)
      return found.map((row) => ({ ...row, raw: rawOf(open(row)) }))
    })
    for (const { action, state, faults, raw } of rows) {
      const bad = action === 'refused' || state === 'failed'
      if (input.rows === 'refused' && !bad) continue
      const result = word(state === 'failed' ? failedWord : resultWords[action], steps.locale)
      // Who uploaded rows that came to nothing corrects them; otherwise passwords are nobody else's to read, as in
      // every export.
      const shown = own && state !== 'done' && state !== 'undone' ? raw : withoutSecrets(raw, secret)
      lines.push(`${shown},${cells([result, reasonOf(faults, steps.locale)])}`)
    }
    if (rows.length < batch) break
    after = rows.at(-1)!.row
  }
  return {
    media: csvMedia(encoding === 'shift_jis' ? 'shift_jis' : 'utf-8'),
    fileName: fileName.replace(/(\.(?:csv|zip|xlsx))?$/i, '_result.csv'),
    body: encodeText(`${lines.join('\r\n')}\r\n`, encoding),
  }
}

function rawOf(record: RowRecord): string {
  return record.layout === 'users' ? record.raw : ''
}

/** Which columns of a list hold passwords. */
function secretPlaces(header: string): ReadonlySet<number> {
  const table = readUserTable(readCsv(header).records)
  const columns = table.ok ? table.header.columns : []
  const places = columns.flatMap((column, place) =>
    column === 'password' || column?.startsWith('accountPassword') ? [place] : [],
  )
  return new Set(places)
}

const markers: ReadonlySet<string> = new Set(['', 'YES', 'NO', 'RESET'])

function withoutSecrets(raw: string, places: ReadonlySet<number>): string {
  const { cells } = readCsv(raw).records[0]!
  if (!cells.some((cell, place) => places.has(place) && !markers.has(cell))) return raw
  return cells.map((cell, place) => quoted(places.has(place) && !markers.has(cell) ? 'YES' : cell)).join(',')
}

/** What became of each row, message by message, in both languages [MFA-RES-002]; what was uploaded is gone by then. */
async function mfaReportOf(steps: Steps, input: { importId: string; rows: 'all' | 'refused'; fileName: string }) {
  const { importId, fileName } = input
  const files = await steps.inTransaction((ctx) => findFiles(ctx.db, [importId]))
  const results: MfaResult[] = []
  let after = 0
  for (;;) {
    const rows = await steps.inTransaction(async (ctx) =>
      nameLookAlikes(ctx, await findReportRows(ctx.db, importId, after, batch)),
    )
    for (const { file, line, loginId, mode, action, state, faults } of rows) {
      const result = resultOf(action, state)
      if (input.rows === 'refused' && result !== 'failed') continue
      const name = files.find((one) => one.file === file)?.name ?? ''
      results.push({ file: name, line, userid: loginId, mode, result, faults: faults as FileFault[] })
    }
    if (rows.length < batch) break
    after = rows.at(-1)!.row
  }
  return {
    media: csvMedia('utf-8'),
    fileName: fileName.replace(/(\.(?:csv|zip|xlsx))?$/i, '_result.csv'),
    body: writeMfaResults(results, files.flatMap(({ faults }) => faults) as FileFault[]),
  }
}

/** How a row ended, or would end [MFA-RES-001]. */
function resultOf(action: RowAction, state: string): RowResult {
  if (action === 'refused' || state === 'failed') return 'failed'
  if (action === 'none' || state === 'undone') return 'unchanged'
  return ({ add: 'added', change: 'updated', delete: 'deleted' } as const)[action]
}

export function reasonOf(faults: readonly ImportFault[], locale: Locale): string {
  return faults
    .map((fault) => {
      const { message, remedy } = wordFault(fault as Parameters<typeof wordFault>[0], locale)
      return [fault.column, message, remedy].filter((part) => part !== undefined && part !== '').join(' ')
    })
    .join(' / ')
}

/** A cell that a spreadsheet would run as a formula [NFM-GEN-016]. */
function neutral(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
