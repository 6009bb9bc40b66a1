import { readFileSync } from 'node:fs'
import { word } from '@kaoban/messages'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { anyText, chunked, fileBytes, patience, runs, unfilled, worked } from './fuzz.testing.ts'
import {
  checkMfaJob,
  detectMfaEncoding,
  type FileFault,
  ImageIndex,
  isRefused,
  type MfaEntry,
  type MfaFile,
  type MfaImage,
  type MfaOptions,
  mfaJobLimits,
  parseWindowsLogon,
  readMfaFile,
  readMfaJob,
  streamMfa,
  windowsLogonName,
  wordFault,
} from './index.ts'

const sjis = (text: string) => new Uint8Array(iconv.encode(text, 'cp932'))
const utf8 = (text: string) => new TextEncoder().encode(text)
const portal: MfaOptions = { entrance: 'portal' }
const cli: MfaOptions = { entrance: 'cli' }

/** The three example rows of the specification, as they stand there. */
const example = /```csv\n(userid,mode[\s\S]*?)```/.exec(
  readFileSync(new URL('../../../docs/spec/mfa.md', import.meta.url), 'utf8'),
)![1]!

function read(text: string, options: MfaOptions = portal): MfaFile {
  const file = readMfaFile(sjis(text), options)
  if (!file.ok) throw new Error(JSON.stringify(file.faults))
  return file
}

function refusal(bytes: Uint8Array, options: MfaOptions = portal): FileFault[] {
  const file = readMfaFile(bytes, options)
  if (file.ok) throw new Error('the file was not refused')
  return file.faults
}

type Cells = Record<string, string>

function csv(...rows: Cells[]): string {
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
  return [header.join(','), ...rows.map((row) => header.map((name) => quoted(row[name] ?? '')).join(','))].join('\r\n')
}

const add: Cells = { mode: 'add', userid: 'user001', role: '1' }
const update: Cells = { mode: 'update', userid: 'user001' }

function rowOf(cells: Cells, options?: MfaOptions) {
  return read(csv(cells), options).rows[0]!
}
const codesOf = (cells: Cells, options?: MfaOptions) => rowOf(cells, options).faults.map(({ code }) => code)
const entryOf = (cells: Cells, options?: MfaOptions): MfaEntry => rowOf(cells, options).entry
const column = (cells: Cells, name: string, options?: MfaOptions) =>
  rowOf(cells, options)
    .faults.filter((fault) => fault.column === name)
    .map(({ code }) => code)

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)
const image = (name: string, more: Partial<MfaImage> = {}): MfaImage => ({ name, size: 50_000, head: jpeg, ...more })

describe('the example of the specification', () => {
  it('is read unchanged in Shift_JIS, with pictures named with and without extension [MFA-CSV-001, MFA-CSV-002, MFA-CSV-006, MFA-FACE-014, MFA-FLD-030]', () => {
    const names = ['hanada_akira_20250911.jpg', 'imagawa_keiko_20250911.jpg', 'yoshioka_hiroshi_20250911.jpg']
    const job = readMfaJob(
      { csv: [{ name: 'users.csv', bytes: sjis(example) }], images: names.map((name) => image(name)) },
      portal,
    )
    if (!job.ok) throw new Error(JSON.stringify(job.faults))
    const [file] = job.files
    if (!file?.ok) throw new Error(JSON.stringify(file))
    expect(file).toMatchObject({ encoding: 'shift_jis', header: { columns: { length: 24 } } })
    expect(file.rows.map(isRefused)).toEqual([false, false, false])
    expect(file.rows.map(({ pictures }) => pictures.picture?.name)).toEqual(names)
    expect(job.warnings).toEqual([])
    expect(file.rows[0]!.entry).toMatchObject({
      mode: 'add',
      userid: 'hanada_akira',
      username: { set: '花田 明' },
      mail: { set: 'hanada_akira@example.co.jp' },
      role: { set: 3 },
      password: { set: 'p@ssword' },
      pin: { set: '123456' },
      idManager: [
        { app: 61000, part: 'userid', value: { set: 'idm1@hanada' } },
        { app: 61000, part: 'password', value: { set: 'idm1@password' } },
        { app: 61000, part: 'param1', value: { set: 'idm1@param1' } },
        { app: 61000, part: 'param2', value: { set: 'idm1@param2' } },
        { app: 61001, part: 'userid' },
        { app: 61001, part: 'password' },
        { app: 61001, part: 'param1' },
        { app: 61001, part: 'param2' },
      ],
      saml: [
        { app: 70000, part: 'spname', value: { set: 'spname70000@hanada' } },
        { app: 70001, part: 'spname' },
      ],
      windows: [
        {
          index: 1,
          username: { set: { kind: 'domain', user: 'winlogon', domain: 'hanada' } },
          password: { set: 'p@ssword' },
          description: { set: 'desc1' },
        },
        { index: 2, username: { set: { kind: 'domain', user: 'winlogon2', domain: 'hanada' } } },
      ],
    })
    expect(file.rows.map(({ entry }) => entry.role)).toEqual([{ set: 3 }, { set: 2 }, { set: 1 }])
  })

  it('fails row by row where the policy forbids its passwords [MFA-FLD-020]', () => {
    const rows = read(example, { ...portal, password: { refuseGuessable: true } }).rows
    for (const { faults } of rows)
      expect(faults.filter(({ level }) => level === 'row')).toMatchObject([
        { code: 'MFA-E-PASSWORD-POLICY', column: 'template16' },
      ])
  })
})

