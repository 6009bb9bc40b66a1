import { sql } from 'kysely'
import type { TestServer } from '../platform/testing.ts'

/** What the operation log says of one kind of operation, oldest first. */
export async function operationsOf(
  server: TestServer,
  tenantId: string,
  operation: string,
): Promise<Record<string, unknown>[]> {
  const { rows } = await server.database.transaction({ tenantId }, (db) =>
    sql<{ details: string; succeeded: boolean }>`select details, succeeded from operation_log
      where operation = ${operation} order by seq`.execute(db),
  )
  return rows.map(({ details, succeeded }) => ({ ...JSON.parse(details), succeeded }))
}
