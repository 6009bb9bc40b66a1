/** @module-tag long */
import {
  changeFactors,
  changeTenantSettings,
  changeUser,
  deleteUsers,
  eraseUsers,
  listApps,
  readFactors,
  readOwnFactors,
  readUser,
  recordDeparture,
  registerApp,
  removeApp,
  renameApp,
  renewTotpSeed,
  restoreUsers,
  showTotpSeed,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { type TOTP, URI } from 'otpauth'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../platform/identifiers.ts'
import {
  openTestTenant,
  type TestPerson,
  type TestServer,
  type TestTenant,
  testPassword,
  testServer,
} from '../platform/testing.ts'
import { formOf, refusal } from '../users/people.testing.ts'
import { seedPeople } from '../users/users.testing.ts'
import { factorWorld, keepFactors, noFactors, putFactors, registeredApps, restoreFactors } from './factors.service.ts'
import { type Cells, importRows, stepsAs } from './factors.testing.ts'
import { verifyPin } from './pins.ts'

let server: TestServer
let tenant: TestTenant
let system: TestPerson
let hanako: TestPerson

beforeAll(async () => {
  server = await testServer()
})
beforeEach(async () => {
  tenant = await openTestTenant(server)
  system = tenant.administrator
  hanako = await tenant.addPerson({ loginId: 'hanako', familyName: '花田', givenName: '花子' })
})

const rows = <T>(text: ReturnType<typeof sql<T>>) =>
  server.database.transaction({ tenantId: tenant.tenantId }, async (db) => (await text.execute(db)).rows)
const put = async (cells: Cells, person = hanako, by = system) =>
  (await importRows(server, tenant, [{ person, cells }], by))[0]!
const see = (person: Pick<TestPerson, 'userId'> = hanako, by = system) =>
  by.browser.call(readFactors, { userId: person.userId })
const apps = async () => {
  for (const [appId, name] of [
    [61000, '勤怠'],
    [61001, '経費'],
    [70000, 'Workspace'],
  ] as const)
    await system.browser.call(registerApp, { appId, name })
}
/** Everything that the feature stores of the tenant, as text. */
const stored = async () => {
  const tables = ['user_factors', 'app_credentials', 'windows_logons', 'delegations']
  const found = await Promise.all(
    tables.map((table) => rows<{ row: string }>(sql`select t::text as row from ${sql.table(table)} t order by 1`)),
  )
  return found.map((table) => table.map(({ row }) => row))
}

const seed = '3132333435363738393031323334353637383930'
const secrets = [seed, '193847', '564738', 'idm1@password', 'chrome-pass', 'win-pass-1', 'win pass 2', 'idm1@param1']
const everything: Cells = {
  boEnable: 'FALSE',
  boDeletePeriod: '60',
  boUpdatePeriod: '7',
  template104: seed,
  template109: '193847',
  template110: '564738',
  idm_61000_userid: 'idm1@hanako',
  idm_61000_password: 'idm1@password',
  idm_61000_param1: 'idm1@param1',
  saml_70000_spname: 'hanako@sp.example.jp',
  saml_70000_password: 'chrome-pass',
  winlogon_1_username: 'hanako@corp.example.jp',
  winlogon_1_password: 'win-pass-1',
  winlogon_1_description: '社内PC',
  winlogon_4_username: 'microsoftaccount\\hanako@example.jp',
  winlogon_4_password: 'win pass 2',
}

describe('factors from a list', () => {
  it('are all stored, and shown without any secret [MFA-FLD-024] [MFA-FLD-031] [MFA-FLD-035] [MFA-FLD-036] [MFA-FLD-039]', {
    tags: ['long'],
  }, async () => {
    await apps()
    expect((await put(everything)).faults).toEqual([])
    const answer = await see()
    expect(answer).toMatchObject({
      password: true,
      face: 'none',
      totp: { algorithm: 'SHA1', digits: 6, seconds: 30 },
      pin: true,
      qrPin: true,
      carryOut: { enabled: false, deleteDays: 60, updateDays: 7 },
      apps: [
        {
          appId: 61000,
          name: '勤怠',
          kind: 'id-manager',
          userName: 'idm1@hanako',
          parts: ['param1', 'password', 'userid'],
        },
        { appId: 61001, parts: [], userName: '' },
        { appId: 70000, kind: 'saml', userName: 'hanako@sp.example.jp', parts: ['password', 'spname'] },
      ],
      windows: [
        {
          number: 1,
          kind: 'domain',
          logon: 'hanako@corp.example.jp',
          description: '社内PC',
          passwordSet: true,
          portal: true,
        },
        {
          number: 4,
          kind: 'microsoft',
          logon: 'MicrosoftAccount\\hanako@example.jp',
          passwordSet: true,
          portal: false,
        },
      ],
    })
    for (const secret of secrets) expect(JSON.stringify(answer)).not.toContain(secret)
    expect(await hanako.browser.call(readOwnFactors)).toEqual(answer)
  })

  it('stand in the database sealed or hashed, bound to person and column', async () => {
    await apps()
    await put(everything)
    const dump = JSON.stringify([...(await stored()), await rows(sql`select * from windows_accounts`)])
    const bytes = await rows<{ sealed: Uint8Array }>(sql`select totp_seed as sealed from user_factors union all
      select sealed from app_credentials where sealed is not null union all
      select password from windows_logons where password is not null`)
    expect(bytes).toHaveLength(6)
    for (const secret of secrets) {
      expect(dump).not.toContain(secret)
      for (const { sealed } of bytes) expect(Buffer.from(sealed).toString('latin1')).not.toContain(secret)
    }
    const swapped = sql`update app_credentials a set sealed = b.sealed from app_credentials b
      where a.app_id = 61000 and a.part = 'userid' and b.app_id = 61000 and b.part = 'password'`
    await rows(swapped)
    await expect(see()).rejects.toMatchObject({ code: 'server.broken' })
  })

  it('keep a PIN as Argon2id with a pepper that the database does not hold', async () => {
    await put({ template109: '193847' })
    const [row] = await rows<{ pinHash: string }>(sql`select pin_hash from user_factors`)
    expect(row!.pinHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const house = { secrets: server.platform.secrets, tenantId: tenant.tenantId }
    expect(await verifyPin(house, 'pin', row!.pinHash, '193847')).toBe(true)
    expect(await verifyPin(house, 'pin', row!.pinHash, '193848')).toBe(false)
    expect(await verifyPin(house, 'qr-pin', row!.pinHash, '193847')).toBe(false)
    const elsewhere = { ...house, tenantId: system.userId }
    expect(await verifyPin(elsewhere, 'pin', row!.pinHash, '193847')).toBe(false)
  })

  it('mark the code of somebody with a QR PIN as to be issued; PIN and QR PIN are apart [MFA-QR-004]', {
    tags: ['long'],
  }, async () => {
    await put({ template110: '564738' })
    expect(await see()).toMatchObject({ pin: false, qrPin: true, qrCode: 'to-be-issued' })
    await put({ template110: '!clear', template109: '193847' })
    expect(await see()).toMatchObject({ pin: true, qrPin: false, qrCode: 'none' })
    expect((await put({ template109: '19384', template110: '5647382' })).faults).toEqual([
      'MFA-E-PIN template109',
      'MFA-E-PIN template110',
    ])
  })

  it('count as unchanged when they are what they were, PINs too once they are tried', { tags: ['long'] }, async () => {
    await apps()
    const first = await put(everything)
    expect(first.differences.length).toBe(Object.keys(everything).length)
    const before = (await stored()).flat().length
    expect((await put(everything)).differences).toEqual([])
    expect((await stored()).flat()).toHaveLength(before)
    const again = await put({
      ...everything,
      template109: '836152',
      idm_61000_password: 'other',
      template104: 'ab'.repeat(20),
    })
    expect(again.differences).toEqual(['template104: ● → ●', 'template109: ● → ●', 'idm_61000_password: ● → ●'])
  })

  it('stay as they are where a cell is empty, and go where it says so', { tags: ['long'] }, async () => {
    await apps()
    await put(everything)
    const before = await stored()
    const empty = Object.fromEntries(Object.keys(everything).map((column) => [column, '']))
    expect(await put(empty)).toEqual({ faults: [], differences: [] })
    expect(await stored()).toEqual(before)
    const cleared = await put(Object.fromEntries(Object.keys(everything).map((column) => [column, '!clear'])))
    expect(cleared.faults).toEqual([])
    expect(await see()).toMatchObject({
      ...{ totp: null, pin: false, qrPin: false, qrCode: 'none' },
      carryOut: { enabled: true, deleteDays: 30, updateDays: 1 },
      apps: [{ parts: [] }, { parts: [] }, { parts: [] }],
      windows: [],
    })
    expect((await system.browser.call(readUser, { userId: hanako.userId })).windowsAccounts).toEqual([])
    // A doubled mark is a value.
    await put({ idm_61000_userid: '!!clear' })
    expect((await see()).apps[0]).toMatchObject({ userName: '!clear' })
  })

  it('are refused for an application that nobody registered, if only to clear it', async () => {
    await system.browser.call(registerApp, { appId: 61000, name: '勤怠' })
    expect(
      (await put({ idm_61000_userid: 'a', idm_61001_userid: 'b', saml_70000_spname: '!clear', idm_61002_userid: '' }))
        .faults,
    ).toEqual(['MFA-E-APP-UNKNOWN idm_61001_userid', 'MFA-E-APP-UNKNOWN saml_70000_spname'])
    expect((await see()).apps).toMatchObject([{ parts: [] }])
  })

  it('judge the two periods of carry-out by what they will be together [MFA-FLD-018]', async () => {
    await put({ boDeletePeriod: '10', boUpdatePeriod: '5' })
    expect((await put({ boDeletePeriod: '4' })).faults).toEqual(['MFA-E-BO-PERIOD boUpdatePeriod'])
    expect((await put({ boUpdatePeriod: '11' })).faults).toEqual(['MFA-E-BO-PERIOD boUpdatePeriod'])
    expect((await put({ boDeletePeriod: '4', boUpdatePeriod: '4' })).faults).toEqual([])
    expect((await put({ boDeletePeriod: '0', boUpdatePeriod: '30' })).faults).toEqual([])
    expect((await put({ boDeletePeriod: '!clear' })).faults).toEqual([])
    expect((await put({ boDeletePeriod: '29' })).faults).toEqual(['MFA-E-BO-PERIOD boUpdatePeriod'])
    expect((await see()).carryOut).toEqual({ enabled: true, deleteDays: 30, updateDays: 30 })
  })

  it('come for two hundred people in one transaction, or for none of them', { tags: ['long'] }, async () => {
    await apps()
    const people = await seedPeople(server, tenant.tenantId, 200)
    const asked = people.map((person, index) => ({
      person,
      cells: { idm_61000_userid: person.loginId, template104: seed, winlogon_1_username: `PC-${index}\\u${index}` },
    }))
    await importRows(server, tenant, asked)
    expect((await rows(sql`select 1 from app_credentials`)).length).toBe(200)
    expect(await see(people[199]!)).toMatchObject({
      windows: [{ logon: 'PC-199\\u199' }],
      apps: [{ userName: people[199]!.loginId }, {}, {}],
    })
    const steps = stepsAs(server, tenant, system)
    const gone = people.map(({ userId }) => ({ userId, entry: { ...noFactors, pin: { set: '123123' } } }))
    await expect(steps.inTransaction((ctx) => putFactors(ctx, gone))).rejects.toThrow('hashed before')
    expect((await rows(sql`select 1 from user_factors where pin_hash is not null`)).length).toBe(0)
  })
})

describe('Windows accounts by number', () => {
  const windows = async (person = hanako, by = system) =>
    (await see(person, by)).windows.map(({ number, logon, description, portal }) => [
      number,
      logon,
      description,
      portal,
    ])
  const portal = async (person = hanako) =>
    (await system.browser.call(readUser, { userId: person.userId })).windowsAccounts.map(
      ({ name, place }) => `${name}@${place}`,
    )
  /** The stored password of an account of the portal, in clear. */
  const portalPassword = async (name: string) => {
    const [row] = await rows<{ accountId: string; password: Uint8Array | null }>(
      sql`select account_id, password from windows_accounts where name = ${name}`,
    )
    if (!row?.password) return row?.password
    const owner = { tenantId: tenant.tenantId, userId: row.accountId, kind: 'windows-password' as const }
    return stepsAs(server, tenant, system).inTransaction(async (ctx) =>
      (await ctx.secrets.open(ctx.db, owner, row.password!)).toString(),
    )
  }

  it('keep their numbers, which need not follow each other, in later updates [MFA-FLD-040]', async () => {
    await put({ winlogon_2_username: 'a@corp.jp', winlogon_2_password: 'one', winlogon_17_username: 'PC-1\\b' })
    await put({ winlogon_17_description: '二台目', winlogon_2_password: 'two' })
    expect(await windows()).toEqual([
      [2, 'a@corp.jp', '', true],
      [17, 'PC-1\\b', '二台目', true],
    ])
    expect(await portalPassword('a')).toBe('two')
    await put({ winlogon_2_username: '!clear' })
    expect(await windows()).toEqual([[17, 'PC-1\\b', '二台目', true]])
    expect(await portal()).toEqual(['b@PC-1'])
  })

  it('take the five places of the portal, and lose nothing beyond them: more accounts, other kinds, any computer', async () => {
    const cells: Cells = {}
    for (let number = 1; number <= 7; number++) cells[`winlogon_${number}_username`] = `u${number}@corp.jp`
    cells.winlogon_8_username = '.\\local'
    cells.winlogon_9_username = 'AzureAD\\hanako@example.jp'
    cells.winlogon_9_password = 'entra pass'
    expect((await put(cells)).faults).toEqual([])
    expect(await windows()).toEqual([
      ...[1, 2, 3, 4, 5].map((number) => [number, `u${number}@corp.jp`, '', true]),
      ...[6, 7].map((number) => [number, `u${number}@corp.jp`, '', false]),
      [8, '.\\local', '', false],
      [9, 'AzureAD\\hanako@example.jp', '', false],
    ])
    expect(await portal()).toHaveLength(5)
    expect((await put({ winlogon_9_password: 'entra pass' })).differences).toEqual([])
    // The form of the portal is saved as it is: nothing beyond its five places goes.
    await system.browser.call(changeUser, await formOf(hanako.userId, system))
    expect(await windows()).toHaveLength(9)
  })

  it('are the accounts that the portal has already; one taken away there takes its number along', async () => {
    const account = { kind: 'domain' as const, name: 'hanako', place: 'corp.jp', password: 'Aki-Yama-9' }
    const put1 = async (accounts: (typeof account)[]) =>
      system.browser.call(changeUser, { ...(await formOf(hanako.userId, system)), windowsAccounts: accounts })
    await put1([account])
    expect(await windows()).toEqual([[null, 'hanako@corp.jp', '', true]])
    await put({ winlogon_3_username: 'HANAKO@CORP.jp', winlogon_3_description: '既存' })
    expect(await windows()).toEqual([[3, 'HANAKO@CORP.jp', '既存', true]])
    expect(await portalPassword('HANAKO')).toBe('Aki-Yama-9')
    await put1([])
    expect(await windows()).toEqual([])
  })

  it('move with their password when a number gets another account or a password the portal cannot hold', async () => {
    await put({ winlogon_1_username: 'a@corp.jp', winlogon_1_password: 'Aki-Yama-9' })
    await put({ winlogon_1_username: 'b@corp.jp' })
    expect(await windows()).toEqual([[1, 'b@corp.jp', '', true]])
    expect(await portalPassword('b')).toBe('Aki-Yama-9')
    const long = { winlogon_1_password: 'with a space' }
    await put(long)
    expect(await windows()).toEqual([[1, 'b@corp.jp', '', false]])
    expect((await put(long)).differences).toEqual([])
    await put({ winlogon_1_username: 'MicrosoftAccount\\b@example.jp' })
    expect((await put(long)).differences).toEqual([])
  })

  it('need a user name, stored or in the row, for a password [MFA-FLD-050]', async () => {
    expect((await put({ winlogon_1_password: 'x' })).faults).toEqual(['MFA-E-REQUIRED winlogon_1_username'])
    await put({ winlogon_1_username: 'a@corp.jp' })
    expect((await put({ winlogon_1_password: 'x' })).faults).toEqual([])
    expect((await put({ winlogon_1_username: '!clear', winlogon_1_password: 'x' })).faults).toEqual([
      'MFA-E-REQUIRED winlogon_1_username',
    ])
    expect((await put({ winlogon_1_password: 'x'.repeat(257) })).faults).toEqual(['MFA-E-LENGTH winlogon_1_password'])
    expect((await put({ winlogon_1_description: '説'.repeat(101) })).faults).toEqual([
      'MFA-E-LENGTH winlogon_1_description',
    ])
    expect(
      (await put({ winlogon_1_password: 'x'.repeat(256), winlogon_1_description: '説'.repeat(100) })).faults,
    ).toEqual([])
  })

  it('of people out of range are not opened or changed by a group administrator', async () => {
    const sales = await tenant.addGroup('S01')
    const chief = await tenant.addPerson({ places: [{ groupId: sales, administrator: true }] })
    const member = await tenant.addPerson({ places: [{ groupId: sales }] })
    await put({ winlogon_1_username: 'shared@corp.jp', winlogon_1_password: 'Aki-Yama-9' })
    await put({ winlogon_1_username: 'shared@corp.jp', winlogon_1_password: 'own copy' }, member, chief)
    expect(await windows(member, chief)).toEqual([[1, 'shared@corp.jp', '', false]])
    expect(await portalPassword('shared')).toBe('Aki-Yama-9')
    const other = await tenant.addPerson({ places: [{ groupId: sales }] })
    await put({ winlogon_1_username: 'shared@corp.jp' }, other)
    for (const guess of ['Natsu-Umi-3', 'Aki-Yama-9', '!clear'])
      expect((await put({ winlogon_1_password: guess }, other, chief)).faults).toEqual([
        'MFA-E-ROLE winlogon_1_password',
      ])
    expect((await put({ winlogon_1_username: 'PC-1\\trap' }, other, chief)).faults).toEqual([
      'MFA-E-ROLE winlogon_1_username',
    ])
    const trap = { winlogon_1_username: 'PC-1\\own', winlogon_1_password: 'own-password' }
    expect((await put(trap, other, chief)).faults).toEqual([])
    expect(await windows(other, chief)).toEqual([[1, 'PC-1\\own', '', true]])
    expect(await portalPassword('shared')).toBe('Aki-Yama-9')
  })
})

describe('delegations', () => {
  let taro: TestPerson
  beforeEach(async () => {
    taro = await tenant.addPerson({ loginId: 'taro' })
  })
  const parties = async (person: TestPerson, by = system) => {
    const { delegators, delegates } = await see(person, by)
    return [delegators.map(({ loginId }) => loginId), delegates.map(({ loginId }) => loginId)]
  }

  it('make the row user the delegate of whom the cell names; both pages show the same relation [MFA-FLD-051] [MFA-FLD-053]', async () => {
    await put({ logonas_add: 'TARO' })
    expect(await parties(hanako)).toEqual([['taro'], []])
    expect(await parties(taro)).toEqual([[], ['hanako']])
  })

  it('are withdrawn by a list [MFA-FLD-052]', async () => {
    await put({ logonas_add: 'taro;admin' })
    await put({ logonas_delete: 'taro' })
    expect(await parties(hanako)).toEqual([['admin'], []])
  })

  it('name people who exist, before the import began [MFA-FLD-054] [MFA-FLD-057]', async () => {
    expect((await put({ logonas_add: 'nobody;taro' })).faults).toEqual(['MFA-E-LOGONAS-USER logonas_add'])
    expect((await put({ logonas_delete: 'nobody' })).faults).toEqual(['MFA-E-LOGONAS-USER logonas_delete'])
    expect(await parties(hanako)).toEqual([[], []])
    const began = server.clock.now()
    server.clock.advance(1000)
    await tenant.addPerson({ loginId: 'newcomer' })
    const entry = { ...noFactors, delegatorsAdded: ['newcomer', 'taro'] }
    const world = await stepsAs(server, tenant, system).inTransaction((ctx) =>
      factorWorld(ctx, [{ userId: hanako.userId, entry }], began),
    )
    expect([...world.people.keys()]).toEqual([])
  })

  it('are several in a cell, never of oneself, and a repetition is only warned of [MFA-FLD-058]', async () => {
    expect((await put({ logonas_add: 'taro ; admin' })).faults).toEqual([])
    expect(await put({ logonas_add: 'taro' })).toEqual({ faults: ['MFA-W-LOGONAS-NOOP logonas_add'], differences: [] })
    expect((await put({ logonas_delete: 'taro;taro' })).faults).toEqual([])
    expect((await put({ logonas_delete: 'taro' })).faults).toEqual(['MFA-W-LOGONAS-NOOP logonas_delete'])
    expect((await put({ logonas_add: 'Hanako' })).faults).toEqual(['MFA-E-LOGONAS-SELF logonas_add'])
    expect(await parties(hanako)).toEqual([['admin'], []])
  })

  it('are edited from both sides, by group administrators within their groups only [MFA-PRX-003]', async () => {
    const sales = await tenant.addGroup('S01')
    const chief = await tenant.addPerson({ places: [{ groupId: sales, administrator: true }] })
    const [one, two] = [
      await tenant.addPerson({ loginId: 'one', places: [{ groupId: sales }] }),
      await tenant.addPerson({ loginId: 'two', places: [{ groupId: sales }] }),
    ]
    const edit = async (person: TestPerson, change: object, by = chief) =>
      by.browser.call(changeFactors, { userId: person.userId, version: (await see(person, by)).version, ...change })
    await edit(one, { addDelegates: ['two'] })
    expect(await parties(two, chief)).toEqual([['one'], []])
    for (const loginId of ['taro', 'admin', 'nobody', chief.loginId])
      await expect(edit(one, { addDelegators: [loginId] })).rejects.toMatchObject(
        refusal({ 'addDelegators.0': 'factors.partyUnknown' }),
      )
    await expect(edit(one, { addDelegators: ['one'] })).rejects.toMatchObject(
      refusal({ 'addDelegators.0': 'factors.partyOneself' }),
    )
    // Those of people out of range are neither shown nor taken away.
    await put({ logonas_add: 'taro' }, one)
    expect(await parties(one, chief)).toEqual([[], ['two']])
    await expect(edit(one, { removeDelegators: [taro.userId] })).rejects.toMatchObject({ code: 'request.invalid' })
    expect((await put({ logonas_add: 'taro' }, two, chief)).faults).toEqual(['MFA-E-LOGONAS-USER logonas_add'])
    await edit(one, { removeDelegates: [two.userId] })
    await edit(one, { removeDelegators: [taro.userId] }, system)
    expect(await parties(one)).toEqual([[], []])
    expect(await one.browser.call(readOwnFactors)).toMatchObject({ delegators: [], delegates: [] })
    await expect(one.browser.call(changeFactors, { userId: one.userId, version: 1 })).rejects.toMatchObject({
      code: 'request.forbidden',
    })
  })
})

describe('somebody who goes', () => {
  it('takes everything to the recycle bin and brings it back to the byte, delegations in both directions', async () => {
    await apps()
    await put(everything)
    const taro = await tenant.addPerson({ loginId: 'taro' })
    await put({ logonas_add: 'taro' })
    await put({ logonas_add: 'hanako' }, taro)
    const before = await stored()
    expect(before.map((table) => table.length)).toEqual([1, 5, 2, 2])
    const remove = (...people: TestPerson[]) =>
      system.browser.call(deleteUsers, { selection: { userIds: people.map(({ userId }) => userId) } })
    const back = (...people: TestPerson[]) =>
      system.browser.call(restoreUsers, { selection: { userIds: people.map(({ userId }) => userId) } })
    await remove(hanako)
    expect(await stored()).toEqual([[], [], [], []])
    await back(hanako)
    expect(await stored()).toEqual(before)
    await remove(hanako, taro)
    await back(taro, hanako)
    expect(await stored()).toEqual(before)
    // Who comes back first has no delegation yet: it is there once both are.
    await remove(hanako, taro)
    await back(taro)
    expect((await stored())[3]).toEqual([])
    await back(hanako)
    expect(await stored()).toEqual(before)
    await remove(hanako)
    await system.browser.call(eraseUsers, { selection: { userIds: [hanako.userId] } })
    expect((await stored()).flat()).toEqual([])
    expect(await rows(sql`select 1 from recycled_users`)).toEqual([])
  })

  it('loses everything by a departure, and nobody brings a delegation back', async () => {
    await apps()
    await put(everything)
    const taro = await tenant.addPerson({ loginId: 'taro' })
    await put({ logonas_add: 'hanako' }, taro)
    await put({ logonas_add: 'admin' })
    await system.browser.call(deleteUsers, { selection: { userIds: [taro.userId] } })
    const { places } = await system.browser.call(recordDeparture, { userId: hanako.userId })
    const revoked = Object.fromEntries(places.map(({ place, revoked: count }) => [place, count]))
    expect(revoked).toMatchObject({ factors: 3, 'app-credentials': 2, delegations: 1, 'windows-accounts': 2 })
    await system.browser.call(restoreUsers, { selection: { userIds: [taro.userId] } })
    expect((await stored()).flat()).toEqual([])
  })
})

describe('an import that is taken back', () => {
  it('leaves factors as they were; what needs somebody or something that is gone stays away', async () => {
    await apps()
    await put({ ...everything, logonas_add: 'admin' })
    const taro = await tenant.addPerson({ loginId: 'taro' })
    await put({ logonas_add: 'taro' })
    const before = await stored()
    const steps = stepsAs(server, tenant, system)
    const both = [hanako.userId, taro.userId]
    const importId = newId()
    await steps.inTransaction(async (ctx) => {
      await sql`insert into imports (tenant_id, import_id, file_name, layout, options, state, totals, created_by, created_by_login_id, created_at)
        values (${tenant.tenantId}, ${importId}, 'a.csv', 'mfa', '{}', 'applying', '{}', ${system.userId}, 'admin', now())`.execute(
        ctx.db,
      )
      await keepFactors(ctx, importId, both)
    })
    const cleared = Object.fromEntries(Object.keys(everything).map((column) => [column, '!clear']))
    delete cleared.winlogon_1_username
    await put({ ...cleared, winlogon_4_username: '.\\x', logonas_delete: 'admin;taro' })
    await put({ template109: '123987' }, taro)
    const restore = () => steps.inTransaction((ctx) => restoreFactors(ctx, importId, both))
    await restore()
    expect(await stored()).toEqual(before)
    await system.browser.call(deleteUsers, { selection: { userIds: [taro.userId] } })
    await system.browser.call(changeFactors, {
      ...{ userId: hanako.userId, version: (await see()).version },
      clearApps: [70000],
    })
    await system.browser.call(removeApp, { appId: 70000 })
    await restore()
    expect((await see()).delegators.map(({ loginId }) => loginId)).toEqual(['admin'])
    expect((await see()).apps.map(({ appId, parts }) => [appId, parts.length])).toEqual([
      [61000, 3],
      [61001, 0],
    ])
  })
})

describe('the page of a person', () => {
  const edit = async (change: object, by = system) =>
    by.browser.call(changeFactors, { userId: hanako.userId, version: (await see()).version, ...change })

  it('clears factor by factor, edits carry-out and user names, and logs what without any value', async () => {
    await apps()
    await put(everything)
    expect(await edit({ clear: ['pin'], clearWindows: [4] })).toMatchObject({
      pin: false,
      qrPin: true,
      windows: [{ number: 1 }],
    })
    expect(await edit({ clear: ['totp', 'qr'], clearApps: [70000] })).toMatchObject({ totp: null, qrCode: 'none' })
    const carryOut = { enabled: true, deleteDays: 0, updateDays: 30 }
    const changed = await edit({
      carryOut,
      appUserNames: [
        { appId: 61000, userName: 'new@name' },
        { appId: 70000, userName: 'sp' },
      ],
    })
    expect(changed).toMatchObject({
      carryOut,
      apps: [{ userName: 'new@name' }, {}, { userName: 'sp', parts: ['spname'] }],
    })
    await edit({ appUserNames: [{ appId: 61000, userName: '' }] })
    expect((await see()).apps[0]).toMatchObject({ userName: '', parts: ['param1', 'password'] })
    await expect(edit({ carryOut: { enabled: true, deleteDays: 5, updateDays: 6 } })).rejects.toMatchObject(
      refusal({ 'carryOut.updateDays': 'factors.periodsClash' }),
    )
    await expect(edit({ appUserNames: [{ appId: 61099, userName: 'x' }] })).rejects.toMatchObject(
      refusal({ 'appUserNames.0.appId': 'factors.appUnknown' }),
    )
    const log = await rows<{ details: string }>(
      sql`select details from operation_log where operation = 'factors.changed'`,
    )
    expect(JSON.stringify(log)).not.toContain('new@name')
    expect(log).toHaveLength(6)
  })

  it('is not saved over a newer version', async () => {
    const { version } = await see()
    await edit({ clear: ['pin'], carryOut: { enabled: false, deleteDays: 1, updateDays: 1 } })
    await expect(
      system.browser.call(changeFactors, { userId: hanako.userId, version, clear: ['totp'] }),
    ).rejects.toMatchObject({ code: 'request.conflict' })
  })

  it('shows a TOTP seed as Base16 and as a QR code to a system administrator who gives the own password again [MFA-TOTP-004]', async () => {
    await put({ template104: seed })
    const show = (password: string, by = system) => by.browser.call(showTotpSeed, { userId: hanako.userId, password })
    await expect(show('wrong')).rejects.toMatchObject(refusal({ password: 'MSG-AUT-004' }))
    // Guesses count as at the door.
    const failures = await rows<{ failedSignIns: number }>(
      sql`select failed_sign_ins from users where user_id = ${system.userId}`,
    )
    expect(failures).toEqual([{ failedSignIns: 1 }])
    const shown = await show(testPassword)
    expect(shown).toMatchObject({ seed: seed.toUpperCase(), algorithm: 'SHA1', digits: 6, seconds: 30 })
    const token = URI.parse(shown.uri) as TOTP
    // The seed of RFC 6238, appendix B.
    expect(token.generate({ timestamp: 59_000 })).toBe('287082')
    expect(shown.uri).toMatch(/^otpauth:\/\/totp\/.*hanako\?.*secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ/)
    expect(Buffer.from(shown.qr.split(',')[1]!, 'base64').toString()).toContain('<svg')
    const log = await rows<{ succeeded: boolean; details: string }>(
      sql`select succeeded, details from operation_log where operation = 'factors.seed-shown' order by seq`,
    )
    expect(log.map(({ succeeded }) => succeeded)).toEqual([false, true])
    expect(JSON.stringify(log)).not.toMatch(new RegExp(seed, 'i'))
    const sales = await tenant.addGroup('S01')
    const chief = await tenant.addPerson({ places: [{ groupId: sales, administrator: true }] })
    await expect(show(testPassword, chief)).rejects.toMatchObject({ code: 'request.forbidden' })
    await edit({ clear: ['totp'] })
    await expect(show(testPassword)).rejects.toMatchObject({ code: 'request.not-found' })
  })
})

describe('a new TOTP seed', () => {
  it('takes the place of the old one once somebody confirmed that tokens stop working', async () => {
    await put({ template104: seed })
    const { userId } = hanako
    const show = () => system.browser.call(showTotpSeed, { userId, password: testPassword })
    const renew = async (confirmed: boolean) =>
      system.browser.call(renewTotpSeed, { userId, version: (await see()).version, confirmed: confirmed as true })
    await expect(renew(false)).rejects.toMatchObject({ code: 'request.invalid' })
    expect((await show()).seed).toBe(seed)
    expect(await renew(true)).toMatchObject({ totp: { algorithm: 'SHA1', digits: 6, seconds: 30 } })
    const first = (await show()).seed
    expect(first).toMatch(/^[0-9A-F]{40}$/)
    expect(first).not.toBe(seed)
    await renew(true)
    expect((await show()).seed).not.toBe(first)
    await expect(system.browser.call(renewTotpSeed, { userId, version: 1, confirmed: true })).rejects.toMatchObject({
      code: 'request.conflict',
    })
  })
})

describe('names of factors', () => {
  it('are those of the organisation, at most 15 characters, on the page of a person and on the own page [MFA-ORG-006]', async () => {
    const usual = { password: '', face: '', totp: '', pin: '', qr: '' }
    expect((await see()).names).toEqual(usual)
    const rename = (version: number, pin: string) =>
      system.browser.call(changeTenantSettings, { version, settings: { 'mfa.name.pin': pin } })
    await expect(rename(1, '𠮷'.repeat(16))).rejects.toMatchObject({ code: 'request.invalid' })
    await rename(1, '𠮷'.repeat(15))
    await rename(2, '社員暗証番号')
    expect((await see()).names).toEqual({ ...usual, pin: '社員暗証番号' })
    expect((await hanako.browser.call(readOwnFactors)).names.pin).toBe('社員暗証番号')
    await rename(3, '')
    expect((await see()).names).toEqual(usual)
  })
})

describe('registered applications', () => {
  it('have an ID of their kind, once, and a name', async () => {
    const add = (appId: number, name = 'x') => system.browser.call(registerApp, { appId, name })
    for (const appId of [61000, 61100, 70000, 70999]) await add(appId)
    for (const appId of [60999, 61101, 69999, 71000, 0])
      await expect(add(appId)).rejects.toMatchObject(refusal({ appId: 'factors.appIdRange' }))
    await expect(add(61000)).rejects.toMatchObject(refusal({ appId: 'factors.appIdTaken' }))
    await expect(add(61001, ' ')).rejects.toMatchObject(refusal({ name: 'factors.appNameNeeded' }))
    await system.browser.call(renameApp, { appId: 61100, name: '新しい名前' })
    const known = await stepsAs(server, tenant, system).inTransaction((ctx) => registeredApps(ctx))
    expect([...known.keys()]).toEqual([61000, 61100, 70000, 70999])
    const { rows: all } = await system.browser.call(listApps)
    expect(all.map(({ appId, kind, name }) => `${appId} ${kind} ${name}`)).toEqual([
      '61000 id-manager x',
      '61100 id-manager 新しい名前',
      '70000 saml x',
      '70999 saml x',
    ])
  })

  it('stay while anybody has sign-in data for them, in the recycle bin too', async () => {
    await apps()
    await put({ idm_61000_userid: 'a', saml_70000_spname: 'b' })
    const remove = (appId: number) => system.browser.call(removeApp, { appId })
    await expect(remove(61000)).rejects.toMatchObject({ code: 'app.in-use', details: { users: 1 } })
    await system.browser.call(deleteUsers, { selection: { userIds: [hanako.userId] } })
    await expect(remove(61000)).rejects.toMatchObject({ code: 'app.in-use', details: { users: 1 } })
    expect((await system.browser.call(listApps)).rows.map(({ users }) => users)).toEqual([1, 0, 1])
    await system.browser.call(eraseUsers, { selection: { userIds: [hanako.userId] } })
    await remove(61000)
    await expect(remove(61000)).rejects.toMatchObject({ code: 'request.not-found' })
  })
})
