import type { MfaJobLimits } from '@kaoban/codecs'
import {
  type Import,
  type ImportFault,
  type ImportPace,
  type InputOf,
  KaobanError,
  limits,
  type listImportRows,
  type TenantSettings,
} from '@kaoban/contract'
import { countProvisioned } from '../directory/directory.service.ts'
import { administeredHere, reachOf, readGroupById } from '../groups/groups.service.ts'
import type { Clock } from '../platform/clock.ts'
import { type Context, personOf } from '../platform/context.ts'
import type { DatabaseHandle } from '../platform/database.ts'
import { listTenants } from '../platform/tenant-list.ts'
import { readSettings } from '../settings/settings.service.ts'
import { deletesMany, deletionThreshold } from './transfer.rules.ts'
import {
  countEverybody,
  deleteImportsBefore,
  findFiles,
  findGroupImports,
  findImport,
  findImports,
  findStale,
  findWorks,
  type StoredFile,
  type StoredImport,
  updateImport,
} from './transfer.store.ts'
import { importPace } from './transfer-pace.rules.ts'
import {
  deletePictures,
  deleteUnfinished,
  erasePicturesBefore,
  erasePortraits,
  findNames,
  findSeen,
} from './transfer-pictures.store.ts'
import { countOutdated, deleteRows, findRows } from './transfer-rows.store.ts'

const day = 86_400_000
/** Uploaded pictures are erased when they are applied, or after a day [MFA-RES-006]. */
const picturesKeptMs = day

/** Whether the number of deletions is asked for; a group's import [MFA-RES-007] and a directory have limits of their own. */
export async function asksForDeletions(
  ctx: Context,
  { totals, options }: Pick<StoredImport, 'totals' | 'options'>,
): Promise<boolean> {
  if (totals.delete === 0) return false
  const { groupId, domain } = options
  if (domain !== undefined) return deletesMany(totals.delete, await countProvisioned(ctx.db, domain))
  const inGroup =
    groupId !== undefined && totals.delete > (await readSettings(ctx))['mfa.import.deleteConfirmThreshold']
  return inGroup || totals.delete >= deletionThreshold(await countEverybody(ctx.db))
}

function describe(
  ctx: Context,
  row: StoredImport,
  files: readonly StoredFile[],
  { asks, outdated }: { asks: boolean; outdated: number },
): Import {
  const undoableUntil = row.appliedAt && new Date(row.appliedAt.getTime() + limits.recycleDays * day)
  return {
    importId: row.importId,
    fileName: row.fileName,
    layout: row.layout,
    groupId: row.options.groupId ?? null,
    trial: row.options.trial ?? false,
    files: files.map(({ name, encoding, faults }) => ({ name, encoding, faults })),
    state: row.state,
    totals: row.totals,
    createdBy: row.createdByLoginId,
    createdAt: row.createdAt.toISOString(),
    appliedAt: row.appliedAt?.toISOString() ?? null,
    undoableUntil:
      row.state === 'applied' && mayTakeBack(ctx, row) && undoableUntil && undoableUntil > ctx.clock.now()
        ? undoableUntil.toISOString()
        : null,
    picturesUntil:
      row.state === 'planned' && row.totals.pictures > 0
        ? new Date(row.createdAt.getTime() + picturesKeptMs).toISOString()
        : null,
    taskId: row.taskId,
    confirmDeletions: asks,
    outdated,
  }
}

/** The import of the request: a group administrator finds the own ones, and those into groups administered. */
export async function requireImport(ctx: Context, importId: string, hold = false): Promise<StoredImport> {
  const row = await findImport(ctx.db, importId, hold)
  const { groupId } = row?.options ?? {}
  const own =
    row?.createdBy === personOf(ctx).userId ||
    reachOf(ctx) === 'all' ||
    (groupId !== undefined && (await administeredHere(ctx))?.has(groupId))
  if (!row || !own || row.state === 'discarded') throw new KaobanError('request.not-found', 'no such import')
  return row
}

/**
 * A group administrator takes back what group administrators have done: what a system administrator has, the own
 * demotion among it, is not theirs to judge [NFM-ROL-012].
 */
export function mayTakeBack(ctx: Context, { options }: StoredImport): boolean {
  return reachOf(ctx) === 'all' || options.byGroupAdministrator === true
}

export async function listOf(ctx: Context, query: { page: number; size: number }) {
  const of = reachOf(ctx) === 'all' ? undefined : personOf(ctx).userId
  const { rows, total } = await findImports(ctx.db, of, {
    limit: query.size,
    offset: (query.page - 1) * query.size,
  })
  return { rows: await describeAll(ctx, rows), total, page: query.page, size: query.size }
}

/** How long rows and pictures take here [NFM-IMP-027]. */
export async function paceHere(ctx: Context): Promise<ImportPace> {
  return importPace(await findWorks(ctx.db))
}

export async function readOne(ctx: Context, importId: string): Promise<Import> {
  return (await describeAll(ctx, [await requireImport(ctx, importId)], { lookAgain: true }))[0]!
}

/** Rows of a plan that somebody has looked at whose people are no longer as they were. */
export async function outdatedRows(ctx: Context, { importId, state, options }: StoredImport): Promise<number> {
  // Nobody has looked at a plan that is applied as soon as it is made: what its rows mean then is what they mean.
  return state === 'planned' && !options.atOnce ? countOutdated(ctx.db, importId) : 0
}

