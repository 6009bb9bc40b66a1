import { type ColumnType, sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { ofOneModel } from './faces.store.ts'

interface FormerFaceTable {
  tenantId: string
  importId: string
  userId: string
  content: ColumnType<unknown, string, string>
  given: Uint8Array
}

declare module '../platform/database.ts' {
  interface Database {
    formerFaces: FormerFaceTable
  }
}

/** What a person comes back with when an import is taken back. */
const kept = ['faces', 'consents'] as const

/** Keeps faces and consents as they are, with the digest of the face that takes their place. */
export async function keepFormer(
  db: Db,
  tenantId: string,
  importId: string,
  rows: readonly { userId: string; given: Uint8Array }[],
): Promise<void> {
  if (rows.length === 0) return
  const values = JSON.stringify(
    rows.map(({ userId, given }) => ({ u: userId, g: Buffer.from(given).toString('base64') })),
  )
  const rowsIn = (table: string) =>
    sql`coalesce((select jsonb_agg(to_jsonb(t)) from ${sql.table(table)} t where t.user_id = v.u), '[]')`
  await sql`insert into former_faces (tenant_id, import_id, user_id, content, given)
    select ${tenantId}::uuid, ${importId}::uuid, v.u,
      jsonb_build_object(${sql.join(kept.flatMap((table) => [sql.lit(table), rowsIn(table)]))}), decode(v.g, 'base64')
    from jsonb_to_recordset(${values}::jsonb) as v (u uuid, g text)`.execute(db)
}

/** What an import gave, and the template that is there now. */
export async function findGiven(db: Db, importId: string, userIds: readonly string[]) {
  const { rows } = await sql<{ userId: string; given: Uint8Array; template: Uint8Array | null }>`
    select o.user_id, o.given, f.template from former_faces o
    left join faces f on f.tenant_id = o.tenant_id and f.user_id = o.user_id and f.kind = 'display'
    where o.import_id = ${importId} and o.user_id = any(${userIds}::uuid[])`.execute(db)
  return rows
}

/** Faces and consents are as before the import. */
export async function putBackFormer(db: Db, importId: string, userIds: readonly string[]): Promise<void> {
  for (const table of kept) {
    await sql`delete from ${sql.table(table)} where user_id = any(${userIds}::uuid[])`.execute(db)
    await sql`insert into ${sql.table(table)} select p.* from former_faces o
      cross join lateral jsonb_populate_recordset(null::${sql.table(table)}, o.content -> ${table}) p
      where o.import_id = ${importId} and o.user_id = any(${userIds}::uuid[])`.execute(db)
  }
  await sql`delete from former_faces where import_id = ${importId} and user_id = any(${userIds}::uuid[])`.execute(db)
}

export async function deleteFormer(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('formerFaces').where('userId', '=', userId).execute()
}

/** Takes the pictures, not the templates, out of what is kept; returns of how many people. */
export async function clearFormerImages(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`update former_faces set content = jsonb_set(content, '{faces}',
      (select jsonb_agg(face || '{"image": null}') from jsonb_array_elements(content -> 'faces') face))
    where jsonb_path_exists(content, '$.faces[*].image ? (@ != null)')`.execute(db)
  return Number(numAffectedRows)
}

export interface PhotoRow {
  userId: string
  modelId: string
  template: Uint8Array
  image: Uint8Array | null
  lookAlike: string | null
}

/** Writes provisional faces over those there are, in one statement; 学習画像 goes. */
export async function upsertPhotos(
  db: Db,
  tenantId: string,
  rows: readonly PhotoRow[],
  registeredBy: string,
  at: Date,
): Promise<void> {
  const userIds = rows.map(({ userId }) => userId)
  await sql`delete from faces where kind = 'learned' and user_id = any(${userIds}::uuid[])`.execute(db)
  await db
    .insertInto('faces')
    .values(
      rows.map((row) => ({
        ...{ tenantId, ...row, kind: 'display' as const, state: 'provisional' as const },
        ...{ quality: 1, registeredBy, createdAt: at, updatedAt: at, suspendedUntil: null },
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['tenantId', 'userId', 'kind']).doUpdateSet(({ ref }) => ({
        state: ref('excluded.state'),
        modelId: ref('excluded.modelId'),
        template: ref('excluded.template'),
        image: ref('excluded.image'),
        quality: ref('excluded.quality'),
        registeredBy: ref('excluded.registeredBy'),
        updatedAt: ref('excluded.updatedAt'),
        lookAlike: ref('excluded.lookAlike'),
        suspendedUntil: ref('excluded.suspendedUntil'),
        ...ofOneModel,
      })),
    )
    .execute()
}

/** Records the consent to a text for those of these people who have not given it. */
export async function insertConsents(
  db: Db,
  rows: readonly { consentId: string; userId: string }[],
  how: { tenantId: string; textVersion: number; locale: string; givenAt: Date; givenBy: string },
): Promise<void> {
  const values = JSON.stringify(rows.map(({ consentId, userId }) => ({ c: consentId, u: userId })))
  await sql`insert into consents (tenant_id, consent_id, user_id, text_version, locale, given_at, given_by)
    select ${how.tenantId}::uuid, v.c, v.u, ${how.textVersion}, ${how.locale}, ${how.givenAt}, ${how.givenBy}::uuid
    from jsonb_to_recordset(${values}::jsonb) as v (c uuid, u uuid)
    where not exists (select 1 from consents o where o.user_id = v.u and o.text_version = ${how.textVersion}
      and o.withdrawn_at is null)`.execute(db)
}
