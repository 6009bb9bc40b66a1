import type { UserRow } from '@kaoban/contract'
import { writeCsv } from './csv.ts'
import { encodeText, type FileEncoding, lostCharacterFault, lostCharacters } from './encoding.ts'
import type { FileFault } from './fault.ts'
import { type HeaderSpelling, slots, type UserColumn, userColumns, userHeaders } from './users-layout.ts'
import { digits, movingGroup, type UserCells } from './users-row.ts'

/** A person as the list of users is exported; what is secret is only said to be there [NFM-EXP-003]. */
export interface UserToWrite
  extends Pick<
    UserRow,
    | 'loginId'
    | 'familyName'
    | 'middleName'
    | 'givenName'
    | 'mail'
    | 'face'
    | 'appLoginAllowed'
    | 'appLoginMethod'
    | 'appLoginFailure'
    | 'pauseAllowed'
    | 'systemAdministrator'
    | 'groups'
  > {
  passwordSet: boolean
  /** 学習画像: whether there are pictures learned after registration. */
  learned: boolean
  windowsAccounts: readonly Pick<
    UserRow['windowsAccounts'][number],
    'kind' | 'name' | 'place' | 'upn' | 'passwordSet'
  >[]
}

export interface WrittenFile {
  ok: true
  bytes: Uint8Array
}

const yesNo = (set: boolean) => (set ? 'YES' : 'NO')
const oneZero = (set: boolean) => (set ? '1' : '0')

function digitOf<Value>(values: Readonly<Record<string, Value>>, wanted: Value): string {
  return Object.entries(values).find(([, value]) => value === wanted)?.[0] ?? ''
}

/** The cells of a person, NFM §25.1 "Export writes". */
export function userCells(user: UserToWrite): UserCells {
  const cells: Partial<Record<UserColumn, string>> = {
    delete: '',
    loginId: user.loginId,
    password: yesNo(user.passwordSet),
    familyName: user.familyName,
    middleName: user.middleName,
    givenName: user.givenName,
    mail: user.mail,
    picture: user.face === 'none' ? 'NO' : user.face === 'registered' ? 'YES' : 'TEMP',
    learning: yesNo(user.learned),
    appLoginAllowed: oneZero(user.appLoginAllowed),
    appLoginMethod: digitOf(digits.methods, user.appLoginMethod),
    appLoginFailure: digitOf(digits.failures, user.appLoginFailure),
    pauseAllowed: oneZero(user.pauseAllowed),
    administrator: oneZero(user.systemAdministrator),
  }
  for (const x of slots) {
    const group = user.groups[x - 1]
    cells[`groupCode${x}`] = group?.kind === 'group' ? group.code : ''
    cells[`groupName${x}`] = group?.kind === 'group' ? group.name : group?.kind === 'moving' ? movingGroup : ''
    cells[`groupAdministrator${x}`] = oneZero(group?.kind === 'group' && group.administrator)
    const account = user.windowsAccounts[x - 1]
    cells[`accountName${x}`] = account?.name ?? ''
    cells[`accountPlace${x}`] = account?.place ?? ''
    cells[`accountUpn${x}`] = account?.upn ?? ''
    cells[`accountKind${x}`] = account ? digitOf(digits.kinds, account.kind) : ''
    cells[`accountPassword${x}`] = account ? yesNo(account.passwordSet) : ''
  }
  return cells
}

/** The table of a user list: headers, then a row of 54 cells for each person. */
export function userTable(rows: readonly UserCells[], headers: HeaderSpelling): string[][] {
  return [userHeaders(headers), ...rows.map((cells) => userColumns.map(({ key }) => cells[key] ?? ''))]
}

/**
 * A user list as a file: all 54 columns, CR LF, byte for byte as §25.1 says, so that what was read from a file of ours
 * is written as it was. A character that Shift_JIS does not have is named with its place; nothing becomes "?".
 */
export function writeUsers(
  rows: readonly UserCells[],
  { headers = 'neutral', encoding = 'shift_jis' }: { headers?: HeaderSpelling; encoding?: FileEncoding } = {},
): WrittenFile | { ok: false; faults: FileFault[] } {
  return writeTable(userTable(rows, headers), encoding)
}

/** Any table as a file of an encoding, or the faults that name what it cannot hold. */
export function writeTable(
  table: readonly (readonly string[])[],
  encoding: FileEncoding,
): WrittenFile | { ok: false; faults: FileFault[] } {
  const lost = lostCharacters(table, encoding)
  if (lost.length > 0) return { ok: false, faults: lost.map(lostCharacterFault) }
  return { ok: true, bytes: encodeText(writeCsv(table), encoding) }
}
