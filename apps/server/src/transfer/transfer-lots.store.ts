import type { ImportFault } from '@kaoban/contract'
import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

/** The number of the last row before the first gap, given one that has none before it. */
export async function countReceived(db: Db, importId: string, known: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`select r.row as last from import_rows r
    where r.import_id = ${importId} and r.row > ${known}
      and exists (select 1 from import_rows f where f.import_id = ${importId} and f.row = ${known + 1})
      and not exists (select 1 from import_rows n where n.import_id = ${importId} and n.row = r.row + 1)
    order by r.row limit 1`.execute(db)
  return rows[0]?.last ?? known
}

/** Which rows of these numbers are stored. */
export async function findStored(db: Db, importId: string, first: number, last: number): Promise<Set<number>> {
  const { rows } = await sql<{ row: number }>`select row from import_rows
    where import_id = ${importId} and row between ${first} and ${last}`.execute(db)
  return new Set(rows.map(({ row }) => row))
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
