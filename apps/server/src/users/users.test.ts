import {
  type CallOf,
  changeTenantSettings,
  changeUser,
  createUser,
  deleteUsers,
  listSessions,
  listUsers,
  previewUserDeletion,
  readUser,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../platform/identifiers.ts'
import { openTestTenant, type TestPerson, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { putFace } from './users.testing.ts'

const password = 'Kirin-Sora-58-Umi'
let server: TestServer
let tenant: TestTenant
let admin: TestPerson

beforeAll(async () => {
  server = await testServer()
  tenant = await openTestTenant(server)
  admin = tenant.administrator
})

const add = (input: CallOf<typeof createUser>, by = admin) => by.browser.call(createUser, input)
const faults = (fields: Record<string, string>) => ({
  code: 'request.invalid',
  details: { fields: expect.arrayContaining(Object.entries(fields).map(([field, message]) => ({ field, message }))) },
})
const query = <T>(text: ReturnType<typeof sql<T>>, of = tenant) =>
  server.database.transaction({ tenantId: of.tenantId }, async (db) => (await text.execute(db)).rows)
const operations = (name: string, of = tenant) =>
  query<{ details: string; succeeded: boolean }>(
    sql`select details, succeeded from operation_log where operation = ${name} order by seq`,
    of,
  )
/** The form as the dialog would send it back. */
const formOf = async (userId: string, of = admin): Promise<CallOf<typeof changeUser>> => {
  const user = await of.browser.call(readUser, { userId })
  const { familyName, middleName, givenName, mail, systemAdministrator, version } = user
  const { appLoginAllowed, appLoginMethod, appLoginFailure, pauseAllowed } = user
  return {
    ...{ userId, version, familyName, middleName, givenName, mail, systemAdministrator },
    ...{ appLoginAllowed, appLoginMethod, appLoginFailure, pauseAllowed },
  }
}

describe('adding a person', () => {
  it('stores every field of the form, names trimmed [NFM-USR-018] [NFM-USR-025]', async () => {
    const { user } = await add({
      loginId: 'Hanako.S',
      password,
      familyName: '　髙﨑 ',
      middleName: ' M',
      givenName: '花子　',
      mail: 'Hanako@Example.jp',
      appLoginAllowed: true,
      appLoginMethod: 'face-and-password',
      appLoginFailure: 'again',
      pauseAllowed: true,
    })
    expect(await admin.browser.call(readUser, { userId: user.userId })).toMatchObject({
      loginId: 'Hanako.S',
      familyName: '髙﨑',
      middleName: 'M',
      givenName: '花子',
      mail: 'Hanako@Example.jp',
      systemAdministrator: false,
      appLoginAllowed: true,
      appLoginMethod: 'face-and-password',
      appLoginFailure: 'again',
      pauseAllowed: true,
      face: 'none',
      passwordInitial: true,
      version: 1,
    })
  })

  it('without saying more gives 顔認証, ログイン画面認証 and no pause [NFM-USR-023] [NFM-USR-024] [NFM-USR-025]', async () => {
    const { user } = await add({ loginId: 'defaults', password })
    expect(user).toMatchObject({
      appLoginAllowed: false,
      appLoginMethod: 'face',
      appLoginFailure: 'login-screen',
      pauseAllowed: false,
    })
  })

  it('refuses an ID and a mail address in use, whatever their case [NFM-USR-011] [NFM-USR-019]', async () => {
    await add({ loginId: 'taken', password, mail: 'taken@example.jp' })
    await expect(add({ loginId: 'TAKEN', password, mail: 'Taken@Example.JP' })).rejects.toMatchObject(
      faults({ loginId: 'MSG-USR-017', mail: 'MSG-USR-014' }),
    )
  })

  it('takes the same ID and mail address in another tenant', async () => {
    const other = await openTestTenant(server)
    await add({ loginId: 'twin', password, mail: 'twin@example.jp' })
    await expect(
      add({ loginId: 'twin', password, mail: 'twin@example.jp' }, other.administrator),
    ).resolves.toBeDefined()
  })

  it('twice at the same moment adds one person', async () => {
    const results = await Promise.allSettled([1, 2, 3].map(() => add({ loginId: 'race', password })))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject(faults({ loginId: 'MSG-USR-017' }))
  })

  it('saves nothing when one field is wrong, and names all that are [NFM-GEN-007]', async () => {
    await expect(
      add({ loginId: 'half', password: 'short', familyName: 'あ'.repeat(81), systemAdministrator: true }),
    ).rejects.toMatchObject(faults({ password: 'MSG-USR-005', familyName: 'MSG-USR-008', mail: 'MSG-USR-012' }))
    expect((await admin.browser.call(listUsers, { loginId: 'half' })).total).toBe(0)
  })

  it('copies the ID into the mail address [NFM-USR-020]', async () => {
    const { user } = await add({ loginId: 'same@example.jp', password, mail: 'ignored', sameMail: true })
    expect(user.mail).toBe('same@example.jp')
    await expect(add({ loginId: 'not-a-mail', password, sameMail: true })).rejects.toMatchObject(
      faults({ mail: 'MSG-USR-013' }),
    )
  })

  it('refuses control characters in names', async () => {
    for (const familyName of ['a\u0000b', 'a\nb', '\ud800'])
      await expect(add({ loginId: 'control', password, familyName })).rejects.toMatchObject({ code: 'request.invalid' })
  })

  it('keeps a name of 240 ligatures findable although it grows eighteenfold', async () => {
    const long = 'ﷺ'.repeat(80)
    await add({ loginId: 'ligature', password, familyName: long, middleName: long, givenName: long })
    expect((await admin.browser.call(listUsers, { name: 'ﷺ' })).total).toBe(1)
  })

  it.each([
    ['ideographs of four bytes', 0x20000, 0xa6d0],
    ['notes that become two characters of four bytes', 0x1d15e, 7],
    ['units that become six characters', 0x3300, 0x57],
  ])('keeps the longest of all records: %s', async (title, first, different) => {
    // As different from each other as they can be: what repeats would be compressed.
    let seed = first
    const random = (below: number) => {
      seed = (seed * 48_271) % 0x7fffffff
      return seed % below
    }
    const name = () => String.fromCodePoint(...Array.from({ length: 80 }, () => first + random(different)))
    const letters = (length: number) => Array.from({ length }, () => random(36).toString(36)).join('')
    const mail = `${letters(60)}@${Array.from({ length: 3 }, () => letters(63)).join('.')}.jp`
    const longest = { loginId: letters(256), mail, familyName: name(), middleName: name(), givenName: name() }
    const { user } = await add({ ...longest, password })
    expect(user, title).toMatchObject(longest)
    expect((await admin.browser.call(listUsers, { loginId: longest.loginId })).total).toBe(1)
  })

  it('mails the person who has an address [NFM-AUT-031]', async () => {
    const { notified, user } = await add({ loginId: 'mailed', password, mail: 'mailed@example.jp' })
    expect(notified).toBe('user')
    const mails = await query<{ template: string }>(sql`select template from mails where user_id = ${user.userId}`)
    expect(mails).toEqual([{ template: 'MAIL-08' }])
  })

  it('mails the administrators about a person without one [NFM-AUT-032]', async () => {
    const before = await query(sql`select mail_id from mails where user_id = ${admin.userId}`)
    expect((await add({ loginId: 'addressless', password })).notified).toBe('administrators')
    const after = await query(sql`select mail_id from mails where user_id = ${admin.userId}`)
    expect(after.length - before.length).toBe(1)
  })

  it('mails nobody when the tenant does not want it [NFM-AUT-033]', async () => {
    const own = await openTestTenant(server)
    await own.administrator.browser.call(changeTenantSettings, {
      version: 1,
      settings: { 'mail.noAddressToAdmins': false },
    })
    expect((await add({ loginId: 'silent', password }, own.administrator)).notified).toBe('nobody')
    expect(await query(sql`select mail_id from mails`, own)).toEqual([])
  })

  it('is written into the operation log without the password [NFM-OPL-013]', async () => {
    await add({ loginId: 'logged', password })
    const rows = await operations('user.registered')
    expect(rows.at(-1)).toMatchObject({ succeeded: true })
    expect(rows.at(-1)!.details).toContain('logged')
    expect(JSON.stringify(rows)).not.toContain(password)
  })

  it('is refused to a person without the right [NFM-ROL-007]', async () => {
    const person = await tenant.addPerson()
    await expect(add({ loginId: 'sneaky', password, systemAdministrator: true }, person)).rejects.toMatchObject({
      code: 'request.forbidden',
    })
  })
})

describe('changing a person', () => {
  it('saves the whole form, keeps the ID and an unentered password [NFM-USR-003] [NFM-USR-004]', async () => {
    const { userId } = await tenant.addPerson({ loginId: 'change.me' })
    const hash = () => query<{ passwordHash: string }>(sql`select password_hash from users where user_id = ${userId}`)
    const before = await hash()
    const changed = await admin.browser.call(changeUser, {
      ...(await formOf(userId)),
      givenName: '次郎',
      mail: 'j@example.jp',
    })
    expect(changed).toMatchObject({ loginId: 'change.me', givenName: '次郎', mail: 'j@example.jp', version: 2 })
    expect(await hash()).toEqual(before)
    await expect(
      admin.browser.call(changeUser, { ...(await formOf(userId)), loginId: 'other' } as never),
    ).rejects.toMatchObject({ code: 'request.invalid' })
  })

  it('over a version that somebody else has changed is refused, and nothing is lost [NFM-GEN-015]', async () => {
    const { userId } = await tenant.addPerson()
    const [mine, theirs] = [await formOf(userId), await formOf(userId)]
    await admin.browser.call(changeUser, { ...theirs, familyName: '先' })
    await expect(admin.browser.call(changeUser, { ...mine, familyName: '後' })).rejects.toMatchObject({
      code: 'request.conflict',
    })
    expect((await admin.browser.call(readUser, { userId })).familyName).toBe('先')
  })

  it('at the same moment by two administrators keeps one of the changes [NFM-GEN-015]', async () => {
    const { userId } = await tenant.addPerson()
    const form = await formOf(userId)
    const results = await Promise.allSettled(
      ['一', '二'].map((familyName) => admin.browser.call(changeUser, { ...form, familyName })),
    )
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('does not change the own role [NFM-ROL-006]', async () => {
    await expect(
      admin.browser.call(changeUser, { ...(await formOf(admin.userId)), systemAdministrator: false }),
    ).rejects.toMatchObject(faults({ systemAdministrator: 'MSG-USR-020' }))
  })

  it('makes an administrator and takes the role back [NFM-ROL-004] [NFM-USR-021]', async () => {
    const { userId } = await tenant.addPerson({ mail: 'promoted@example.jp' })
    const promoted = await admin.browser.call(changeUser, { ...(await formOf(userId)), systemAdministrator: true })
    expect(promoted.systemAdministrator).toBe(true)
    const demoted = await admin.browser.call(changeUser, { ...(await formOf(userId)), systemAdministrator: false })
    expect(demoted.systemAdministrator).toBe(false)
  })

  it('refuses an administrator without a mail address [NFM-USR-019]', async () => {
    const { userId } = await tenant.addPerson()
    await expect(
      admin.browser.call(changeUser, { ...(await formOf(userId)), systemAdministrator: true }),
    ).rejects.toMatchObject(faults({ mail: 'MSG-USR-012' }))
  })

  it('keeps one system administrator when two demote each other at once [NFM-ROL-005]', async () => {
    const own = await openTestTenant(server)
    const second = await own.addPerson({ loginId: 'second', mail: 's@example.jp', systemAdministrator: true })
    const first = own.administrator
    const forms = [await formOf(second.userId, first), await formOf(first.userId, first)]
    const results = await Promise.allSettled([
      first.browser.call(changeUser, { ...forms[0]!, systemAdministrator: false }),
      second.browser.call(changeUser, { ...forms[1]!, systemAdministrator: false }),
    ])
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1)
    const left = await query(sql`select user_id from users where system_administrator`, own)
    expect(left.length).toBeGreaterThanOrEqual(1)
  })

  it('lets nobody demote the last of two who demote a third at once [NFM-ROL-005]', async () => {
    const own = await openTestTenant(server)
    const others = await Promise.all(
      ['b', 'c'].map((name) =>
        own.addPerson({ loginId: `adm-${name}`, mail: `${name}@example.jp`, systemAdministrator: true }),
      ),
    )
    const everybody = [own.administrator, ...others]
    const forms = await Promise.all(everybody.map(({ userId }) => formOf(userId, own.administrator)))
    // Each demotes the next one, round in a circle.
    await Promise.allSettled(
      everybody.map((person, index) =>
        person.browser.call(changeUser, { ...forms[(index + 1) % 3]!, systemAdministrator: false }),
      ),
    )
    const left = await query(sql`select user_id from users where system_administrator`, own)
    expect(left.length).toBeGreaterThanOrEqual(1)
  })

  it('of role or password ends the sessions of the person, other changes do not', async () => {
    const person = await tenant.addPerson({ mail: 'sessions@example.jp' })
    await admin.browser.call(changeUser, { ...(await formOf(person.userId)), familyName: '山' })
    await expect(person.browser.call(listSessions)).resolves.toBeDefined()
    await admin.browser.call(changeUser, { ...(await formOf(person.userId)), password })
    await expect(person.browser.call(listSessions)).rejects.toMatchObject({ code: 'session.expired' })
    const second = await tenant.addPerson({ mail: 'sessions2@example.jp' })
    await admin.browser.call(changeUser, { ...(await formOf(second.userId)), systemAdministrator: true })
    await expect(second.browser.call(listSessions)).rejects.toMatchObject({ code: 'session.expired' })
  })

  it('with a password given by an administrator asks for a new one and ends the lock [NFM-AUT-010]', async () => {
    const { userId } = await tenant.addPerson()
    await query(
      sql`update users set locked_until = ${new Date(server.clock.now().getTime() + 60_000)}, failed_sign_ins = 5 where user_id = ${userId}`,
    )
    expect((await admin.browser.call(readUser, { userId })).lockedUntil).not.toBeNull()
    const changed = await admin.browser.call(changeUser, { ...(await formOf(userId)), password })
    expect(changed).toMatchObject({ passwordInitial: true, lockedUntil: null })
  })

  it('of oneself keeps the own session and asks for no further password', async () => {
    const own = await openTestTenant(server)
    const { browser, userId } = own.administrator
    await browser.call(changeUser, { ...(await formOf(userId, own.administrator)), password })
    expect(await browser.call(readUser, { userId })).toMatchObject({ passwordInitial: false })
  })

  it('sends no mail, even when an address is added later [NFM-AUT-035]', async () => {
    const { userId } = await tenant.addPerson()
    await admin.browser.call(changeUser, { ...(await formOf(userId)), mail: 'later@example.jp' })
    expect(await query(sql`select mail_id from mails where user_id = ${userId}`)).toEqual([])
  })

  it('refuses the mail address of somebody else and takes the own one again [NFM-USR-019]', async () => {
    await tenant.addPerson({ mail: 'theirs@example.jp' })
    const { userId } = await tenant.addPerson({ mail: 'own@example.jp' })
    await expect(
      admin.browser.call(changeUser, { ...(await formOf(userId)), mail: 'THEIRS@example.jp' }),
    ).rejects.toMatchObject(faults({ mail: 'MSG-USR-014' }))
    await expect(admin.browser.call(changeUser, await formOf(userId))).resolves.toBeDefined()
  })

  it('names the changed fields in the operation log, not their values [NFM-OPL-005]', async () => {
    const { userId } = await tenant.addPerson({ familyName: '旧姓' })
    await admin.browser.call(changeUser, { ...(await formOf(userId)), familyName: '新姓', password })
    const row = (await operations('user.changed')).at(-1)!
    expect(JSON.parse(row.details)).toMatchObject({ changed: ['familyName', 'password'] })
    expect(row.details).not.toMatch(/新姓|旧姓|Kirin/)
  })

  it('of another tenant does not exist', async () => {
    const other = await openTestTenant(server)
    const form = await formOf(admin.userId)
    await expect(other.administrator.browser.call(changeUser, form)).rejects.toMatchObject({
      code: 'request.not-found',
    })
    await expect(other.administrator.browser.call(readUser, { userId: admin.userId })).rejects.toMatchObject({
      code: 'request.not-found',
    })
  })
})

describe('deleting people', () => {
  it('names the losses beforehand and takes faces and sessions along, and leaves the logs [NFM-USR-042]', async () => {
    const people = [
      await tenant.addPerson({ familyName: '去', givenName: '一' }),
      await tenant.addPerson({ familyName: '去', givenName: '二' }),
    ]
    await putFace(server, tenant.tenantId, people[0]!.userId, 'registered')
    const now = server.clock.now()
    await query(sql`insert into authentications (tenant_id, at, authentication_id, received_at, succeeded, means, scene, user_id)
      values (${tenant.tenantId}, ${now}, ${newId()}, ${now}, true, 'face', 'portal', ${people[0]!.userId})`)
    const selection = { userIds: people.map(({ userId }) => userId) }
    expect(await admin.browser.call(previewUserDeletion, { selection })).toEqual({
      users: 2,
      faces: 1,
      windowsAccounts: 0,
      systemAdministrators: 0,
      names: ['去 一', '去 二'],
      refusal: null,
    })
    expect(await admin.browser.call(deleteUsers, { selection, expected: 2 })).toMatchObject({ users: 2, faces: 1 })
    await expect(people[0]!.browser.call(listSessions)).rejects.toMatchObject({ code: 'session.expired' })
    expect(await query(sql`select 1 from faces where user_id = ${people[0]!.userId}`)).toEqual([])
    expect((await operations('user.deleted')).at(-1)!.details).toContain(people[0]!.loginId)
    expect(await query(sql`select 1 from authentications where user_id = ${people[0]!.userId}`)).toHaveLength(1)
  })

  it('refuses the whole selection when it holds oneself [NFM-USR-043]', async () => {
    const { userId } = await tenant.addPerson()
    const selection = { userIds: [userId, admin.userId] }
    expect(await admin.browser.call(previewUserDeletion, { selection })).toMatchObject({ refusal: 'MSG-USR-019' })
    await expect(admin.browser.call(deleteUsers, { selection })).rejects.toMatchObject(
      faults({ selection: 'MSG-USR-019' }),
    )
    await expect(admin.browser.call(readUser, { userId })).resolves.toBeDefined()
  })

  it('keeps one administrator when two delete each other at once [NFM-ROL-005] [NFM-USR-043]', async () => {
    const own = await openTestTenant(server)
    const second = await own.addPerson({ loginId: 'second', mail: 's@example.jp', systemAdministrator: true })
    const first = own.administrator
    await Promise.allSettled([
      first.browser.call(deleteUsers, { selection: { userIds: [second.userId] } }),
      second.browser.call(deleteUsers, { selection: { userIds: [first.userId] } }),
    ])
    expect((await query(sql`select user_id from users where system_administrator`, own)).length).toBe(1)
  })

  it('of nobody asks to choose somebody', async () => {
    await expect(admin.browser.call(deleteUsers, { selection: { userIds: [] } })).rejects.toMatchObject(
      faults({ selection: 'MSG-USR-022' }),
    )
  })

  it('is refused as a whole when somebody of the selection is gone', async () => {
    const [one, two] = [await tenant.addPerson(), await tenant.addPerson()]
    await admin.browser.call(deleteUsers, { selection: { userIds: [one.userId] } })
    await expect(
      admin.browser.call(deleteUsers, { selection: { userIds: [one.userId, two.userId] } }),
    ).rejects.toMatchObject({ code: 'request.not-found' })
    await expect(admin.browser.call(readUser, { userId: two.userId })).resolves.toBeDefined()
  })

  it('takes everybody a search found but those unticked', async () => {
    const own = await openTestTenant(server)
    for (const name of ['x1', 'x2', 'x3', 'y1']) await own.addPerson({ loginId: name })
    const found = await own.administrator.browser.call(listUsers, { loginId: 'x' })
    const kept = found.rows.find(({ loginId }) => loginId === 'x2')!
    const selection = { found: { loginId: 'X' }, except: [kept.userId] }
    await expect(own.administrator.browser.call(deleteUsers, { selection, expected: 3 })).rejects.toMatchObject({
      code: 'request.conflict',
    })
    expect(await own.administrator.browser.call(deleteUsers, { selection, expected: 2 })).toMatchObject({ users: 2 })
    const left = await own.administrator.browser.call(listUsers, { sort: 'loginId' })
    expect(left.rows.map(({ loginId }) => loginId)).toEqual(['admin', 'x2', 'y1'])
  })

  it('of another tenant finds nobody', async () => {
    const other = await openTestTenant(server)
    await expect(
      other.administrator.browser.call(deleteUsers, { selection: { userIds: [admin.userId] } }),
    ).rejects.toMatchObject({ code: 'request.not-found' })
  })
})
