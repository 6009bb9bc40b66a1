import { mailNewPeople } from '../passwords/passwords.service.ts'
import type { Context } from '../platform/context.ts'
import type { StoredImport } from './transfer.store.ts'
import { type RowRecord, recordOpener, recordSealer } from './transfer-records.service.ts'
import { findAdded, replaceRecords } from './transfer-rows.store.ts'

/** Keeps, sealed, what new people were given, until the run is over and one mail lists it [NFM-ADP-030]. */
export async function rememberPasswords(
  ctx: Context,
  importId: string,
  people: readonly { row: number; record: RowRecord; password: string | undefined }[],
): Promise<void> {
  const told = people.filter(({ record, password }) => record.layout === 'directory' && password !== undefined)
  if (told.length === 0) return
  const seal = await recordSealer(ctx, importId)
  await replaceRecords(
    ctx.db,
    importId,
    told.map(({ row, record, password }) => ({ row, record: seal({ ...record, password } as RowRecord) })),
  )
}

const readAtOnce = 1000

/** Mails the system administrators whom a run has registered, with their passwords. */
export async function endDirectoryRun(ctx: Context, { importId }: Pick<StoredImport, 'importId'>): Promise<void> {
  const open = await recordOpener(ctx, importId)
  const people: { loginId: string; password: string }[] = []
  for (let after = 0; ; ) {
    const rows = await findAdded(ctx.db, importId, after, readAtOnce)
    for (const row of rows) {
      const record = open(row)
      if (record.layout === 'directory' && record.password !== undefined)
        people.push({ loginId: row.loginId, password: record.password })
    }
    if (rows.length < readAtOnce) break
    after = rows.at(-1)!.row
  }
  await mailNewPeople(ctx, people)
}
