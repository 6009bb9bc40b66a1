import { checkNewPassword, isHalfWidth, lengthOf } from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import { type FileFault, shown } from './fault.ts'
import { isSet, type MfaCell, type MfaEntry, type MfaMode, nothing } from './mfa-entry.ts'
import { type MfaCode, mfaFault } from './mfa-fault.ts'
import { type MfaColumn, type MfaField, mfaLimits, type WindowsPart } from './mfa-layout.ts'
import { isMailbox, isoDay, isTrivialPin, isUserid, mayName, periodsClash } from './mfa-values.ts'
import { parseWindowsLogon } from './windows-logon.ts'

export interface MfaRowOptions {
  entrance: 'portal' | 'cli'
  /** Spellings of the group selected in the portal: its ID and its name [MFA-UI-016]. */
  selectedGroup?: readonly string[]
  /** Warnings are errors [MFA-CLI-007]. */
  strict?: boolean
  /** Digits of a PIN [MFA-FLD-026]. */
  pinLength?: 4 | 6 | 8
  /** What the organisation asks of a password beyond its length [MFA-FLD-020]. */
  password?: { min?: number; max?: number; refuseGuessable?: boolean }
}

const blanks = /^[ \t\u3000]+|[ \t\u3000]+$/g
const isDigits = /^[0-9]+$/

/** Reads one row and collects everything that can be said without the database [MFA-RES-003]. */
export function readMfaRow(
  columns: readonly (MfaColumn | undefined)[],
  cells: readonly string[],
  line: number,
  options: MfaRowOptions,
): { entry: MfaEntry; faults: FileFault[] } {
  return new RowReader(columns, cells, line, options).read()
}

class RowReader {
  readonly #cells = new Map<string, { text: string; column: MfaColumn }>()
  readonly #faults: FileFault[] = []
  readonly #line: number
  readonly #options: MfaRowOptions
  #mode: MfaMode | undefined

  constructor(
    columns: readonly (MfaColumn | undefined)[],
    cells: readonly string[],
    line: number,
    options: MfaRowOptions,
  ) {
    this.#line = line
    this.#options = options
    for (const [place, column] of columns.entries()) {
      if (!column) continue
      const text = cells[place] ?? ''
      this.#cells.set(column.name, { text: column.verbatim ? text : text.replace(blanks, ''), column })
    }
  }

