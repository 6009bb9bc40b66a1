import {
  checkGroupCode,
  checkGroupName,
  checkNewPassword,
  checkWindowsAccounts,
  groupKeyOf,
  lengthOf,
  limits,
  trimName,
  userCharacters,
  type WindowsAccountKind,
  windowsAccountKey,
} from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import type { FileFault } from './fault.ts'
import { headerOf, slots, type UserColumn } from './users-layout.ts'

export type UserCells = Readonly<Partial<Record<UserColumn, string>>>

/** パスワード: a value, or one of the words that are none [NFM-IMP-008, NFM-IMP-009]. */
export type PasswordCell =
  | { kind: 'empty' }
  | { kind: 'marker'; marker: 'YES' | 'NO' }
  | { kind: 'reissue' }
  | { kind: 'value'; value: string }

/** 表示画像: a path (CSV) or a file name (ZIP); markers leave the face as it is [NFM-EXP-004]. */
export type PictureCell =
  | { kind: 'empty' }
  | { kind: 'marker'; marker: 'YES' | 'NO' | 'TEMP' }
  | { kind: 'file'; name: string }

/** One of the five places; an empty name leaves the name of a group that exists. */
export type GroupCell =
  | { kind: 'none' }
  | { kind: 'moving' }
  | { kind: 'group'; code: string; name: string; administrator: boolean }

export interface WindowsAccountCell {
  /** The place in the file, 1 to 5: messages count by it. Gaps are closed in the array [NFM-IMP-011]. */
  slot: 1 | 2 | 3 | 4 | 5
  kind: WindowsAccountKind
  name: string
  place: string
  /** Only of Azure AD accounts; ignored otherwise (C-09). */
  upn: string
  password: { kind: 'empty' } | { kind: 'marker'; marker: 'YES' | 'NO' } | { kind: 'value'; value: string }
}

/**
 * What a row asks for. Whether it registers or changes somebody only the server knows; undefined is an empty cell or a
 * missing column: the default for a new person, "keep" for an existing one.
 */
export interface UserEntry {
  /** 削除 = D; then only the ID counts. */
  delete: boolean
  loginId: string
  password: PasswordCell
  familyName: string
  middleName: string
  givenName: string
  mail: string
  picture: PictureCell
  appLoginAllowed: boolean | undefined
  appLoginMethod: 'none' | 'face' | 'face-and-password' | undefined
  appLoginFailure: 'login-screen' | 'again' | undefined
  pauseAllowed: boolean | undefined
  administrator: boolean | undefined
  /** Always five, by place: a gap is a place that is 未設定. */
  groups: GroupCell[]
  windowsAccounts: WindowsAccountCell[]
}

/** What empty cells of a new person mean, NFM §25.1. */
export const newUserDefaults = {
  appLoginAllowed: false,
  appLoginMethod: 'face',
  appLoginFailure: 'login-screen',
  pauseAllowed: false,
  administrator: false,
} as const

/** A fault of one cell; the server makes those that need the database with it. */
export function userFault(
  line: number,
  column: UserColumn,
  message: MessageKey,
  more: Pick<FileFault, 'params' | 'remedy'> = {},
): FileFault {
  return { level: 'row', code: message, message, line, column: headerOf(column), ...more }
}

type Report = (column: UserColumn, message: MessageKey, more?: Pick<FileFault, 'params' | 'remedy'>) => void

const flag = { '0': false, '1': true } as const
const methods = { '0': 'none', '1': 'face', '2': 'face-and-password' } as const
const failures = { '0': 'login-screen', '1': 'again' } as const
const kinds = { '0': 'domain', '1': 'local', '2': 'azure' } as const

/** The digits of the columns that are lists of digits, for those who write files. */
export const digits = { flag, methods, failures, kinds } as const

function pick<Value>(
  cells: UserCells,
  column: UserColumn,
  values: Readonly<Record<string, Value>>,
  wrong: () => void,
): Value | undefined {
  const cell = (cells[column] ?? '').trim()
  if (cell === '') return undefined
  if (Object.hasOwn(values, cell)) return values[cell]
  wrong()
  return undefined
}

