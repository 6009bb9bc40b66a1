import type { IdManagerPart, SamlPart } from './mfa-layout.ts'
import type { WindowsLogon } from './windows-logon.ts'

/** A cell: undefined is empty, the default of a new person and "unchanged" of another [MFA-CSV-017, MFA-CSV-018]. */
export type MfaCell<Value> = { set: Value } | 'clear' | undefined

export type MfaMode = 'add' | 'update' | 'delete'

/** What a row asks for. */
export interface MfaEntry {
  /** undefined when the cell is none of the three; such a row has a fault. */
  mode: MfaMode | undefined
  userid: string
  /** Empty in the portal, where the selected group counts. */
  groupId: string
  username: MfaCell<string>
  mail: MfaCell<string>
  role: MfaCell<1 | 2 | 3>
  disable: MfaCell<boolean>
  boEnable: MfaCell<boolean>
  boDeletePeriod: MfaCell<number>
  boUpdatePeriod: MfaCell<number>
  /** template16 */
  password: MfaCell<string>
  /** template104, hexadecimal digits as written */
  totpSeed: MfaCell<string>
  /** template109 and template110: digits, leading zeros included [MFA-FLD-025] */
  pin: MfaCell<string>
  qrPin: MfaCell<string>
  /** template54 and template55: name of a picture */
  legacyPicture: MfaCell<string>
  picture: MfaCell<string>
  idManager: { app: number; part: IdManagerPart; column: string; value: MfaCell<string> }[]
  saml: { app: number; part: SamlPart; column: string; value: MfaCell<string> }[]
  windows: { index: number; username: MfaCell<WindowsLogon>; password: MfaCell<string>; description: MfaCell<string> }[]
  /** IDs of the people for whom the row user may, or may no longer, sign in [MFA-FLD-053]. */
  delegatorsAdded: string[]
  delegatorsRemoved: string[]
  /** First and last day of validity, ISO 8601. */
  start: MfaCell<string>
  end: MfaCell<string>
}

/** An entry that asks for nothing yet. */
export function nothing(): MfaEntry {
  return {
    mode: undefined,
    userid: '',
    groupId: '',
    username: undefined,
    mail: undefined,
    role: undefined,
    disable: undefined,
    boEnable: undefined,
    boDeletePeriod: undefined,
    boUpdatePeriod: undefined,
    password: undefined,
    totpSeed: undefined,
    pin: undefined,
    qrPin: undefined,
    legacyPicture: undefined,
    picture: undefined,
    idManager: [],
    saml: [],
    windows: [],
    delegatorsAdded: [],
    delegatorsRemoved: [],
    start: undefined,
    end: undefined,
  }
}

/** Whether a cell sets a value. */
export function isSet<Value>(cell: MfaCell<Value>): cell is { set: Value } {
  return cell !== undefined && cell !== 'clear'
}
