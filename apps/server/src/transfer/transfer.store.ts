import type { ImportFault, ImportLayout, ImportState, ImportTotals } from '@kaoban/contract'
import { type ColumnType, type Generated, type SqlBool, sql } from 'kysely'
import { type Db, isUniqueViolation } from '../platform/database.ts'
import type { Work } from './transfer-pace.rules.ts'

type Json<T> = ColumnType<T, string, string>

interface ImportTable {
  tenantId: string
  importId: string
  fileName: string
  layout: ImportLayout
  options: Json<ImportOptions>
  state: ImportState
  totals: Json<ImportTotals>
  createdBy: string
  createdByLoginId: string
  createdAt: Date
  appliedAt: Date | null
  taskId: string | null
  groupsMade: Generated<string[]>
}

/** What was asked for beside the files. */
export interface ImportOptions {
  /** The group that was selected; rows without one belong to it [MFA-UI-015]. */
  groupId?: string
  /** The plan is applied as soon as it is made, unless it deletes so many that the number is asked for. */
  atOnce?: boolean
  /** Its rows came in lots, each read by itself: the plan finds what repeats among them. */
  inLots?: boolean
  /** The plan is all that is wanted: it is never applied [MFA-UI-019]. */
  trial?: boolean
  /** A row that names another group moves the person instead of adding a group. */
  groupMove?: boolean
  /** Warnings are faults [MFA-CLI-007]. */
  strict?: boolean
  /** Imported passwords have to be replaced at the first sign-in [MFA-PWD-002]. */
  forceChange?: boolean
  /** The domain of Active Directory whose accounts its rows are. */
  domain?: string
  /** Whoever uploaded the pictures holds the consent of the people in them [NFM-FAC-012]. */
  consent?: boolean
  /** Whoever applied it may do what group administrators may. */
  byGroupAdministrator?: boolean
}

interface ImportFileTable {
  tenantId: string
  importId: string
  file: number
  name: string
  encoding: 'shift_jis' | 'utf-8' | 'utf-8-bom'
  headerRaw: string
  sha256: Uint8Array
  faults: Json<ImportFault[]>
}

declare module '../platform/database.ts' {
  interface Database {
    imports: ImportTable
    importFiles: ImportFileTable
  }
}

export type StoredImport = NonNullable<Awaited<ReturnType<typeof findImport>>>

export const noTotals: ImportTotals = {
  ...{ rows: 0, add: 0, change: 0, delete: 0, none: 0, refused: 0 },
  ...{ warnings: 0, facesLost: 0, done: 0, failed: 0, added: 0, updated: 0, deleted: 0, factors: 0 },
  ...{ pictures: 0, faces: 0, pictureFaults: 0, alike: 0, replanned: 0 },
}

type Overwrite<T, U> = Omit<T, keyof U> & U

export async function insertImport(
  db: Db,
  row: Overwrite<
    Omit<ImportTable, 'groupsMade' | 'appliedAt' | 'taskId'>,
    { totals: ImportTotals; options: ImportOptions }
  >,
  files: readonly Overwrite<Omit<ImportFileTable, 'tenantId' | 'importId'>, { faults: readonly ImportFault[] }>[],
): Promise<void> {
  const { tenantId, importId, totals, options } = row
  await db
    .insertInto('imports')
    .values({ ...row, totals: JSON.stringify(totals), options: JSON.stringify(options) })
    .execute()
  await db
    .insertInto('importFiles')
    .values(files.map((file) => ({ ...file, tenantId, importId, faults: JSON.stringify(file.faults) })))
    .execute()
}

/** The files of some imports, in order. */
export function findFiles(db: Db, importIds: readonly string[]) {
  return db
    .selectFrom('importFiles')
    .selectAll()
    .where(sql<SqlBool>`import_id = any(${importIds}::uuid[])`)
    .orderBy('importId')
    .orderBy('file')
    .execute()
}

export type StoredFile = Awaited<ReturnType<typeof findFiles>>[number]

/** The import; `hold` locks it for the transaction. */
export function findImport(db: Db, importId: string, hold = false) {
  return db
    .selectFrom('imports')
    .selectAll()
    .where('importId', '=', importId)
    .$if(hold, (query) => query.forUpdate())
    .executeTakeFirst()
}

/** Imports of everybody, or of one person. */
export async function findImports(db: Db, of: string | undefined, page: { limit: number; offset: number }) {
  const found = db
    .selectFrom('imports')
    .where('state', '<>', 'discarded')
    .$if(of !== undefined, (query) => query.where('createdBy', '=', of!))
  const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .selectAll()
    .orderBy('createdAt', 'desc')
    .orderBy('importId')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return { total: Number(total), rows }
}

