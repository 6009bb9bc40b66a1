import { isSet, type MfaCell, type MfaEntry, type WindowsLogon, windowsLogonName } from '@kaoban/codecs'
import { checkWindowsAccounts, limits, type WindowsAccount } from '@kaoban/contract'

/** The value of a cell over what is there; a cleared one is the standard again. */
export function after<Value>(cell: MfaCell<Value>, held: Value, standard: Value): Value {
  if (cell === undefined) return held
  return cell === 'clear' ? standard : cell.set
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

/** The same account as Windows sees it, without case. */
export function sameLogon(one: WindowsLogon | undefined, other: WindowsLogon | undefined): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    windowsLogonName(one).toLowerCase() === windowsLogonName(other).toLowerCase()
  )
}

type PortalAccount = Pick<WindowsAccount, 'kind' | 'name' | 'place' | 'upn'>

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

interface PlannedLogon {
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
  entry: Pick<MfaEntry, 'windows'>,
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