describe('an MFA file', () => {
  it('may leave columns out, and mixes modes [MFA-CSV-003, MFA-CSV-004, MFA-CSV-005]', () => {
    const { rows } = read('mode,userid,role\nadd,aaa,1\nupdate,bbb,\ndelete,ccc,\n')
    expect(rows.map(({ entry, faults }) => [entry.mode, entry.userid, faults])).toEqual([
      ['add', 'aaa', []],
      ['update', 'bbb', []],
      ['delete', 'ccc', []],
    ])
  })

  it('is decoded before it is split, and a lone 0x5C is a backslash [MFA-CSV-007, MFA-CSV-010]', () => {
    const cells = { ...add, username: 'ソ表能予㈱①髙﨑～', winlogon_1_username: 'PC-1\\taro' }
    expect(entryOf(cells)).toMatchObject({
      username: { set: 'ソ表能予㈱①髙﨑～' },
      windows: [{ username: { set: { kind: 'local', computer: 'PC-1', user: 'taro' } } }],
    })
  })

  it('is UTF-8 by its mark or by word, else Shift_JIS [MFA-CSV-008]', async () => {
    const text = csv({ ...add, username: '𠮷田' })
    expect(readMfaFile(utf8(`\ufeff${text}`), portal)).toMatchObject({
      encoding: 'utf-8-bom',
      rows: [{ entry: { username: { set: '𠮷田' } } }],
    })
    expect(readMfaFile(utf8(text), { ...portal, encoding: 'utf-8' })).toMatchObject({ ok: true, encoding: 'utf-8' })
    expect(readMfaFile(sjis(csv({ ...add, username: 'ﾃｱ' })), portal)).toMatchObject({ encoding: 'shift_jis' })
    expect(refusal(utf8(text))).toMatchObject([{ code: 'MFA-E-ENCODING', remedy: 'transfer.remedy.utf8Mark' }])
    expect(await detectMfaEncoding(chunked(utf8(text), 5))).toMatchObject({ ok: false })
  })

  it('with bytes of no encoding names line and byte and is not read at all [MFA-CSV-009]', () => {
    const bytes = Uint8Array.from([...sjis('mode,userid\r\nadd,花田'), 0x81, 0x20, 0x0a])
    expect(refusal(bytes)).toEqual([
      {
        level: 'file',
        code: 'MFA-E-ENCODING',
        message: 'transfer.MFA-E-ENCODING',
        line: 2,
        params: { line: 2, offset: 21 },
        remedy: 'transfer.remedy.encodingAt',
      },
    ])
    expect(refusal(Uint8Array.from([...utf8('\ufeffmode'), 0xff]))).toMatchObject([{ code: 'MFA-E-ENCODING' }])
  })

  it('matches headers to the letter, blanks aside, and gives the right spelling [MFA-CSV-012]', () => {
    expect(read(' mode ,\u3000userid\nupdate,aaa').rows).toHaveLength(1)
    expect(refusal(sjis('mode,UserId\n'))).toMatchObject([
      { code: 'MFA-E-HEADER-UNKNOWN', params: { column: 'UserId', right: 'userid' } },
      { code: 'MFA-E-HEADER-MISSING', column: 'userid' },
    ])
    expect(refusal(sjis('mode,userid,IDM_61000_userid\n'))).toMatchObject([{ params: { right: 'idm_61000_userid' } }])
  })

  it('with an unknown column is refused, unless the command line reads past it [MFA-CSV-013]', () => {
    expect(refusal(sjis('mode,userid,部署\n'))).toMatchObject([{ code: 'MFA-E-HEADER-UNKNOWN', column: '部署' }])
    const options: MfaOptions = { ...cli, ignoreUnknownColumns: true }
    expect(read('mode,userid,groupId,部署\nupdate,aaa,g,営業', options).rows[0]!.faults).toEqual([])
  })

  it('with a column twice is refused [MFA-CSV-014]', () => {
    expect(refusal(sjis('mode,userid,mode\n'))).toMatchObject([{ code: 'MFA-E-HEADER-DUP', column: 'mode' }])
  })

  it('needs mode and userid, and groupId at the command line [MFA-FLD-011, MFA-FLD-064, MFA-UI-015]', () => {
    expect(refusal(sjis('role\n')).map((fault) => fault.column)).toEqual(['mode', 'userid'])
    expect(refusal(sjis('mode,userid\n'), cli)).toMatchObject([{ code: 'MFA-E-HEADER-MISSING', column: 'groupId' }])
    expect(refusal(sjis(''))).toMatchObject([{ code: 'MFA-E-HEADER-MISSING', remedy: 'transfer.remedy.noHeader' }])
    expect(read('mode,userid\n').rows).toEqual([])
  })

  it('keeps application IDs and indices within their ranges [MFA-FLD-032, MFA-FLD-033, MFA-FLD-038, MFA-FLD-040]', () => {
    for (const name of ['idm_61000_userid', 'idm_61100_param2', 'saml_70000_spname', 'saml_70999_password'])
      expect(readMfaFile(sjis(`mode,userid,${name}\n`), portal).ok).toBe(true)
    for (const name of ['winlogon_1_username', 'winlogon_20_description'])
      expect(readMfaFile(sjis(`mode,userid,${name}\n`), portal).ok).toBe(true)
    for (const name of [
      'idm_60999_userid',
      'idm_61101_userid',
      'idm_061000_userid',
      'saml_69999_spname',
      'saml_71000_spname',
    ])
      expect(refusal(sjis(`mode,userid,${name}\n`))).toMatchObject([{ code: 'MFA-E-HEADER-APPID', column: name }])
    for (const name of ['winlogon_0_username', 'winlogon_21_username', 'winlogon_01_username', 'idm_61000_mail'])
      expect(refusal(sjis(`mode,userid,${name}\n`))).toMatchObject([{ code: 'MFA-E-HEADER-UNKNOWN' }])
  })

  it('has at most 512 columns of the ID manager: there are no more applications than that allows [MFA-FLD-034]', () => {
    const names = Array.from({ length: 101 }, (_, at) =>
      ['userid', 'password', 'param1', 'param2'].map((part) => `idm_${61000 + at}_${part}`),
    )
    expect(readMfaFile(sjis(`mode,userid,${names.flat().join(',')}\n`), portal).ok).toBe(true)
    expect(refusal(sjis(`mode,userid,${[...names, ...names].flat().join(',')}\n`)).map(({ code }) => code)).toContain(
      'MFA-E-HEADER-MANY',
    )
  })

  it('tells of a row with another number of cells, and of nothing else in it [MFA-CSV-015]', () => {
    const { rows } = read('mode,userid\nadd\nupdate,aaa,x\nupdate,bbb')
    expect(rows.map(({ faults }) => faults.map(({ code }) => code))).toEqual([['MFA-E-COLUMNS'], ['MFA-E-COLUMNS'], []])
  })

  it('counts physical lines and skips empty ones [MFA-CSV-011, MFA-RES-005]', () => {
    const { rows } = read('mode,userid,idm_61000_param1\r\n\r\nupdate,aaa,"1\n2"\r\n\nupdate,bbb,x')
    expect(rows.map(({ line, faults }) => [line, faults])).toEqual([
      [3, []],
      [6, []],
    ])
  })

  it('takes cells literally that a spreadsheet would run [MFA-CSV-030]', () => {
    expect(entryOf({ ...add, username: '=1+1' }).username).toEqual({ set: '=1+1' })
  })

  it('trims blanks, but not of passwords, PINs and parameters [MFA-CSV-016]', () => {
    const cells = {
      ...add,
      username: '\u3000 花田 ',
      idm_61000_userid: ' a ',
      idm_61000_param1: ' b ',
      idm_61000_password: ' c ',
    }
    const entry = entryOf(cells)
    expect(entry.username).toEqual({ set: '花田' })
    expect(entry.idManager.map(({ value }) => value)).toEqual([{ set: 'a' }, { set: ' b ' }, { set: ' c ' }])
    expect(codesOf({ ...add, template109: ' 123457' })).toEqual(['MFA-E-PIN'])
    expect(entryOf({ ...update, mode: ' update ' }).mode).toBe('update')
  })

  it('knows an empty cell, !clear, and texts that begin with ! [MFA-CSV-017, MFA-CSV-018]', () => {
    expect(entryOf({ ...update, mail: '' }).mail).toBeUndefined()
    expect(
      entryOf({ ...update, mail: '!clear', start: '!clear', template55: '!clear', disable: '!clear' }),
    ).toMatchObject({
      mail: 'clear',
      start: 'clear',
      picture: 'clear',
      disable: 'clear',
    })
    expect(entryOf({ ...update, username: '!!clear' }).username).toEqual({ set: '!clear' })
    expect(entryOf({ ...update, username: '!x' }).username).toEqual({ set: '!x' })
    expect(entryOf({ ...add, username: '!clear' }).username).toBeUndefined()
  })

  it('looks at nothing but the key of a row that deletes [MFA-CSV-019]', () => {
    expect(codesOf({ mode: 'delete', userid: 'user001', role: '9', mail: 'x', template109: 'x', start: 'x' })).toEqual(
      [],
    )
    expect(codesOf({ mode: 'delete', userid: 'user001', groupId: '' }, cli)).toEqual(['MFA-E-REQUIRED'])
  })

  it('fails a row as a whole and tells all of its errors [MFA-CSV-026, MFA-RES-003]', () => {
    const row = rowOf({ ...add, role: '4', mail: 'x', disable: 'yes', boDeletePeriod: '-1' })
    expect(isRefused(row)).toBe(true)
    expect(row.faults.map(({ code }) => code)).toEqual(['MFA-E-RANGE', 'MFA-E-MAIL', 'MFA-E-BOOL', 'MFA-E-NUMBER'])
  })

  it('never says what a secret is [MFA-RES-004]', () => {
    const secret = 'Geheimnis\u0007'
    const names = [
      'template16',
      'template104',
      'template109',
      'template110',
      'idm_61000_password',
      'winlogon_1_password',
    ]
    const cells = Object.fromEntries(names.map((name) => [name, `${secret}${'x'.repeat(300)}`]))
    const { faults } = rowOf({ ...add, ...cells })
    expect(faults.length).toBeGreaterThan(5)
    expect(JSON.stringify(faults)).not.toContain('Geheimnis')
  })
})

