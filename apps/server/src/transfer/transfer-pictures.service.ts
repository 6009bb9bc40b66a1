import { type ImportFault, type ImportLayout, KaobanError } from '@kaoban/contract'
import { compareTemplates, type FaceManifest, isMadeBy, readTemplate, writeTemplate } from '@kaoban/face'
import type { FaceWorkers, PhotoResult } from '@kaoban/face-node'
import { knownFacesOf } from '../faces/faces.service.ts'
import { registerPhotos } from '../faces/photos.service.ts'
import { type LicenceRule, roomLeft } from '../licences/licences.service.ts'
import type { Context, Steps } from '../platform/context.ts'
import { readSettings } from '../settings/settings.service.ts'
import type { KnownPerson } from './transfer.rules.ts'
import { requireImport } from './transfer.service.ts'
import {
  type Finding,
  findingOf,
  type PictureVerdict,
  pictureFault,
  pictureVerdict,
  pictureWarning,
} from './transfer-pictures.rules.ts'
import {
  findBytes,
  findFacesOfRows,
  findPortrait,
  findSeen,
  findUnseen,
  insertPictures,
  saveSeen,
} from './transfer-pictures.store.ts'

export { refusalWords } from './transfer-pictures.rules.ts'

type Layout = ImportLayout

/** A picture that came with a list. */
export interface SourcePicture {
  name: string
  /** Its bytes; undefined when they cannot be read. */
  open(): Promise<Uint8Array | undefined>
}

export function pictureOwner(ctx: { tenantId: string }, importId: string) {
  return { tenantId: ctx.tenantId, userId: importId, kind: 'import-picture' as const }
}

const megabyte = 1024 * 1024

/** Stores pictures sealed, a megabyte in a transaction: others wait for the embedded database's one connection. */
export async function storePictures(steps: Steps, importId: string, pictures: readonly SourcePicture[]): Promise<void> {
  let waiting: { picture: number; name: string; bytes: Uint8Array | undefined }[] = []
  let size = 0
  const store = async () => {
    const portion = waiting
    await steps.inTransaction(async (ctx) => {
      const seal = await ctx.secrets.sealer(ctx.db, pictureOwner(ctx, importId))
      const rows = portion.map(({ picture, name, bytes }) => ({ picture, name, bytes: bytes ? seal(bytes) : null }))
      await insertPictures(ctx.db, ctx.tenantId, importId, rows)
    })
    waiting = []
    size = 0
  }
  for (const [picture, { name, open }] of pictures.entries()) {
    const bytes = await open()
    waiting.push({ picture, name: name.slice(0, 255), bytes })
    size += bytes?.length ?? 0
    if (size >= megabyte || waiting.length === 100) await store()
  }
  if (waiting.length > 0) await store()
}

/** How long pictures are looked at between two steps. */
const seenForMs = 4000
const openedAtOnce = 16
const openedBytes = 8 * megabyte

/**
 * Looks at the next pictures of an import with every core; what was seen takes the place of the files. The next files are
 * read, and what was seen of the last ones is stored, while these are looked at.
 */
export async function lookAtPictures(
  steps: Steps,
  workers: FaceWorkers,
  importId: string,
  layout: Layout,
  rows: readonly number[],
): Promise<void> {
  const { unseen, retain } = await steps.inTransaction(async (ctx) => ({
    unseen: await findUnseen(ctx.db, importId, rows),
    retain: (await readSettings(ctx))['face.retainImages'],
  }))
  const end = performance.now() + seenForMs
  let files = await openFiles(steps, importId, unseen)
  let storing: Promise<void> | undefined
  while (files.length > 0) {
    unseen.splice(0, files.length)
    const looking = lookAt(workers, layout, retain, files)
    const more = performance.now() < end ? openFiles(steps, importId, unseen) : []
    const [seen, next] = await Promise.all([looking, more, storing])
    storing = storeSeen(steps, importId, seen)
    files = next
  }
  await storing
}

