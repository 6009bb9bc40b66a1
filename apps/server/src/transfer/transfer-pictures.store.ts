import type { ImportFault } from '@kaoban/contract'
import { type ColumnType, type SqlBool, sql } from 'kysely'
import { type Reach, withinReach } from '../groups/groups.service.ts'
import type { Db } from '../platform/database.ts'
import type { Finding } from './transfer-pictures.rules.ts'

interface ImportPictureTable {
  tenantId: string
  importId: string
  picture: number
  name: string
  bytes: Uint8Array | null
  finding: ColumnType<Finding | null, string | null, string | null>
  template: Uint8Array | null
  portrait: Uint8Array | null
}

declare module '../platform/database.ts' {
  interface Database {
    importPictures: ImportPictureTable
  }
}

export async function insertPictures(
  db: Db,
  tenantId: string,
  importId: string,
  rows: readonly { picture: number; name: string; bytes: Uint8Array | null }[],
): Promise<void> {
  await db
    .insertInto('importPictures')
    .values(
      rows.map((row) => ({
        ...{ tenantId, importId, ...row, template: null, portrait: null },
        finding: row.bytes === null ? JSON.stringify(unreadable) : null,
      })),
    )
    .execute()
}

const unreadable: Finding = { unreadable: true, reasons: [], small: false }

/** Says which rows name which pictures. */
export async function linkPictures(db: Db, importId: string, links: readonly { row: number; picture: number }[]) {
  if (links.length === 0) return
  await sql`update import_rows t set picture = v.picture
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as v (row integer, picture integer)
    where t.import_id = ${importId} and t.row = v.row`.execute(db)
}

/**
 * Joins the picture `p` of each row `r`, by its number: the planner, which knows nothing of pictures that have just come,
 * would go through all of an import for each of its rows.
 */
const pictureOfRow = sql`join lateral (select * from import_pictures p
  where p.tenant_id = r.tenant_id and p.import_id = r.import_id and p.picture = r.picture offset 0) p on true`

/** Pictures of rows that nobody has looked at; those of rows that are refused anyway are left out. */
export async function findUnseen(db: Db, importId: string, rows: readonly number[]): Promise<number[]> {
  if (rows.length === 0) return []
  const { rows: found } = await sql<{ picture: number }>`select p.picture from import_rows r
    ${pictureOfRow}
    where r.import_id = ${importId} and r.row = any(${rows}::integer[]) and p.finding is null
      and not jsonb_path_exists(r.faults, '$[*] ? (@.level != "warning")')
    group by p.picture order by min(r.row)`.execute(db)
  return found.map(({ picture }) => picture)
}

export async function findBytes(db: Db, importId: string, picture: number): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('importPictures')
    .select('bytes')
    .where('importId', '=', importId)
    .where('picture', '=', picture)
    .executeTakeFirst()
  return row?.bytes ?? null
}

/** What was seen takes the place of the file. */
export async function saveSeen(
  db: Db,
  importId: string,
  picture: number,
  seen: { finding: Finding; template: Uint8Array | null; portrait: Uint8Array | null },
): Promise<void> {
  await db
    .updateTable('importPictures')
    .set({ ...seen, finding: JSON.stringify(seen.finding), bytes: null })
    .where('importId', '=', importId)
    .where('picture', '=', picture)
    .execute()
}

/** Pictures by the rows that name them, without their bytes. */
export async function findSeen(db: Db, importId: string, rows: readonly number[]) {
  if (rows.length === 0) return []
  const { rows: found } = await sql<{
    row: number
    picture: number
    name: string
    finding: Finding | null
    kept: boolean
    portrayed: boolean
  }>`select r.row, p.picture, p.name, p.finding, p.template is not null as kept, p.portrait is not null as portrayed
    from import_rows r
    ${pictureOfRow}
    where r.import_id = ${importId} and r.row = any(${rows}::integer[])`.execute(db)
  return found
}