describe('a field', () => {
  it.each([
    ['add', 'add'],
    ['Update', 'update'],
    ['DELETE', 'delete'],
  ])('mode may be %s [MFA-FLD-001, MFA-FLD-002]', (mode, expected) => {
    expect(entryOf({ ...add, mode }).mode).toBe(expected)
  })

  it('mode is none of anything else, and must be there [MFA-FLD-002]', () => {
    expect(codesOf({ ...add, mode: '追加' })).toEqual(['MFA-E-MODE'])
    expect(codesOf({ ...add, mode: '' })).toEqual(['MFA-E-REQUIRED'])
  })

  it.each([
    ['ab', ['MFA-E-USERID-FORMAT']],
    ['USER001', []],
    ['a.b-c_d@e', []],
    ['a'.repeat(200), []],
    ['a'.repeat(201), ['MFA-E-USERID-FORMAT']],
    ['花田明', ['MFA-E-USERID-FORMAT']],
    ['a b c', ['MFA-E-USERID-FORMAT']],
    ['', ['MFA-E-REQUIRED']],
  ])('userid %j gets %j [MFA-FLD-003, MFA-FLD-004]', (userid, codes) => {
    expect(codesOf({ ...add, userid })).toEqual(codes)
  })

  it('a wrong userid is told which characters and how many it may have', () => {
    const [fault] = rowOf({ ...add, userid: 'ab' }).faults
    expect(wordFault(fault!, 'ja').remedy).toBe(
      '半角英数字と「.」「_」「-」「@」を使用し、3～200文字で入力してください。',
    )
    expect(wordFault(fault!, 'en').remedy).toContain('3 to 200')
  })

  it('username has at most 30 characters of any script [MFA-FLD-006, MFA-FLD-007]', () => {
    expect(codesOf({ ...add, username: '髙'.repeat(30) })).toEqual([])
    expect(codesOf({ ...add, username: '髙'.repeat(31) })).toEqual(['MFA-E-LENGTH'])
    expect(codesOf({ ...add, username: 'a\nb' })).toEqual(['MFA-E-TEXT'])
  })

  it.each([
    ['hanada@example.co.jp', []],
    [`${'a'.repeat(64)}@example.co.jp`, []],
    [`${'a'.repeat(65)}@example.co.jp`, ['MFA-E-MAIL']],
    [`a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(10)}.jp`, ['MFA-E-MAIL']],
    ['.a@example.co.jp', ['MFA-E-MAIL']],
    ['a..b@example.co.jp', ['MFA-E-MAIL']],
    ['"a b"@example.co.jp', ['MFA-E-MAIL']],
    ['hanada', ['MFA-E-MAIL']],
    ['花田@example.co.jp', ['MFA-E-MAIL']],
  ])('mail %j gets %j [MFA-FLD-008, MFA-FLD-009]', (mail, codes) => {
    expect(codesOf({ ...add, mail })).toEqual(codes)
  })

  it.each([
    ['1', []],
    ['2', []],
    ['0', ['MFA-E-RANGE']],
    ['4', ['MFA-E-RANGE']],
    ['１', ['MFA-E-NUMBER']],
    ['+1', ['MFA-E-NUMBER']],
    ['1.0', ['MFA-E-NUMBER']],
    ['', ['MFA-E-REQUIRED']],
  ])('role %j of a new person gets %j [MFA-FLD-010, MFA-FLD-011, MFA-FLD-067]', (role, codes) => {
    expect(codesOf({ ...add, role })).toEqual(codes)
    if (role === '') expect(codesOf({ ...update, role })).toEqual([])
  })

  it('mail is needed by an administrator of the organisation only', () => {
    expect(codesOf({ ...add, role: '3' })).toEqual(['MFA-E-REQUIRED'])
    expect(codesOf({ ...update, role: '3' })).toEqual([])
    expect(codesOf({ ...update, role: '3', mail: '!clear' })).toEqual(['MFA-E-REQUIRED'])
  })

  it('disable and boEnable are true or false in any letters [MFA-FLD-012, MFA-FLD-013, MFA-FLD-066]', () => {
    expect(entryOf({ ...add, disable: 'TRUE', boEnable: 'False' })).toMatchObject({
      disable: { set: true },
      boEnable: { set: false },
    })
    for (const text of ['1', '0', 'yes', 'はい']) expect(codesOf({ ...add, boEnable: text })).toEqual(['MFA-E-BOOL'])
  })

  it('periods keep to their ranges and to each other [MFA-FLD-014..MFA-FLD-018]', () => {
    const periods = (cells: Cells, base = add) => codesOf({ ...base, ...cells })
    expect(periods({ boDeletePeriod: '365', boUpdatePeriod: '30' })).toEqual([])
    expect(periods({ boDeletePeriod: '366' })).toEqual(['MFA-E-RANGE'])
    expect(periods({ boUpdatePeriod: '31' })).toEqual(['MFA-E-RANGE'])
    expect(periods({ boDeletePeriod: '1', boUpdatePeriod: '2' })).toEqual(['MFA-E-BO-PERIOD'])
    expect(periods({ boDeletePeriod: '0', boUpdatePeriod: '2' })).toEqual([])
    // A new person's other period is the default: 30 days and 1 day.
    expect(periods({ boUpdatePeriod: '30' })).toEqual([])
    expect(periods({ boDeletePeriod: '!clear', boUpdatePeriod: '30' }, update)).toEqual([])
    expect(periods({ boDeletePeriod: '5', boUpdatePeriod: '!clear' }, update)).toEqual([])
    expect(periods({ boUpdatePeriod: '30' }, update)).toEqual([])
  })

  it.each([
    ['p@sswor', ['MFA-E-PASSWORD-POLICY']],
    ['p@ssword', []],
    ['a'.repeat(32), []],
    ['a'.repeat(33), ['MFA-E-PASSWORD-POLICY']],
    ['パスワード1234', ['MFA-E-PASSWORD-POLICY']],
    ['pass word', ['MFA-E-PASSWORD-POLICY']],
  ])('template16 %j gets %j [MFA-FLD-019, MFA-FLD-020]', (template16, codes) => {
    expect(codesOf({ ...add, template16 })).toEqual(codes)
  })

  it.each([
    ['0123456789ABCDEF0123456789abcdef', [], undefined],
    ['0123456789abcdef0123', ['MFA-W-TOTP-SHORT'], undefined],
    ['0123456789abcdef01', ['MFA-E-TOTP-SEED'], 'transfer.remedy.seedLength'],
    ['0123456789abcdef01234', ['MFA-E-TOTP-SEED'], 'transfer.remedy.seedLength'],
    ['a'.repeat(130), ['MFA-E-TOTP-SEED'], 'transfer.remedy.seedLength'],
    ['JBSWY3DPEHPK3PXP', ['MFA-E-TOTP-SEED'], 'transfer.remedy.base32'],
    ['01-23', ['MFA-E-TOTP-SEED'], undefined],
  ])('template104 %j gets %j [MFA-FLD-021, MFA-FLD-022]', (template104, codes, remedy) => {
    const { faults } = rowOf({ ...add, template104 })
    expect(faults.map(({ code }) => code)).toEqual(codes)
    expect(faults[0]?.remedy).toBe(remedy)
  })

  it('template109 and template110 keep their leading zeros [MFA-FLD-023..MFA-FLD-025]', () => {
    expect(entryOf({ ...add, template109: '001243', template110: '000190' })).toMatchObject({
      pin: { set: '001243' },
      qrPin: { set: '000190' },
    })
  })

  it('a PIN has as many digits as the policy says [MFA-FLD-026]', () => {
    const [short] = rowOf({ ...add, template109: '1243' }).faults
    expect(short).toMatchObject({ code: 'MFA-E-PIN', params: { n: 6 }, remedy: 'transfer.remedy.leadingZeros' })
    expect(codesOf({ ...add, template109: '1243' }, { ...portal, pinLength: 4 })).toEqual([])
    expect(codesOf({ ...add, template110: '12435678' }, { ...portal, pinLength: 8 })).toEqual([])
    expect(codesOf({ ...add, template110: '１２４３５６' })).toEqual(['MFA-E-PIN'])
    for (const template109 of ['111111', '123456', '987654'])
      expect(codesOf({ ...add, template109 })).toEqual(['MFA-W-PIN-TRIVIAL'])
  })

  it('template54 is for the command line only [MFA-FLD-027..MFA-FLD-029]', () => {
    expect(codesOf({ ...add, template54: 'a.jpg' })).toEqual(['MFA-E-CLI-ONLY'])
    expect(codesOf({ ...add, template54: '' })).toEqual([])
    expect(entryOf({ ...add, groupId: 'g', template54: 'a.jpg' }, cli).legacyPicture).toEqual({ set: 'a.jpg' })
    expect(codesOf({ ...add, groupId: 'g', template54: 'QUJD'.repeat(200) }, cli)).toEqual(['MFA-E-IMG-TEMPLATE'])
  })

  it('template55 names no path in the portal and none that leaves the folder elsewhere [MFA-FACE-016]', () => {
    for (const template55 of ['a/b.jpg', 'C:\\a.jpg', '..', '../a.jpg'])
      expect(codesOf({ ...add, template55 })).toEqual(['MFA-E-IMG-NOTFOUND'])
    for (const template55 of ['/a.jpg', 'C:\\a.jpg', '..\\a.jpg', 'a/../../b.jpg'])
      expect(codesOf({ ...add, groupId: 'g', template55 }, cli)).toEqual(['MFA-E-IMG-NOTFOUND'])
    expect(codesOf({ ...add, groupId: 'g', template55: 'sales/a..b.jpg' }, cli)).toEqual([])
  })

  it('values of applications have at most 256 characters of any kind [MFA-FLD-031, MFA-FLD-034..MFA-FLD-036]', () => {
    for (const name of [
      'idm_61000_userid',
      'idm_61000_password',
      'idm_61000_param1',
      'idm_61000_param2',
      'saml_70000_spname',
      'saml_70000_password',
    ]) {
      expect(column({ ...add, [name]: '髙\n'.repeat(128) }, name)).toEqual([])
      expect(column({ ...add, [name]: '髙'.repeat(257) }, name)).toEqual(['MFA-E-LENGTH'])
    }
    expect(word('transfer.label.saml_password', 'ja')).toBe('SAMLのChromebook暗号化パスワード')
  })

  it('the name of the Chromebook password is spelt right, whatever the source says [MFA-FLD-037]', () => {
    expect(word('transfer.label.saml_password', 'ja')).toContain('Chromebook')
  })

  it.each([
    ['PC-1\\taro', { kind: 'local', computer: 'PC-1', user: 'taro' }],
    ['.\\taro!', { kind: 'local', computer: '.', user: 'taro!' }],
    [`PC\\${'a'.repeat(20)}`, { kind: 'local', computer: 'PC', user: 'a'.repeat(20) }],
    [`PC\\${'a'.repeat(21)}`, undefined],
    [`${'P'.repeat(16)}\\taro`, undefined],
    ['PC\\', undefined],
    ['PC\\太郎', undefined],
    ['A\\B\\c', undefined],
    ['taro@corp.example', { kind: 'domain', user: 'taro', domain: 'corp.example' }],
    [`${'a'.repeat(195)}@corp`, { kind: 'domain', user: 'a'.repeat(195), domain: 'corp' }],
    [`${'a'.repeat(196)}@corp`, undefined],
    ['@corp', undefined],
    ['taro@', undefined],
    ['ta+ro@corp', undefined],
    ['microsoftaccount\\taro@example.com', { kind: 'microsoft', user: 'taro@example.com' }],
    ['AZUREAD\\taro', { kind: 'entra', user: 'taro' }],
    ['azuread\\ta ro', undefined],
    ['taro', undefined],
  ] as const)('winlogon_1_username %j is %j [MFA-FLD-039, MFA-FLD-041..MFA-FLD-049]', (text, logon) => {
    expect(parseWindowsLogon(text)).toEqual(logon)
    expect(codesOf({ ...add, winlogon_1_username: text })).toEqual(logon ? [] : ['MFA-E-WINLOGON-FORM'])
  })

  it('prefixes of Windows are stored as Windows wants them [MFA-FLD-047]', () => {
    expect(windowsLogonName(parseWindowsLogon('microsoftACCOUNT\\a')!)).toBe('MicrosoftAccount\\a')
    expect(windowsLogonName(parseWindowsLogon('azuread\\a')!)).toBe('AzureAD\\a')
    expect(windowsLogonName(parseWindowsLogon('.\\a')!)).toBe('.\\a')
    expect(windowsLogonName(parseWindowsLogon('a@b')!)).toBe('a@b')
  })

  it('a yen sign in a Windows account is refused with a hint [MFA-CSV-010]', () => {
    for (const name of ['PC¥taro', 'PC￥taro']) {
      const file = readMfaFile(utf8(`\ufeff${csv({ ...add, winlogon_1_username: name })}`), portal)
      expect(file.ok && file.rows[0]!.faults).toMatchObject([
        { code: 'MFA-E-WINLOGON-FORM', remedy: 'transfer.remedy.yen' },
      ])
    }
  })

  it('a Windows password needs a name, and texts keep their lengths [MFA-FLD-050]', () => {
    expect(codesOf({ ...add, winlogon_3_password: 'x' })).toEqual(['MFA-E-REQUIRED'])
    expect(codesOf({ ...update, winlogon_3_password: 'x' })).toEqual([])
    expect(codesOf({ ...update, winlogon_3_username: '!clear', winlogon_3_password: 'x' })).toEqual(['MFA-E-REQUIRED'])
    const named = { ...add, winlogon_3_username: 'PC\\a' }
    expect(codesOf({ ...named, winlogon_3_password: 'x'.repeat(257) })).toEqual(['MFA-E-LENGTH'])
    expect(codesOf({ ...named, winlogon_3_description: '説'.repeat(100) })).toEqual([])
    expect(codesOf({ ...named, winlogon_3_description: '説'.repeat(101) })).toEqual(['MFA-E-LENGTH'])
    expect(entryOf({ ...named, winlogon_7_username: 'PC\\b' }).windows.map(({ index }) => index)).toEqual([3, 7])
  })

  it('logonas_* are for updates, may name several people, and never oneself [MFA-FLD-051..MFA-FLD-053, MFA-FLD-055, MFA-FLD-056, MFA-FLD-058]', () => {
    expect(entryOf({ ...update, logonas_add: 'boss1; boss2;', logonas_delete: 'boss3' })).toMatchObject({
      delegatorsAdded: ['boss1', 'boss2'],
      delegatorsRemoved: ['boss3'],
    })
    expect(codesOf({ ...update, logonas_add: 'USER001' })).toEqual(['MFA-E-LOGONAS-SELF'])
    expect(codesOf({ ...update, logonas_add: '部長' })).toEqual(['MFA-E-LOGONAS-USER'])
    expect(codesOf({ ...add, logonas_add: 'boss1' })).toEqual(['MFA-E-LOGONAS-MODE'])
    expect(codesOf({ mode: 'delete', userid: 'user001', logonas_delete: 'boss1' })).toEqual(['MFA-E-LOGONAS-MODE'])
  })

  it.each([
    ['2025/09/01', '2025-09-01'],
    ['2024/02/29', '2024-02-29'],
    ['2025/9/1', undefined],
    ['2025-09-01', undefined],
    ['2025/02/30', undefined],
    ['0000/01/01', undefined],
    ['20250901', undefined],
  ])('start %j is %j [MFA-FLD-059..MFA-FLD-062]', (start, day) => {
    const row = rowOf({ ...add, start })
    expect(row.entry.start).toEqual(day === undefined ? undefined : { set: day })
    expect(row.faults.map(({ code }) => code)).toEqual(day === undefined ? ['MFA-W-DATE-IGNORED'] : [])
    expect(isRefused(row)).toBe(false)
  })

  it('a void date is an error where one is strict, and start may not come after end [MFA-FLD-061, MFA-FLD-062, MFA-CLI-007]', () => {
    expect(isRefused(rowOf({ ...add, groupId: 'g', start: '2025/9/1' }, { ...cli, strict: true }))).toBe(true)
    expect(codesOf({ ...add, start: '2025/09/02', end: '2025/09/01' })).toEqual(['MFA-E-VALIDITY'])
    expect(codesOf({ ...add, start: '2025/09/01', end: '2025/09/01' })).toEqual([])
  })

  it('groupId in the portal is the selected group or nothing; elsewhere it is in every row [MFA-UI-016, MFA-FLD-064, MFA-FLD-065]', () => {
    const options: MfaOptions = { ...portal, selectedGroup: ['S1', '営業'] }
    for (const groupId of ['', 's1', '営業']) expect(codesOf({ ...add, groupId }, options)).toEqual([])
    expect(codesOf({ ...add, groupId: 'S2' }, options)).toEqual(['MFA-E-GROUP-MISMATCH'])
    expect(codesOf({ ...update, groupId: '' }, cli)).toEqual(['MFA-E-REQUIRED'])
  })
})

