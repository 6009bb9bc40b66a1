import { setImmediate } from 'node:timers/promises'
import { type FileFault, isSet, mfaFault, userFault } from '@kaoban/codecs'
import { type GroupSlot, groupKeyOf, type ImportFault, type ImportLayout, windowsAccountKey } from '@kaoban/contract'
import type { StoredLink } from '../directory/directory.service.ts'
import { factorsOf, factorWorld, type PreparedFactors, prepareFactors } from '../factors/factors.service.ts'
import { administeredHere, groupsByKey, groupsByName, reachOf, readGroupById } from '../groups/groups.service.ts'
import { samePasswords } from '../passwords/passwords.service.ts'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import { administratorsOf } from '../users/users.service.ts'
import { findMany, holdersOfMails } from '../users/users-many.service.ts'
import { accountsByKey } from '../windows-accounts/windows-accounts.service.ts'
import type { JudgedRow, KnownPerson, Mentioned, World } from './transfer.rules.ts'
import { findImport, type ImportOptions, type StoredImport } from './transfer.store.ts'
import { judgeDirectoryRows } from './transfer-directory-judge.service.ts'
import { judgeMfaRow, type MfaSurroundings, mentionedByMfa } from './transfer-mfa.rules.ts'
import { verdictsOf } from './transfer-pictures.service.ts'
import { type ListRecord, mailOf, type RowRecord, recordOpener } from './transfer-records.service.ts'
import { findClaimedMails, findRepetitions, type WorkRow } from './transfer-rows.store.ts'
import { judgeUserRow, mentionedByUser } from './transfer-users.rules.ts'

const lower = (texts: string[]) => texts.map((text) => text.toLowerCase())

/** Everything that these rows are judged against beside the people that they name, as it is now. */
async function lookAround(ctx: Context, mentioned: readonly Mentioned[], people: ReadonlyMap<string, KnownPerson>) {
  const administered = await administeredHere(ctx)
  const world: World = {
    actor: { userId: personOf(ctx).userId, system: reachOf(ctx) === 'all', administered: administered ?? new Set() },
    groups: await groupsByKey(ctx, lower(mentioned.flatMap(({ groups }) => groups))),
    mails: await holdersOfMails(ctx, lower(mentioned.flatMap(({ mails }) => mails))),
    accounts: await accountsByKey(
      ctx,
      mentioned.flatMap(({ loginIds, accounts }) => {
        const own = loginIds.flatMap((loginId) => people.get(loginId.toLowerCase())?.windowsAccounts ?? [])
        return accounts.filter((account) => !staysTheirs(account, own))
      }),
    ),
  }
  return { people, world }
}

/** Of an account that somebody has and keeps as it is, nothing is asked but that it is theirs. */
function staysTheirs(wanted: Mentioned['accounts'][number], own: KnownPerson['windowsAccounts']): boolean {
  const key = windowsAccountKey(wanted)
  return wanted.untouched && own.some((account) => account.upn === wanted.upn && windowsAccountKey(account) === key)
}

/** What rows of the multi-factor product are judged against beside that. */
async function lookFurther(
  ctx: Context,
  { options, createdAt }: { options: ImportOptions; createdAt: Date },
  mentioned: readonly Mentioned[],
  asked: Parameters<typeof factorWorld>[1],
  { people, world }: Awaited<ReturnType<typeof lookAround>>,
  hold: boolean,
): Promise<{ world: World; around: MfaSurroundings }> {
  const selected = options.groupId === undefined ? undefined : await readGroupById(ctx, options.groupId)
  const named = selected
    ? new Map<string, never[]>()
    : await groupsByName(ctx, lower(mentioned.flatMap(({ groups }) => groups)))
  const places = [...people.values()].flatMap(({ groups }): readonly GroupSlot[] => groups)
  const codes = places.flatMap((slot) => (slot.kind === 'group' ? [groupKeyOf(slot.code)] : []))
  const groups = new Map([
    ...world.groups,
    ...(await groupsByKey(ctx, codes)),
    ...[...named.values(), selected ? [selected] : []]
      .flat()
      .map(({ groupId, code, name }) => [groupKeyOf(code), { groupId, code, name }] as const),
  ])
  return {
    world: { ...world, groups },
    around: {
      ...{ selected, named, administrators: await administratorsOf(ctx, hold) },
      ...{ claimed: new Map(), gone: new Set() },
      held: await factorsOf(
        ctx,
        asked.flatMap(({ userId }) => userId ?? []),
      ),
      factors: await factorWorld(ctx, asked, createdAt),
      ...{ move: options.groupMove ?? false, strict: options.strict ?? false },
    },
  }
}

/** What rows that set passwords or PINs were found to mean, outside any transaction. */
export interface Prepared {
  /** Rows that give somebody the password they have: they change nothing [MFA-CSV-027]. */
  same: ReadonlySet<number>
  /** Hashes of PINs by row. */
  factors: ReadonlyMap<number, PreparedFactors>
}

/** A row with what it means. */
export interface Judged {
  row: WorkRow
  record: RowRecord
  known: KnownPerson | undefined
  world: World
  judged: JudgedRow
  /** What was known of its account of a directory. */
  stored?: StoredLink | undefined
}