interface OpenedFile {
  picture: number
  bytes: Uint8Array | undefined
}

type SeenPicture = Seen & { picture: number }

async function lookAt(
  workers: FaceWorkers,
  layout: Layout,
  portrait: boolean,
  files: readonly OpenedFile[],
): Promise<SeenPicture[]> {
  const waiting = [...files]
  const seen: SeenPicture[] = []
  const lane = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift())
      if (file.bytes)
        seen.push({ picture: file.picture, ...read(await workers.readPhoto(file.bytes, { portrait }), layout) })
  }
  // One more than there are threads, so that none waits; people who sign in hardly queue behind them.
  await Promise.all(Array.from({ length: workers.state().workers + 1 }, lane))
  return seen
}

function storeSeen(steps: Steps, importId: string, seen: readonly SeenPicture[]): Promise<void> {
  return steps.inTransaction(async (ctx) => {
    const seal = await ctx.secrets.sealer(ctx.db, pictureOwner(ctx, importId))
    for (const { picture, finding, template, portrait } of seen)
      await saveSeen(ctx.db, importId, picture, {
        finding,
        template: template ? seal(template) : null,
        portrait: portrait ? seal(portrait) : null,
      })
  })
}

/** Some files in a row: no more of them than some megabytes, but one. */
async function openFiles(steps: Steps, importId: string, pictures: readonly number[]): Promise<OpenedFile[]> {
  if (pictures.length === 0) return []
  return steps.inTransaction(async (ctx) => {
    const open = await ctx.secrets.opener(ctx.db, pictureOwner(ctx, importId))
    const files: OpenedFile[] = []
    let size = 0
    for (const picture of pictures.slice(0, openedAtOnce)) {
      if (size >= openedBytes) break
      const sealed = await findBytes(ctx.db, importId, picture)
      const bytes = sealed ? open(sealed) : undefined
      files.push({ picture, bytes })
      size += bytes?.length ?? 0
    }
    return files
  })
}

interface Seen {
  finding: Finding
  template?: Uint8Array
  portrait?: Uint8Array | undefined
}

function read(result: PhotoResult, layout: Layout): Seen {
  if (result.ok) {
    const finding = findingOf(result, layout)
    const { portrait, template } = result.face ?? {}
    const usable = template !== undefined && finding.reasons.length === 0
    return { finding, portrait, ...(usable && { template: writeTemplate(template) }) }
  }
  // The engine, not the picture: the step is tried again.
  if (result.reason === 'busy' || result.reason === 'unavailable')
    throw new Error(`the face workers are ${result.reason}`)
  return { finding: { unreadable: true, reasons: [], small: false } }
}

/** Rows up to the first whose picture nobody has looked at. */
export async function untilUnseen<Row extends { row: number; picture: number | null }>(
  ctx: Context,
  importId: string,
  rows: Row[],
): Promise<Row[]> {
  const unseen = new Set(await findUnseen(ctx.db, importId, pictured(rows)))
  const end = rows.findIndex(({ picture }) => picture !== null && unseen.has(picture))
  return end === -1 ? rows : rows.slice(0, end)
}

function pictured(rows: readonly { row: number; picture: number | null }[]): number[] {
  return rows.flatMap(({ row, picture }) => (picture === null ? [] : [row]))
}

/** What their pictures mean for rows. */
export async function verdictsOf(
  ctx: Context,
  importId: string,
  layout: Layout,
  rows: readonly { row: number; line: number; picture: number | null }[],
): Promise<Map<number, PictureVerdict>> {
  const lines = new Map(rows.map(({ row, line }) => [row, line]))
  const seen = await findSeen(ctx.db, importId, pictured(rows))
  return new Map(
    seen.map(({ row, name, finding, kept }) => [
      row,
      pictureVerdict({ name, finding: finding ?? undefined, kept }, layout, lines.get(row)!),
    ]),
  )
}

interface WithFace {
  row: { row: number; line: number }
  known: KnownPerson | undefined
}

