import type { Difference, ImportFault, ImportTotals, RowAction } from '@kaoban/contract'
import { type ColumnType, type Generated, type Selectable, type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/database.ts'

type Json<T> = ColumnType<T, string, string>

interface ImportRowTable {
  tenantId: string
  importId: string
  row: number
  file: Generated<number>
  line: number
  loginId: string
  loginIdKey: string
  mailKey: Generated<string>
  action: Generated<RowAction>
  state: Generated<'planned' | 'done' | 'failed' | 'undone'>
  userId: string | null
  baseVersion: number | null
  record: Uint8Array
  hasPassword: Generated<boolean>
  differences: Json<Difference[]>
  faults: Json<ImportFault[]>
  undo: Json<RowUndo | null>
  mode: Generated<string>
  /** Which of the pictures that came with it. */
  picture: Generated<number | null>
  lookAlike: Generated<string | null>
  former: Json<{ action: RowAction; differences: Difference[] } | null>
}

/** What takes a row back, beside the person as they were kept. */
export interface RowUndo {
  /** The version that the row left. */
  version: number
  /** When all that the row says was written. */
  at?: string
  /** The row gave them a face. */
  face?: true
  /** The row gave them a password, or took it. */
  password?: true
}

declare module '../platform/database.ts' {
  interface Database {
    importRows: ImportRowTable
  }
}

export interface UploadedRow {
  row: number
  file: number
  line: number
  loginId: string
  record: Uint8Array
  hasPassword: boolean
  faults: ImportFault[]
  /** The address that it gives, empty for none. */
  mail: string
  /** As the row says it; of layouts that have one. */
  mode: string
}

export async function insertRows(db: Db, tenantId: string, importId: string, rows: readonly UploadedRow[]) {
  const values = JSON.stringify(
    rows.map((row) => ({
      ...{ r: row.row, n: row.file, l: row.line, i: row.loginId, p: row.hasPassword, f: row.faults, m: row.mode },
      a: keyOf(row.mail),
      b: Buffer.from(row.record).toString('base64'),
    })),
  )
  await sql`insert into import_rows (tenant_id, import_id, row, file, line, login_id, login_id_key, record, has_password, faults, mode, mail_key)
    select ${tenantId}::uuid, ${importId}::uuid, r, n, l, i, lower(i), decode(b, 'base64'), p, f, m, a
    from jsonb_to_recordset(${values}::jsonb) as v (r integer, n smallint, l integer, i text, p boolean, f jsonb, b text, m text, a text)`.execute(
    db,
  )
}

/** Lets the planner know the rows that were just inserted. */
export async function countForPlanner(db: Db): Promise<void> {
  await sql`call count_import_rows()`.execute(db)
}

/** A text by which rows are found, without case. */
function keyOf(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().slice(0, 300).toLowerCase()
}

/** What rows of an import repeat of rows before them: the ID, and the mail address by who was first to give it. */
export async function findRepetitions(db: Db, importId: string, rows: readonly number[]) {
  const found = await sql<{ row: number; id: boolean; mail: boolean }>`select r.row,
      r.login_id_key <> '' and exists (select 1 from import_rows e where e.import_id = ${importId}
        and e.login_id_key = r.login_id_key and e.row < r.row) as id,
      r.mail_key <> '' and exists (select 1 from import_rows e where e.import_id = ${importId}
        and e.mail_key <> '' and e.mail_key = r.mail_key and e.row < r.row) as mail
    from import_rows r where r.import_id = ${importId} and r.row = any(${rows}::int[])`.execute(db)
  return found.rows.filter(({ id, mail }) => id || mail)
}

/** Mail addresses without case among these that rows before one were planned to give somebody. */
export async function findClaimedMails(db: Db, importId: string, before: number, mails: readonly string[]) {
  const { rows } = await sql<{ mail: string; loginId: string }>`select distinct on (mail_key)
      mail_key as mail, login_id as "loginId" from import_rows
    where import_id = ${importId} and mail_key <> '' and mail_key = any(${mails.map(keyOf)}::text[])
      and row < ${before} and action <> 'refused'
    order by mail_key, row`.execute(db)
  return new Map(rows.map(({ mail, loginId }) => [mail, loginId]))
}

/** Of these rows those whose ID an account before them has too. */
export async function findSameAccounts(db: Db, importId: string, rows: readonly number[]): Promise<Set<number>> {
  const found = await sql<{ row: number }>`select r.row from import_rows r
    where r.import_id = ${importId} and r.row = any(${rows}::int[]) and r.mode = 'account'
      and exists (select 1 from import_rows e where e.import_id = ${importId} and e.login_id_key = r.login_id_key
        and e.mode = 'account' and e.row < r.row)`.execute(db)
  return new Set(found.rows.map(({ row }) => row))
}

/** Rows with errors, in order. */
export function findErrors(db: Db, importId: string, limit: number) {
  return db
    .selectFrom('importRows')
    .select(['loginId', 'action', 'faults'])
    .where('importId', '=', importId)
    .where(sql<SqlBool>`faults <> '[]' and jsonb_path_exists(faults, '$[*] ? (@.level != "warning")')`)
    .orderBy('row')
    .limit(limit)
    .execute()
}

/** Puts other records in the place of those of some rows. */
export async function replaceRecords(
  db: Db,
  importId: string,
  rows: readonly { row: number; record: Uint8Array }[],
): Promise<void> {
  if (rows.length === 0) return
  const values = JSON.stringify(rows.map(({ row, record }) => ({ r: row, b: Buffer.from(record).toString('base64') })))
  await sql`update import_rows t set record = decode(v.b, 'base64')
    from jsonb_to_recordset(${values}::jsonb) as v (r integer, b text)
    where t.import_id = ${importId} and t.row = v.r and ${within(rows)}`.execute(db)
}

/** Records of people who were added and are still there, after one row. */
export function findAdded(db: Db, importId: string, after: number, limit: number) {
  return db
    .selectFrom('importRows')
    .select(['row', 'loginId', 'record'])
    .where('importId', '=', importId)
    .where('row', '>', after)
    .where('action', '=', 'add')
    .where('state', '=', 'done')
    .orderBy('row')
    .limit(limit)
    .execute()
}

/** Erases what was uploaded and keeps what became of it [MFA-RES-006]. */
export async function eraseRecords(db: Db, importId: string): Promise<void> {
  await sql`update import_rows set record = ''::bytea, mail_key = '' where import_id = ${importId}`.execute(db)
}

/** A row as planning and applying take it. */
export type WorkRow = Pick<
  Selectable<ImportRowTable>,
  | ('row' | 'file' | 'line' | 'loginId' | 'loginIdKey' | 'action' | 'userId' | 'baseVersion' | 'record')
  | ('hasPassword' | 'faults' | 'picture')
>

/** Rows in order, handed over as one text: field by field takes longer than to find them. */
async function readWork(db: Db, importId: string, after: number, limit: number, further = sql``): Promise<WorkRow[]> {
  const { rows } = await sql<{ text: string | null }>`select json_agg(w)::text as text from (
    select row, file, line, login_id as "loginId", login_id_key as "loginIdKey", action, user_id as "userId",
      base_version as "baseVersion", encode(record, 'base64') as record, has_password as "hasPassword", faults, picture
    from import_rows where import_id = ${importId} and row > ${after} ${further} order by row limit ${limit}) w`.execute(
    db,
  )
  const found = JSON.parse(rows[0]!.text ?? '[]') as (Omit<WorkRow, 'record'> & { record: string })[]
  return found.map((row) => ({ ...row, record: Buffer.from(row.record, 'base64') }))
}

/** Rows after one, in order; of those with a password at most so many. */
export async function findRowsAfter(db: Db, importId: string, after: number, limit: number, passwords: number) {
  return upTo(await readWork(db, importId, after, limit), passwords)
}

function upTo<Row extends { hasPassword: boolean }>(rows: Row[], passwords: number): Row[] {
  let seen = 0
  const end = rows.findIndex((row) => row.hasPassword && ++seen > passwords)
  return end === -1 ? rows : rows.slice(0, end)
}

/** Planned rows that change something, in order; of those with a password at most so many. */
export async function findWork(db: Db, importId: string, after: number, limit: number, passwords: number) {
  const unfinished = sql`and state = 'planned' and action in ('add', 'change', 'delete')`
  return upTo(await readWork(db, importId, after, limit, unfinished), passwords)
}

/** Without it the planner, which knows nothing of rows as new as these, reads all of the import for each lot. */
function within(lot: readonly { row: number }[]) {
  const rows = lot.map(({ row }) => row)
  return sql<SqlBool>`t.row between ${Math.min(...rows)} and ${Math.max(...rows)}`
}

export interface JudgedWork {
  row: number
  action: RowAction
  userId: string | null
  baseVersion: number | null
  differences: Difference[]
  faults: ImportFault[]
  /** A password is made for the person, where only the plan shows that. */
  hasPassword?: boolean
}

export async function savePlanned(db: Db, importId: string, rows: readonly JudgedWork[]): Promise<void> {
  if (rows.length === 0) return
  const values = JSON.stringify(
    rows.map((row) => ({
      ...{ r: row.row, a: row.action, u: row.userId, v: row.baseVersion },
      ...{ d: row.differences, f: row.faults, p: row.hasPassword ?? null },
    })),
  )
  await sql`update import_rows t set action = v.a, user_id = v.u, base_version = v.v, differences = v.d, faults = v.f,
      has_password = coalesce(v.p, t.has_password),
      former = case when t.former is null or t.former = jsonb_build_object('action', v.a, 'differences', v.d) then null
        else t.former end
    from jsonb_to_recordset(${values}::jsonb) as v (r integer, a text, u uuid, v integer, d jsonb, f jsonb, p boolean)
    where t.import_id = ${importId} and t.row = v.r and ${within(rows)}`.execute(db)
}

/** Keeps what each row means by this plan, to be compared with the next one. */
export async function rememberPlan(db: Db, importId: string): Promise<void> {
  await sql`update import_rows set former = jsonb_build_object('action', action, 'differences', differences)
    where import_id = ${importId}`.execute(db)
}

/** Rows whose people are no longer as the plan found them: changed, registered or deleted since. */
export async function countOutdated(db: Db, importId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from import_rows r
    left join users u on u.tenant_id = r.tenant_id and u.login_id_key = r.login_id_key
    where r.import_id = ${importId} and r.action <> 'refused' and u.version is distinct from r.base_version`.execute(db)
  return rows[0]!.count
}

export interface WorkResult {
  row: number
  state: 'done' | 'failed' | 'undone'
  userId?: string | null
  faults?: ImportFault[]
  /** Of a person who was written; version and time are added. */
  undo?: Omit<RowUndo, 'version' | 'at'>
}

export async function saveResults(db: Db, importId: string, rows: readonly WorkResult[], at: Date): Promise<void> {
  if (rows.length === 0) return
  const values = JSON.stringify(
    rows.map(({ row, state, userId, faults, undo }) => ({
      r: row,
      s: state,
      u: userId ?? null,
      f: faults ?? null,
      n: undo ? { ...undo, at } : null,
    })),
  )
  await sql`update import_rows t set state = v.s, user_id = coalesce(v.u, t.user_id), faults = coalesce(v.f, t.faults),
      undo = case when v.n is null then t.undo else v.n || jsonb_build_object('version',
        (select u.version from users u where u.tenant_id = t.tenant_id and u.user_id = v.u)) end
    from jsonb_to_recordset(${values}::jsonb) as v (r integer, s text, u uuid, f jsonb, n jsonb)
    where t.import_id = ${importId} and t.row = v.r and ${within(rows)}`.execute(db)
}

/** Rows that were done, the last first, with what takes them back. */
export function findDoneBefore(db: Db, importId: string, before: number, limit: number) {
  return db
    .selectFrom('importRows')
    .select(['row', 'loginId', 'action', 'userId', 'undo', 'line', 'faults'])
    .where('importId', '=', importId)
    .where('state', '=', 'done')
    .where('row', '<', before)
    .orderBy('row', 'desc')
    .limit(limit)
    .execute()
}

/** Differences that replace what somebody proves themselves with. */
const factorPath = '$[*] ? (@.field like_regex "^(password|reissue|picture|template)")'

/** What is said of the picture of a row. Most rows have no faults at all, and looking for one in them takes its time. */
const picturePaths = {
  any: sql<SqlBool>`picture is not null`,
  good: sql<SqlBool>`picture is not null and state <> 'failed' and action <> 'refused' and not jsonb_path_exists(faults, '$[*] ? (@.code == "MSG-IMP-047")')
    and jsonb_path_exists(differences, '$[*] ? (@.field == "picture")')`,
  faulty: sql<SqlBool>`faults <> '[]' and jsonb_path_exists(faults, '$[*] ? (@.code like_regex "^(MSG-IMP-028|MSG-IMP-047|MFA-E-IMG.*|FACE_.*)$"
    && @.code != "FACE_ALIKE" && @.code != "FACE_UNLIKE" && @.code != "FACE_PICTURE_SMALL")')`,
  alike: sql<SqlBool>`faults <> '[]' and jsonb_path_exists(faults, '$[*] ? (@.code == "FACE_ALIKE" || @.code == "FACE_UNLIKE")')`,
} as const

export async function countAll(db: Db, importId: string): Promise<number> {
  const { count } = await db
    .selectFrom('importRows')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('importId', '=', importId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The last row of an import, 0 for none. */
export async function findLastRow(db: Db, importId: string): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`select max(row) as last from import_rows
    where import_id = ${importId}`.execute(db)
  return rows[0]!.last ?? 0
}

/** What rows do and have become, of those after one and up to another. */
export async function countRows(
  db: Db,
  importId: string,
  { after = 0, until = 2_147_483_647 } = {},
): Promise<ImportTotals> {
  const { rows } = await sql<ImportTotals>`select count(*)::int as rows,
      count(*) filter (where action = 'add')::int as add, count(*) filter (where action = 'change')::int as change,
      count(*) filter (where action = 'delete')::int as delete, count(*) filter (where action = 'none')::int as none,
      count(*) filter (where action = 'refused')::int as refused,
      count(*) filter (where faults <> '[]' and jsonb_path_exists(faults, '$[*] ? (@.level == "warning")'))::int as warnings,
      count(*) filter (where state = 'done' and action = 'add')::int as added,
      count(*) filter (where state = 'done' and action = 'change')::int as updated,
      count(*) filter (where state = 'done' and action = 'delete')::int as deleted,
      count(*) filter (where action = 'change' and state <> 'failed'
        and jsonb_path_exists(differences, ${factorPath}::jsonpath))::int as factors,
      count(*) filter (where ${picturePaths.any})::int as pictures,
      count(*) filter (where ${picturePaths.good})::int as faces,
      count(*) filter (where ${picturePaths.faulty})::int as picture_faults,
      count(*) filter (where ${picturePaths.alike})::int as alike,
      count(former)::int as replanned,
      count(*) filter (where state = 'done')::int as done, count(*) filter (where state = 'failed')::int as failed,
      (select count(*) from import_rows d join users u on u.tenant_id = d.tenant_id and u.user_id = d.user_id
        where d.import_id = ${importId} and d.row > ${after} and d.row <= ${until} and d.action = 'delete' and u.face_state <> 'none')::int as faces_lost
    from import_rows where import_id = ${importId} and row > ${after} and row <= ${until}`.execute(db)
  return rows[0]!
}

export interface RowsWish {
  search: string
  action: RowAction | undefined
  state: string | undefined
  faulty: 'true' | 'false' | 'warnings' | undefined
  pictures: 'good' | 'faulty' | 'alike' | undefined
  replanned: 'true' | undefined
  limit: number
  offset: number
}

export async function findRows(db: Db, importId: string, wish: RowsWish) {
  const found = db
    .selectFrom('importRows')
    .where('importId', '=', importId)
    .$if(wish.search !== '', (query) => query.where(sql<SqlBool>`strpos(login_id_key, lower(${wish.search})) > 0`))
    .$if(wish.action !== undefined, (query) => query.where('action', '=', wish.action!))
    .$if(wish.state !== undefined, (query) => query.where('state', '=', wish.state as 'done'))
    .$if(wish.faulty === 'true', (query) => query.where(sql<SqlBool>`faults <> '[]'`))
    .$if(wish.faulty === 'false', (query) => query.where(sql<SqlBool>`faults = '[]'`))
    .$if(wish.faulty === 'warnings', (query) =>
      query.where(sql<SqlBool>`faults <> '[]' and not jsonb_path_exists(faults, '$[*] ? (@.level != "warning")')`),
    )
    .$if(wish.replanned !== undefined, (query) => query.where('former', 'is not', null))
    .$if(wish.pictures !== undefined, (query) => query.where(picturePaths[wish.pictures!]))
  const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .select(['row', 'file', 'line', 'loginId', 'action', 'state', 'differences', 'faults', 'lookAlike', 'former'])
    .orderBy('row')
    .limit(wish.limit)
    .offset(wish.offset)
    .execute()
  return { total: Number(total), rows }
}

export function findReportRows(db: Db, importId: string, after: number, limit: number) {
  return db
    .selectFrom('importRows')
    .select(['row', 'file', 'line', 'loginId', 'mode', 'action', 'state', 'faults', 'record', 'lookAlike'])
    .where('importId', '=', importId)
    .where('row', '>', after)
    .orderBy('row')
    .limit(limit)
    .execute()
}

export async function deleteRows(db: Db, importId: string): Promise<void> {
  await db.deleteFrom('importRows').where('importId', '=', importId).execute()
}
