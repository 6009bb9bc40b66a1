import { createHash } from 'node:crypto'
import {
  checkMfaJob,
  type FileFault,
  isRefused,
  type MfaFileRow,
  type MfaImage,
  readMfaJob,
  writeMfaTemplate,
} from '@kaoban/codecs'
import {
  type ImportFault,
  type InputOf,
  type importIntoGroup,
  KaobanError,
  type TenantSettings,
} from '@kaoban/contract'
import { registeredApps } from '../factors/factors.service.ts'
import type { Context, Steps } from '../platform/context.ts'
import { csvMedia } from '../platform/csv-file.ts'
import type { UploadWatch } from '../platform/http-input.ts'
import { requireFreshProof } from '../sessions/sessions.service.ts'
import { readSettings } from '../settings/settings.service.ts'
import { groupLimitsOf, mfaRulesOf, requireGroup } from './transfer.service.ts'
import type { StoredFile } from './transfer.store.ts'
import { refusedFile, type SourceRow, storeSource } from './transfer-upload.service.ts'

/** Lets somebody in who may import here and has just proved to be that person, and stops at the first limit broken. */
export async function watchGroupUpload(steps: Steps, groupId: string): Promise<UploadWatch> {
  const limits = await steps.inTransaction(async (ctx) => {
    await requireGroup(ctx, groupId)
    await requireFreshProof(ctx)
    return groupLimitsOf(await readSettings(ctx))
  })
  return (files) => {
    for (const { field, name } of files) kindOf(field, name)
    const broken = checkMfaJob(
      { csv: files.filter(({ field }) => field === 'csv'), images: files.filter(({ field }) => field === 'image') },
      limits,
    )
    // Whether a list comes at all only the end of the upload shows.
    if (broken && broken.code !== 'MFA-E-NOCSV')
      throw new KaobanError('import.limit-broken', 'a limit of the import is broken', { details: { faults: [broken] } })
  }
}

function kindOf(field: string, name: string): 'csv' | 'image' {
  if (field === 'image' || (field === 'csv' && /\.csv$/i.test(name))) return field
  throw new KaobanError('request.unsupported-media', 'only lists (csv) and pictures (image) are taken')
}

/** Reads what was sent from the page of a group, stores it sealed, and starts the task that makes the plan. */
export async function takeGroupUpload(
  steps: Steps,
  { groupId, trial, consent, files }: InputOf<typeof importIntoGroup>,
) {
  const { group, settings } = await steps.inTransaction(async (ctx) => ({
    group: await requireGroup(ctx, groupId),
    settings: await readSettings(ctx),
  }))
  const csv = files.filter(({ field, name }) => kindOf(field, name) === 'csv')
  const images = files
    .filter(({ field }) => field === 'image')
    .map(({ name, bytes }) => ({ name, size: bytes.length, head: bytes.subarray(0, 16), bytes }))
  const job = readMfaJob(
    { csv, images },
    { entrance: 'portal', selectedGroup: [group.code, group.name], ...mfaRulesOf(settings), ...encodingOf(settings) },
    groupLimitsOf(settings),
  )
  if (!job.ok) throw refusedFile(job.faults as ImportFault[])
  if (job.files.every(({ ok }) => !ok))
    throw refusedFile(job.files.flatMap((file) => (file.ok ? [] : file.faults)) as ImportFault[])
  const named = images.filter((image) => job.files.some((file) => file.ok && file.rows.some(names(image))))
  if (named.length > 0 && !consent)
    throw new KaobanError('face.consent-needed', 'it is not said that the people have agreed', {
      details: { pictures: named.length },
    })
  const waiting = [...csv]
  const fileNames = job.files.map(({ name }) => name)
  return storeSource(steps, {
    layout: 'mfa',
    name: fileNames.length === 1 ? fileNames[0]! : `${fileNames[0]} +${fileNames.length - 1}`,
    options: { groupId, atOnce: true, ...(trial && { trial }), ...(named.length > 0 && { consent }) },
    files: job.files.map((file, index) => {
      // Lists of the same name stand in the order in which they came.
      const [sent] = waiting.splice(
        waiting.findIndex(({ name }) => name === file.name),
        1,
      )
      return fileToStore(file, sent!.bytes, index === 0 ? job.warnings : [])
    }),
    rows: job.files.flatMap((file, index) =>
      file.ok ? file.rows.map((row) => rowToStore(row, index + 1, named)) : [],
    ),
    pictureFiles: images.map(({ name, bytes }) => ({ name, sha256: sha256(bytes).toString('hex') })),
    pictures: named.map(({ name, bytes }) => ({ name, open: async () => bytes })),
  })
}

function encodingOf(settings: TenantSettings) {
  const encoding = settings['mfa.import.defaultEncoding']
  return encoding === 'utf-8' ? { encoding } : {}
}

type ReadFile = Extract<ReturnType<typeof readMfaJob>, { ok: true }>['files'][number]

/** `others`: what is to be said of the upload as a whole, which stands with its first file. */
function fileToStore(
  file: ReadFile,
  bytes: Uint8Array,
  others: readonly FileFault[],
): Pick<StoredFile, 'name' | 'encoding' | 'headerRaw' | 'sha256' | 'faults'> {
  return {
    name: file.name,
    encoding: file.ok ? file.encoding : 'shift_jis',
    headerRaw: file.ok ? file.header.raw : '',
    sha256: sha256(bytes),
    faults: [...(file.ok ? [] : file.faults), ...others] as ImportFault[],
  }
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** Whether a row that is not refused names the picture. */
function names(image: MfaImage): (row: MfaFileRow) => boolean {
  return (row) => row.pictures.picture === image && !isRefused(row)
}

function rowToStore(row: MfaFileRow, file: number, pictures: readonly MfaImage[]): SourceRow {
  const { line, entry, faults } = row
  const picture = pictures.findIndex((image) => names(image)(row))
  return {
    ...{ file, line, loginId: entry.userid, picture: picture === -1 ? undefined : picture },
    record: { layout: 'mfa', entry, faults: faults as ImportFault[] },
  }
}

/** An empty list with the columns that this organisation may fill [MFA-UI-020]. */
export async function groupTemplateOf(ctx: Context, groupId: string) {
  await requireGroup(ctx, groupId)
  const apps = [...(await registeredApps(ctx)).values()]
  const idsOf = (kind: string) => apps.filter((app) => app.kind === kind).map(({ appId }) => appId)
  return {
    media: csvMedia('shift_jis'),
    fileName: 'mfa_users_template.csv',
    body: writeMfaTemplate({ entrance: 'portal', idManagerApps: idsOf('id-manager'), samlApps: idsOf('saml') }),
  }
}