async function describeAll(
  ctx: Context,
  rows: readonly StoredImport[],
  { lookAgain } = { lookAgain: false },
): Promise<Import[]> {
  const files = await findFiles(
    ctx.db,
    rows.map(({ importId }) => importId),
  )
  return Promise.all(
    rows.map(async (row) =>
      describe(
        ctx,
        row,
        files.filter(({ importId }) => importId === row.importId),
        {
          asks: row.state === 'planned' && (await asksForDeletions(ctx, row)),
          outdated: lookAgain ? await outdatedRows(ctx, row) : 0,
        },
      ),
    ),
  )
}

const shownInGroup = 5

/** What goes on and went on in a group, for everybody who may start an import there [MFA-UI-013]. */
export async function listGroupImportsOf(ctx: Context, groupId: string) {
  await requireGroup(ctx, groupId)
  const rows = await findGroupImports(ctx.db, groupId, shownInGroup)
  const described = await describeAll(ctx, rows)
  return {
    rows: described.map((row, index) => ({ ...row, done: rows[index]!.taskDone, total: rows[index]!.taskTotal })),
    limits: groupLimitsOf(await readSettings(ctx)),
  }
}

/** Refuses a group that the signed-in person does not administer [MFA-GEN-005]. */
export async function requireGroup(ctx: Context, groupId: string) {
  const administered = await administeredHere(ctx)
  if (administered && !administered.has(groupId))
    throw new KaobanError('request.forbidden', 'this group is administered by others')
  return readGroupById(ctx, groupId)
}

/** Limits of one import into a group, as the tenant has set them [MFA-LIM-009]. */
export function groupLimitsOf(settings: TenantSettings): MfaJobLimits {
  return {
    csvFiles: settings['mfa.import.maxCsvFiles'],
    images: settings['mfa.import.maxImageFiles'],
    imageBytes: settings['mfa.import.maxImageBytes'],
    totalBytes: settings['mfa.import.maxTotalBytes'],
  }
}

/** What a list of the multi-factor product may set, as the tenant wants it. */
export function mfaRulesOf(settings: TenantSettings) {
  return {
    pinLength: settings['mfa.pin.length'],
    password: {
      min: settings['mfa.password.minLength'],
      max: settings['mfa.password.maxLength'],
      refuseGuessable: settings['mfa.password.refuseGuessable'],
    },
  }
}

export async function listRowsOf(ctx: Context, query: InputOf<typeof listImportRows>) {
  const { importId } = await requireImport(ctx, query.importId)
  const { rows, total } = await findRows(ctx.db, importId, {
    search: query.search.trim(),
    action: query.action,
    state: query.state,
    faulty: query.faulty,
    pictures: query.pictures,
    replanned: query.replanned,
    limit: query.size,
    offset: (query.page - 1) * query.size,
  })
  const pictures = await picturesOf(
    ctx,
    importId,
    rows.map(({ row }) => row),
  )
  const named = await nameLookAlikes(ctx, rows)
  return {
    rows: named.map((row) => ({ ...row, picture: pictures.get(row.row) ?? null })),
    total,
    page: query.page,
    size: query.size,
  }
}

/** Pictures of rows that wait to be applied. */
async function picturesOf(ctx: Context, importId: string, rows: readonly number[]) {
  const seen = await findSeen(ctx.db, importId, rows)
  return new Map(seen.map(({ row, name, portrayed }) => [row, { name, portrait: portrayed }]))
}

/** Names whom faces resemble, to those who may see these people. */
export async function nameLookAlikes<Row extends { lookAlike: string | null; faults: ImportFault[] }>(
  ctx: Context,
  rows: readonly Row[],
): Promise<Omit<Row, 'lookAlike'>[]> {
  const names = await findNames(
    ctx.db,
    rows.flatMap(({ lookAlike }) => lookAlike ?? []),
    reachOf(ctx),
  )
  return rows.map(({ lookAlike, ...row }) => {
    const loginId = lookAlike === null ? undefined : names.get(lookAlike)
    if (loginId === undefined) return row
    const faults = row.faults.map(
      (fault): ImportFault =>
        fault.message === 'imports.face.alike'
          ? { ...fault, message: 'imports.face.alikeTo', params: { loginId } }
          : fault,
    )
    return { ...row, faults }
  })
}

/** Forgets a plan and everything that was uploaded with it. */
export async function discard(ctx: Context, importId: string): Promise<undefined> {
  const row = await requireImport(ctx, importId, true)
  if (!['uploading', 'planning', 'planned'].includes(row.state))
    throw new KaobanError('import.not-ready', `an import that is ${row.state} is not discarded`)
  await updateImport(ctx.db, importId, { state: 'discarded' })
  await deleteRows(ctx.db, importId)
  await deletePictures(ctx.db, importId)
  await ctx.audit({ importId, fileName: row.fileName })
}

/** Takes the portraits, not the templates, of what waits to be applied; returns how many there were. */
export function eraseImportedPortraits(ctx: Context): Promise<number> {
  return erasePortraits(ctx.db)
}

/** Plans of the multi-factor product hold passwords: they wait no longer than a day [MFA-RES-006]. */
const staleHours = 23

/** Forgets uploaded lists once what they did cannot be taken back any more; returns how many. */
export async function purgeImports(database: DatabaseHandle, clock: Clock): Promise<number> {
  const now = clock.now().getTime()
  let forgotten = 0
  for (const { tenantId } of await listTenants(database))
    forgotten += await database.transaction({ tenantId }, async (db) => {
      for (const { importId } of await findStale(db, new Date(now - staleHours * 3_600_000))) {
        await updateImport(db, importId, { state: 'discarded' })
        await deleteRows(db, importId)
      }
      const yesterday = new Date(now - picturesKeptMs)
      await deleteUnfinished(db, yesterday)
      await erasePicturesBefore(db, yesterday)
      return deleteImportsBefore(db, new Date(now - limits.recycleDays * day))
    })
  return forgotten
}
