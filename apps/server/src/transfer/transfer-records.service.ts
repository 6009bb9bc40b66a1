import type { UserEntry } from '@kaoban/codecs'
import type { ImportFault } from '@kaoban/contract'
import type { Context } from '../platform/context.ts'

/** What is sealed of a row: secrets may stand in it. */
export interface RowRecord {
  layout: 'users'
  entry: UserEntry
  /** The row as it stands in the file. */
  raw: string
  /** What the file alone shows. */
  faults: ImportFault[]
}

function ownerOf(ctx: { tenantId: string }, importId: string) {
  return { tenantId: ctx.tenantId, userId: importId, kind: 'import-row' as const }
}

export function sealRecords(ctx: Context, importId: string, records: readonly RowRecord[]): Promise<Uint8Array[]> {
  return ctx.secrets.sealAll(
    ctx.db,
    ownerOf(ctx, importId),
    records.map((record) => Buffer.from(JSON.stringify(record))),
  )
}

export async function openRecord(ctx: Context, importId: string, row: { record: Uint8Array }): Promise<RowRecord> {
  const opened = await ctx.secrets.open(ctx.db, ownerOf(ctx, importId), row.record)
  return JSON.parse(opened.toString()) as RowRecord
}

/** The password that a row gives, or asks to be made. */
export function passwordOf({
  entry: { password },
}: RowRecord): { kind: 'value'; value: string } | { kind: 'reissue' } | undefined {
  return password.kind === 'value' || password.kind === 'reissue' ? password : undefined
}
