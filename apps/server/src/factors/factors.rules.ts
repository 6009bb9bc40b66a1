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
  type Difference,
  type Factors,
  type RegisteredApp,
  type SelfServiceMenu,
  standardCarryOut,
} from '@kaoban/contract'
import { after, type HeldLogon, sameLogon } from './windows-logons.rules.ts'

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

/** What is left when an organisation hides parts; nothing tells whether there was anything. */
export function withoutHidden(factors: Factors, hidden: SelfServiceMenu[]): Factors {
  const shows = (menu: SelfServiceMenu) => !hidden.includes(menu)
  return {
    ...factors,
    hidden,
    ...(!shows('password') && { password: false }),
    ...(!shows('face') && { face: 'none' }),
    ...(!shows('totp') && { totp: null }),
    ...(!shows('pin') && { pin: false }),
    ...(!shows('qr') && { qrPin: false, qrCode: 'none' }),
    ...(!shows('offline') && { carryOut: standardCarryOut }),
    ...(!shows('proxy') && { delegators: [], delegates: [] }),
    apps: factors.apps.filter(({ kind }) => shows(kind === 'saml' ? 'saml' : 'idManager')),
  }
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

interface PreparedPin {
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
    const foreign = (account: typeof meant) => account?.accountId != null && world.foreign.has(account.accountId)
    // Even the password that is there already is refused: an import is no place to find out whether it is.
    if (foreign(meant) && password !== undefined)
      faults.push(mfaFault('row', 'MFA-E-ROLE', { line, column: column('password') }))
    // Nor does it move to an account of the importer's choice.
    const moves = isSet(username) && password === undefined && !sameLogon(current?.logon, username.set)
    if (moves && foreign(current) && current?.passwordSet)
      faults.push(mfaFault('row', 'MFA-E-ROLE', { line, column: column('username') }))
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