  read(): { entry: MfaEntry; faults: FileFault[] } {
    this.#mode = this.#readMode()
    const entry: MfaEntry = { ...nothing(), mode: this.#mode, userid: this.#readUserid(), groupId: this.#readGroup() }
    entry.delegatorsAdded = this.#readDelegators('logonas_add', entry.userid)
    entry.delegatorsRemoved = this.#readDelegators('logonas_delete', entry.userid)
    // Nothing else of a row that deletes is looked at [MFA-CSV-019].
    if (this.#mode !== 'delete') this.#readValues(entry)
    return { entry, faults: this.#faults }
  }

  #readValues(entry: MfaEntry): void {
    for (const { text, column } of this.#cells.values())
      if (text.includes('\0')) this.#report('MFA-E-TEXT', column.name)
    entry.role = this.#readNumber('role', mfaLimits.role) as MfaEntry['role']
    entry.username = this.#readText('username', mfaLimits.username, /^[^\p{Cc}\p{Cs}]*$/u)
    entry.mail = this.#cell('mail')
    this.#judgeMail(entry)
    entry.disable = this.#readBoolean('disable')
    entry.boEnable = this.#readBoolean('boEnable')
    entry.boDeletePeriod = this.#readNumber('boDeletePeriod', mfaLimits.boDeletePeriod)
    entry.boUpdatePeriod = this.#readNumber('boUpdatePeriod', mfaLimits.boUpdatePeriod)
    this.#judgePeriods(entry)
    entry.password = this.#readPassword(entry)
    entry.totpSeed = this.#readSeed()
    entry.pin = this.#readPin('template109')
    entry.qrPin = this.#readPin('template110')
    entry.legacyPicture = this.#readLegacyPicture()
    entry.picture = this.#readPicture('template55')
    this.#readNumbered(entry)
    entry.start = this.#readDay('start')
    entry.end = this.#readDay('end')
    if (isSet(entry.start) && isSet(entry.end) && entry.start.set > entry.end.set) this.#report('MFA-E-VALIDITY', 'end')
  }

  #report(code: MfaCode, name: string, more: Omit<FileFault, 'level' | 'code' | 'message'> = {}): void {
    const label = this.#cells.get(name)?.column.label
    const warning = code.startsWith('MFA-W-') && !this.#options.strict
    const labels = { ...(label && { label }), ...more.labels }
    const fault = mfaFault(warning ? 'warning' : 'row', code, { ...more, line: this.#line, column: name })
    this.#faults.push(Object.keys(labels).length > 0 ? { ...fault, labels } : fault)
  }

  #required(name: string, label: MessageKey): void {
    this.#report('MFA-E-REQUIRED', name, { labels: { label } })
  }

  #text(name: string): string {
    return this.#cells.get(name)?.text ?? ''
  }

  /** `!clear` clears; another text that begins with `!` has one more in front [MFA-CSV-018]. */
  #cell(name: string): MfaCell<string> {
    const text = this.#text(name)
    if (text === '') return undefined
    if (text.replace(blanks, '') === '!clear') return this.#mode === 'add' ? undefined : 'clear'
    return { set: text.startsWith('!!') ? text.slice(1) : text }
  }

  #readMode(): MfaMode | undefined {
    const text = this.#text('mode')
    const mode = (['add', 'update', 'delete'] as const).find((one) => one === text.toLowerCase())
    if (text === '') this.#required('mode', 'transfer.label.mode')
    else if (!mode) this.#report('MFA-E-MODE', 'mode')
    return mode
  }

