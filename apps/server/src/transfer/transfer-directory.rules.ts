import { newUserDefaults } from '@kaoban/codecs'
import {
  checkLoginId,
  type DirectoryAccount,
  type DirectoryDomain,
  groupKeyOf,
  type ImportFault,
  isWindowsName,
  limits,
  type RowAction,
  trimName,
  windowsAccountKey,
} from '@kaoban/contract'
import type { DirectoryLink } from '../directory/directory.service.ts'
import {
  type AccountTarget,
  differencesOf,
  type JudgedRow,
  type KnownPerson,
  type PersonTarget,
  type PlaceTarget,
  type World,
} from './transfer.rules.ts'

/** An account as a run brought it, or one that is linked and was not among those of the run. */
export interface DirectoryEntry extends DirectoryAccount {
  gone: boolean
}

/** What accounts of one domain are judged against, beside their links and the people of these. */
export interface DirectorySurroundings extends Pick<DirectoryDomain, 'domain' | 'onDisable'> {
  fullNameMax: number
  /** IDs without case that people have. */
  loginIds: ReadonlySet<string>
  /** Who has a Windows account, by its key. */
  holders: ReadonlyMap<string, readonly string[]>
  /** Who can administer the tenant; whoever a row takes that from leaves it. */
  administrators: Set<string>
  /** New people get a password, because somebody is told it [NFM-AUT-036, NFM-AUT-037]. */
  passwords: boolean
}

/**
 * What one account of Active Directory means for the person it became: new, changed, suspended, deleted, nothing to do,
 * or refused with the reason [NFM-ADP-021..NFM-ADP-048].
 */
export function judgeDirectoryRow(
  row: { entry: DirectoryEntry; line: number },
  link: DirectoryLink | undefined,
  known: KnownPerson | undefined,
  world: World,
  around: DirectorySurroundings,
): JudgedRow {
  return new DirectoryJudge(row, link, known, world, around).judge()
}

/** The first characters of a value that is too long [NFM-ADP-027]. */
export function cut(text: string, max: number): string {
  return trimName([...text].slice(0, max).join(''))
}

class DirectoryJudge {
  readonly #entry: DirectoryEntry
  readonly #line: number
  readonly #link: DirectoryLink | undefined
  readonly #known: KnownPerson | undefined
  readonly #world: World
  readonly #around: DirectorySurroundings
  readonly #accountName: string
  readonly #fullName: string

  constructor(
    { entry, line }: { entry: DirectoryEntry; line: number },
    link: DirectoryLink | undefined,
    known: KnownPerson | undefined,
    world: World,
    around: DirectorySurroundings,
  ) {
    this.#entry = entry
    this.#line = line
    this.#link = link
    this.#known = known
    this.#world = world
    this.#around = around
    this.#accountName = cut(entry.logonName, limits.windowsAccountName.max)
    this.#fullName = cut(trimName(entry.fullName), around.fullNameMax)
  }

