import type { WindowsLogon } from '@kaoban/codecs'
import {
  type FileFault,
  isSet,
  type MfaCell,
  type MfaEntry,
  mfaFault,
  periodsClash,
  windowsLogonName,
} from '@kaoban/codecs'
import {
  type AppPart,
  type CarryOut,
  checkWindowsAccounts,
  type Difference,
  type Factors,
  limits,
  type RegisteredApp,
  standardCarryOut,
  type WindowsAccount,
} from '@kaoban/contract'

/** What a row of the multi-factor product asks of factors. */
export type FactorEntry = Pick<
  MfaEntry,
  | 'boEnable'
  | 'boDeletePeriod'
  | 'boUpdatePeriod'
  | 'totpSeed'
  | 'pin'
  | 'qrPin'
  | 'idManager'
  | 'saml'
  | 'windows'
  | 'delegatorsAdded'
  | 'delegatorsRemoved'
>

/** An entry that asks for nothing. */
export const noFactors: FactorEntry = {
  boEnable: undefined,
  boDeletePeriod: undefined,
  boUpdatePeriod: undefined,
  totpSeed: undefined,
  pin: undefined,
  qrPin: undefined,
  idManager: [],
  saml: [],
  windows: [],
  delegatorsAdded: [],
  delegatorsRemoved: [],
}

export interface HeldLogon {
  /** Null for an account of the portal that no list has numbered. */
  number: number | null
  /** Undefined while only a description is there. */
  logon: WindowsLogon | undefined
  description: string
  passwordSet: boolean
  /** The account of the portal that it is, if it is one. */
  accountId: string | null
}

/** What a person has, without secrets. */
export interface HeldFactors {
  totp: Factors['totp']
  pin: boolean
  qrPin: boolean
  qrCode: Factors['qrCode']
  carryOut: CarryOut
  /** Parts by application; the text is there where it is no secret. */
  apps: ReadonlyMap<number, ReadonlyMap<AppPart, string | undefined>>
  windows: readonly HeldLogon[]
  delegators: Factors['delegators']
  delegates: Factors['delegates']
}

export const nothingHeld: HeldFactors = {
  totp: null,
  pin: false,
  qrPin: false,
  qrCode: 'none',
  carryOut: standardCarryOut,
  apps: new Map(),
  windows: [],
  delegators: [],
  delegates: [],
}

/** What rows are judged against, beside the factors held. */
export interface FactorWorld {
  apps: ReadonlyMap<number, RegisteredApp>
  /** By ID without case; `changeable` by whoever imports. */
  people: ReadonlyMap<string, { userId: string; changeable: boolean }>
  /** Accounts of the portal whose password is not for whoever imports: somebody out of range uses them. */
  foreign: ReadonlySet<string>
  /** Person -> columns whose secret is already what the row says. */
  same: ReadonlyMap<string, ReadonlySet<string>>
}

/** The value of a cell over what is there; a cleared one is the standard again. */
export function after<Value>(cell: MfaCell<Value>, held: Value, standard: Value): Value {
  if (cell === undefined) return held
  return cell === 'clear' ? standard : cell.set
}

export function carryOutAfter(entry: FactorEntry, held: CarryOut): CarryOut {
  return {
    enabled: after(entry.boEnable, held.enabled, standardCarryOut.enabled),
    deleteDays: after(entry.boDeletePeriod, held.deleteDays, standardCarryOut.deleteDays),
    updateDays: after(entry.boUpdatePeriod, held.updateDays, standardCarryOut.updateDays),
  }
}

/** The credentials that a row names, of both kinds of application, with their columns. */
export function credentialCells(entry: FactorEntry) {
  const cells: { appId: number; part: AppPart; column: string; value: MfaCell<string> }[] = [
    ...entry.idManager.map(({ app, part, column, value }) => ({ appId: app, part, column, value })),
    // The password of a SAML application and that of an ID manager's are told apart by the application.
    ...entry.saml.map(({ app, part, column, value }) => ({ appId: app, part, column, value })),
  ]
  return cells
}

