import type { ImportFault, ImportLayout } from '@kaoban/contract'
import { type FaceTemplate, isMadeBy, makeGallery } from '@kaoban/face'
import type { FaceWorkers } from '@kaoban/face-node'
import { knownFacesAfter } from '../faces/faces.service.ts'
import type { Context, Steps } from '../platform/context.ts'
import { pictureWarning } from './transfer-pictures.rules.ts'
import { openTemplate } from './transfer-pictures.service.ts'
import { addWarnings, findNewFaces } from './transfer-pictures.store.ts'

/**
 * Where the search for look-alikes stands: `rows:N` compares the new faces with those of the rows after N, `people:ID`
 * with those of the tenant's people after ID.
 */
export type AlikeCursor = `rows:${number}` | `people:${string}`

export const firstAlike: AlikeCursor = 'rows:0'

/** Faces that are read in one transaction. */
const readAtOnce = 500
/** Comparisons between two steps: a second or two of two cores. */
const comparedAtOnce = 12_000_000
const mostInGallery = 20_000

interface NewFace {
  row: number
  line: number
  loginId: string
  userId: string | null
  alike: boolean
  template: FaceTemplate
}

/** A face that new ones are compared with: of a row, or of somebody of the tenant. */
interface OtherFace {
  template: FaceTemplate
  row?: NewFace
  userId: string | null
}

export interface AlikeFound {
  cursor: AlikeCursor | undefined
  found: { row: number; line: number; other: Pick<NewFace, 'loginId' | 'line'> | undefined; userId: string | null }[]
}

/** Compares every new face of an import with some others; each row is warned of one look-alike. */
export async function findLookAlikes(
  steps: Steps,
  workers: FaceWorkers,
  importId: string,
  cursor: AlikeCursor,
): Promise<AlikeFound> {
  const { manifest } = workers
  const faces = await readNewFaces(steps, importId, 0, Number.POSITIVE_INFINITY)
  const fresh = faces.filter(({ template }) => isMadeBy(manifest, template))
  const probes = fresh.filter(({ alike }) => !alike)
  if (probes.length === 0) return { cursor: undefined, found: [] }
  const most = Math.max(readAtOnce, Math.min(mostInGallery, Math.floor(comparedAtOnce / probes.length)))
  const { others, next } = cursor.startsWith('rows:')
    ? someRows(fresh, Number(cursor.slice(5)), most)
    : await somePeople(steps, cursor.slice(7), most)
  const comparable = others.filter(({ template }) => isMadeBy(manifest, template))
  const found = comparable.length === 0 ? [] : await compare(workers, probes, comparable)
  return { cursor: next, found }
}

async function readNewFaces(steps: Steps, importId: string, from: number, most: number): Promise<NewFace[]> {
  const faces: NewFace[] = []
  for (let after = from; faces.length < most; ) {
    const page = await steps.inTransaction(async (ctx) => {
      const rows = await findNewFaces(ctx.db, importId, after, readAtOnce)
      return Promise.all(
        rows.map(async (row) => ({ ...row, template: await openTemplate(ctx, importId, row.template) })),
      )
    })
    faces.push(...page)
    if (page.length < readAtOnce) break
    after = page.at(-1)!.row
  }
  return faces
}

function someRows(fresh: readonly NewFace[], after: number, most: number) {
  const rows = fresh.filter(({ row }) => row > after).slice(0, most)
  const others = rows.map((row): OtherFace => ({ template: row.template, row, userId: row.userId }))
  const next: AlikeCursor = rows.length < most ? 'people:' : `rows:${rows.at(-1)!.row}`
  return { others, next }
}

async function somePeople(steps: Steps, after: string, most: number) {
  const others: OtherFace[] = []
  let last = after === '' ? undefined : after
  while (others.length < most) {
    const page = await steps.inTransaction((ctx) => knownFacesAfter(ctx, last, readAtOnce))
    others.push(...page)
    if (page.length < readAtOnce) return { others, next: undefined }
    last = page.at(-1)!.userId
  }
  return { others, next: `people:${last!}` as AlikeCursor }
}

async function compare(workers: FaceWorkers, probes: readonly NewFace[], others: readonly OtherFace[]) {
  const gallery = makeGallery(
    others.map(({ template }, owner) => ({ template, owner })),
    true,
  )
  const found: AlikeFound['found'] = []
  const waiting = [...probes]
  const lane = async () => {
    for (let probe = waiting.shift(); probe !== undefined; probe = waiting.shift()) {
      const result = await workers.identify(gallery, probe.template)
      if (!result.ok) throw new Error(`the face workers are ${result.reason}`)
      const { best, second } = result.identification
      const match = [best, second].find((one) => one !== undefined && !isSelf(probe, others[one.owner]!))
      if (!match || match.score < workers.manifest.thresholds.identification) continue
      const { row, userId } = others[match.owner]!
      found.push({ row: probe.row, line: probe.line, userId, other: row && { loginId: row.loginId, line: row.line } })
    }
  }
  await Promise.all(Array.from({ length: workers.state().workers + 1 }, lane))
  return found
}

function isSelf(probe: NewFace, other: OtherFace): boolean {
  return other.row ? other.row.row === probe.row : other.userId === probe.userId
}

/** Writes the warnings to the rows. Who a row's own list does not name is named to whoever may see that person only. */
export async function warnOfLookAlikes(
  ctx: Context,
  importId: string,
  layout: ImportLayout,
  found: AlikeFound['found'],
): Promise<void> {
  await addWarnings(
    ctx.db,
    importId,
    found.map(({ row, line, other, userId }) => ({ row, lookAlike: userId, faults: [warningOf(layout, line, other)] })),
  )
}

function warningOf(layout: ImportLayout, line: number, other: AlikeFound['found'][number]['other']): ImportFault {
  if (!other) return pictureWarning(layout, line, 'FACE_ALIKE', 'imports.face.alike')
  return pictureWarning(layout, line, 'FACE_ALIKE', 'imports.face.alikeRow', {
    loginId: other.loginId,
    otherLine: other.line,
  })
}
