import { isSet, type MfaCode, type MfaEntry, mfaFault, newUserDefaults } from '@kaoban/codecs'
import { groupKeyOf, type ImportFault, limits, type RowAction } from '@kaoban/contract'
import {
  type FactorWorld,
  type HeldFactors,
  judgeFactors,
  nothingHeld,
  type PreparedFactors,
} from '../factors/factors.service.ts'
import { displayName } from '../sessions/sessions.service.ts'
import { mayAdminister } from '../users/users.service.ts'
import {
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

/** What rows of the multi-factor product are judged against, beside what every import looks at. */
export interface MfaSurroundings {
  /** The group in whose page the import was started; without one every row names its own. */
  selected: KnownGroup | undefined
  /** Groups by name without case: a row may name a group so when no other is called the same. */
  named: ReadonlyMap<string, readonly KnownGroup[]>
  /** Who can administer the tenant; whoever a row takes the role from leaves it. */
  administrators: Set<string>
  /** Mail addresses without case that rows before this one take, by ID. */
  claimed: Map<string, string>
  /** Whom rows before this one delete, by ID without case. */
  gone: Set<string>
  /** What people have to prove themselves with, and what rows about it are judged against. */
  held: ReadonlyMap<string, HeldFactors>
  factors: FactorWorld
  /** A row that names another group moves the person instead of adding a group. */
  move: boolean
  /** Warnings are faults [MFA-CLI-007]. */
  strict: boolean
}

interface MfaRow {
  entry: MfaEntry
  line: number
  /** What the file alone shows. */
  faults: readonly ImportFault[]
  /** The password of the row is the one that the person has. */
  samePassword: boolean
  /** Hashes of its PINs; without them a PIN counts as a new one. */
  factors: PreparedFactors | undefined
  /** What its picture means for it. */
  picture: PictureVerdict | undefined
}

/** What a row of the multi-factor product names. */
export function mentionedByMfa(entry: MfaEntry): Mentioned {
  return {
    loginIds: [entry.userid],
    groups: entry.groupId === '' ? [] : [entry.groupId],
    accounts: [],
    mails: isSet(entry.mail) ? [entry.mail.set] : [],
  }
}

/** What one row of the multi-factor product means against the people there are. */
export function judgeMfaRow(
  row: MfaRow,
  known: KnownPerson | undefined,
  world: World,
  around: MfaSurroundings,
): JudgedRow {
  return new MfaJudge(row, known, world, around).judge()
}

class MfaJudge {
  readonly #row: MfaRow
  readonly #known: KnownPerson | undefined
  readonly #world: World
  readonly #around: MfaSurroundings
  readonly #faults: ImportFault[]

  constructor(row: MfaRow, known: KnownPerson | undefined, world: World, around: MfaSurroundings) {
    this.#row = row
    this.#known = known
    this.#world = world
    this.#around = around
    this.#faults = [...row.faults]
  }

  judge(): JudgedRow {
    const { mode } = this.#row.entry
    const group = this.#group()
    this.#judgePerson(group)
    if (mode === undefined) return this.#outcome('none')
    if (mode === 'delete') {
      this.#judgeLoss(true)
      return this.#outcome('delete')
    }
    const target = this.#target(group)
    this.#judgeMail(target)
    this.#judgeValidity(target)
    this.#judgeRole(target)
    const factors = this.#judgeFactors()
    const face = this.#judgePicture()
    const differences = [...differencesOf(target, this.#known, this.#world), ...factors, ...face]
    const action = mode === 'add' ? 'add' : differences.length === 0 ? 'none' : 'change'
    return this.#outcome(action, target, differences)
  }

  #fault(code: MfaCode, column: string, more: Parameters<typeof mfaFault>[2] = {}): void {
    const warning = code.startsWith('MFA-W-') && !this.#around.strict
    this.#faults.push(
      mfaFault(warning ? 'warning' : 'row', code, { line: this.#row.line, column, ...more }) as ImportFault,
    )
  }

  #refused(): boolean {
    return this.#faults.some(({ level }) => level !== 'warning')
  }

  #outcome(action: RowAction, target?: PersonTarget, differences: JudgedRow['differences'] = []): JudgedRow {
    const faults = this.#faults
    if (this.#refused()) return { action: 'refused', target: undefined, differences: [], faults }
    const { administrators, claimed, gone } = this.#around
    if (action === 'delete') gone.add(this.#row.entry.userid.toLowerCase())
    if (this.#known && !(target ? mayAdminister(target.fields) : false)) administrators.delete(this.#known.userId)
    if (target && target.fields.mail !== '') claimed.set(target.fields.mail.toLowerCase(), this.#row.entry.userid)
    return { action, target, differences, faults, face: this.#row.picture?.usable ?? false }
  }

  /** The group that the row is about: the selected one, or the one that it names by ID or by a name nobody shares. */
  #group(): KnownGroup | undefined {
    const { groupId } = this.#row.entry
    const { selected, named } = this.#around
    if (selected) return selected
    if (groupId === '') return undefined
    const sameName = named.get(groupId.toLowerCase()) ?? []
    const group = this.#world.groups.get(groupKeyOf(groupId)) ?? (sameName.length === 1 ? sameName[0] : undefined)
    if (!group) this.#fault('MFA-E-GROUP-UNKNOWN', 'groupId')
    else if (!this.#world.actor.system && !this.#world.actor.administered.has(group.groupId))
      this.#fault('MFA-E-ROLE', 'groupId')
    return group
  }

  /** Whether there is somebody of this ID, and whether they are for this administrator to change. */
  #judgePerson(group: KnownGroup | undefined): void {
    const known = this.#known
    const { mode, userid } = this.#row.entry
    if (mode === undefined || userid === '') return
    if (mode === 'add') {
      if (known) this.#fault('MFA-E-USERID-EXISTS', 'userid')
      return
    }
    if (!known) {
      this.#fault('MFA-E-USERID-NOTFOUND', 'userid')
      return
    }
    const member = known.groups.some((slot) => slot.kind === 'group' && slot.groupId === group?.groupId)
    if (group && !member && (this.#around.selected || mode === 'delete')) this.#fault('MFA-E-NOT-IN-GROUP', 'userid')
    else if (!mayChange(known, this.#world)) this.#fault('MFA-E-ROLE', 'userid')
  }

  /** Nobody deletes, locks or demotes themselves, or the last who administers the tenant [MFA-CSV-029]. */
  #judgeLoss(loses: boolean, column = 'userid'): void {
    const { administrators } = this.#around
    const known = this.#known
    if (!known || !loses) return
    const last = administrators.has(known.userId) && administrators.size === 1
    if (known.userId === this.#world.actor.userId || last) this.#fault('MFA-E-LAST-ADMIN', column)
  }

  #target(group: KnownGroup | undefined): PersonTarget {
    const { entry, samePassword } = this.#row
    const known = this.#known
    const value = <T>(cell: { set: T } | 'clear' | undefined, before: T, cleared: T): T =>
      cell === undefined ? before : isSet(cell) ? cell.set : cleared
    const role = isSet(entry.role) ? entry.role.set : undefined
    const before = known ?? { ...newUserDefaults, systemAdministrator: false }
    return {
      fields: {
        ...namesOf(entry, known),
        mail: value(entry.mail, known?.mail ?? '', ''),
        systemAdministrator: role === undefined ? before.systemAdministrator : role === 3,
        appLoginAllowed: before.appLoginAllowed,
        appLoginMethod: before.appLoginMethod,
        appLoginFailure: before.appLoginFailure,
        pauseAllowed: before.pauseAllowed,
        disabled: value(entry.disable, known?.disabled ?? false, false),
        validFrom: value<string | null>(entry.start, known?.validFrom ?? null, null),
        validUntil: value<string | null>(entry.end, known?.validUntil ?? null, null),
      },
      places: this.#places(group, role),
      accounts: (known?.windowsAccounts ?? []).map(({ kind, name, place, upn }) => ({
        ...{ key: '', kind, name, place, upn, password: undefined },
      })),
      password:
        isSet(entry.password) && !samePassword
          ? { kind: 'value', value: entry.password.set }
          : entry.password === 'clear' && known?.passwordSet
            ? { kind: 'none' }
            : undefined,
    }
  }

  #places(group: KnownGroup | undefined, role: 1 | 2 | 3 | undefined): PlaceTarget[] {
    const target = (slot: number, { code, name }: KnownGroup, administrator: boolean): PlaceTarget => ({
      ...{ slot, group: { key: groupKeyOf(code), code, name, administrator } },
    })
    const places = (this.#known?.groups ?? []).flatMap((slot, index): PlaceTarget[] => {
      if (slot.kind === 'none') return []
      if (slot.kind === 'moving') return [{ slot: index + 1, group: undefined }]
      const { administrator, groupId } = slot
      const here = groupId === group?.groupId
      // An ordinary user administers nothing; role 2 is about the group of the row.
      const after = role === 1 ? false : role === 2 && here ? true : administrator
      return [target(index + 1, this.#world.groups.get(groupKeyOf(slot.code)) ?? slot, after)]
    })
    if (!group || places.some((place) => place.group?.key === groupKeyOf(group.code))) return places
    if (this.#around.move) {
      if (!this.#world.actor.system && this.#known) this.#fault('MFA-E-ROLE', 'groupId')
      return [target(1, group, role === 2)]
    }
    const free = Array.from({ length: limits.groupSlots }, (_, index) => index + 1).find(
      (slot) => !places.some((place) => place.slot === slot),
    )
    if (free !== undefined) return [...places, target(free, group, role === 2)]
    this.#fault('MFA-E-GROUP-FULL', 'groupId', { params: { max: limits.groupSlots } })
    return places
  }

  #judgeMail({ fields: { mail, systemAdministrator } }: PersonTarget): void {
    if (this.#faults.some(({ column }) => column === 'mail')) return
    const known = this.#known
    const key = mail.toLowerCase()
    const holder = mail === '' ? undefined : this.#world.mails.get(key)
    const claimed = mail === '' ? undefined : this.#around.claimed.get(key)
    const self = this.#row.entry.userid.toLowerCase()
    if ((holder !== undefined && holder !== known?.userId) || (claimed !== undefined && claimed.toLowerCase() !== self))
      this.#fault('MFA-E-MAIL-TAKEN', 'mail')
    const became = systemAdministrator && (!known?.systemAdministrator || known.mail !== '')
    if (became && mail === '') this.#fault('MFA-E-REQUIRED', 'mail', { labels: { label: 'transfer.label.mail' } })
  }

  #judgeValidity({ fields: { validFrom, validUntil } }: PersonTarget): void {
    const { start, end } = this.#row.entry
    // A file that says both has been judged by itself.
    if (isSet(start) && isSet(end)) return
    if (validFrom !== null && validUntil !== null && validFrom > validUntil)
      this.#fault('MFA-E-VALIDITY', isSet(start) ? 'start' : 'end')
  }

  /** Who may give which role [MFA-GEN-006], and who would be locked out [MFA-CSV-029]. */
  #judgeRole(target: PersonTarget): void {
    const { entry } = this.#row
    const { actor } = this.#world
    const known = this.#known
    if (!actor.system && isSet(entry.role) && entry.role.set !== 1) this.#fault('MFA-E-ROLE', 'role')
    if (!known) return
    const { fields, places } = target
    const self = known.userId === actor.userId
    const administered = (of: readonly PlaceTarget[]) => of.filter(({ group }) => group?.administrator).length
    const before = known.groups.filter((slot) => slot.kind === 'group' && slot.administrator).length
    const demoted =
      (known.systemAdministrator && !fields.systemAdministrator) || (self && administered(places) < before)
    const ends = fields.validUntil !== known.validUntil || fields.validFrom !== known.validFrom
    const limited = ends && (fields.validFrom !== null || fields.validUntil !== null)
    const unfit = mayAdminister(known) && !mayAdminister(fields)
    this.#judgeLoss(demoted, 'role')
    if (!demoted && fields.disabled && !known.disabled) this.#judgeLoss(true, 'disable')
    else if (!demoted && (self ? limited : unfit)) this.#judgeLoss(true, isSet(entry.start) ? 'start' : 'end')
  }

  /** A picture whose face is registered with the row; one that is not good enough leaves the present face [MFA-FACE-021]. */
  #judgePicture(): JudgedRow['differences'] {
    const { picture } = this.#row
    this.#take(picture?.faults ?? [])
    const before = this.#known?.faceState ?? ''
    if (picture?.usable) return [{ field: 'picture', before, after: 'provisional' }]
    return erasesFace(this.#row.entry, this.#known) ? [{ field: 'picture', before, after: '' }] : []
  }

  #take(faults: readonly ImportFault[]): void {
    for (const fault of faults)
      this.#faults.push(fault.level === 'warning' && this.#around.strict ? { ...fault, level: 'row' } : fault)
  }

  /** Everything that the row says of TOTP, PINs, applications, Windows accounts, 代理認証 and 持ち出し. */
  #judgeFactors(): JudgedRow['differences'] {
    const { entry, line, factors } = this.#row
    const userId = this.#known?.userId
    const held = (userId === undefined ? undefined : this.#around.held.get(userId)) ?? nothingHeld
    for (const loginId of entry.delegatorsAdded)
      if (this.#around.gone.has(loginId.toLowerCase()))
        this.#fault('MFA-E-LOGONAS-USER', 'logonas_add', { params: { value: loginId } })
    const judged = judgeFactors({ entry, line, userId }, held, this.#around.factors, factors)
    this.#take(judged.faults as ImportFault[])
    return judged.differences
  }
}

/** `!clear` in template55 takes the face from somebody who has one. */
export function erasesFace({ picture }: MfaEntry, known: KnownPerson | undefined): boolean {
  return picture === 'clear' && known?.hasFace === true
}

/** ユーザー表示名 is one text: it goes where a page shows it as it is, and the ID is shown without one. */
function namesOf({ username }: MfaEntry, known: KnownPerson | undefined) {
  const before = known ?? { familyName: '', middleName: '', givenName: '' }
  const { familyName, middleName, givenName } = before
  const shown = displayName({ familyName, middleName, givenName, loginId: '' })
  const wanted = username === undefined ? shown : isSet(username) ? username.set : ''
  if (wanted === shown) return { familyName, middleName, givenName }
  return { familyName: wanted, middleName: '', givenName: '' }
}