export function isSealed(part: AppPart): boolean {
  return part !== 'spname'
}

/** The same account as Windows sees it, without case. */
export function sameLogon(one: WindowsLogon | undefined, other: WindowsLogon | undefined): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    windowsLogonName(one).toLowerCase() === windowsLogonName(other).toLowerCase()
  )
}

export type PortalAccount = Pick<WindowsAccount, 'kind' | 'name' | 'place' | 'upn'>

/** An account of the portal as lists of the multi-factor product write it. */
export function logonOf({ kind, name, place, upn }: PortalAccount): WindowsLogon {
  if (kind === 'local') return { kind: 'local', computer: place, user: name }
  if (kind === 'domain') return { kind: 'domain', domain: place, user: name }
  return { kind: 'entra', user: upn === '' ? name : upn }
}

/**
 * The account as the portal would hold it, or undefined for what it cannot: Microsoft accounts, Entra accounts (it asks for
 * a display name that the list does not have), `.\user`, other characters, longer names or passwords.
 */
export function portalAccount(logon: WindowsLogon, password: string | null | undefined): PortalAccount | undefined {
  if (logon.kind === 'microsoft' || logon.kind === 'entra') return undefined
  if (logon.kind === 'local' && logon.computer === '.') return undefined
  const place = logon.kind === 'local' ? logon.computer : logon.domain
  const account = { kind: logon.kind, name: logon.user, place, upn: '' }
  const faults = checkWindowsAccounts([{ ...account, sameUpn: false, password: password ?? '' }], '')
  return faults.length === 0 ? account : undefined
}

export interface PlannedLogon {
  number: number
  description: string
  /** Where it stands: an account of the portal, here, or only a description. */
  home: 'portal' | 'own' | 'none'
  logon: WindowsLogon | undefined
  /** A new password, null to erase it, undefined to keep the stored one. */
  password: string | null | undefined
}

export interface WindowsPlan {
  logons: PlannedLogon[]
  /** Exactly the portal's accounts of the person afterwards; undefined when they stay as they are. */
  portal: (PortalAccount & { password: string | null | undefined })[] | undefined
}

/**
 * Where the Windows accounts of a person stand after a row: the portal's five places take what they can hold, the rest is
 * kept here. `passwordOf` opens the stored password of an account whose password moves; `mayJoin` says whether an account
 * that the person does not have yet may be shared.
 */
