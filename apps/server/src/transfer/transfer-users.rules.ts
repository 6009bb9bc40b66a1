import {
  type GroupCell,
  newUserDefaults,
  newUserFaults,
  type UserEntry,
  userFault,
  type WindowsAccountCell,
} from '@kaoban/codecs'
import {
  type Difference,
  type GroupSlot,
  groupKeyOf,
  type ImportFault,
  type RowAction,
  windowsAccountKey,
} from '@kaoban/contract'
import {
  type AccountTarget,
  differencesOf,
  type JudgedRow,
  type KnownGroup,
  type KnownPerson,
  type Mentioned,
  mayChange,
  type PersonTarget,
  type PlaceTarget,
  type World,
} from './transfer.rules.ts'
import type { PictureVerdict } from './transfer-pictures.rules.ts'

type Judge = (column: Parameters<typeof userFault>[1], message: Parameters<typeof userFault>[2], x?: number) => void

/** What a row of the portal's list names. */
export function mentionedByUser(entry: UserEntry): Mentioned {
  return {
    loginIds: [entry.loginId],
    groups: entry.groups.flatMap((cell) => (cell.kind === 'group' ? [cell.code] : [])),
    accounts: entry.windowsAccounts.map((cell) => ({ ...cell, untouched: cell.password.kind === 'marker' })),
    mails: entry.mail === '' ? [] : [entry.mail],
  }
}

/**
 * What one row of the portal's list means against the people there are: new, changed, deleted, nothing to do, or
 * refused with every reason. `faults` are those that the file alone shows.
 */
export function judgeUserRow(
  row: { entry: UserEntry; line: number; faults: readonly ImportFault[]; picture: PictureVerdict | undefined },
  known: KnownPerson | undefined,
  world: World,
): JudgedRow {
  const { entry, line } = row
  const faults: ImportFault[] = [...row.faults]
  const judge: Judge = (column, message, x) =>
    faults.push(userFault(line, column, message, x === undefined ? {} : { params: { x } }))
  const outcome = (action: RowAction, target?: PersonTarget, differences: Difference[] = []): JudgedRow =>
    faults.some(({ level }) => level !== 'warning')
      ? { action: 'refused', target: undefined, differences: [], faults }
      : { action, target, differences, faults, face: row.picture?.usable ?? false }
  if (known && !mayChange(known, world)) judge('loginId', 'MSG-IMP-044')
  if (entry.delete) {
    if (!known) judge('loginId', 'MSG-IMP-026')
    else if (known.userId === world.actor.userId) judge('delete', 'MSG-IMP-027')
    return outcome('delete')
  }
  if (!known) faults.push(...newUserFaults({ entry, line }))
  const target: PersonTarget = {
    fields: fieldsOf(entry, known),
    places: placesOf(entry.groups, known, world, judge),
    accounts: accountsOf(entry.windowsAccounts, known, world, judge),
    password: entry.password.kind === 'value' || entry.password.kind === 'reissue' ? entry.password : undefined,
  }
  const holder = target.fields.mail === '' ? undefined : world.mails.get(target.fields.mail.toLowerCase())
  if (holder !== undefined && holder !== known?.userId) judge('mail', 'MSG-IMP-030')
  judgeRoles(target, known, world, judge)
  const differences = differencesOf(target, known, world)
  if (row.picture) faults.push(...row.picture.faults)
  // A list alone brings no pictures [NFM-IMP-023].
  else if (entry.picture.kind === 'file' && !row.faults.some(({ code }) => code === 'MSG-IMP-028'))
    faults.push({ ...userFault(line, 'picture', 'MSG-IMP-028'), level: 'warning' })
  if (row.picture?.usable) differences.push({ field: 'picture', before: known?.faceState ?? '', after: 'provisional' })
  return outcome(known ? (differences.length === 0 ? 'none' : 'change') : 'add', target, differences)
}

function fieldsOf(entry: UserEntry, known: KnownPerson | undefined): PersonTarget['fields'] {
  const { familyName, middleName, givenName, mail } = entry
  const before = known ?? { ...newUserDefaults, systemAdministrator: newUserDefaults.administrator }
  return {
    ...{ familyName, middleName, givenName, mail },
    systemAdministrator: entry.administrator ?? before.systemAdministrator,
    appLoginAllowed: entry.appLoginAllowed ?? before.appLoginAllowed,
    appLoginMethod: entry.appLoginMethod ?? before.appLoginMethod,
    appLoginFailure: entry.appLoginFailure ?? before.appLoginFailure,
    pauseAllowed: entry.pauseAllowed ?? before.pauseAllowed,
    disabled: known?.disabled ?? false,
    validFrom: known?.validFrom ?? null,
    validUntil: known?.validUntil ?? null,
  }
}