/** Sealed faces of rows. */
export async function findFacesOfRows(db: Db, importId: string, rows: readonly number[]) {
  if (rows.length === 0) return []
  const { rows: found } = await sql<{
    row: number
    lookAlike: string | null
    template: Uint8Array
    portrait: Uint8Array | null
  }>`select r.row, r.look_alike, p.template, p.portrait from import_rows r
    ${pictureOfRow}
    where r.import_id = ${importId} and r.row = any(${rows}::integer[]) and p.template is not null`.execute(db)
  return found
}

/** Sealed templates of rows after one, of those that add or change somebody. */
export async function findNewFaces(db: Db, importId: string, after: number, limit: number) {
  const { rows } = await sql<{
    row: number
    line: number
    loginId: string
    userId: string | null
    alike: boolean
    template: Uint8Array
  }>`select r.row, r.line, r.login_id, r.user_id, r.look_alike is not null
      or jsonb_path_exists(r.faults, '$[*] ? (@.code == "FACE_ALIKE")') as alike, p.template
    from import_rows r
    ${pictureOfRow}
    where r.import_id = ${importId} and r.row > ${after} and r.action in ('add', 'change') and p.template is not null
    order by r.row limit ${limit}`.execute(db)
  return rows
}

/** Whether a picture brings a face that can be compared with others. */
export async function hasNewFaces(db: Db, importId: string): Promise<boolean> {
  const found = await db
    .selectFrom('importPictures')
    .select('picture')
    .where('importId', '=', importId)
    .where('template', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Adds warnings to rows, and names whom their faces resemble. */
export async function addWarnings(
  db: Db,
  importId: string,
  rows: readonly { row: number; lookAlike: string | null; faults: ImportFault[] }[],
): Promise<void> {
  if (rows.length === 0) return
  const values = JSON.stringify(rows.map(({ row, lookAlike, faults }) => ({ r: row, u: lookAlike, f: faults })))
  await sql`update import_rows t set look_alike = coalesce(t.look_alike, v.u), faults = t.faults || v.f
    from jsonb_to_recordset(${values}::jsonb) as v (r integer, u uuid, f jsonb)
    where t.import_id = ${importId} and t.row = v.r`.execute(db)
}

/** IDs of these people, of those within reach. */
export async function findNames(db: Db, userIds: readonly string[], reach: Reach): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('users')
    .select(['userId', 'loginId'])
    .where(sql<SqlBool>`user_id = any(${userIds}::uuid[])`)
    .where(withinReach(reach))
    .execute()
  return new Map(rows.map(({ userId, loginId }) => [userId, loginId]))
}

export function findPortrait(db: Db, importId: string, row: number) {
  return db
    .selectFrom('importRows as r')
    .innerJoin('importPictures as p', (join) =>
      join
        .onRef('p.tenantId', '=', 'r.tenantId')
        .onRef('p.importId', '=', 'r.importId')
        .on(sql<SqlBool>`p.picture = r.picture`),
    )
    .select(['r.loginId', 'p.portrait', 'p.name'])
    .where('r.importId', '=', importId)
    .where('r.row', '=', row)
    .executeTakeFirst()
}

/** Forgets what came of pictures, and the pictures; what was seen in them stays with the rows. */
export async function deletePictures(db: Db, importId: string): Promise<void> {
  await db.deleteFrom('importPictures').where('importId', '=', importId).execute()
}

/** Erases the faces and files of old imports; returns of how many pictures. */
export async function erasePicturesBefore(db: Db, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`update import_pictures p set bytes = null, template = null, portrait = null,
      finding = coalesce(finding, ${JSON.stringify({ ...unreadable, unreadable: false })}::jsonb)
    from imports i where i.tenant_id = p.tenant_id and i.import_id = p.import_id and i.created_at < ${before}
      and (p.bytes is not null or p.template is not null or p.portrait is not null)`.execute(db)
  return Number(numAffectedRows)
}

/** Erases stored portraits and keeps the templates; returns how many there were. */
export async function erasePortraits(db: Db): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('importPictures')
    .set({ portrait: null })
    .where('portrait', 'is not', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Imports whose upload never ended. */
export async function deleteUnfinished(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('imports')
    .where('state', '=', 'uploading')
    .where('createdAt', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

export async function deleteImport(db: Db, importId: string): Promise<void> {
  await db.deleteFrom('imports').where('importId', '=', importId).execute()
}