export function planWindows(
  entry: FactorEntry,
  held: readonly HeldLogon[],
  linked: readonly (PortalAccount & { accountId: string })[],
  passwordOf: (logon: HeldLogon) => string | undefined,
  mayJoin: (account: PortalAccount) => boolean,
): WindowsPlan {
  const portal = linked.map(({ kind, name, place, upn }) => ({
    ...{ kind, name, place, upn },
    password: undefined as string | null | undefined,
  }))
  const before = JSON.stringify(portal)
  const logons = new Map<number, PlannedLogon>()
  for (const { number, logon, description, accountId } of held)
    if (number !== null)
      logons.set(number, {
        ...{ number, logon, description, password: undefined },
        home: logon === undefined ? 'none' : accountId === null ? 'own' : 'portal',
      })
  const findPortal = (logon: WindowsLogon) => portal.find((account) => sameLogon(logonOf(account), logon))
  /** Takes an account out of the portal's places unless another number still means it. */
  const release = (logon: WindowsLogon, number: number) => {
    const shared = [...logons.values()].some(
      (other) => other.number !== number && other.home === 'portal' && sameLogon(other.logon, logon),
    )
    const account = findPortal(logon)
    if (account && !shared) portal.splice(portal.indexOf(account), 1)
  }
  for (const { index: number, username, password: cell, description } of entry.windows) {
    const current = logons.get(number)
    const stored = held.find((one) => one.number === number)
    const words = after(description, current?.description ?? '', '')
    if (username === 'clear') {
      if (current?.home === 'portal') release(current.logon!, number)
      logons.delete(number)
      if (isSet(description)) logons.set(number, { ...emptyLogon(number), description: words })
      continue
    }
    const logon = isSet(username) ? username.set : current?.logon
    if (logon === undefined) {
      if (words === '') logons.delete(number)
      else logons.set(number, { ...emptyLogon(number), description: words })
      continue
    }
    const same = sameLogon(current?.logon, logon)
    let password = cell === undefined ? undefined : cell === 'clear' ? null : cell.set
    const moves = current?.logon !== undefined && !same
    if (moves && password === undefined && stored) password = passwordOf(stored)
    if (moves && current.home === 'portal') release(current.logon!, number)
    logons.delete(number)
    const fitting = portalAccount(logon, password)
    const there = findPortal(logon)
    if (there && (fitting !== undefined || typeof password !== 'string')) {
      if (fitting) Object.assign(there, { name: fitting.name, place: fitting.place })
      if (password !== undefined) there.password = password
      logons.set(number, { number, description: words, home: 'portal', logon, password: undefined })
    } else if (there) {
      // The portal cannot hold the new password: the account goes on here.
      release(logon, number)
      logons.set(number, { number, description: words, home: 'own', logon, password })
    } else if (same && current?.home === 'own')
      logons.set(number, { number, description: words, home: 'own', logon, password })
    else if (fitting && portal.length < limits.windowsAccounts && mayJoin(fitting)) {
      portal.push({ ...fitting, password })
      logons.set(number, { number, description: words, home: 'portal', logon, password: undefined })
    } else logons.set(number, { number, description: words, home: 'own', logon, password })
  }
  return {
    logons: [...logons.values()].sort((one, other) => one.number - other.number),
    portal: JSON.stringify(portal) === before ? undefined : portal,
  }
}

function emptyLogon(number: number): PlannedLogon {
  return { number, description: '', home: 'none', logon: undefined, password: undefined }
}

export interface PreparedPin {
  hash: string
  /** The hash that was there already: the PIN stays what it is. */
  same: boolean
}

/** Hashes of the PINs that a row sets. */
export interface PreparedFactors {
  pin?: PreparedPin
  qrPin?: PreparedPin
}

const set = '●'

/**
 * What a row means for the factors of a person: every fault that needs the database, warnings, and what would differ.
 * Secrets appear as ● only. Without `prepared` a PIN counts as different, because only its hash is known.
 */
export function judgeFactors(
  { entry, line, userId }: { entry: FactorEntry; line: number; userId: string | undefined },
  held: HeldFactors,
  world: FactorWorld,
  prepared: PreparedFactors = {},
): { faults: FileFault[]; differences: Difference[] } {
  const faults: FileFault[] = []
  const differences: Difference[] = []
  const same = (userId && world.same.get(userId)) || new Set<string>()
  const note = (field: string, before: string, now: string) => {
    if (before !== now) differences.push({ field, before, after: now })
  }
  /** A value nobody may see: whether it is there, and whether it changes. */
  const secret = (field: string, cell: MfaCell<string>, there: boolean, equal: boolean) => {
    if (cell === 'clear') note(field, there ? set : '', '')
    else if (cell !== undefined && !equal) differences.push({ field, before: there ? set : '', after: set })
  }
  const carryOut = carryOutAfter(entry, held.carryOut)
  note('boEnable', String(held.carryOut.enabled), String(carryOut.enabled))
  note('boDeletePeriod', String(held.carryOut.deleteDays), String(carryOut.deleteDays))
  note('boUpdatePeriod', String(held.carryOut.updateDays), String(carryOut.updateDays))
  // Where the row says both, or is for somebody new, its reader has judged already.
  const one = (entry.boDeletePeriod === undefined) !== (entry.boUpdatePeriod === undefined)
  if (userId !== undefined && one && periodsClash(carryOut.deleteDays, carryOut.updateDays))
    faults.push(mfaFault('row', 'MFA-E-BO-PERIOD', { line, column: 'boUpdatePeriod' }))
  secret('template104', entry.totpSeed, held.totp !== null, same.has('template104'))
  secret('template109', entry.pin, held.pin, prepared.pin?.same === true)
  secret('template110', entry.qrPin, held.qrPin, prepared.qrPin?.same === true)
  for (const { appId, part, column, value } of credentialCells(entry)) {
    if (!world.apps.has(appId) && value !== undefined)
      faults.push(mfaFault('row', 'MFA-E-APP-UNKNOWN', { line, column, params: { id: appId } }))
    const parts = held.apps.get(appId)
    if (isSealed(part)) secret(column, value, parts?.has(part) === true, same.has(column))
    else {
      const text = parts?.get(part) ?? ''
      note(column, text, after(value, text, ''))
    }
  }
  judgeWindows(entry, line, userId, held, world, same, faults, note, secret)
  judgeDelegators(entry, line, userId, held, world, faults, differences)
  return { faults, differences }
}

