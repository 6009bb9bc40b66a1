import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { anyText, chunked, fileBytes, patience, runs, shiftJisCharacter, unfilled, worked } from './fuzz.testing.ts'
import {
  detectEncoding,
  headerOf,
  matchHeader,
  newUserFaults,
  type Refused,
  readUsers,
  streamUsers,
  type UserCells,
  type UserColumn,
  type UserFile,
  type UserToWrite,
  userCells,
  userColumns,
  userHeaders,
  wordFault,
  writeUsers,
} from './index.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

function fileOf(rows: UserCells[], options: Parameters<typeof writeUsers>[1] = { encoding: 'utf-8' }): Uint8Array {
  const written = writeUsers(rows, options)
  if (!written.ok) throw new Error(JSON.stringify(written.faults))
  return written.bytes
}

function read(bytes: Uint8Array, options?: Parameters<typeof readUsers>[1]): UserFile {
  const file = readUsers(bytes, options)
  if (!file.ok) throw new Error(JSON.stringify(file.faults))
  return file
}

const sound: UserCells = { loginId: 'hanada', password: 'Kyushu!2026x', mail: 'hanada@example.co.jp' }

/** What a row with these cells is told: column and message. */
function faultsOf(cells: UserCells): [string | undefined, string][] {
  const [row] = read(fileOf([{ ...sound, ...cells }])).rows
  return row!.faults.map(({ column, code, params }) => [column, params ? `${code} ${Object.values(params)}` : code])
}

function rowOf(cells: UserCells) {
  return read(fileOf([{ ...sound, ...cells }])).rows[0]!.entry
}

describe('the header of a user list', () => {
  it('has 54 columns in the order of the specification', () => {
    expect(userColumns).toHaveLength(54)
    expect(userHeaders('neutral').slice(0, 4)).toEqual(['削除', '利用者ID', 'パスワード', '利用者（姓）'])
    expect(userHeaders('original')[1]).toBe('NFM 利用者 ID')
    expect(userHeaders('neutral').at(-1)).toBe('Windowsパスワード5')
    expect(userHeaders('neutral')[12]).toBe('常時認証一時停止許可FL')
  })

  it.each([
    ['original', userHeaders('original')],
    ['neutral', userHeaders('neutral')],
    ['original without its spaces', userHeaders('original').map((header) => header.replaceAll(' ', ''))],
    ['neutral with full-width spaces', userHeaders('neutral').map((header) => `\u3000${header} `)],
    ['half-width parentheses', userHeaders('neutral').map((header) => header.replace('（', '(').replace('）', ')'))],
    [
      'full-width digits',
      userHeaders('original').map((header) => header.replace(/\d/, (x) => String.fromCharCode(0xff10 + Number(x)))),
    ],
  ])('is known in the spelling %s [NFM-GEN-004]', (_, header) => {
    const { columns, faults } = matchHeader(header)
    expect(faults).toEqual([])
    expect(columns).toEqual(userColumns.map(({ key }) => key))
  })

  it('may have any order and leave 常時認証一時停止許可FL out [NFM-IMP-006]', () => {
    const header = userHeaders('neutral').filter((name) => name !== '常時認証一時停止許可FL')
    const cells = header.map((name) => (name === '利用者ID' ? 'hanada' : ''))
    const file = read(utf8(`${header.reverse().join(',')}\n${cells.reverse().join(',')}\n`))
    expect(file.rows[0]!.entry).toMatchObject({ loginId: 'hanada', pauseAllowed: undefined })
    expect(file.rows[0]!.faults).toEqual([])
  })

  it('of an unknown layout is refused, and every wrong column is named [NFM-IMP-006]', () => {
    const header = userHeaders('neutral').map((name) => (name === 'メールアドレス' ? '電子メール' : name))
    const refused = readUsers(utf8(`${[...header, '削除'].join(',')}\n`))
    expect(refused).toMatchObject({
      ok: false,
      faults: [
        { code: 'MSG-IMP-040', line: 1, column: '電子メール', remedy: 'transfer.remedy.columnUnknown' },
        { code: 'MSG-IMP-040', line: 1, column: '削除', remedy: 'transfer.remedy.columnTwice' },
        { code: 'MSG-IMP-040', line: 1, column: 'メールアドレス', remedy: 'transfer.remedy.columnMissing' },
      ],
    })
    for (const bytes of [utf8(''), utf8('userid,mode\na,add'), utf8('hanada,,,')])
      expect(readUsers(bytes)).toMatchObject({ faults: [{ code: 'MSG-IMP-040', remedy: 'transfer.remedy.noHeader' }] })
    const { faults } = refused as Refused
    expect(wordFault(faults[0]!, 'en')).toEqual({
      message: 'The columns do not match the expected layout.',
      remedy: 'There is no column 電子メール. Check its name or remove the column.',
    })
  })
})

