import { createHash } from 'node:crypto'
import { readUsers } from '@kaoban/codecs'
import { type ImportFault, KaobanError } from '@kaoban/contract'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { readSettings } from '../settings/settings.service.ts'
import { startTask } from '../tasks/tasks.service.ts'
import { planKind, readOne } from './transfer.service.ts'
import {
  type ImportOptions,
  insertImport,
  insertRows,
  noTotals,
  type StoredFile,
  updateImport,
} from './transfer.store.ts'
import { passwordOf, type RowRecord, sealRecords } from './transfer-records.service.ts'

const insertedAtOnce = 500

/** What was read of the files of one upload, whatever their layout. */
export interface Source {
  layout: 'users' | 'mfa'
  /** What the import is called. */
  name: string
  options: ImportOptions
  files: Pick<StoredFile, 'name' | 'encoding' | 'headerRaw' | 'sha256' | 'faults'>[]
  rows: SourceRow[]
}

export interface SourceRow {
  /** Which of the files, from 1. */
  file: number
  line: number
  loginId: string
  record: RowRecord
}

/** Reads a list, stores it sealed, and starts the task that makes the plan. */
export async function takeUpload(steps: Steps, file: { name: string; bytes: Uint8Array }) {
  return storeSource(steps, await readUserList(steps, file))
}

async function readUserList(steps: Steps, { name, bytes }: { name: string; bytes: Uint8Array }): Promise<Source> {
  if (!/\.csv$/i.test(name)) throw refusedFile([{ level: 'file', code: 'MSG-IMP-038', message: 'MSG-IMP-038' }])
  const maxRows = await steps.inTransaction(async (ctx) => (await readSettings(ctx))['import.maxRows'])
  const read = readUsers(bytes, { maxRows })
  if (!read.ok) throw refusedFile(read.faults as ImportFault[])
  const { encoding, header, rows } = read
  return {
    layout: 'users',
    name,
    options: {},
    files: [{ name, encoding, headerRaw: header.raw, sha256: sha256(bytes), faults: [] }],
    rows: rows.map(({ line, entry, raw, faults }) => ({
      ...{ file: 1, line, loginId: entry.loginId },
      record: { layout: 'users', entry, raw, faults: faults as ImportFault[] },
    })),
  }
}

export function refusedFile(faults: readonly ImportFault[]): KaobanError {
  return new KaobanError('import.file-refused', 'the file cannot be imported', { details: { faults } })
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** Stores what was read, sealed, and starts the task that makes the plan of it. */
async function storeSource(steps: Steps, { layout, name, options, files, rows }: Source) {
  const importId = newId()
  const fileName = name.slice(0, 255)
  await steps.inTransaction(async (ctx) => {
    const { userId, loginId } = personOf(ctx)
    await insertImport(
      ctx.db,
      {
        ...{ tenantId: ctx.tenantId, importId, fileName, layout, options, state: 'uploading' },
        ...{ totals: { ...noTotals, rows: rows.length }, createdBy: userId, createdByLoginId: loginId },
        createdAt: ctx.clock.now(),
      },
      files.map((file, index) => ({ ...file, file: index + 1, name: file.name.slice(0, 255) })),
    )
  })
  for (let start = 0; start < rows.length; start += insertedAtOnce)
    await steps.inTransaction((ctx) => storeRows(ctx, importId, rows.slice(start, start + insertedAtOnce), start))
  return steps.inTransaction(async (ctx) => {
    const taskId = await startTask(ctx, planKind, { importId }, rows.length)
    await updateImport(ctx.db, importId, { state: 'planning', taskId })
    await ctx.audit({
      ...{ importId, layout, fileName, rows: rows.length },
      files: files.map((file) => ({
        ...{ name: file.name, encoding: file.encoding },
        sha256: Buffer.from(file.sha256).toString('hex'),
      })),
    })
    return { import: await readOne(ctx, importId), taskId }
  })
}

async function storeRows(ctx: Context, importId: string, rows: readonly SourceRow[], start: number): Promise<void> {
  const sealed = await sealRecords(
    ctx,
    importId,
    rows.map(({ record }) => record),
  )
  await insertRows(
    ctx.db,
    ctx.tenantId,
    importId,
    rows.map(({ file, line, loginId, record }, index) => ({
      ...{ row: start + index + 1, file, line, record: sealed[index]! },
      ...{ hasPassword: passwordOf(record) !== undefined, faults: record.faults },
      loginId: loginId.replaceAll('\0', '').toWellFormed().slice(0, 300),
    })),
  )
}