function judgeWindows(
  entry: FactorEntry,
  line: number,
  userId: string | undefined,
  held: HeldFactors,
  world: FactorWorld,
  same: ReadonlySet<string>,
  faults: FileFault[],
  note: (field: string, before: string, now: string) => void,
  secret: (field: string, cell: MfaCell<string>, there: boolean, equal: boolean) => void,
): void {
  for (const { index, username, password, description } of entry.windows) {
    const column = (part: string) => `winlogon_${index}_${part}`
    const current = held.windows.find(({ number }) => number === index)
    const before = current?.logon ? windowsLogonName(current.logon) : ''
    const now = after(username, current?.logon, undefined)
    note(column('username'), before, now ? windowsLogonName(now) : '')
    note(
      column('description'),
      current?.description ?? '',
      username === 'clear' && !isSet(description) ? '' : after(description, current?.description ?? '', ''),
    )
    const gone = username === 'clear' ? 'clear' : password
    secret(column('password'), gone, current?.passwordSet === true, same.has(column('password')))
    // Missing in the row and in what is stored [MFA-FLD-050].
    if (userId !== undefined && isSet(password) && username === undefined && now === undefined)
      faults.push(
        mfaFault('row', 'MFA-E-REQUIRED', {
          ...{ line, column: column('username') },
          labels: { label: 'transfer.label.winlogon_username' },
        }),
      )
    const meant = held.windows.find((one) => one.accountId !== null && sameLogon(one.logon, now))
    if (
      meant?.accountId &&
      world.foreign.has(meant.accountId) &&
      password !== undefined &&
      !same.has(column('password'))
    )
      faults.push(mfaFault('row', 'MFA-E-ROLE', { line, column: column('password') }))
  }
}

/** Those whom the row names must exist and be somebody that whoever imports decides about [MFA-FLD-054, MFA-PRX-003]. */
function judgeDelegators(
  entry: FactorEntry,
  line: number,
  userId: string | undefined,
  held: HeldFactors,
  world: FactorWorld,
  faults: FileFault[],
  differences: Difference[],
): void {
  const has = new Set(held.delegators.map((one) => one.userId))
  for (const [column, loginIds] of [
    ['logonas_add', entry.delegatorsAdded],
    ['logonas_delete', entry.delegatorsRemoved],
  ] as const) {
    for (const loginId of loginIds) {
      const params = { value: loginId }
      const party = world.people.get(loginId.toLowerCase())
      if (party !== undefined && party.userId === userId) continue // refused by the reader of the row
      if (!party?.changeable) faults.push(mfaFault('row', 'MFA-E-LOGONAS-USER', { line, column, params }))
      else if (has.has(party.userId) === (column === 'logonas_add'))
        faults.push(mfaFault('warning', 'MFA-W-LOGONAS-NOOP', { line, column, params }))
      else
        differences.push(
          column === 'logonas_add'
            ? { field: column, before: '', after: loginId }
            : { field: column, before: loginId, after: '' },
        )
    }
  }
}