function placesOf(
  cells: readonly GroupCell[],
  known: KnownPerson | undefined,
  world: World,
  judge: Judge,
): PlaceTarget[] {
  const { system, administered } = world.actor
  const places: PlaceTarget[] = []
  for (const [index, cell] of cells.entries()) {
    const x = (index + 1) as 1 | 2 | 3 | 4 | 5
    const before = known?.groups[index] ?? { kind: 'none' as const }
    const group = cell.kind === 'group' ? world.groups.get(groupKeyOf(cell.code)) : undefined
    if (cell.kind === 'group') {
      if (!group && cell.name === '') judge(`groupName${x}`, 'MSG-IMP-033', x)
      places.push({
        slot: x,
        group: {
          key: groupKeyOf(cell.code),
          code: group?.code ?? cell.code,
          name: cell.name === '' ? (group?.name ?? '') : cell.name,
          administrator: cell.administrator,
        },
      })
    } else if (cell.kind === 'moving') places.push({ slot: x, group: undefined })
    if (system) continue
    const same = samePlace(before, cell, group)
    const renamed = cell.kind === 'group' && group !== undefined && cell.name !== '' && cell.name !== group.name
    if (before.kind === 'group' && before.administrator !== (cell.kind === 'group' && cell.administrator))
      judge(`groupAdministrator${x}`, 'MSG-IMP-042')
    else if (cell.kind === 'group' && cell.administrator && !same) judge(`groupAdministrator${x}`, 'MSG-IMP-042')
    else if (renamed) judge(`groupName${x}`, 'MSG-IMP-045')
    else if (!same) {
      const leaves = before.kind === 'group' && !administered.has(before.groupId)
      const enters = cell.kind === 'group' && !(group && (administered.has(group.groupId) || before.kind === 'moving'))
      if (leaves || enters) judge(`groupCode${x}`, 'MSG-IMP-045')
    }
  }
  const stays = places.some(({ group }) => {
    if (group === undefined) return true
    const id = world.groups.get(group.key)?.groupId
    return id !== undefined && administered.has(id)
  })
  if (!system && !known && !stays) judge('groupCode1', 'MSG-USR-023')
  return places
}

function samePlace(before: GroupSlot, cell: GroupCell, group: KnownGroup | undefined): boolean {
  if (before.kind !== 'group' || cell.kind !== 'group') return before.kind === cell.kind
  return before.groupId === group?.groupId && before.administrator === cell.administrator
}

function accountsOf(
  cells: readonly WindowsAccountCell[],
  known: KnownPerson | undefined,
  world: World,
  judge: Judge,
): AccountTarget[] {
  const linked = new Map(known?.windowsAccounts.map((account) => [windowsAccountKey(account), account]))
  return cells.map((cell) => {
    const key = windowsAccountKey(cell)
    const account = world.accounts.get(key)
    const own = linked.get(key)
    const { kind, name, place, upn, slot } = cell
    const typed = cell.password.kind === 'value' ? cell.password.value : undefined
    // An empty cell takes the password of an account that was linked away (C-08); YES and NO keep it [NFM-EXP-004].
    const cleared = own?.passwordSet === true && cell.password.kind === 'empty'
    const taken = cell.password.kind === 'marker' && cell.password.marker === 'YES' && account?.passwordSet === true
    if (!own && typed === undefined && !taken) judge(`accountPassword${slot}`, 'MSG-IMP-023', slot)
    if (!world.actor.system && account?.foreign && (!own || typed !== undefined || cleared || upn !== own.upn))
      judge(`accountName${slot}`, 'MSG-IMP-044')
    return { key, kind, name, place, upn, password: typed ?? (cleared ? null : undefined) }
  })
}

/** Nobody changes the own role, and a group administrator gives none [NFM-IMP-007, NFM-IMP-015]. */
function judgeRoles(target: PersonTarget, known: KnownPerson | undefined, { actor }: World, judge: Judge): void {
  const self = known?.userId === actor.userId
  const was = known?.systemAdministrator ?? false
  if (target.fields.systemAdministrator !== was && (self || !actor.system)) judge('administrator', 'MSG-IMP-042')
  if (!self) return
  const before = known.groups.flatMap((slot) =>
    slot.kind === 'group' && slot.administrator ? [groupKeyOf(slot.code)] : [],
  )
  const after = target.places.flatMap(({ group }) => (group?.administrator ? [group.key] : []))
  if (String(before.sort()) !== String(after.sort())) judge('groupAdministrator1', 'MSG-IMP-042')
}