/** Judges rows against the people as they are now; `hold` locks those whom they name. */
export async function judgeRows(
  ctx: Context,
  { importId, options, layout, createdAt }: StoredImport,
  rows: readonly WorkRow[],
  { hold, prepared }: { hold: boolean; prepared: Prepared },
): Promise<Judged[]> {
  const open = await recordOpener(ctx, importId)
  if (layout === 'directory')
    return judgeDirectoryRows(ctx, { importId, domain: options.domain! }, rows, rows.map(open), hold)
  const pictures = await verdictsOf(ctx, importId, layout, rows)
  // The database looks for the people while their records are opened; a turn later it has been asked.
  const finding = findMany(ctx, lower(rows.map(({ loginId }) => loginId)), hold)
  finding.catch(() => {})
  await setImmediate()
  const records = rows.map(open) as ListRecord[]
  const people = await finding
  // What is applied was found to repeat nothing when it was planned.
  if (options.inLots && !hold) await noteRepetitions(ctx, importId, layout, rows, records)
  const mentioned = records.map(mentionedBy)
  const seen = await lookAround(ctx, mentioned, people)
  const knownOf = (row: WorkRow): KnownPerson | undefined => seen.people.get(row.loginId.toLowerCase())
  const asked = records.flatMap((record, index) =>
    record.layout === 'mfa' && record.entry.mode !== 'delete'
      ? [{ userId: knownOf(rows[index]!)?.userId, entry: record.entry }]
      : [],
  )
  const further =
    records[0]?.layout === 'mfa'
      ? await lookFurther(ctx, { options, createdAt }, mentioned, asked, seen, hold)
      : undefined
  const world = further?.world ?? seen.world
  if (further && !hold && rows.length > 0)
    for (const [mail, loginId] of await findClaimedMails(ctx.db, importId, rows[0]!.row, records.map(mailOf)))
      further.around.claimed.set(mail, loginId)
  return rows.map((row, index) => {
    const record = records[index]!
    const { line } = row
    const known = knownOf(row)
    const judged: JudgedRow =
      record.layout === 'users'
        ? judgeUserRow({ ...record, line, picture: pictures.get(row.row) }, known, world)
        : judgeMfaRow(
            {
              ...{ ...record, line, samePassword: prepared.same.has(row.row) },
              ...{ factors: prepared.factors.get(row.row), picture: pictures.get(row.row) },
            },
            known,
            world,
            further!.around,
          )
    return { row, record, known, world, judged }
  })
}

/** An ID stands once in an import, and a mail address once in the portal's list, whatever lots their rows came in. */
async function noteRepetitions(
  ctx: Context,
  importId: string,
  layout: ImportLayout,
  rows: readonly WorkRow[],
  records: readonly RowRecord[],
): Promise<void> {
  const numbers = rows.map(({ row }) => row)
  for (const { row, id, mail } of await findRepetitions(ctx.db, importId, numbers)) {
    const place = numbers.indexOf(row)
    const { faults } = records[place]!
    const { line } = rows[place]!
    const note = (fault: FileFault) => {
      if (!faults.some(({ code }) => code === fault.code)) faults.push(fault as ImportFault)
    }
    if (id)
      note(
        layout === 'users'
          ? userFault(line, 'loginId', 'MSG-IMP-041')
          : mfaFault('row', 'MFA-E-USERID-DUP', { line, column: 'userid' }),
      )
    if (mail && layout === 'users') note(userFault(line, 'mail', 'MSG-IMP-030'))
  }
}

function mentionedBy(record: ListRecord): Mentioned {
  return record.layout === 'users' ? mentionedByUser(record.entry) : mentionedByMfa(record.entry)
}

export const nothingPrepared: Prepared = { same: new Set(), factors: new Map() }

/** Compares and hashes what rows of the multi-factor product set, outside any transaction. */
export async function prepareRows(
  steps: Steps,
  importId: string,
  rows: readonly (WorkRow & { hasPassword: boolean })[],
): Promise<Prepared> {
  const computing = rows.filter(({ hasPassword }) => hasPassword)
  if (computing.length === 0) return nothingPrepared
  const opened = await steps.inTransaction(async (ctx) => {
    const { layout, options } = (await findImport(ctx.db, importId))!
    if (layout !== 'mfa') return undefined
    const people = await findMany(
      ctx,
      computing.map(({ loginId }) => loginId.toLowerCase()),
      false,
    )
    const open = await recordOpener(ctx, importId)
    const records = computing.map((row) => ({ row, record: open(row) }))
    return {
      options,
      rows: records.flatMap(({ row, record }) =>
        record.layout === 'mfa'
          ? [{ row, entry: record.entry, userId: people.get(row.loginId.toLowerCase())?.userId }]
          : [],
      ),
    }
  })
  if (!opened) return nothingPrepared
  const typed = opened.rows.flatMap(({ row, entry }) =>
    isSet(entry.password) ? [{ row: row.row, loginId: row.loginId, password: entry.password.set }] : [],
  )
  // Whoever has to replace the password is told so again.
  const same = opened.options.forceChange ? new Set<string>() : await samePasswords(steps, typed)
  return {
    same: new Set(typed.flatMap(({ row, loginId }) => (same.has(loginId.toLowerCase()) ? [row] : []))),
    factors: await prepareFactors(
      steps,
      opened.rows.map(({ row, entry, userId }) => ({ key: row.row, userId, entry })),
    ),
  }
}
