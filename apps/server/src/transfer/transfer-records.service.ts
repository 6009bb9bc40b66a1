import { isSet, type MfaEntry, type UserEntry } from '@kaoban/codecs'
import type { ImportFault } from '@kaoban/contract'
import type { Context } from '../platform/context.ts'
import type { DirectoryEntry } from './transfer-directory.rules.ts'

/** What is sealed of a row: secrets may stand in it. */
export type RowRecord = ListRecord | DirectoryRecord
export type ListRecord = UserRecord | MfaRecord

export interface UserRecord {
  layout: 'users'
  entry: UserEntry
  /** The row as it stands in the file. */
  raw: string
  /** What the file alone shows. */
  faults: ImportFault[]
}

export interface MfaRecord {
  layout: 'mfa'
  entry: MfaEntry
  faults: ImportFault[]
}

export interface DirectoryRecord {
  layout: 'directory'
  entry: DirectoryEntry
  faults: ImportFault[]
  /** What the person was given, until it is mailed to the administrators. */
  password?: string
}

function ownerOf(ctx: { tenantId: string }, importId: string) {
  return { tenantId: ctx.tenantId, userId: importId, kind: 'import-row' as const }
}

export async function sealRecords(
  ctx: Context,
  importId: string,
  records: readonly RowRecord[],
): Promise<Uint8Array[]> {
  return records.map(await recordSealer(ctx, importId))
}

/** What seals records of an import while the database is busy with those before them. */
export async function recordSealer(ctx: Context, importId: string): Promise<(record: RowRecord) => Uint8Array> {
  const seal = await ctx.secrets.sealer(ctx.db, ownerOf(ctx, importId))
  return (record) => seal(Buffer.from(JSON.stringify(record)))
}

/** What opens records of an import, also while the database is busy. */
export async function recordOpener(
  ctx: Context,
  importId: string,
): Promise<(row: { record: Uint8Array }) => RowRecord> {
  const open = await ctx.secrets.opener(ctx.db, ownerOf(ctx, importId))
  return ({ record }) => JSON.parse(open(record).toString()) as RowRecord
}

/** The password that a row gives, or asks to be made. */
export function passwordOf(record: RowRecord): { kind: 'value'; value: string } | { kind: 'reissue' } | undefined {
  if (record.layout === 'directory') return { kind: 'reissue' }
  if (record.layout === 'mfa') {
    const { password } = record.entry
    return isSet(password) ? { kind: 'value', value: password.set } : undefined
  }
  const { password } = record.entry
  return password.kind === 'value' || password.kind === 'reissue' ? password : undefined
}

/** The mail address that a row gives somebody, empty for none. */
export function mailOf(record: RowRecord): string {
  if (record.layout === 'directory') return ''
  if (record.layout === 'users') return record.entry.delete ? '' : record.entry.mail
  return isSet(record.entry.mail) ? record.entry.mail.set : ''
}

/** Whether something of the row is hashed or compared with a hash, which takes its time. */
export function computes(record: RowRecord): boolean {
  // Who is new among accounts of a directory shows the plan.
  if (record.layout === 'directory') return false
  if (passwordOf(record) !== undefined) return true
  return record.layout === 'mfa' && (isSet(record.entry.pin) || isSet(record.entry.qrPin))
}
