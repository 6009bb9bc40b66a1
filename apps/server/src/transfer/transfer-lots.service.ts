import { type FileFault, isJpeg, isSet, mfaFault } from '@kaoban/codecs'
import {
  type addImportRows,
  type closeImport,
  type ImportFault,
  type InputOf,
  importLots,
  KaobanError,
  type openImport,
} from '@kaoban/contract'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import { requireFreshProof } from '../sessions/sessions.service.ts'
import { readSettings } from '../settings/settings.service.ts'
import { startTask } from '../tasks/tasks.service.ts'
import { mfaRulesOf, readOne, requireImport } from './transfer.service.ts'
import {
  findFiles,
  findImport,
  type ImportOptions,
  insertImport,
  noTotals,
  type StoredImport,
  updateImport,
} from './transfer.store.ts'
import { headerFaults, type LotRow, pictureFaults, readMfaLot, readUserLot } from './transfer-lots.rules.ts'
import { addFileFaults, countReceived, findStored, isAnyAtWork } from './transfer-lots.store.ts'
import { pictureOwner } from './transfer-pictures.service.ts'
import { insertPictures, linkPictures } from './transfer-pictures.store.ts'
import { planTask } from './transfer-plan.service.ts'
import { computes, mailOf, type RowRecord, sealRecords } from './transfer-records.service.ts'
import { insertRows } from './transfer-rows.store.ts'
import { refusedFile } from './transfer-upload.service.ts'

/** Opens an import, or finds the one that was opened before, with how far it has got. */
export async function openLots(ctx: Context, input: InputOf<typeof openImport>) {
  const { importId } = input
  const known = await findImport(ctx.db, importId, true)
  if (known) return reopen(ctx, known, input)
  await requireFreshProof(ctx)
  const { layout, files, strict, ignoreUnknownColumns } = input
  if (layout === 'users' && files.length > 1)
    throw new KaobanError('request.invalid', 'the portal’s lists are imported one at a time')
  const faults = files.flatMap(({ name, header }) =>
    headerFaults(layout, header, { strict, ignoreUnknownColumns }).map((fault) => ({ ...fault, file: name })),
  )
  if (faults.length > 0) throw refusedFile(faults as ImportFault[])
  const { userId, loginId } = personOf(ctx)
  const [first] = files
  const fileName = files.length === 1 ? first!.name : `${first!.name} +${files.length - 1}`
  await insertImport(
    ctx.db,
    {
      ...{ tenantId: ctx.tenantId, importId, fileName: fileName.slice(0, 255), layout, state: 'uploading' },
      ...{ options: optionsOf(input), totals: noTotals, createdBy: userId, createdByLoginId: loginId },
      createdAt: ctx.clock.now(),
    },
    files.map(({ name, encoding, header, sha256 }, index) => ({
      ...{ file: index + 1, name, encoding, headerRaw: header, faults: [] },
      sha256: Buffer.from(sha256, 'hex'),
    })),
  )
  return { import: await readOne(ctx, importId), received: 0 }
}

function optionsOf(input: InputOf<typeof openImport>): ImportOptions {
  const { trial, atOnce, strict, groupMove, forceChange, consent } = input
  const wanted = { inLots: true, trial, atOnce, strict, groupMove, forceChange, consent }
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value))
}

/** Whoever opened it goes on with the same files. */
async function reopen(ctx: Context, known: StoredImport, { importId, files }: InputOf<typeof openImport>) {
  await requireOwn(ctx, importId)
  const stored = await findFiles(ctx.db, [importId])
  const same =
    stored.length === files.length &&
    stored.every(({ name, sha256 }, index) => {
      const file = files[index]!
      return file.name === name && file.sha256 === Buffer.from(sha256).toString('hex')
    })
  if (!same) throw new KaobanError('import.files-changed', 'the files are not those that the import was opened with')
  return { import: await readOne(ctx, importId), received: known.totals.rows }
}

async function requireOwn(ctx: Context, importId: string): Promise<StoredList> {
  const row = await requireImport(ctx, importId, true)
  const { layout } = row
  // Accounts of a directory come by their own door.
  if (layout === 'directory' || row.createdBy !== personOf(ctx).userId)
    throw new KaobanError('request.not-found', 'no such import')
  return { ...row, layout }
}

type StoredList = StoredImport & { layout: 'users' | 'mfa' }

/** Stores a lot as a whole; what came before is not stored again, so that a lot may be sent twice, and out of its turn. */
export function addLot(steps: Steps, input: InputOf<typeof addImportRows>): Promise<{ received: number }> {
  return steps.inTransaction(async (ctx) => {
    const { importId, from, file, files, rows, ignoreUnknownColumns } = input
    const row = await requireOwn(ctx, importId)
    if (row.state !== 'uploading')
      throw new KaobanError('import.not-ready', `an import that is ${row.state} takes no rows`)
    const before = row.totals.rows
    if (from > before + importLots.jobs * importLots.rows)
      throw new KaobanError('request.conflict', 'rows are missing before this lot', { details: { received: before } })
    if (files.length > 0 && !row.options.consent)
      throw new KaobanError('face.consent-needed', 'it is not said that the people have agreed')
    const last = from + rows.length - 1
    const stored = last > before ? await findStored(ctx.db, importId, Math.max(from, before + 1), last) : new Set()
    const fresh = rows
      .map((one, index) => ({ ...one, row: from + index }))
      .filter((one) => one.row > before && !stored.has(one.row))
    if (fresh.length === 0) return { received: before }
    await storeLot(ctx, row, { file, rows: fresh, files }, ignoreUnknownColumns)
    const received = await countReceived(ctx.db, importId, before)
    await updateImport(ctx.db, importId, { totals: { ...noTotals, rows: received } })
    return { received }
  })
}