describe('a job', () => {
  const job = (files: Record<string, string>, images: MfaImage[] = [], options = portal) => {
    const read = readMfaJob(
      { csv: Object.entries(files).map(([name, text]) => ({ name, bytes: sjis(text) })), images },
      options,
    )
    if (!read.ok) throw new Error(JSON.stringify(read.faults))
    return read
  }
  const told = (read: ReturnType<typeof job>) =>
    read.files
      .flatMap((file) => (file.ok ? file.rows : []))
      .map((row) => [row.file, row.line, row.faults.map(({ code }) => code)])

  it('may name a user once, whatever the letters; the second and later rows fail [MFA-CSV-021, MFA-CSV-023]', () => {
    const rows = ['USER001', 'User001', 'user001'].map((userid) => ({ ...add, userid }))
    expect(told(job({ 'a.csv': csv(...rows) }))).toEqual([
      ['a.csv', 2, []],
      ['a.csv', 3, ['MFA-E-USERID-DUP']],
      ['a.csv', 4, ['MFA-E-USERID-DUP']],
    ])
  })

  it('reads files by name and rows as they stand, and counts IDs over all of them, failed rows too [MFA-CSV-020, MFA-CSV-023]', () => {
    const failed = { ...add, role: '9' }
    expect(told(job({ 'b.csv': csv({ ...update }), '\uff21.csv': csv(update), 'B.csv': csv(failed) }))).toEqual([
      ['B.csv', 2, ['MFA-E-RANGE']],
      ['b.csv', 2, ['MFA-E-USERID-DUP']],
      ['\uff21.csv', 2, ['MFA-E-USERID-DUP']],
    ])
    const order = job({ '\u{10000}.csv': csv(add), '\uff21.csv': csv(add) }).files.map(({ name }) => name)
    expect(order).toEqual(['\uff21.csv', '\u{10000}.csv'])
  })

  it('goes on with the other files when one cannot be read', () => {
    const { files } = job({ 'a.csv': 'x\n', 'b.csv': csv(add) })
    expect(files).toMatchObject([
      { name: 'a.csv', ok: false, faults: [{ file: 'a.csv' }, {}, {}] },
      { name: 'b.csv', ok: true },
    ])
  })

  const kb = 1024
  it.each<[string, number, number[], number, string | undefined]>([
    ['20 CSV files', 20, [], 100, undefined],
    ['21 CSV files', 21, [], 100, 'MFA-E-LIMIT-CSV'],
    ['300 pictures', 1, Array.from({ length: 300 }, () => 10 * kb), 100, undefined],
    ['301 pictures', 1, Array.from({ length: 301 }, () => 10 * kb), 100, 'MFA-E-LIMIT-IMG'],
    ['a picture of 102,400 bytes', 1, [102_400], 100, undefined],
    ['a picture of one byte more', 1, [102_401], 100, 'MFA-E-LIMIT-IMGSIZE'],
    ['5,242,880 bytes', 1, [100 * kb], 5_242_880 - 100 * kb, undefined],
    ['one byte more', 1, [100 * kb], 5_242_881 - 100 * kb, 'MFA-E-LIMIT-TOTAL'],
    ['301 pictures that are too large', 1, Array.from({ length: 301 }, () => 200 * kb), 100, 'MFA-E-LIMIT-IMG'],
    ['no CSV file', 0, [10], 100, 'MFA-E-NOCSV'],
  ])('of %s is judged before it is read [MFA-LIM-001..MFA-LIM-006, MFA-LIM-008]', (_, csvFiles, images, size, code) => {
    const files = {
      csv: Array.from({ length: csvFiles }, (_, at) => ({ name: `${at}.csv`, size })),
      images: images.map((bytes, at) => ({ name: `${at}.jpg`, size: bytes })),
    }
    expect(checkMfaJob(files)?.code).toBe(code)
  })

  it('has limits that a site can raise, and says what they are [MFA-LIM-009, MFA-LIM-010]', () => {
    const files = { csv: [{ name: 'a.csv', size: 9_000_000 }], images: [{ name: 'a.jpg', size: 200 * kb }] }
    const raised = { ...mfaJobLimits, totalBytes: Number.POSITIVE_INFINITY, imageBytes: 150 * kb }
    const fault = checkMfaJob(files, raised)!
    expect(wordFault(fault, 'ja').message).toBe('1画像ファイルのサイズは150KBまでです。')
    expect(checkMfaJob(files, { ...raised, imageBytes: 200 * kb })).toBeUndefined()
    expect(wordFault(checkMfaJob({ csv: files.csv, images: [] })!, 'ja').message).toContain('5MB')
  })

  it.each([
    ['exactly', ['a.jpg', 'A.jpg'], 'a.jpg', 'a.jpg'],
    ['without regard to case', ['Hanada.JPG'], 'hanada.jpg', 'Hanada.JPG'],
    ['without extension', ['hanada.jpg'], 'hanada', 'hanada.jpg'],
    ['without extension, .jpeg', ['hanada.jpeg'], 'HANADA', 'hanada.jpeg'],
    ['as a Mac spells it', ['か\u3099.jpg'], 'が.jpg', 'か\u3099.jpg'],
    ['with a dot in it', ['h.2025.jpg'], 'h.2025', 'h.2025.jpg'],
  ])('finds a picture %s [MFA-FACE-014, MFA-FACE-015]', (_, names, cell, expected) => {
    expect(new ImageIndex(names.map((name) => ({ name }))).find(cell)).toEqual({
      kind: 'found',
      image: { name: expected },
    })
  })

  it('takes no picture that could be another, is not there, is no JPEG or belongs to somebody else [MFA-FACE-001, MFA-FACE-010, MFA-FACE-015, MFA-FACE-017, MFA-FACE-019]', () => {
    const images = [
      image('A.jpg'),
      image('a.JPG'),
      image('b.jpg'),
      image('c.jpg', { head: Uint8Array.of(0x89, 0x50, 0x4e) }),
      image('d.jpg'),
      image('d.jpeg'),
    ]
    const rows = ['a.jpg', 'x', 'c', 'b', 'B.jpg', 'd'].map((template55, at) => ({
      ...add,
      userid: `user${at}`,
      template55,
    }))
    expect(told(job({ 'a.csv': csv(...rows) }, images)).map(([, , codes]) => codes)).toEqual([
      ['MFA-E-IMG-AMBIGUOUS'],
      ['MFA-E-IMG-NOTFOUND'],
      ['MFA-E-IMG-FORMAT'],
      [],
      ['MFA-E-IMG-SHARED'],
      ['MFA-E-IMG-AMBIGUOUS'],
    ])
  })

  it('warns of every picture that no row names [MFA-FACE-012, MFA-FACE-013]', () => {
    const read = job(
      { 'a.csv': csv({ ...add, template55: 'a' }, { mode: 'delete', userid: 'zzz', template55: 'b.jpg' }) },
      [image('a.jpg'), image('b.jpg'), image('c.jpg')],
    )
    expect(read.warnings).toMatchObject([{ level: 'warning', code: 'MFA-W-IMG-UNREF', params: { name: 'c.jpg' } }])
  })
})

