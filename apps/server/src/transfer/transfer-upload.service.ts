import { createHash } from 'node:crypto'
import { type ImportFault, KaobanError, type SpooledFile } from '@kaoban/contract'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { readSettings } from '../settings/settings.service.ts'
import { startTask } from '../tasks/tasks.service.ts'
import { readOne } from './transfer.service.ts'
import { type ImportOptions, insertImport, noTotals, type StoredFile, updateImport } from './transfer.store.ts'
import { type SourcePicture, storePictures } from './transfer-pictures.service.ts'
import { deleteImport, linkPictures } from './transfer-pictures.store.ts'
import { planTask } from './transfer-plan.service.ts'
import { computes, mailOf, type RowRecord, recordSealer } from './transfer-records.service.ts'
import { insertRows } from './transfer-rows.store.ts'
import { withList } from './transfer-worker.service.ts'

const insertedAtOnce = 400

/** What was read of the files of one upload, whatever their layout. */
export interface Source {
  layout: 'users' | 'mfa'
  /** What the import is called. */
  name: string
  options: ImportOptions
  files: Pick<StoredFile, 'name' | 'encoding' | 'headerRaw' | 'sha256' | 'faults'>[]
  rows: Iterable<SourceRow> | AsyncIterable<SourceRow>
  /** Pictures that rows name; whoever is in them has agreed to it. */
  pictures?: readonly SourcePicture[]
  /** Every picture that was sent, for the operation log. */
  pictureFiles?: readonly { name: string; sha256: string }[]
}

export interface SourceRow {
  /** Which of the files, from 1. */
  file: number
  line: number
  loginId: string
  record: RowRecord
  /** Which of the pictures, from 0. */
  picture?: number | undefined
}

/** Reads a list, stores it sealed with its pictures, and starts the task that makes the plan. */
export async function takeUpload(steps: Steps, file: SpooledFile, consent: boolean) {
  if (!/\.(?:csv|zip|xlsx)$/i.test(file.name))
    throw refusedFile([{ level: 'file', code: 'MSG-IMP-038', message: 'MSG-IMP-038' }])
  const maxRows = await steps.inTransaction(async (ctx) => (await readSettings(ctx))['import.maxRows'])
  const sha256 = await digestOf(file)
  const taken = await withList(file, maxRows, async ({ head, rows, picture }) => {
    const { encoding, headerRaw, pictures, faults } = head
    if (pictures.length > 0 && !consent)
      throw new KaobanError('face.consent-needed', 'it is not said that the people have agreed', {
        details: { pictures: pictures.length },
      })
    return storeSource(steps, {
      ...{ layout: 'users', name: file.name, options: pictures.length > 0 ? { consent } : {} },
      files: [{ name: file.name, encoding, headerRaw, sha256, faults: faults as ImportFault[] }],
      rows: sourceRows(rows()),
      pictures: pictures.map((name, index) => ({ name, open: () => picture(index) })),
    })
  })
  if (!taken.ok) throw refusedFile(taken.faults as ImportFault[])
  return taken.result
}

async function* sourceRows(
  rows: ReturnType<Parameters<Parameters<typeof withList>[2]>[0]['rows']>,
): AsyncGenerator<SourceRow, void> {
  for await (const { line, entry, raw, faults, picture } of rows)
    yield {
      ...{ file: 1, line, loginId: entry.loginId, picture },
      record: { layout: 'users', entry, raw, faults: faults as ImportFault[] },
    }
}

export function refusedFile(faults: readonly ImportFault[]): KaobanError {
  return new KaobanError('import.file-refused', 'the file cannot be imported', { details: { faults } })
}

const portion = 4 * 1024 * 1024

async function digestOf(file: SpooledFile): Promise<Buffer> {
  const digest = createHash('sha256')
  for (let offset = 0; offset < file.size; offset += portion) digest.update(await file.read(offset, portion))
  return digest.digest()
}

/** Stores what was read, sealed, and starts the task that makes the plan of it; all of it or nothing. */
export async function storeSource(steps: Steps, source: Source) {
  const { layout, name, options, files, pictures = [] } = source
  const importId = newId()
  const fileName = name.slice(0, 255)
  await steps.inTransaction(async (ctx) => {
    const { userId, loginId } = personOf(ctx)
    await insertImport(
      ctx.db,
      {
        ...{ tenantId: ctx.tenantId, importId, fileName, layout, options, state: 'uploading' },
        ...{ totals: noTotals, createdBy: userId, createdByLoginId: loginId },
        createdAt: ctx.clock.now(),
      },
      files.map((file, index) => ({ ...file, file: index + 1, name: file.name.slice(0, 255) })),
    )
  })
  try {
    await storePictures(steps, importId, pictures)
    const rows = await storeRows(steps, importId, source.rows)
    return await steps.inTransaction(async (ctx) => {
      const taskId = await startTask(ctx, planTask, { importId }, rows)
      await updateImport(ctx.db, importId, { state: 'planning', taskId, totals: { ...noTotals, rows } })
      await ctx.audit({
        ...{ importId, layout, fileName, rows },
        files: files.map((file) => ({
          ...{ name: file.name, encoding: file.encoding },
          sha256: Buffer.from(file.sha256).toString('hex'),
        })),
        ...(source.pictureFiles && { pictureFiles: source.pictureFiles }),
        ...(pictures.length > 0 && { pictures: pictures.length, consent: true }),
      })
      return { import: await readOne(ctx, importId), taskId }
    })
  } catch (error) {
    await steps.inTransaction((ctx) => deleteImport(ctx.db, importId))
    throw error
  }
}

/** One portion is stored while the next is read and sealed. */
async function storeRows(steps: Steps, importId: string, rows: Source['rows']): Promise<number> {
  const seal = await steps.inTransaction((ctx) => recordSealer(ctx, importId))
  let stored = 0
  let portion: SourceRow[] = []
  let storing = Promise.resolve()
  const store = async () => {
    const [full, start] = [portion, stored]
    const sealed = full.map(({ record }) => seal(record))
    stored += full.length
    portion = []
    await storing
    storing = steps.inTransaction((ctx) => storePortion(ctx, importId, full, sealed, start))
    // Whoever awaits it next is told; until then nobody is.
    storing.catch(() => {})
  }
  try {
    for await (const row of rows) if (portion.push(row) === insertedAtOnce) await store()
    if (portion.length > 0) await store()
  } finally {
    await storing
  }
  return stored
}

async function storePortion(
  ctx: Context,
  importId: string,
  rows: readonly SourceRow[],
  sealed: readonly Uint8Array[],
  start: number,
): Promise<void> {
  await insertRows(
    ctx.db,
    ctx.tenantId,
    importId,
    rows.map(({ file, line, loginId, record }, index) => ({
      ...{ row: start + index + 1, file, line, record: sealed[index]! },
      ...{ hasPassword: computes(record), faults: record.faults, mail: mailOf(record) },
      mode: record.layout === 'mfa' ? (record.entry.mode ?? '') : '',
      loginId: loginId.replaceAll('\0', '').toWellFormed().slice(0, 300),
    })),
  )
  await linkPictures(
    ctx.db,
    importId,
    rows.flatMap(({ picture }, index) => (picture === undefined ? [] : [{ row: start + index + 1, picture }])),
  )
}