async function storeLot(
  ctx: Context,
  { importId, layout, options }: StoredList,
  {
    file,
    rows,
    files: pictures,
  }: Pick<InputOf<typeof addImportRows>, 'file' | 'files'> & { rows: readonly (LotRow & { row: number })[] },
  ignoreUnknownColumns: boolean,
): Promise<void> {
  const stored = (await findFiles(ctx.db, [importId]))[file - 1]
  if (!stored) throw new KaobanError('request.invalid', 'file: there is no such file')
  const read = readLot(layout, stored.headerRaw, rows, {
    ...mfaRulesOf(await readSettings(ctx)),
    ...options,
    ignoreUnknownColumns,
  })
  const pictureOf = ({ picture }: LotRow) => (picture === undefined ? undefined : pictures[picture]?.bytes)
  const records = read.map(({ record, pictureName }, index): RowRecord => {
    const row = rows[index]!
    const faults: FileFault[] = pictureFaults(layout, row, pictureName, pictureOf(row))
    return { ...record, faults: [...record.faults, ...(faults as ImportFault[])] }
  })
  const sealed = await sealRecords(ctx, importId, records)
  await insertRows(
    ctx.db,
    ctx.tenantId,
    importId,
    records.map((record, index) => ({
      ...{ row: rows[index]!.row, file, line: rows[index]!.line, record: sealed[index]! },
      ...{ hasPassword: computes(record), faults: record.faults, mail: mailOf(record) },
      mode: record.layout === 'mfa' ? (record.entry.mode ?? '') : '',
      loginId: read[index]!.loginId.replaceAll('\0', '').toWellFormed().slice(0, 300),
    })),
  )
  const seen = rows.flatMap((row, index) => {
    const [bytes, name] = [pictureOf(row), read[index]!.pictureName]
    return bytes && name !== undefined && isJpeg(bytes) ? [{ number: row.row, name, bytes }] : []
  })
  await storeLotPictures(ctx, importId, seen)
}

/** A picture has the number of its row. */
async function storeLotPictures(
  ctx: Context,
  importId: string,
  pictures: readonly { number: number; name: string; bytes: Uint8Array }[],
): Promise<void> {
  if (pictures.length === 0) return
  const seal = await ctx.secrets.sealer(ctx.db, pictureOwner(ctx, importId))
  await insertPictures(
    ctx.db,
    ctx.tenantId,
    importId,
    pictures.map(({ number, name, bytes }) => ({ picture: number, name: name.slice(0, 255), bytes: seal(bytes) })),
  )
  const links = pictures.map(({ number }) => ({ row: number, picture: number }))
  await linkPictures(ctx.db, importId, links)
}

interface ReadRow {
  loginId: string
  record: RowRecord
  pictureName: string | undefined
}

function readLot(
  layout: 'users' | 'mfa',
  header: string,
  rows: readonly LotRow[],
  options: Parameters<typeof readMfaLot>[2],
): ReadRow[] {
  try {
    if (layout === 'users')
      return readUserLot(header, rows).map(({ entry, raw, faults }) => ({
        loginId: entry.loginId,
        record: { layout, entry, raw, faults: faults as ImportFault[] },
        pictureName: entry.picture.kind === 'file' && !entry.delete ? entry.picture.name : undefined,
      }))
    return readMfaLot(header, rows, options).map(({ entry, faults }) => ({
      loginId: entry.userid,
      record: { layout, entry, faults: faults as ImportFault[] },
      pictureName: isSet(entry.picture) ? entry.picture.set : undefined,
    }))
  } catch (error) {
    if (error instanceof RangeError) throw new KaobanError('request.invalid', `rows: ${error.message}`)
    throw error
  }
}

/** Starts the task that makes the plan; asked again, it answers how the import stands. */
export async function closeLots(ctx: Context, { importId, rows, unnamedPictures }: InputOf<typeof closeImport>) {
  const { state, layout, fileName, options, totals } = await requireOwn(ctx, importId)
  if (state === 'uploading') {
    const received = totals.rows
    if (received !== rows) throw new KaobanError('request.conflict', 'rows are missing', { details: { received } })
    await addFileFaults(ctx.db, importId, unnamedPictures.map(unnamed) as ImportFault[])
    const taskId = await startTask(ctx, planTask, { importId }, rows)
    await updateImport(ctx.db, importId, { state: 'planning', taskId, totals: { ...noTotals, rows } })
  }
  const files = await findFiles(ctx.db, [importId])
  await ctx.audit({
    ...{ importId, layout, fileName, rows, entrance: 'command line', ...options },
    files: files.map(({ name, encoding, sha256 }) => ({ name, encoding, sha256: Buffer.from(sha256).toString('hex') })),
  })
  return readOne(ctx, importId)
}

function unnamed(name: string): FileFault {
  return mfaFault('warning', 'MFA-W-IMG-UNREF', { file: name, params: { name } })
}

/** @throws KaobanError import.running while another import of the tenant is at work, or waits to be */
export async function requireNobodyAtWork(ctx: Context, importId: string): Promise<void> {
  if (await isAnyAtWork(ctx.db, importId))
    throw new KaobanError('import.running', 'another import of this tenant is running', {
      details: { message: 'MSG-IMP-048' },
    })
}