  #readUserid(): string {
    const userid = this.#text('userid')
    if (userid === '') this.#required('userid', 'transfer.label.userid')
    else if (!isUserid(userid))
      this.#report('MFA-E-USERID-FORMAT', 'userid', { params: mfaLimits.userid, remedy: 'transfer.remedy.userid' })
    return userid
  }

  #readGroup(): string {
    const group = this.#text('groupId')
    const { entrance, selectedGroup } = this.#options
    if (entrance === 'cli') {
      if (group === '') this.#required('groupId', 'transfer.label.groupId')
    } else if (group !== '' && selectedGroup && !selectedGroup.some((one) => one.toLowerCase() === group.toLowerCase()))
      this.#report('MFA-E-GROUP-MISMATCH', 'groupId')
    return group
  }

  #readDelegators(name: 'logonas_add' | 'logonas_delete', userid: string): string[] {
    const text = this.#text(name)
    if (text === '') return []
    if (this.#mode === 'add' || this.#mode === 'delete') {
      this.#report('MFA-E-LOGONAS-MODE', name, { params: { column: name } })
      return []
    }
    const people = [...new Set(text.split(';').map((one) => one.replace(blanks, '')))].filter((one) => one !== '')
    for (const one of people) {
      if (one.toLowerCase() === userid.toLowerCase()) this.#report('MFA-E-LOGONAS-SELF', name)
      else if (!isUserid(one)) this.#report('MFA-E-LOGONAS-USER', name, { params: { value: shown(one) } })
    }
    return people
  }

  #readText(name: string, max: number, allowed?: RegExp): MfaCell<string> {
    const cell = this.#cell(name)
    if (!isSet(cell)) return cell
    if (lengthOf(cell.set) > max) this.#report('MFA-E-LENGTH', name, { params: { max } })
    else if (allowed && !allowed.test(cell.set)) this.#report('MFA-E-TEXT', name)
    return cell
  }

  #readBoolean(name: MfaField): MfaCell<boolean> {
    const cell = this.#cell(name)
    if (!isSet(cell)) return cell
    const word = cell.set.toLowerCase()
    if (word === 'true' || word === 'false') return { set: word === 'true' }
    this.#report('MFA-E-BOOL', name)
    return undefined
  }

  #readNumber(name: MfaField, { min, max }: { min: number; max: number }): MfaCell<number> {
    const cell = this.#cell(name)
    if (name === 'role' && (cell === 'clear' || (cell === undefined && this.#mode === 'add')))
      this.#required('role', 'transfer.label.role')
    if (!isSet(cell)) return cell
    const number = Number(cell.set)
    if (!isDigits.test(cell.set)) this.#report('MFA-E-NUMBER', name)
    else if (number < min || number > max) this.#report('MFA-E-RANGE', name, { params: { min, max } })
    else return { set: number }
    return undefined
  }

  #judgeMail({ mail, role }: MfaEntry): void {
    // Only an administrator of the organisation must have one, as in the portal.
    if (isSet(role) && role.set === 3 && (mail === 'clear' || (mail === undefined && this.#mode === 'add')))
      this.#required('mail', 'transfer.label.mail')
    if (isSet(mail) && !isMailbox(mail.set)) this.#report('MFA-E-MAIL', 'mail')
  }

  #judgePeriods({ boDeletePeriod: erase, boUpdatePeriod: refresh }: MfaEntry): void {
    const known = (cell: MfaCell<number>, standard: number) =>
      isSet(cell) ? cell.set : cell === 'clear' || this.#mode === 'add' ? standard : undefined
    const erased = known(erase, mfaLimits.boDeletePeriod.standard)
    const refreshed = known(refresh, mfaLimits.boUpdatePeriod.standard)
    // What one of them is now, in a row that changes the other, only the server knows.
    if (erased !== undefined && refreshed !== undefined && periodsClash(erased, refreshed))
      this.#report('MFA-E-BO-PERIOD', 'boUpdatePeriod')
  }

  #readPassword(entry: MfaEntry): MfaCell<string> {
    const cell = this.#cell('template16')
    if (!isSet(cell)) return cell
    const { min = mfaLimits.password.min, max = mfaLimits.password.max, refuseGuessable } = this.#options.password ?? {}
    const refuse = (reason: MessageKey) =>
      this.#report('MFA-E-PASSWORD-POLICY', 'template16', { params: { min, max }, labels: { reason } })
    const length = lengthOf(cell.set)
    if (length < min || length > max) refuse('transfer.reason.passwordLength')
    else if (!isHalfWidth(cell.set)) refuse('transfer.reason.passwordCharacters')
    else if (refuseGuessable) {
      const words = [entry.username, entry.mail].flatMap((one) => (isSet(one) ? [one.set] : []))
      if (checkNewPassword(cell.set, { loginId: entry.userid, words }) === 'passwords.easilyGuessed')
        refuse('passwords.easilyGuessed')
    }
    return cell
  }

  #readSeed(): MfaCell<string> {
    const cell = this.#cell('template104')
    if (!isSet(cell)) return cell
    const { min, max, advised } = mfaLimits.totpDigits
    const { length } = cell.set
    if (!/^[0-9A-Fa-f]*$/.test(cell.set)) {
      const base32 = /^[A-Za-z2-7=]+$/.test(cell.set) && /[G-Zg-z]/.test(cell.set)
      this.#report('MFA-E-TOTP-SEED', 'template104', base32 ? { remedy: 'transfer.remedy.base32' } : {})
    } else if (length % 2 === 1 || length < min || length > max)
      this.#report('MFA-E-TOTP-SEED', 'template104', { params: { min, max }, remedy: 'transfer.remedy.seedLength' })
    else if (length < advised) this.#report('MFA-W-TOTP-SHORT', 'template104', { params: { n: advised } })
    return cell
  }

  #readPin(name: 'template109' | 'template110'): MfaCell<string> {
    const cell = this.#cell(name)
    if (!isSet(cell)) return cell
    const n = this.#options.pinLength ?? mfaLimits.pin
    const pin = cell.set
    if (!isDigits.test(pin) || pin.length !== n) {
      const lostZeros = isDigits.test(pin) && pin.length < n
      this.#report('MFA-E-PIN', name, { params: { n }, ...(lostZeros && { remedy: 'transfer.remedy.leadingZeros' }) })
    } else if (isTrivialPin(pin)) this.#report('MFA-W-PIN-TRIVIAL', name)
    return cell
  }

  #readLegacyPicture(): MfaCell<string> {
    if (this.#options.entrance === 'cli') return this.#readPicture('template54')
    if (this.#text('template54') !== '')
      this.#report('MFA-E-CLI-ONLY', 'template54', { params: { column: 'template54' } })
    return undefined
  }

  #readPicture(name: 'template54' | 'template55'): MfaCell<string> {
    const cell = this.#cell(name)
    if (!isSet(cell)) return cell
    const path = cell.set
    if (path.length > 255 && /^[A-Za-z0-9+/=\s]+$/.test(path)) this.#report('MFA-E-IMG-TEMPLATE', name)
    else if (!mayName(path, this.#options.entrance))
      this.#report('MFA-E-IMG-NOTFOUND', name, {
        params: { name: shown(path) },
        remedy: this.#options.entrance === 'cli' ? 'transfer.remedy.imageOutside' : 'transfer.remedy.imagePath',
      })
    return cell
  }

  #readNumbered(entry: MfaEntry): void {
    const windows = new Map<number, MfaEntry['windows'][number]>()
    for (const { column } of this.#cells.values()) {
      if (column.kind === 'idManager' || column.kind === 'saml') {
        const value = this.#readText(column.name, mfaLimits.idManagerValue)
        if (value === undefined) continue
        if (column.kind === 'idManager')
          entry.idManager.push({ app: column.app, part: column.part, column: column.name, value })
        else entry.saml.push({ app: column.app, part: column.part, column: column.name, value })
      } else if (column.kind === 'windows' && this.#text(column.name) !== '') {
        const { index } = column
        const one = windows.get(index) ?? { index, username: undefined, password: undefined, description: undefined }
        windows.set(index, one)
        this.#readWindows(one, column.part, column.name)
      }
    }
    entry.windows = [...windows.values()].sort((a, b) => a.index - b.index)
    // Whether an existing person has the name already only the server knows.
    for (const { index, username, password } of entry.windows)
      if (isSet(password) && username === undefined && this.#mode === 'add')
        this.#required(`winlogon_${index}_username`, 'transfer.label.winlogon_username')
      else if (isSet(password) && username === 'clear')
        this.#required(`winlogon_${index}_username`, 'transfer.label.winlogon_username')
  }

  #readWindows(account: MfaEntry['windows'][number], part: WindowsPart, name: string): void {
    if (part === 'password') account.password = this.#readText(name, mfaLimits.windowsPassword)
    else if (part === 'description') account.description = this.#readText(name, mfaLimits.windowsDescription)
    else {
      const cell = this.#cell(name)
      const logon = isSet(cell) ? parseWindowsLogon(cell.set) : undefined
      account.username = logon ? { set: logon } : isSet(cell) ? undefined : cell
      if (logon || !isSet(cell)) return
      const yen = /[\u00a5\uffe5]/.test(cell.set)
      this.#report('MFA-E-WINLOGON-FORM', name, {
        remedy: yen ? 'transfer.remedy.yen' : 'transfer.remedy.windowsForms',
      })
    }
  }

  /** A day in another form, or one that does not exist, is void: only this cell is ignored [MFA-FLD-060..MFA-FLD-062]. */
  #readDay(name: 'start' | 'end'): MfaCell<string> {
    const cell = this.#cell(name)
    if (!isSet(cell)) return cell
    const day = isoDay(cell.set)
    if (day !== undefined) return { set: day }
    this.#report('MFA-W-DATE-IGNORED', name)
    return undefined
  }
}