describe('a user list', () => {
  it('in any encoding that is none of ours is refused as a whole [NFM-IMP-002]', () => {
    expect(readUsers(Uint8Array.of(0x41, 0xff))).toMatchObject({ faults: [{ code: 'MSG-IMP-046', line: 1 }] })
    expect(readUsers(Uint8Array.of(0xff, 0xfe, 0x41, 0))).toMatchObject({
      faults: [{ code: 'MSG-IMP-046', remedy: 'transfer.remedy.utf16' }],
    })
  })

  it('of more rows than allowed is refused as a whole [NFM-IMP-003]', () => {
    const rows = Array.from({ length: 1001 }, (_, at) => ({ loginId: `user${at}` }))
    expect(read(fileOf(rows.slice(1))).rows).toHaveLength(1000)
    expect(readUsers(fileOf(rows))).toEqual({
      ok: false,
      faults: [{ level: 'file', code: 'MSG-IMP-037', message: 'MSG-IMP-037' }],
    })
    expect(readUsers(fileOf(rows), { maxRows: 5 })).toMatchObject({
      faults: [{ code: 'MSG-IMP-037', message: 'transfer.tooManyRows', params: { max: 5 } }],
    })
    expect(read(fileOf(rows), { maxRows: 25_000 }).rows).toHaveLength(1001)
  })

  it('tells every fault of every row, and a bad row does not hide the next [NFM-IMP-005]', () => {
    const file = read(fileOf([{ loginId: 'a', mail: 'x', administrator: '2' }, sound]))
    expect(file.rows.map(({ line, faults }) => [line, faults.map(({ code }) => code)])).toEqual([
      [2, ['MSG-IMP-001', 'MSG-IMP-031', 'MSG-IMP-010']],
      [3, []],
    ])
  })

  it('with a row of another number of cells says so and nothing else of it', () => {
    const file = read(utf8(`${userHeaders('neutral').join(',')}\r\n,hanada,x\r\n"a"b${','.repeat(53)}\r\n`))
    expect(file.rows[0]!.faults).toEqual([
      {
        level: 'row',
        code: 'MSG-IMP-040',
        message: 'MSG-IMP-040',
        line: 2,
        params: { found: 3, expected: 54 },
        remedy: 'transfer.remedy.cellCount',
      },
    ])
    expect(file.rows[1]!.faults.at(-1)).toMatchObject({ remedy: 'transfer.remedy.strayQuote', line: 3 })
  })

  it('skips lines and rows without a single value', () => {
    expect(read(utf8(`${userHeaders('neutral').join(',')}\r\n\r\n${','.repeat(53)}\r\n`)).rows).toEqual([])
  })

  it('names the same ID and the same mail address at their second row, without case', () => {
    const codes = read(fileOf([sound, { ...sound, loginId: 'HANADA', mail: 'HANADA@example.co.jp' }])).rows[1]!.faults
    expect(codes.map(({ code }) => code)).toEqual(['MSG-IMP-041', 'MSG-IMP-030'])
  })

  it('names the line of a quote that stays open', () => {
    expect(readUsers(utf8(`${userHeaders('neutral').join(',')}\r\n"a,b\r\n`))).toMatchObject({
      faults: [{ code: 'MSG-IMP-040', line: 2, remedy: 'transfer.remedy.quoteNotClosed' }],
    })
  })
})