/** Reads one row and collects all that can be said without the database [NFM-IMP-005]. */
export function readUserRow(cells: UserCells, line: number): { entry: UserEntry; faults: FileFault[] } {
  const faults: FileFault[] = []
  const report: Report = (column, message, more) => faults.push(userFault(line, column, message, more))
  const text = (column: UserColumn) => cells[column] ?? ''

  const remove = text('delete').trim()
  if (remove !== '' && remove !== 'D') report('delete', 'MSG-IMP-025')
  const loginId = text('loginId')
  judgeLoginId(loginId, report)
  const deleting = remove === 'D'
  // Nothing else of a row that deletes is looked at.
  const judge: Report = deleting ? () => {} : report

  const [familyName, middleName, givenName] = (['familyName', 'middleName', 'givenName'] as const).map((column) => {
    const name = trimName(text(column))
    if (lengthOf(name) > limits.personName.max || /[\p{Cc}\p{Cs}]/u.test(name)) judge(column, nameMessages[column])
    return name
  }) as [string, string, string]
  const administrator = pick(cells, 'administrator', flag, () => judge('administrator', 'MSG-IMP-031'))
  const mail = text('mail').trim()
  judgeMail(mail, administrator === true, judge)
  const password = readPassword(text('password'))
  if (password.kind === 'value')
    judgePassword(password.value, { loginId, words: [familyName, middleName, givenName, mail] }, judge)

  const entry: UserEntry = {
    delete: deleting,
    loginId,
    password,
    familyName,
    middleName,
    givenName,
    mail,
    picture: readPicture(text('picture'), judge),
    appLoginAllowed: pick(cells, 'appLoginAllowed', flag, () => judge('appLoginAllowed', 'MSG-IMP-011')),
    appLoginMethod: pick(cells, 'appLoginMethod', methods, () => judge('appLoginMethod', 'MSG-IMP-012')),
    appLoginFailure: pick(cells, 'appLoginFailure', failures, () => judge('appLoginFailure', 'MSG-IMP-013')),
    pauseAllowed: pick(cells, 'pauseAllowed', flag, () => judge('pauseAllowed', 'MSG-IMP-014')),
    administrator,
    groups: readGroups(cells, judge),
    windowsAccounts: readAccounts(cells, mail, judge),
  }
  return { entry, faults }
}

/** What is wrong with a row once it is known that the person does not exist yet [NFM-IMP-009]. */
export function newUserFaults({ entry, line }: { entry: UserEntry; line: number }): FileFault[] {
  if (entry.delete) return []
  const { kind } = entry.password
  if (kind === 'empty') return [userFault(line, 'password', 'MSG-IMP-003')]
  return kind === 'value' ? [] : [userFault(line, 'password', 'MSG-IMP-004')]
}

const nameMessages = { familyName: 'MSG-IMP-005', middleName: 'MSG-IMP-006', givenName: 'MSG-IMP-007' } as const

function judgeLoginId(loginId: string, report: Report): void {
  const length = lengthOf(loginId)
  if (length < limits.loginId.min || length > limits.loginId.max) report('loginId', 'MSG-IMP-001')
  if (!userCharacters.loginId.test(loginId)) report('loginId', 'MSG-IMP-002')
}

function judgeMail(mail: string, administrator: boolean, report: Report): void {
  if (mail === '') {
    if (administrator) report('mail', 'MSG-IMP-009')
  } else if (lengthOf(mail) > limits.mail.max) report('mail', 'MSG-IMP-008')
  else if (!userCharacters.mail.test(mail)) report('mail', 'MSG-IMP-010')
}

function readPassword(cell: string): PasswordCell {
  if (cell === '') return { kind: 'empty' }
  if (cell === 'YES' || cell === 'NO') return { kind: 'marker', marker: cell }
  return cell === 'RESET' ? { kind: 'reissue' } : { kind: 'value', value: cell }
}

function judgePassword(password: string, owner: { loginId: string; words: string[] }, report: Report): void {
  const fault = checkNewPassword(password, owner)
  if (fault === undefined) return
  const short = fault === 'MSG-USR-004' || fault === 'MSG-USR-005'
  report('password', short ? 'MSG-IMP-003' : fault === 'passwords.easilyGuessed' ? fault : 'MSG-IMP-004')
}

function readPicture(cell: string, report: Report): PictureCell {
  const name = cell.trim()
  if (name === '') return { kind: 'empty' }
  if (name === 'YES' || name === 'NO' || name === 'TEMP') return { kind: 'marker', marker: name }
  if (/[\p{Cc}\p{Cs}]/u.test(name)) report('picture', 'MSG-IMP-028', { remedy: 'transfer.remedy.pictureName' })
  return { kind: 'file', name }
}

/** 異動中 is an empty ID with this name [NFM-IMP-017]. */
export const movingGroup = '異動中'
const unsetGroup = '未設定'

