import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { anyText, runs } from './fuzz.testing.ts'
import {
  type FileFault,
  mfaFault,
  mfaHeaders,
  readMfaFile,
  readUsers,
  type UserCells,
  type UserFile,
  userFault,
  userHeaders,
  writeMfa,
  writeMfaResults,
  writeMfaTemplate,
  writePortalResults,
  writeReport,
  writeUsers,
} from './index.ts'

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

function read(bytes: Uint8Array): UserFile {
  const file = readUsers(bytes)
  if (!file.ok) throw new Error(JSON.stringify(file.faults))
  return file
}

function fileOf(rows: UserCells[], encoding: 'shift_jis' | 'utf-8' = 'shift_jis'): Uint8Array {
  const written = writeUsers(rows, { encoding })
  if (!written.ok) throw new Error(JSON.stringify(written.faults))
  return written.bytes
}

const failed = (file: UserFile) => file.rows.map(({ raw, faults }) => ({ raw, faults, result: 'failed' as const }))

describe('a report of results', () => {
  it('has the uploaded rows as they were, in their encoding, with result and reasons', () => {
    const file = read(fileOf([{ loginId: '=x|', familyName: '髙﨑, "明"' }]))
    const lines = iconv.decode(writeReport(file, failed(file), 'ja'), 'cp932').split('\r\n')
    expect(lines[0]).toBe(`${userHeaders('neutral').join(',')},結果,理由`)
    expect(lines[1]).toBe(`${file.rows[0]!.raw},エラー,利用者ID：利用者IDは半角英数字、記号のみ利用できます。`)
    expect(lines[1]!.startsWith(',=x|,,"髙﨑, ""明""",')).toBe(true)
    expect(lines).toHaveLength(3)
  })

  it('of rejected rows can be corrected and imported again, and reported again without growing', () => {
    const file = read(fileOf([{ loginId: 'x' }, { loginId: 'hanada' }]))
    const rows = file.rows.map(({ raw, faults }) => ({
      raw,
      faults,
      result: faults.length > 0 ? ('failed' as const) : ('added' as const),
    }))
    const report = read(writeReport(file, rows, 'ja', { only: 'failed' }))
    expect(report.rows.map(({ cells }) => cells)).toEqual([file.rows[0]!.cells])
    const again = read(writeReport(report, failed(report), 'ja'))
    expect(again.header.cells).toEqual(report.header.cells)
    expect(again.rows[0]!.cells).toEqual(file.rows[0]!.cells)
  })

  it('of a file without a Japanese letter is UTF-8, which holds the reasons', () => {
    const bytes = new TextEncoder().encode('userid,mode\r\nuser001,add\r\n')
    const file = readMfaFile(bytes, { entrance: 'portal' })
    if (!file.ok) throw new Error('refused')
    const rows = file.rows.map(({ raw, faults }) => ({ raw, faults, result: 'failed' as const }))
    expect(text(writeReport(file, rows, 'ja'))).toBe(
      'userid,mode,結果,理由\r\nuser001,add,エラー,role：権限は必須です。\r\n',
    )
    expect(readMfaFile(writeReport(file, rows, 'en'), { entrance: 'portal' })).toMatchObject({ ok: true })
  })

  it('names what its encoding does not have by its code point', () => {
    const file = read(fileOf([{ loginId: '花' }]))
    const fault: FileFault = { ...mfaFault('row', 'MFA-E-IMG-NOTFOUND'), params: { name: '𠮷.jpg' } }
    const bytes = writeReport(file, [{ raw: file.rows[0]!.raw, result: 'failed', faults: [fault] }], 'ja')
    expect(iconv.decode(bytes, 'cp932')).toContain('画像ファイルが見つかりません：U+20BB7.jpg')
  })

  it('gives back any row that was uploaded, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 54, maxLength: 54 }), (values) => {
        const cells = Object.fromEntries(userKeys.map((key, at) => [key, values[at]!])) as UserCells
        if (!values.some((value) => value !== '')) return
        const file = read(fileOf([cells], 'utf-8'))
        const report = read(writeReport(file, failed(file), 'en'))
        expect(report.rows[0]!.cells).toEqual(file.rows[0]!.cells)
      }),
      { numRuns: Math.ceil(runs / 10) },
    )
  })
  const userKeys = read(fileOf([{ loginId: 'x' }])).header.columns as (keyof UserCells)[]
})