  judge(): JudgedRow {
    const { gone, enabled } = this.#entry
    if (!this.#link) return gone || !enabled ? this.#nothing() : this.#add()
    if (gone || !enabled) return this.#leave(this.#link)
    return this.#follow(this.#link)
  }

  #add(): JudgedRow {
    const faults = [...this.#nameFaults(), ...this.#collisions(undefined)]
    const id = checkLoginId(this.#accountName)
    if (id !== undefined) faults.push(this.#fault('directory.fault.loginId', 'add'))
    if (faults.length > 0) return refused(faults)
    const target: PersonTarget = {
      fields: { ...ordinary, ...this.#names() },
      places: [],
      accounts: [this.#account()],
      password: this.#around.passwords ? { kind: 'reissue' } : undefined,
    }
    return this.#outcome('add', target, this.#written('linked'))
  }

  /** Somebody who is kept in step, was suspended, or comes back after their account was disabled for a while. */
  #follow(link: DirectoryLink): JudgedRow {
    const known = this.#known
    const returns = !link.enabled
    if (!known) return returns ? this.#add() : this.#outside(link)
    if (!returns && this.#isOutside(link, known)) return this.#outside(link)
    const faults = [...this.#nameFaults(), ...this.#collisions(known.userId)]
    const accounts = this.#renamed(accountsOf(known), this.#keyOf(link.accountName))
    if (accounts.length > limits.windowsAccounts) faults.push(this.#fault('directory.fault.accountsFull', 'change'))
    if (faults.length > 0) return refused(faults)
    const target = {
      ...this.#asIs(known, accounts),
      fields: {
        ...fieldsOf(known),
        ...this.#names(),
        disabled: link.state === 'suspended' ? false : known.disabled,
      },
    }
    return this.#outcome('change', target, this.#written('linked'))
  }

  /** The account takes its place among the others, or the last; once, if they have it already by its new name. */
  #renamed(accounts: AccountTarget[], formerKey: string): AccountTarget[] {
    const account = this.#account()
    const place = accounts.findIndex(({ key }) => key === formerKey)
    const others = accounts.map((other, index) => (index === place ? account : other))
    return [...others, ...(place === -1 ? [account] : [])].filter((one) => one === account || one.key !== account.key)
  }

  /** Their account was disabled, or deleted. */
  #leave(link: DirectoryLink): JudgedRow {
    const { gone } = this.#entry
    const known = this.#known
    const kept = { ...link, enabled: false }
    if (!known) return this.#outcome('none', undefined, gone ? 'forget' : { ...kept, state: 'outside' })
    if (this.#isOutside(link, known)) return this.#outcome('none', undefined, { ...kept, state: 'outside' })
    const suspends = !gone && this.#around.onDisable === 'suspend'
    if (suspends && known.disabled) return this.#outcome('none', undefined, kept)
    const others = accountsOf(known).filter(({ key }) => key !== this.#keyOf(link.accountName))
    if (!suspends && others.length > 0)
      return this.#outcome('change', this.#asIs(known, others), gone ? 'forget' : { ...kept, state: 'outside' })
    const fault = this.#lossFault(known, suspends ? 'change' : 'delete')
    if (fault) return refused([fault])
    this.#around.administrators.delete(known.userId)
    if (!suspends) return this.#outcome('delete', undefined, 'forget')
    const target = { ...this.#asIs(known, accountsOf(known)), fields: { ...fieldsOf(known), disabled: true } }
    return this.#outcome('change', target, { ...kept, state: 'suspended' })
  }

  /** The person stays as they are until their account has been disabled and enabled again. */
  #outside(link: DirectoryLink): JudgedRow {
    const judged = this.#outcome('none', undefined, { ...link, state: 'outside' })
    return judged.link === undefined
      ? judged
      : { ...judged, faults: [{ ...this.#fault('directory.fault.outside', 'none'), level: 'warning' }] }
  }

  #isOutside(link: DirectoryLink, known: KnownPerson): boolean {
    const { familyName, middleName, givenName, windowsAccounts } = known
    const key = this.#keyOf(link.accountName)
    return (
      link.state === 'outside' ||
      [familyName, middleName, givenName].map(trimName).join('\0') !== `${link.fullName}\0\0` ||
      !windowsAccounts.some((account) => windowsAccountKey(account) === key)
    )
  }

  #nameFaults(): ImportFault[] {
    const operation = this.#known ? 'change' : 'add'
    return [
      ...(isWindowsName(this.#accountName) ? [] : [this.#fault('directory.fault.logonName', operation)]),
      ...(this.#fullName === '' ? [this.#fault('directory.fault.fullName', operation)] : []),
    ]
  }

  /** Somebody else has the ID, which only new people take, or the Windows account. */
  #collisions(userId: string | undefined): ImportFault[] {
    const { loginIds, holders } = this.#around
    const key = this.#keyOf(this.#accountName)
    const taken = userId === undefined && loginIds.has(this.#accountName.toLowerCase())
    // Who has it already may share it.
    const own = userId !== undefined && this.#known?.windowsAccounts.some((one) => windowsAccountKey(one) === key)
    const held = !own && (holders.get(key) ?? []).length > 0
    if (!taken && !held) return []
    return [this.#fault('directory.fault.collision', userId === undefined ? 'add' : 'change')]
  }

  /** Nobody loses the last administrator through Active Directory, nor the one as whom the tool acts [NFM-ADP-048]. */
  #lossFault(known: KnownPerson, operation: RowAction): ImportFault | undefined {
    const { administrators } = this.#around
    if (administrators.has(known.userId) && administrators.size === 1)
      return this.#fault('directory.fault.lastAdministrator', operation)
    return known.userId === this.#world.actor.userId ? this.#fault('directory.fault.ownKey', operation) : undefined
  }

  #keyOf(name: string): string {
    return windowsAccountKey({ kind: 'domain', place: this.#around.domain, name })
  }

  #account(): AccountTarget {
    const name = this.#accountName
    return { key: this.#keyOf(name), kind: 'domain', name, place: this.#around.domain, upn: '', password: undefined }
  }

  #names() {
    return { familyName: this.#fullName, middleName: '', givenName: '' }
  }

  #written(state: DirectoryLink['state']): DirectoryLink {
    return { accountName: this.#accountName, fullName: this.#fullName, state, enabled: true }
  }

  #asIs(known: KnownPerson, accounts: AccountTarget[]): PersonTarget {
    return {
      fields: fieldsOf(known),
      places: known.groups.flatMap((slot, index): PlaceTarget[] => {
        if (slot.kind === 'none') return []
        if (slot.kind === 'moving') return [{ slot: index + 1, group: undefined }]
        const { code, name, administrator } = slot
        return [{ slot: index + 1, group: { key: groupKeyOf(code), code, name, administrator } }]
      }),
      accounts,
      password: undefined,
    }
  }

  #outcome(action: RowAction, target: PersonTarget | undefined, link: JudgedRow['link']): JudgedRow {
    const differences = target ? differencesOf(target, this.#known, this.#world) : []
    const nothing = action === 'change' && differences.length === 0
    return {
      ...(nothing ? { action: 'none', target: undefined } : { action, target }),
      ...{ differences, faults: [] },
      ...(isSameLink(link, this.#link) ? {} : { link }),
    }
  }

  #nothing(): JudgedRow {
    return this.#outcome('none', undefined, undefined)
  }

  #fault(message: string, operation: RowAction): ImportFault {
    const code = message.replace('.fault', '')
    const params = { logonName: this.#entry.logonName.slice(0, 100), operation }
    return { level: 'row', code, message, line: this.#line, params }
  }
}

function refused(faults: ImportFault[]): JudgedRow {
  return { action: 'refused', target: undefined, differences: [], faults }
}

function isSameLink(after: JudgedRow['link'], before: DirectoryLink | undefined): boolean {
  if (after === undefined || after === 'forget' || !before) return after === undefined
  return (['accountName', 'fullName', 'state', 'enabled'] as const).every((field) => after[field] === before[field])
}

function fieldsOf(known: KnownPerson): PersonTarget['fields'] {
  const { familyName, middleName, givenName, mail, systemAdministrator, disabled, validFrom, validUntil } = known
  const { appLoginAllowed, appLoginMethod, appLoginFailure, pauseAllowed } = known
  return {
    ...{ familyName, middleName, givenName, mail, systemAdministrator, disabled, validFrom, validUntil },
    ...{ appLoginAllowed, appLoginMethod, appLoginFailure, pauseAllowed },
  }
}

/** A general user without アプリログイン代行認証 [NFM-ADP-034]. */
const ordinary = {
  ...{ mail: '', systemAdministrator: false, disabled: false, validFrom: null, validUntil: null },
  appLoginAllowed: false,
  appLoginMethod: newUserDefaults.appLoginMethod,
  appLoginFailure: newUserDefaults.appLoginFailure,
  pauseAllowed: newUserDefaults.pauseAllowed,
}

function accountsOf(known: KnownPerson): AccountTarget[] {
  return known.windowsAccounts.map(({ kind, name, place, upn }) => ({
    ...{ key: windowsAccountKey({ kind, place, name }), kind, name, place, upn, password: undefined },
  }))
}