describe('a row of a user list', () => {
  const long = (length: number) => 'あ'.repeat(length)
  it.each<[string, UserCells, [UserColumn, string][]]>([
    ['an empty ID', { loginId: '' }, [['loginId', 'MSG-IMP-001']]],
    ['an ID of one character', { loginId: 'a' }, [['loginId', 'MSG-IMP-001']]],
    ['an ID of 257', { loginId: 'a'.repeat(257) }, [['loginId', 'MSG-IMP-001']]],
    ['an ID of 256', { loginId: 'a'.repeat(256) }, []],
    ['an ID with every sign', { loginId: 'a!$%&*+,-.:;<=>@[]^_{}~' }, []],
    ['an ID with another', { loginId: 'ab|' }, [['loginId', 'MSG-IMP-002']]],
    ['an ID in Japanese', { loginId: '花田' }, [['loginId', 'MSG-IMP-002']]],
    ['a password of 7', { password: 'Kyu!26x' }, [['password', 'MSG-IMP-003']]],
    ['a password of 256', { password: 'Kyushu!2'.repeat(32) }, [['password', 'MSG-IMP-004']]],
    ['a password with a quote', { password: 'Kyushu"2026' }, [['password', 'MSG-IMP-004']]],
    ['a password anybody guesses', { password: 'password' }, [['password', 'passwords.easilyGuessed']]],
    ['names of 80', { familyName: long(80), middleName: '𠮷'.repeat(80), givenName: long(80) }, []],
    ['a family name of 81', { familyName: long(81) }, [['familyName', 'MSG-IMP-005']]],
    ['a middle name of 81', { middleName: long(81) }, [['middleName', 'MSG-IMP-006']]],
    ['a given name of 81', { givenName: long(81) }, [['givenName', 'MSG-IMP-007']]],
    ['a line break in a name', { givenName: 'あ\nき' }, [['givenName', 'MSG-IMP-007']]],
    ['a mail address of 257', { mail: `${'a'.repeat(250)}@b.jp.jp` }, [['mail', 'MSG-IMP-008']]],
    ['an administrator without mail', { mail: '', administrator: '1' }, [['mail', 'MSG-IMP-009']]],
    ['a mail address that is none', { mail: 'hanada' }, [['mail', 'MSG-IMP-010']]],
    ['代行入力 2', { appLoginAllowed: '2' }, [['appLoginAllowed', 'MSG-IMP-011']]],
    ['認証方式 3', { appLoginMethod: '3' }, [['appLoginMethod', 'MSG-IMP-012']]],
    ['認証失敗時操作 x', { appLoginFailure: 'x' }, [['appLoginFailure', 'MSG-IMP-013']]],
    ['一時停止 01', { pauseAllowed: '01' }, [['pauseAllowed', 'MSG-IMP-014']]],
    ['管理者 yes', { administrator: 'yes' }, [['administrator', 'MSG-IMP-031']]],
    ['a delete mark that is none', { delete: 'd' }, [['delete', 'MSG-IMP-025']]],
    ['a group ID with a hyphen', { groupCode2: 'S-1', groupName2: '営業' }, [['groupCode2', 'MSG-IMP-032 2']]],
    ['a group name without ID', { groupName1: '営業' }, [['groupCode1', 'MSG-IMP-032 1']]],
    ['a group with a reserved name', { groupCode1: 'S1', groupName1: '未設定' }, [['groupName1', 'MSG-IMP-033 1']]],
    [
      'a group administrator 2',
      { groupCode5: 'S1', groupAdministrator5: '2' },
      [['groupAdministrator5', 'MSG-IMP-034 5']],
    ],
    [
      'an administrator of 異動中',
      { groupName1: '異動中', groupAdministrator1: '1' },
      [['groupAdministrator1', 'MSG-IMP-034 1']],
    ],
    ['the same group twice', { groupCode1: 'S1', groupCode3: 's1' }, [['groupCode3', 'MSG-IMP-035']]],
    [
      'an account without name and place',
      { accountKind1: '0', accountPassword1: 'pw' },
      [
        ['accountName1', 'MSG-IMP-015 1'],
        ['accountPlace1', 'MSG-IMP-017 1'],
      ],
    ],
    ['an account name of 21', account({ name: 'a'.repeat(21) }), [['accountName1', 'MSG-IMP-016 1']]],
    ['an account name of spaces', account({ name: 'a@b' }), [['accountName1', 'MSG-IMP-016 1']]],
    ['a computer of 16', account({ kind: '1', place: 'a'.repeat(16) }), [['accountPlace1', 'MSG-IMP-018 1']]],
    ['a domain of 16', account({ place: 'a'.repeat(16) }), []],
    ['a domain of 256', account({ place: 'a'.repeat(256) }), [['accountPlace1', 'MSG-IMP-018 1']]],
    ['Azure AD without UPN', account({ kind: '2' }), [['accountUpn1', 'MSG-IMP-019 1']]],
    [
      'a UPN that is too long',
      account({ kind: '2', upn: `${'a'.repeat(260)}@b.jp` }),
      [['accountUpn1', 'MSG-IMP-020 1']],
    ],
    ['a UPN of another kind of account, which is ignored', account({ upn: '花' }), []],
    ['an account without its kind', account({ kind: '' }), [['accountKind1', 'MSG-IMP-021 1']]],
    ['an account of kind 3', account({ kind: '3' }), [['accountKind1', 'MSG-IMP-022 1']]],
    ['a Windows password of 128', account({ password: 'a'.repeat(128) }), [['accountPassword1', 'MSG-IMP-024 1']]],
    ['a Windows password with a space', account({ password: 'a b' }), [['accountPassword1', 'MSG-IMP-024 1']]],
    [
      'the same account twice',
      { ...account({}), accountName4: 'HANADA', accountPlace4: 'Corp', accountKind4: '0', accountPassword4: 'YES' },
      [['accountName4', 'MSG-IMP-036']],
    ],
  ])('with %s is told exactly that', (_, cells, expected) => {
    expect(faultsOf(cells)).toEqual(expected.map(([column, code]) => [headerOf(column), code]))
  })

  it('knows the words that are no passwords [NFM-IMP-008, NFM-EXP-004]', () => {
    expect(rowOf({ password: 'YES' }).password).toEqual({ kind: 'marker', marker: 'YES' })
    expect(rowOf({ password: 'NO' }).password).toEqual({ kind: 'marker', marker: 'NO' })
    expect(rowOf({ password: '' }).password).toEqual({ kind: 'empty' })
    expect(rowOf({ password: 'RESET' }).password).toEqual({ kind: 'reissue' })
    expect(rowOf(account({ password: 'YES' })).windowsAccounts[0]!.password).toEqual({ kind: 'marker', marker: 'YES' })
    expect(rowOf(account({ password: 'RESET' })).windowsAccounts[0]!.password).toMatchObject({ kind: 'value' })
    expect(rowOf({ picture: 'TEMP' }).picture).toEqual({ kind: 'marker', marker: 'TEMP' })
    expect(rowOf({ picture: 'C:\\顔\\a.jpg' }).picture).toEqual({ kind: 'file', name: 'C:\\顔\\a.jpg' })
  })

  it.each([
    ['', 'MSG-IMP-003'],
    ['RESET', 'MSG-IMP-004'],
    ['YES', 'MSG-IMP-004'],
    ['NO', 'MSG-IMP-004'],
    ['Kyushu!2026x', undefined],
  ])('of a new person with the password %j gets %s [NFM-IMP-009]', (password, code) => {
    const [row] = read(fileOf([{ ...sound, password }])).rows
    expect(newUserFaults(row!).map((fault) => fault.code)).toEqual(code ? [code] : [])
  })

  it('knows 異動中 as an empty ID with its name, and keeps the places of groups [NFM-IMP-017]', () => {
    const { groups } = rowOf({ groupCode2: 'S1', groupName2: '営業', groupAdministrator2: '1', groupName3: '異動中' })
    expect(groups).toEqual([
      { kind: 'none' },
      { kind: 'group', code: 'S1', name: '営業', administrator: true },
      { kind: 'moving' },
      { kind: 'none' },
      { kind: 'none' },
    ])
  })

  it('closes gaps between Windows accounts and remembers where they stood [NFM-IMP-011]', () => {
    const cells = { accountName3: 'hanada', accountPlace3: 'PC', accountKind3: '1', accountPassword1: 'NO' }
    expect(rowOf(cells).windowsAccounts).toEqual([
      { slot: 3, kind: 'local', name: 'hanada', place: 'PC', upn: '', password: { kind: 'empty' } },
    ])
  })

  it('that deletes is judged by its ID alone', () => {
    expect(faultsOf({ delete: 'D', mail: 'x', password: 'x', administrator: '9', accountKind1: '7' })).toEqual([])
    expect(faultsOf({ delete: 'D', loginId: '' })).toEqual([[headerOf('loginId'), 'MSG-IMP-001']])
  })

  function account(one: { name?: string; place?: string; upn?: string; kind?: string; password?: string }): UserCells {
    return {
      accountName1: one.name ?? 'hanada',
      accountPlace1: one.place ?? 'corp',
      accountUpn1: one.upn ?? '',
      accountKind1: one.kind ?? '0',
      accountPassword1: one.password ?? 'YES',
    }
  }
})