/** False when another import of the tenant is being applied or taken back. */
export async function updateImport(
  db: Db,
  importId: string,
  change: { state?: ImportState; options?: ImportOptions; totals?: ImportTotals; appliedAt?: Date; taskId?: string },
): Promise<boolean> {
  const { totals, options, ...rest } = change
  try {
    await db
      .updateTable('imports')
      .set({
        ...rest,
        ...(totals && { totals: JSON.stringify(totals) }),
        ...(options && { options: JSON.stringify(options) }),
      })
      .where('importId', '=', importId)
      .execute()
    return true
  } catch (error) {
    if (isUniqueViolation(error, 'imports_running')) return false
    throw error
  }
}

/** Lets an import that waits begin, unless another of the tenant is at work; returns it if it is at work now. */
export async function beginRun(db: Db, importId: string, at: Date): Promise<StoredImport | undefined> {
  await sql`update imports set state = 'applying', applied_at = ${at} where import_id = ${importId} and state = 'queued'
    and not exists (select 1 from imports o where o.state in ('applying', 'undoing'))`.execute(db)
  const found = await findImport(db, importId)
  return found?.state === 'applying' ? found : undefined
}

/** Whether an import waits for another one to end. */
export async function mustWait(db: Db, importId: string): Promise<boolean> {
  const running = await db
    .selectFrom('imports')
    .select('importId')
    .where('state', 'in', ['applying', 'undoing'])
    .where('importId', '<>', importId)
    .executeTakeFirst()
  return running !== undefined
}

/** Uploads of the multi-factor product and of directories that were neither applied nor given up since then. */
export function findStale(db: Db, before: Date) {
  return db
    .selectFrom('imports')
    .select('importId')
    .where('layout', 'in', ['mfa', 'directory'])
    .where('state', 'in', ['uploading', 'planning', 'planned'])
    .where('createdAt', '<', before)
    .execute()
}

/** The last imports into a group, newest first, with how far their tasks are. */
export function findGroupImports(db: Db, groupId: string, limit: number) {
  return db
    .selectFrom('imports as i')
    .leftJoin('tasks as t', (join) => join.onRef('t.tenantId', '=', 'i.tenantId').onRef('t.taskId', '=', 'i.taskId'))
    .selectAll('i')
    .select((eb) => [
      eb.fn.coalesce('t.done', sql<number>`0`).as('taskDone'),
      eb.fn.coalesce('t.total', sql<number>`0`).as('taskTotal'),
    ])
    .where(sql<SqlBool>`options ->> 'groupId' = ${groupId} and options ? 'groupId'`)
    .where('i.state', '<>', 'discarded')
    .orderBy('i.createdAt', 'desc')
    .limit(limit)
    .execute()
}

export async function addMadeGroups(db: Db, importId: string, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length > 0)
    await sql`update imports set groups_made = groups_made || ${groupIds}::uuid[] where import_id = ${importId}`.execute(
      db,
    )
}

const runsOf = (domain: string) => sql<SqlBool>`layout = 'directory' and options ->> 'domain' = ${domain}`

/** A run of this domain that is planned, waits or is applied. */
export function findOpenRun(db: Db, domain: string) {
  return db
    .selectFrom('imports')
    .select(['importId', 'state', 'totals'])
    .where(runsOf(domain))
    .where('state', 'in', ['planning', 'planned', 'queued', 'applying', 'undoing'])
    .executeTakeFirst()
}

/** Forgets the other runs of this domain that came to nothing: there is one every few minutes. */
export async function deleteIdleRuns(db: Db, domain: string, but: string): Promise<void> {
  await db
    .deleteFrom('imports')
    .where(runsOf(domain))
    .where('importId', '<>', but)
    .where('state', 'in', ['uploading', 'applied', 'checked'])
    .where(sql<SqlBool>`(totals ->> 'done')::int = 0`)
    .execute()
}

const pacedTasks = 40
/** Shorter ones say more of waiting than of working. */
const pacedRows = 20

/** What the last tasks that planned and applied took. */
export async function findWorks(db: Db): Promise<Work[]> {
  const { rows } = await sql<Work>`select t.kind, coalesce((i.totals ->> 'rows')::int, 0) as rows,
      coalesce((i.totals ->> 'pictures')::int, 0) as pictures,
      extract(epoch from t.finished_at - t.started_at)::float8 as seconds
    from tasks t join imports i on i.tenant_id = t.tenant_id and i.import_id = (t.input ->> 'importId')::uuid
    where t.kind in ('import-plan', 'import-apply') and t.state = 'done' and t.done >= ${pacedRows}
    order by t.finished_at desc limit ${pacedTasks}`.execute(db)
  return rows
}

/** Forgets what was uploaded so long ago that it cannot be taken back any more; returns how many imports. */
export async function deleteImportsBefore(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('imports').where('createdAt', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
}

export async function countEverybody(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