it('the result of the portal is UTF-8 with a mark, and never runs as a formula [NFM-IMP-013, NFM-GEN-016]', () => {
  const faults = [userFault(2, 'loginId', 'MSG-IMP-002')]
  const bytes = writePortalResults([{ line: 2, loginId: '=cmd|x', result: 'failed', faults }], 'ja')
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(text(bytes)).toBe(
    "行番号,利用者ID,結果,メッセージ\r\n2,'=cmd|x,エラー,利用者ID：利用者IDは半角英数字、記号のみ利用できます。\r\n",
  )
})

it('the result of a job has one line for each message and one at least for each row [MFA-RES-001, MFA-RES-002]', () => {
  const faults = [
    mfaFault('row', 'MFA-E-MODE', { column: 'mode' }),
    mfaFault('warning', 'MFA-W-PIN-TRIVIAL', { column: 'template109' }),
  ]
  const row = { file: 'a.csv', line: 2, userid: '@x', mode: 'add', result: 'failed' as const, faults }
  const bytes = writeMfaResults(
    [row, { ...row, line: 3, userid: 'y', result: 'unchanged', faults: [] }],
    [mfaFault('warning', 'MFA-W-IMG-UNREF', { file: 'c.jpg', params: { name: 'c.jpg' } })],
  )
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(text(bytes).split('\r\n')).toEqual([
    'file,line,userid,mode,result,code,column,message_ja,message_en',
    'a.csv,2,\'@x,add,failed,MFA-E-MODE,mode,modeはadd、update、deleteのいずれかです。,"mode must be add, update or delete."',
    "a.csv,2,'@x,add,failed,MFA-W-PIN-TRIVIAL,template109,推測されやすいPINです。,The PIN is easily guessed.",
    'a.csv,3,y,add,unchanged,,,,',
    'c.jpg,,,,,MFA-W-IMG-UNREF,,CSVファイルに記載がないため登録されません：c.jpg,No CSV file names this image; it is not enrolled: c.jpg',
    '',
  ])
})

describe('a template', () => {
  it('of the portal has the 54 columns and is read without a fault', () => {
    expect(read(fileOf([])).rows).toEqual([])
  })

  it('of the multi-factor product has the columns of table A with the applications of the organisation [MFA-UI-020, MFA-CLI-016]', () => {
    const options = { entrance: 'cli', idManagerApps: [61000], samlApps: [70000], windowsAccounts: 2 } as const
    const bytes = writeMfaTemplate(options)
    expect(text(bytes)).toBe(
      'mode,userid,groupId,username,mail,role,disable,boEnable,boDeletePeriod,boUpdatePeriod,template16,template104,' +
        'template109,template110,template54,template55,idm_61000_userid,idm_61000_password,idm_61000_param1,' +
        'idm_61000_param2,saml_70000_spname,saml_70000_password,winlogon_1_username,winlogon_1_password,' +
        'winlogon_1_description,winlogon_2_username,winlogon_2_password,winlogon_2_description,logonas_add,' +
        'logonas_delete,start,end\r\n',
    )
    expect(readMfaFile(bytes, { entrance: 'cli' })).toMatchObject({ ok: true, rows: [] })
    expect(mfaHeaders({ entrance: 'portal' })).not.toContain('groupId')
    expect(mfaHeaders({ entrance: 'portal' })).not.toContain('template54')
  })
})

it('an export of the multi-factor product is read again as updates that say what is there [MFA-CLI-003..MFA-CLI-005]', () => {
  const user = {
    userid: 'hanada',
    groupId: 'S1',
    username: '!花田',
    mail: 'hanada@example.co.jp',
    role: 2,
    disable: false,
    boEnable: true,
    boDeletePeriod: 30,
    boUpdatePeriod: 1,
    start: '2025-09-01',
    end: null,
  } as const
  const written = writeMfa([user], { entrance: 'cli' })
  if (!written.ok) throw new Error('refused')
  const file = readMfaFile(written.bytes, { entrance: 'cli' })
  expect(file.ok && file.rows[0]).toMatchObject({
    faults: [],
    entry: {
      mode: 'update',
      groupId: 'S1',
      username: { set: '!花田' },
      role: { set: 2 },
      disable: { set: false },
      boDeletePeriod: { set: 30 },
      start: { set: '2025-09-01' },
      end: undefined,
      password: undefined,
    },
  })
  expect(writeMfa([{ ...user, username: '𠮷' }], { entrance: 'cli' })).toMatchObject({
    ok: false,
    faults: [{ line: 2, column: 'username' }],
  })
  expect(writeMfa([{ ...user, username: '𠮷' }], { entrance: 'portal', encoding: 'utf-8-bom' }).ok).toBe(true)
})
