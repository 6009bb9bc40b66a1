import { revokeFacesOf } from '../faces/faces.service.ts'
import { putFactors } from '../factors/factors.service.ts'
import { makeGroups, putPlaces, renameGroupTo } from '../groups/groups.service.ts'
import { dropLinksOf, sendRegistrationNotices, storePasswords } from '../passwords/passwords.service.ts'
import { type Context, personOf } from '../platform/context.ts'
import { endSessionsOf } from '../sessions/sessions.service.ts'
import { insertMany, updateMany } from '../users/users-many.service.ts'
import { putAccountsOfMany, unlinkAccounts } from '../windows-accounts/windows-accounts.service.ts'
import type { JudgedRow, PersonTarget } from './transfer.rules.ts'
import { addMadeGroups, type ImportOptions } from './transfer.store.ts'
import { rememberPasswords } from './transfer-directory-end.service.ts'
import type { Judged, Prepared } from './transfer-judge.service.ts'
import { erasesFace } from './transfer-mfa.rules.ts'
import type { HashedPasswords } from './transfer-passwords.service.ts'
import type { RowRecord } from './transfer-records.service.ts'

export interface Planned extends Judged {
  userId: string
  target: PersonTarget
}

/** An import at work. */
export interface Run {
  importId: string
  options: ImportOptions
}

/** Groups first, then people, places, accounts and passwords. */
export async function writePeople(
  ctx: Context,
  { importId, options }: Run,
  people: readonly Planned[],
  { passwords, factors }: Pick<Prepared, 'factors'> & { passwords: HashedPasswords },
): Promise<void> {
  const now = ctx.clock.now()
  const groupIds = await settleGroups(ctx, importId, people)
  const fieldsOf = ({ userId, target, row, record }: Planned) => ({
    userId,
    ...target.fields,
    passwordHash: target.password?.kind === 'none' ? null : storedPassword(record, target, passwords.get(row.row)),
    // A list of the multi-factor product gives passwords that stay, unless it is told otherwise [MFA-PWD-002].
    passwordInitial: record.layout !== 'mfa' || options.forceChange === true,
  })
  const [fresh, known] = [people.filter((one) => !one.known), people.filter((one) => one.known)]
  const write = { at: now, by: personOf(ctx).loginId }
  await insertMany(
    ctx.db,
    ctx.tenantId,
    fresh.map((one) => ({ ...fieldsOf(one), loginId: one.row.loginId })),
    write,
  )
  await updateMany(ctx.db, known.map(fieldsOf), write)
  const regrouped = people.filter(({ judged, known: before }) => !before || changesGroups(judged))
  await putPlaces(
    ctx,
    regrouped.map(({ userId }) => userId),
    regrouped.flatMap(({ userId, target }) =>
      target.places.map(({ slot, group }) => ({
        userId,
        slot,
        groupId: group ? groupIds.get(group.key)! : null,
        administrator: group?.administrator ?? false,
      })),
    ),
  )
  const reaccounted = people.filter(({ judged }) => changesAccounts(judged))
  const without = reaccounted.filter(({ target, known: before }) => before && target.accounts.length === 0)
  await unlinkAccounts(
    ctx,
    without.map(({ userId }) => userId),
  )
  await putAccountsOfMany(
    ctx,
    reaccounted.flatMap(({ userId, target: { accounts } }) => (accounts.length > 0 ? [{ userId, accounts }] : [])),
  )
  await putFactors(
    ctx,
    people.flatMap(({ userId, row, record }) => {
      const prepared = factors.get(row.row)
      return record.layout === 'mfa' ? [{ userId, entry: record.entry, ...(prepared && { prepared }) }] : []
    }),
  )
  // A face that is erased does not come back when the import is taken back.
  for (const { userId, known: before, record } of known)
    if (record.layout === 'mfa' && erasesFace(record.entry, before)) await revokeFacesOf(ctx, userId)
  await sendRegistrationNotices(
    ctx,
    fresh.flatMap(({ userId, row, record }) =>
      record.layout === 'users' ? [{ userId, password: passwords.get(row.row)!.password }] : [],
    ),
  )
  await rememberPasswords(
    ctx,
    importId,
    fresh.map(({ row, record }) => ({ row: row.row, record, password: passwords.get(row.row)?.password })),
  )
  await dropLinksOf(
    ctx,
    known.filter(({ judged }) => readdresses(judged)).map(({ userId }) => userId),
  )
  const reissued = known.filter(({ target }) => target.password?.kind === 'reissue')
  if (reissued.length > 0)
    await storePasswords(
      ctx,
      reissued.map(({ userId, row }) => ({ userId, ...passwords.get(row.row)! })),
      'always',
    )
  const self = personOf(ctx)
  for (const one of known)
    if (
      one.judged.differences.some(({ field }) => field === 'password' || field === 'systemAdministrator') ||
      (one.target.fields.disabled && !one.known!.disabled)
    )
      await endSessionsOf(ctx, one.userId, one.userId === self.userId ? self.sessionId : undefined)
}

export function changesGroups({ differences }: JudgedRow): boolean {
  return differences.some(({ field }) => field.startsWith('groups.'))
}

export function changesAccounts({ differences }: JudgedRow): boolean {
  return differences.some(({ field }) => field.startsWith('windows'))
}

/** Links that were mailed before are for somebody else, or for a password that is no more. */
function readdresses({ differences }: JudgedRow): boolean {
  return differences.some(({ field }) => field === 'mail' || field === 'password')
}

function storedPassword(
  { layout }: RowRecord,
  { password }: PersonTarget,
  prepared: { hash: string } | undefined,
): string | undefined {
  if (layout === 'directory') return password && prepared?.hash
  return password?.kind === 'value' ? prepared!.hash : undefined
}

/** Makes the groups that rows name and nobody knows, renames those that a file calls otherwise; ids by key. */
async function settleGroups(ctx: Context, importId: string, people: readonly Planned[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  const unknown = new Map<string, { key: string; code: string; name: string }>()
  for (const { target, world } of people)
    for (const { group } of target.places) {
      if (!group) continue
      const known = world.groups.get(group.key)
      if (!known) unknown.set(group.key, group)
      else {
        if (known.name !== group.name && !ids.has(`renamed ${group.key}`)) {
          await renameGroupTo(ctx, known, group.name)
          ids.set(`renamed ${group.key}`, known.groupId)
        }
        ids.set(group.key, known.groupId)
      }
    }
  const made = await makeGroups(ctx, [...unknown.values()])
  await addMadeGroups(ctx.db, importId, [...made.values()])
  for (const [key, groupId] of made) ids.set(key, groupId)
  return ids
}