describe('a file of any bytes', () => {
  const header =
    'mode,userid,groupId,username,mail,role,boDeletePeriod,template104,template109,template55,idm_61000_param1,winlogon_1_username,logonas_add,start\r\n'
  const bytes = fileBytes([
    header,
    'add,',
    'update,',
    'delete,',
    '!clear',
    'user001',
    '2025/01/01',
    'PC\\a',
    'a@b',
    ';',
  ])

  it('is read or refused, never thrown at, and never takes long [MFA-SEC-003]', () => {
    fc.assert(
      fc.property(bytes, fc.constantFrom(portal, cli), (input, options) => {
        const began = worked()
        const file = readMfaFile(input, options)
        const faults = file.ok ? file.rows.flatMap((row) => row.faults) : file.faults
        if (!file.ok) expect(faults.length).toBeGreaterThan(0)
        for (const fault of faults) expect(unfilled(fault)).toEqual([])
        expect(worked() - began).toBeLessThan(patience)
      }),
      { numRuns: runs },
    )
  })

  it('says the same as a stream', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 50 }), async (input, size) => {
        const whole = readMfaFile(input, portal)
        const detected = await detectMfaEncoding(chunked(input, size))
        const rows: unknown[] = []
        let refused = !detected.ok
        if (detected.ok)
          for await (const part of streamMfa(chunked(input, size), detected.encoding, portal)) {
            if (part.kind === 'row') rows.push(part.row)
            if (part.kind === 'refused') refused = true
          }
        expect(refused).toBe(!whole.ok)
        if (whole.ok) expect(rows).toEqual(whole.rows)
      }),
      { numRuns: Math.ceil(runs / 4) },
    )
  })

  it('whose cells are anything says nothing of secrets and fails no other row', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...header.trim().split(',').slice(3)), anyText), (cells) => {
        const file = readMfaFile(utf8(`\ufeff${csv({ ...update, ...cells }, { ...update, userid: 'other' })}`), portal)
        if (!file.ok) throw new Error(JSON.stringify(file.faults))
        expect(file.rows[1]!.faults).toEqual([])
      }),
      { numRuns: Math.ceil(runs / 4) },
    )
  })

  it('of 100,000 columns or one endless line is refused at once [MFA-SEC-003]', () => {
    const began = performance.now()
    expect(refusal(utf8(`mode,userid${',x'.repeat(100_000)}\n`))).toMatchObject([{ code: 'MFA-E-COLUMNS' }])
    expect(refusal(utf8(`mode,userid\n"${'x'.repeat(5_000_000)}`))).toMatchObject([
      { code: 'MFA-E-COLUMNS', line: 2, remedy: 'transfer.remedy.recordTooLong' },
    ])
    expect(performance.now() - began).toBeLessThan(10_000)
  })
})