describe('an exported list', () => {
  const person: UserToWrite = {
    loginId: '=hanada',
    familyName: '花田',
    middleName: '',
    givenName: '明, "Aki"',
    mail: 'hanada@example.co.jp',
    face: 'provisional',
    appLoginAllowed: true,
    appLoginMethod: 'face-and-password',
    appLoginFailure: 'again',
    pauseAllowed: false,
    systemAdministrator: true,
    passwordSet: true,
    learned: false,
    groups: [
      { kind: 'moving' },
      { kind: 'group', groupId: 'x', code: 'S1', name: '営業', administrator: true },
      ...Array.from({ length: 3 }, () => ({ kind: 'none' as const })),
    ],
    windowsAccounts: [{ kind: 'azure', name: 'hanada', place: 'corp', upn: 'h@example.co.jp', passwordSet: true }],
  }

  it('is byte for byte as laid down, and never carries a secret [NFM-EXP-001, NFM-EXP-003, NFM-EXP-006, NFM-EXP-007]', () => {
    const bytes = fileOf([userCells(person)], { encoding: 'shift_jis' })
    const [header, row, ...rest] = iconv.decode(bytes, 'cp932').split('\r\n')
    expect(header).toBe(userHeaders('neutral').join(','))
    expect(row).toBe(
      ',=hanada,YES,花田,,"明, ""Aki""",hanada@example.co.jp,TEMP,NO,1,2,1,0,1,,異動中,0,S1,営業,1' +
        `${',,,0'.repeat(3)},hanada,corp,h@example.co.jp,2,YES${',,,,,'.repeat(4)}`,
    )
    expect(rest).toEqual([''])
  })

  it('may carry the headers of the original', () => {
    const bytes = fileOf([], { headers: 'original', encoding: 'shift_jis' })
    expect(iconv.decode(bytes, 'cp932')).toBe(`${userHeaders('original').join(',')}\r\n`)
  })

  it('means no change when it is read again [NFM-EXP-004]', () => {
    const { entry, faults } = read(fileOf([userCells(person)], { encoding: 'shift_jis' })).rows[0]!
    expect(faults).toEqual([])
    expect(entry).toMatchObject({
      delete: false,
      password: { kind: 'marker' },
      picture: { kind: 'marker' },
      appLoginMethod: 'face-and-password',
      appLoginFailure: 'again',
      administrator: true,
      windowsAccounts: [{ kind: 'azure', password: { kind: 'marker' } }],
    })
  })

  it('in Shift_JIS names every character it cannot hold and is not written [NFM-EXP-005]', () => {
    expect(writeUsers([sound, { ...sound, familyName: '𠮷田' }])).toMatchObject({
      ok: false,
      faults: [{ line: 3, column: '利用者（姓）', params: { codePoint: 'U+20BB7' } }],
    })
    expect(writeUsers([{ ...sound, familyName: '𠮷田' }], { encoding: 'utf-8-bom' }).ok).toBe(true)
  })

  it('comes back cell by cell and is written again byte for byte, whatever people are called [NFM-IMP-014]', () => {
    const cell = fc.oneof(anyText, fc.string({ unit: shiftJisCharacter, maxLength: 8 }))
    const row = fc.dictionary(fc.constantFrom(...userColumns.map(({ key }) => key)), cell, { maxKeys: 12 })
    const encodings = fc.constantFrom('shift_jis', 'utf-8', 'utf-8-bom')
    const headers = fc.constantFrom('neutral', 'original')
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), encodings, headers, (rows, encoding, spelling) => {
        const written = writeUsers(rows, { encoding, headers: spelling })
        if (!written.ok) return
        const file = read(written.bytes)
        const filled = rows.filter((cells) => Object.values(cells).some((text) => text !== ''))
        expect(
          writeUsers(
            file.rows.map(({ cells }) => cells),
            { encoding, headers: spelling },
          ),
        ).toEqual(filled.length === rows.length ? written : writeUsers(filled, { encoding, headers: spelling }))
      }),
      { numRuns: Math.ceil(runs / 4) },
    )
  })
})

describe('a list of any bytes', () => {
  const bytes = fileBytes([`${userHeaders('neutral').join(',')}\r\n`, 'hanada', 'D', 'YES', '1', ','.repeat(53)])

  it('is read or refused, never thrown at, and never takes long', () => {
    fc.assert(
      fc.property(bytes, (input) => {
        const began = worked()
        const file = readUsers(input)
        const faults = file.ok ? file.rows.flatMap((row) => [...row.faults, ...newUserFaults(row)]) : file.faults
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
        const whole = readUsers(input, { maxRows: Number.POSITIVE_INFINITY })
        const detected = await detectEncoding(chunked(input, size))
        if (!detected.ok) {
          expect(whole.ok).toBe(false)
          return
        }
        const rows: unknown[] = []
        let refused = false
        for await (const part of streamUsers(chunked(input, size), detected.encoding)) {
          if (part.kind === 'row') rows.push(part.row)
          if (part.kind === 'refused') refused = true
        }
        expect(refused).toBe(!whole.ok)
        if (whole.ok) expect(rows).toEqual(whole.rows)
      }),
      { numRuns: Math.ceil(runs / 4) },
    )
  })
})
