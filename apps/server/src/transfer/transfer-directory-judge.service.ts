import { groupKeyOf, type ImportFault, limits, windowsAccountKey } from '@kaoban/contract'
import { linksOf, requireDomain, type StoredLink, saveLinks } from '../directory/directory.service.ts'
import { reachOf } from '../groups/groups.service.ts'
import { type Context, personOf } from '../platform/context.ts'
import { readSettings } from '../settings/settings.service.ts'
import { administratorsOf } from '../users/users.service.ts'
import { findManyById, takenIds } from '../users/users-many.service.ts'
import { holdersOf, passwordsOf } from '../windows-accounts/windows-accounts.service.ts'
import type { JudgedRow, KnownPerson, World } from './transfer.rules.ts'
import { cut, type DirectoryEntry, judgeDirectoryRow } from './transfer-directory.rules.ts'
import type { RowRecord } from './transfer-records.service.ts'
import { findSameAccounts, type WorkRow } from './transfer-rows.store.ts'

export interface JudgedAccount {
  known: KnownPerson | undefined
  world: World
  judged: JudgedRow
  /** What was known of the account before. */
  stored: StoredLink | undefined
}

/** Judges accounts of a domain against the people they became, as these are now; `hold` locks them. */
export async function judgeAccounts(
  ctx: Context,
  domain: string,
  rows: readonly { entry: DirectoryEntry; line: number }[],
  hold: boolean,
): Promise<JudgedAccount[]> {
  const { onDisable, fullNameMax } = await requireDomain(ctx, domain)
  const entries = rows.map(({ entry }) => entry)
  const links = await linksOf(
    ctx,
    domain,
    entries.map(({ objectGuid }) => objectGuid),
  )
  const people = await findManyById(
    ctx,
    [...links.values()].map(({ userId }) => userId),
    hold,
  )
  const world: World = {
    actor: { userId: personOf(ctx).userId, system: reachOf(ctx) === 'all', administered: new Set() },
    groups: new Map([...people.values()].flatMap(groupsOf)),
    mails: new Map(),
    accounts: new Map(),
  }
  const leaving = entries.some(({ gone, enabled }) => gone || !enabled)
  const around = {
    ...{ domain, onDisable, fullNameMax },
    ...(await lookForOthers(ctx, domain, entries, links)),
    administrators: leaving ? await administratorsOf(ctx, hold) : new Set<string>(),
    passwords: (await readSettings(ctx))['mail.noAddressToAdmins'],
  }
  const judged = rows.map((row) => {
    const stored = links.get(row.entry.objectGuid)
    const known = stored && people.get(stored.userId)
    return { known, world, stored, judged: judgeDirectoryRow(row, stored, known, world, around) }
  })
  if (hold) await keepPasswords(ctx, judged)
  return judged
}

function groupsOf({ groups }: KnownPerson) {
  return groups.flatMap((slot) => (slot.kind === 'group' ? [[groupKeyOf(slot.code), slot] as const] : []))
}

/** Who has the names that new and renamed accounts want. */
async function lookForOthers(
  ctx: Context,
  domain: string,
  entries: readonly DirectoryEntry[],
  links: ReadonlyMap<string, StoredLink>,
) {
  const names = entries.flatMap(({ objectGuid, logonName, enabled, gone }) => {
    const name = cut(logonName, limits.windowsAccountName.max)
    const link = links.get(objectGuid)
    return gone || !enabled || (link?.enabled && link.accountName === name) ? [] : [name]
  })
  return {
    loginIds: await takenIds(
      ctx,
      names.map((name) => name.toLowerCase()),
    ),
    holders: await holdersOf(
      ctx,
      names.map((name) => ({ kind: 'domain' as const, place: domain, name })),
    ),
  }
}

/** An account that is renamed keeps its Windows password [NFM-ADP-046]. */
async function keepPasswords(ctx: Context, judged: readonly JudgedAccount[]): Promise<void> {
  const renamed = judged.flatMap(({ known, judged: { target } }) =>
    (target?.accounts ?? []).flatMap((wanted, index) => {
      const before = known?.windowsAccounts[index]
      return before?.passwordSet &&
        target?.accounts.length === known?.windowsAccounts.length &&
        windowsAccountKey(before) !== wanted.key
        ? [{ wanted, accountId: before.accountId }]
        : []
    }),
  )
  if (renamed.length === 0) return
  const passwords = await passwordsOf(
    ctx,
    renamed.map(({ accountId }) => accountId),
  )
  for (const { wanted, accountId } of renamed) wanted.password = passwords.get(accountId)
}

/** Judges rows of a run; what is applied was found to repeat nothing when it was planned. */
export async function judgeDirectoryRows(
  ctx: Context,
  { importId, domain }: { importId: string; domain: string },
  rows: readonly WorkRow[],
  records: readonly RowRecord[],
  hold: boolean,
) {
  const entries = records.flatMap((record, index) =>
    record.layout === 'directory' ? [{ entry: record.entry, line: rows[index]!.line }] : [],
  )
  const judged = await judgeAccounts(ctx, domain, entries, hold)
  const numbers = rows.map(({ row }) => row)
  const same = hold ? new Set<number>() : await findSameAccounts(ctx.db, importId, numbers)
  return rows.map((row, index) => {
    const one = judged[index]!
    const record = records[index]!
    const repeats = one.judged.action === 'add' && same.has(row.row)
    return { row, record, ...one, ...(repeats && { judged: refusedAs(row) }) }
  })
}

/** Two accounts that cutting made equal: the second collides with the first [NFM-ADP-028]. */
function refusedAs({ line, loginId }: WorkRow): JudgedRow {
  const params = { logonName: loginId, operation: 'add' }
  const fault: ImportFault = {
    ...{ level: 'row', code: 'directory.collision', message: 'directory.fault.collision', line, params },
  }
  return { action: 'refused', target: undefined, differences: [], faults: [fault] }
}

/** Remembers what was written of accounts; of rows that wrote nobody, what was seen. */
export async function saveLinksOf(
  ctx: Context,
  domain: string,
  rows: readonly { record: RowRecord; userId: string | undefined; judged: JudgedRow }[],
): Promise<void> {
  const changed = rows.flatMap(({ record, userId, judged: { link } }) =>
    record.layout === 'directory' && link !== undefined ? [{ guid: record.entry.objectGuid, userId, link }] : [],
  )
  await saveLinks(
    ctx,
    domain,
    changed.flatMap(({ guid, userId, link }) =>
      link === 'forget' || userId === undefined ? [] : [{ ...link, objectGuid: guid, userId }],
    ),
    changed.flatMap(({ guid, link }) => (link === 'forget' ? [guid] : [])),
  )
}