function readGroups(cells: UserCells, report: Report): GroupCell[] {
  const seen = new Set<string>()
  return slots.map((x): GroupCell => {
    const code = (cells[`groupCode${x}`] ?? '').trim()
    const name = trimName(cells[`groupName${x}`] ?? '')
    const wrongFlag = () => report(`groupAdministrator${x}`, 'MSG-IMP-034', { params: { x } })
    const administrator = pick(cells, `groupAdministrator${x}`, flag, wrongFlag) ?? false
    if (code === '') {
      const known = name === '' || name === unsetGroup || name === movingGroup
      if (!known) report(`groupCode${x}`, 'MSG-IMP-032', { params: { x }, remedy: 'transfer.remedy.groupCode' })
      // Nobody administers 未設定 or 異動中 [NFM-GRP-008].
      else if (administrator) wrongFlag()
      return { kind: name === movingGroup ? 'moving' : 'none' }
    }
    if (checkGroupCode(code) !== undefined) report(`groupCode${x}`, 'MSG-IMP-032', { params: { x } })
    else if (seen.has(groupKeyOf(code))) report(`groupCode${x}`, 'MSG-IMP-035')
    seen.add(groupKeyOf(code))
    if (name !== '' && checkGroupName(name) !== undefined) report(`groupName${x}`, 'MSG-IMP-033', { params: { x } })
    return { kind: 'group', code, name, administrator }
  })
}

/** Messages of the form and those of the file for the same rule. */
const accountMessages: Readonly<Record<string, ['Name' | 'Place' | 'Upn' | 'Password', MessageKey]>> = {
  'MSG-WAC-001': ['Name', 'MSG-IMP-015'],
  'MSG-WAC-002': ['Name', 'MSG-IMP-016'],
  'MSG-WAC-003': ['Name', 'MSG-IMP-016'],
  'MSG-WAC-004': ['Name', 'MSG-IMP-015'],
  'MSG-WAC-005': ['Name', 'MSG-IMP-016'],
  'MSG-WAC-006': ['Name', 'MSG-IMP-016'],
  'MSG-WAC-007': ['Password', 'MSG-IMP-024'],
  'MSG-WAC-008': ['Password', 'MSG-IMP-024'],
  'MSG-WAC-009': ['Password', 'MSG-IMP-024'],
  'MSG-WAC-010': ['Password', 'MSG-IMP-024'],
  'MSG-WAC-011': ['Place', 'MSG-IMP-017'],
  'MSG-WAC-012': ['Place', 'MSG-IMP-018'],
  'MSG-WAC-013': ['Place', 'MSG-IMP-018'],
  'MSG-WAC-014': ['Place', 'MSG-IMP-017'],
  'MSG-WAC-015': ['Place', 'MSG-IMP-018'],
  'MSG-WAC-016': ['Place', 'MSG-IMP-018'],
  'MSG-WAC-017': ['Place', 'MSG-IMP-017'],
  'MSG-WAC-018': ['Place', 'MSG-IMP-018'],
  'MSG-WAC-019': ['Place', 'MSG-IMP-018'],
  'MSG-WAC-020': ['Upn', 'MSG-IMP-019'],
  'MSG-WAC-021': ['Upn', 'MSG-IMP-020'],
  'MSG-WAC-022': ['Upn', 'MSG-IMP-020'],
}

function readAccounts(cells: UserCells, mail: string, report: Report): WindowsAccountCell[] {
  const seen = new Set<string>()
  return slots.flatMap((x): WindowsAccountCell[] => {
    const name = (cells[`accountName${x}`] ?? '').trim()
    const place = (cells[`accountPlace${x}`] ?? '').trim()
    const upn = (cells[`accountUpn${x}`] ?? '').trim()
    const kindCell = (cells[`accountKind${x}`] ?? '').trim()
    const password = readWindowsPassword(cells[`accountPassword${x}`] ?? '')
    // "Not set" of an account that is not there says nothing.
    const none = password.kind === 'empty' || (password.kind === 'marker' && password.marker === 'NO')
    if (`${name}${place}${upn}${kindCell}` === '' && none) return []

    if (kindCell === '') report(`accountKind${x}`, 'MSG-IMP-021', { params: { x } })
    const wrongKind = () => report(`accountKind${x}`, 'MSG-IMP-022', { params: { x } })
    const known = pick(cells, `accountKind${x}`, kinds, wrongKind)
    const kind = known ?? 'domain'
    const value = password.kind === 'value' ? password.value : ''
    const account = { kind, name, place, upn: kind === 'azure' ? upn : '', sameUpn: false, password: value }
    let sound = known !== undefined
    for (const { message } of checkWindowsAccounts([account], mail)) {
      const [part, own] = accountMessages[message] ?? []
      if (part === undefined || own === undefined) continue
      report(`account${part}${x}`, own, { params: { x } })
      if (part === 'Name' || part === 'Place') sound = false
    }
    const key = windowsAccountKey(account)
    if (sound && seen.has(key)) report(`accountName${x}`, 'MSG-IMP-036')
    seen.add(key)
    return [{ slot: x, kind, name, place, upn: account.upn, password }]
  })
}

function readWindowsPassword(cell: string): WindowsAccountCell['password'] {
  if (cell === '') return { kind: 'empty' }
  if (cell === 'YES' || cell === 'NO') return { kind: 'marker', marker: cell }
  return { kind: 'value', value: cell }
}