/** A warning for each person whose new picture does not resemble the face that they have. */
export async function warnOfStrangers(
  ctx: Context,
  importId: string,
  layout: Layout,
  people: readonly WithFace[],
  manifest: FaceManifest,
): Promise<Map<number, ImportFault[]>> {
  const warnings = new Map<number, ImportFault[]>()
  const known = new Map(people.flatMap(({ row, known }) => (known?.hasFace ? [[row.row, { row, known }]] : [])))
  for (const { row, template } of await findFacesOfRows(ctx.db, importId, [...known.keys()])) {
    const person = known.get(row)!
    const face = await openTemplate(ctx, importId, template)
    if (!isMadeBy(manifest, face)) continue
    const own = (await knownFacesOf(ctx, person.known.userId)).filter((one) => isMadeBy(manifest, one.template))
    const likeness = Math.max(...own.map((one) => compareTemplates(one.template, face)))
    if (own.length > 0 && likeness < manifest.thresholds.standard)
      warnings.set(row, [pictureWarning(layout, person.row.line, 'FACE_UNLIKE', 'imports.face.unlike')])
  }
  return warnings
}

export async function openTemplate(ctx: Context, importId: string, sealed: Uint8Array) {
  const template = readTemplate(await ctx.secrets.open(ctx.db, pictureOwner(ctx, importId), sealed))
  if (!template) throw new Error('the face of a picture holds no template')
  return template
}

export interface FaceToStore {
  row: { row: number; line: number }
  userId: string
  known: KnownPerson | undefined
}

/**
 * Registers the faces of rows provisionally, in the transaction that writes their people [NFM-FAC-007]; a warning for
 * each for whom no licensed ID is left [NFM-FAC-010]. Returns the rows that gave a face as well.
 */
export async function storeFacesOf(
  ctx: Context,
  importId: string,
  layout: Layout,
  people: readonly FaceToStore[],
  licences: LicenceRule,
): Promise<{ given: Set<number>; warnings: Map<number, ImportFault[]> }> {
  const given = new Set<number>()
  const warnings = new Map<number, ImportFault[]>()
  if (people.length === 0) return { given, warnings }
  const faces = new Map(
    (
      await findFacesOfRows(
        ctx.db,
        importId,
        people.map(({ row }) => row.row),
      )
    ).map((face) => [face.row, face]),
  )
  // A picture that came with a list of the multi-factor product is looked at and forgotten, unless the tenant keeps it.
  const keeps = layout === 'users' || (await readSettings(ctx))['mfa.face.keepEnrollmentImage']
  let room = (await roomLeft(ctx, licences)).faces
  const photos: Parameters<typeof registerPhotos>[2][number][] = []
  for (const { row, userId, known } of people) {
    const face = faces.get(row.row)
    if (!face) continue
    const needed = known?.hasFace ? 0 : 1
    if (room < needed) {
      warnings.set(row.row, [pictureFault(layout, row.line, 'MSG-IMP-047', 'MSG-IMP-047')])
      continue
    }
    room -= needed
    given.add(row.row)
    photos.push({
      ...{ userId, known: known !== undefined, lookAlike: face.lookAlike },
      template: await openTemplate(ctx, importId, face.template),
      portrait:
        keeps && face.portrait ? await ctx.secrets.open(ctx.db, pictureOwner(ctx, importId), face.portrait) : undefined,
    })
  }
  await registerPhotos(ctx, importId, photos)
  return { given, warnings }
}

/** Head and shoulders of the picture of a row, before it is applied; who looked is in the operation log [NFM-FAC-014]. */
export async function viewPortrait(ctx: Context, importId: string, row: number): Promise<Uint8Array> {
  await requireImport(ctx, importId)
  const found = await findPortrait(ctx.db, importId, row)
  if (!found?.portrait) throw new KaobanError('request.not-found', 'there is no such picture any more')
  await ctx.audit({ importId, row, loginId: found.loginId, picture: found.name })
  return ctx.secrets.open(ctx.db, pictureOwner(ctx, importId), found.portrait)
}
