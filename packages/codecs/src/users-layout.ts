import { limits } from '@kaoban/contract'
import { isReportHeader } from './report-layout.ts'

type Slot = 1 | 2 | 3 | 4 | 5

/** The columns of the user list, NFM §25.1. */
export type UserColumn =
  | 'delete'
  | 'loginId'
  | 'password'
  | 'familyName'
  | 'middleName'
  | 'givenName'
  | 'mail'
  | 'picture'
  | 'learning'
  | 'appLoginAllowed'
  | 'appLoginMethod'
  | 'appLoginFailure'
  | 'pauseAllowed'
  | 'administrator'
  | `group${'Code' | 'Name' | 'Administrator'}${Slot}`
  | `account${'Name' | 'Place' | 'Upn' | 'Kind' | 'Password'}${Slot}`

export interface UserColumnLayout {
  key: UserColumn
  /** The header that Kaoban writes. */
  neutral: string
  /** The header that files made for the original carry. */
  original: string
  /** A file may leave the column out. */
  optional?: true
}

export const slots: readonly Slot[] = [1, 2, 3, 4, 5]
if (slots.length !== limits.groupSlots || slots.length !== limits.windowsAccounts)
  throw new Error('the layout has five groups and five Windows accounts')

const fixed: readonly UserColumnLayout[] = [
  { key: 'delete', neutral: '削除', original: '削除' },
  { key: 'loginId', neutral: '利用者ID', original: 'NFM 利用者 ID' },
  { key: 'password', neutral: 'パスワード', original: 'パスワード' },
  { key: 'familyName', neutral: '利用者（姓）', original: 'NFM 利用者（姓）' },
  { key: 'middleName', neutral: '利用者（ミドルネーム）', original: 'NFM 利用者（ミドルネーム）' },
  { key: 'givenName', neutral: '利用者（名）', original: 'NFM 利用者（名）' },
  { key: 'mail', neutral: 'メールアドレス', original: 'メールアドレス' },
  { key: 'picture', neutral: '表示画像', original: '表示画像' },
  { key: 'learning', neutral: '学習画像', original: '学習画像' },
  { key: 'appLoginAllowed', neutral: '代行入力機能使用有無FL', original: '代行入力機能使用有無 FL' },
  { key: 'appLoginMethod', neutral: '認証方式FL', original: '認証方式 FL' },
  { key: 'appLoginFailure', neutral: '認証失敗時操作FL', original: '認証失敗時操作 FL' },
  { key: 'pauseAllowed', neutral: '常時認証一時停止許可FL', original: '常時認証一時停止許可 FL', optional: true },
  { key: 'administrator', neutral: '管理者', original: '管理者' },
]

function groupColumns(x: Slot): UserColumnLayout[] {
  return [
    { key: `groupCode${x}`, neutral: `グループID${x}`, original: `グループ ID${x}` },
    { key: `groupName${x}`, neutral: `グループ名${x}`, original: `グループ名 ${x}` },
    { key: `groupAdministrator${x}`, neutral: `グループ管理者FL${x}`, original: `グループ管理者 FL${x}` },
  ]
}

function accountColumns(x: Slot): UserColumnLayout[] {
  const place = 'コンピュータ名またはドメイン名'
  return [
    { key: `accountName${x}`, neutral: `Windowsアカウント名${x}`, original: `Windows アカウント名 ${x}` },
    { key: `accountPlace${x}`, neutral: `${place}${x}`, original: `${place} ${x}` },
    { key: `accountUpn${x}`, neutral: `ユーザプリンシパル名${x}`, original: `ユーザプリンシパル名 ${x}` },
    {
      key: `accountKind${x}`,
      neutral: `ローカルWindowsアカウントFL${x}`,
      original: `ローカル Windows アカウント FL${x}`,
    },
    { key: `accountPassword${x}`, neutral: `Windowsパスワード${x}`, original: `Windows パスワード ${x}` },
  ]
}

/** The 54 columns in the order in which they are written. */
export const userColumns: readonly UserColumnLayout[] = [
  ...fixed,
  ...slots.flatMap(groupColumns),
  ...slots.flatMap(accountColumns),
]

const neutralHeaders = Object.fromEntries(userColumns.map(({ key, neutral }) => [key, neutral])) as Record<
  UserColumn,
  string
>

/** The header by which faults name a column. */
export function headerOf(column: UserColumn): string {
  return neutralHeaders[column]
}

export type HeaderSpelling = 'neutral' | 'original'

export function userHeaders(spelling: HeaderSpelling): string[] {
  return userColumns.map((column) => column[spelling])
}

/** What two spellings of one header have in common: spaces and the widths of letters do not count [NFM-GEN-004]. */
export function headerKey(header: string): string {
  return header
    .replace(/[\s\u3000]/gu, '')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
}

const byKey = new Map(
  userColumns.flatMap((column) => [
    [headerKey(column.neutral), column],
    [headerKey(column.original), column],
  ]),
)

export interface HeaderFault {
  reason: 'missing' | 'unknown' | 'twice'
  header: string
}

export interface MatchedHeader {
  /** The column of each place; undefined for the columns of a report. */
  columns: (UserColumn | undefined)[]
  faults: HeaderFault[]
}

/** Finds the columns by their headers, in any order [NFM-GEN-004, NFM-IMP-006]. */
export function matchHeader(cells: readonly string[]): MatchedHeader {
  const seen = new Set<UserColumn>()
  const faults: HeaderFault[] = []
  const columns = cells.map((header) => {
    const key = headerKey(header)
    const column = byKey.get(key)
    if (column === undefined) {
      if (!isReportHeader(key)) faults.push({ reason: 'unknown', header })
      return undefined
    }
    if (seen.has(column.key)) faults.push({ reason: 'twice', header })
    seen.add(column.key)
    return column.key
  })
  for (const { key, neutral, optional } of userColumns)
    if (!optional && !seen.has(key)) faults.push({ reason: 'missing', header: neutral })
  return { columns, faults }
}
