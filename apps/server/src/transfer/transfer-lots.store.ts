import type { ImportFault } from '@kaoban/contract'
import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

/** The number of the last row that is stored. */
export async function countReceived(db: Db, importId: string): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`select max(row) as last from import_rows
    where import_id = ${importId}`.execute(db)
  return rows[0]!.last ?? 0
}

/** Which of these IDs, in lower case, earlier rows of the import have. */
export async function findRepeated(db: Db, importId: string, keys: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`select distinct login_id_key as key from import_rows
    where import_id = ${importId} and login_id_key = any(${keys}::text[])`.execute(db)
  return new Set(rows.map(({ key }) => key))
}

/** Says something of the import as a whole, which stands with its first file. */
export async function addFileFaults(db: Db, importId: string, faults: readonly ImportFault[]): Promise<void> {
  if (faults.length === 0) return
  await sql`update import_files set faults = faults || ${JSON.stringify(faults)}::jsonb
    where import_id = ${importId} and file = 1`.execute(db)
}

/** Whether another import of the tenant is being applied or taken back, or waits for its turn. */
export async function isAnyAtWork(db: Db, importId: string): Promise<boolean> {
  const found = await db
    .selectFrom('imports')
    .select('importId')
    .where('importId', '<>', importId)
    .where('state', 'in', ['queued', 'applying', 'undoing'])
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
