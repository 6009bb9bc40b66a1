import {
  changeGroup,
  changeUser,
  createGroup,
  createUser,
  deleteGroup,
  deleteUsers,
  type GroupChoice,
  listGroups,
  listUsers,
  previewUserDeletion,
  readDashboard,
  readFaceDetails,
  readGroup,
  readSession,
  readUser,
  reissuePasswords,
  restoreUsers,
  searchAuthentications,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../platform/identifiers.ts'
import { openTestTenant, type TestPerson, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { formOf, newPassword, refusal } from '../users/people.testing.ts'

let server: TestServer
let tenant: TestTenant
let system: TestPerson
let sales: string
let plant: string
/** Administers sales. */
let chief: TestPerson
let member: TestPerson
let stranger: TestPerson

beforeAll(async () => {
  server = await testServer()
})

beforeEach(async () => {
  tenant = await openTestTenant(server)
  system = tenant.administrator
  sales = await tenant.addGroup('S01', '営業部')
  plant = await tenant.addGroup('P01', '工場')
  chief = await tenant.addPerson({ loginId: 'chief', places: [{ groupId: sales, administrator: true }] })
  member = await tenant.addPerson({ loginId: 'member', familyName: '営', places: [{ groupId: sales }] })
  stranger = await tenant.addPerson({ loginId: 'stranger', familyName: '場', places: [{ groupId: plant }] })
})

const group = (groupId: string, administrator = false): GroupChoice => ({ kind: 'group', groupId, administrator })
const outOfReach = { code: 'user.out-of-reach', details: { message: 'MSG-USR-021' } }
const put = async (person: TestPerson, groups: GroupChoice[], by: TestPerson) =>
  by.browser.call(changeUser, { ...(await formOf(person.userId, by)), groups })
const slotsOf = async (person: TestPerson) =>
  (await system.browser.call(readUser, { userId: person.userId })).groups.map((slot) =>
    slot.kind === 'group' ? slot.code + (slot.administrator ? '*' : '') : slot.kind,
  )

describe('groups', () => {
  it('are added, renamed for all members and found by the beginning of the ID [NFM-GRP-001] [NFM-GRP-009]', async () => {
    const added = await system.browser.call(createGroup, { code: 'Sub1', name: ' 𠮷野営業所 ' })
    expect(added).toMatchObject({ code: 'Sub1', name: '𠮷野営業所', members: 0, administrators: 0, managed: true })
    const find = async (search: string) =>
      (await system.browser.call(listGroups, { search })).rows.map(({ code }) => code)
    expect(await find('s')).toEqual(['S01', 'Sub1'])
    expect(await find('SUB')).toEqual(['Sub1'])
    expect(await find('01')).toEqual([])
    expect(await find('工場')).toEqual(['P01'])
    const { version } = await system.browser.call(readGroup, { groupId: sales })
    await system.browser.call(changeGroup, { groupId: sales, version, name: '営業本部' })
    expect((await system.browser.call(readUser, { userId: member.userId })).groups[0]).toMatchObject({
      name: '営業本部',
    })
    await expect(system.browser.call(changeGroup, { groupId: sales, version, name: '別名' })).rejects.toMatchObject({
      code: 'request.conflict',
    })
  })

  it('refuse an ID that is taken, whatever its case, and reserved names [NFM-GRP-006] [NFM-GRP-007]', async () => {
    await expect(system.browser.call(createGroup, { code: 's01', name: 'x' })).rejects.toMatchObject(
      refusal({ code: 'MSG-GRP-003' }),
    )
    await expect(system.browser.call(createGroup, { code: '', name: '異動中' })).rejects.toMatchObject(
      refusal({ code: 'MSG-GRP-001', name: 'MSG-GRP-008' }),
    )
  })

  it('are deleted only when nobody belongs to them, in the recycle bin either [NFM-GRP-009] [MFA-ORG-003]', async () => {
    const gone = system.browser.call(deleteGroup, { groupId: plant })
    await expect(gone).rejects.toMatchObject({ code: 'group.in-use', details: { members: 1, recycled: 0 } })
    const { batchId } = await system.browser.call(deleteUsers, { selection: { userIds: [stranger.userId] } })
    await expect(system.browser.call(deleteGroup, { groupId: plant })).rejects.toMatchObject({
      code: 'group.in-use',
      details: { members: 0, recycled: 1 },
    })
    await system.browser.call(restoreUsers, { selection: { batchId } })
    await put(stranger, [], system)
    await system.browser.call(deleteGroup, { groupId: plant })
    await expect(system.browser.call(readGroup, { groupId: plant })).rejects.toMatchObject({
      code: 'request.not-found',
    })
  })

  it('are counted for who manages them; a group administrator sees the own ones, and names only of others [NFM-GRP-001]', async () => {
    const own = await chief.browser.call(listGroups, {})
    expect(own.rows).toMatchObject([{ code: 'S01', managed: true, members: 2, administrators: 1 }])
    const all = await chief.browser.call(listGroups, { scope: 'all' })
    expect(all.rows).toMatchObject([
      { code: 'P01', managed: false, members: null, administrators: null },
      { code: 'S01', managed: true },
    ])
    await expect(chief.browser.call(readGroup, { groupId: plant })).rejects.toMatchObject({ code: 'request.not-found' })
    await expect(chief.browser.call(createGroup, { code: 'X', name: 'x' })).rejects.toMatchObject({
      code: 'request.forbidden',
    })
  })
})

describe('the places of a person', () => {
  it('are five, keep their order and make the role [NFM-USR-007] [NFM-GRP-008] [NFM-ROL-001] [NFM-ROL-002] [NFM-ROL-008]', async () => {
    await put(member, [{ kind: 'none' }, group(plant, true), { kind: 'moving' }, group(sales, true)], system)
    expect(await slotsOf(member)).toEqual(['none', 'P01*', 'moving', 'S01*', 'none'])
    const { browser } = await tenant.addPerson({
      places: [
        { groupId: plant, administrator: true },
        { groupId: sales, administrator: true },
      ],
    })
    expect((await browser.call(readSession)).account).toMatchObject({ role: 'group-administrator' })
    expect((await system.browser.call(readGroup, { groupId: sales })).administrators).toBe(3)
    const heads = await system.browser.call(listUsers, { administers: sales })
    expect(heads.rows.map(({ loginId }) => loginId)).toContain('chief')
    expect(heads.total).toBe(3)
    expect((await system.browser.call(listUsers, { administers: plant })).total).toBe(2)
  })

  it('make nobody less than a system administrator who is one [NFM-ROL-002]', async () => {
    const both = await tenant.addPerson({
      mail: 'both@example.jp',
      systemAdministrator: true,
      places: [{ groupId: sales, administrator: true }],
    })
    expect((await both.browser.call(readSession)).account).toMatchObject({ role: 'system-administrator' })
    expect((await both.browser.call(listUsers, {})).total).toBe(5)
  })

  it('may hold a group made with the person, all or nothing [NFM-GRP-003] [NFM-GRP-004]', async () => {
    const fresh: GroupChoice = { kind: 'new', code: 'NEW1', name: '新設課', administrator: true }
    await expect(
      system.browser.call(createUser, { loginId: 'newcomer', password: 'x', groups: [fresh] }),
    ).rejects.toMatchObject({ code: 'request.invalid' })
    expect((await system.browser.call(listGroups, { search: 'NEW' })).total).toBe(0)
    const { user } = await system.browser.call(createUser, {
      loginId: 'newcomer',
      password: newPassword,
      groups: [fresh],
    })
    expect(user.groups[0]).toMatchObject({ code: 'NEW1', name: '新設課', administrator: true })
    expect(user.groupAdministrator).toBe(true)
    await expect(put(member, [fresh], system)).rejects.toMatchObject(refusal({ 'groups.0.code': 'MSG-GRP-003' }))
  })

  it('refuse the same group twice and one that is gone [NFM-USR-026]', async () => {
    await expect(put(member, [group(sales), group(sales)], system)).rejects.toMatchObject(
      refusal({ 'groups.1': 'MSG-USR-015' }),
    )
    await expect(put(member, [group(newId())], system)).rejects.toMatchObject(
      refusal({ 'groups.0': 'users.groupGone' }),
    )
  })

  it('do not change the own role [NFM-ROL-006]', async () => {
    await expect(put(system, [group(sales, true)], system)).rejects.toMatchObject(refusal({ groups: 'MSG-USR-020' }))
    await put(system, [group(sales)], system)
    expect(await slotsOf(system)).toEqual(['S01', 'none', 'none', 'none', 'none'])
  })

  it('end the sessions of somebody who gains or loses the administration of groups [NFM-ROL-004]', async () => {
    await put(member, [group(sales, true)], system)
    await expect(member.browser.call(listUsers, {})).rejects.toMatchObject({ code: 'session.expired' })
    await put(chief, [group(sales)], system)
    await expect(chief.browser.call(listUsers, {})).rejects.toMatchObject({ code: 'session.expired' })
  })
})

describe('a group administrator', () => {
  it('sees exactly the people of the own groups and those at 異動中 [NFM-ROL-010] [NFM-GRP-032] [MFA-ORG-002]', async () => {
    const waiting = await tenant.addPerson({ loginId: 'waiting', places: [{ groupId: plant }, 'moving'] })
    const { rows, total } = await chief.browser.call(listUsers, { sort: 'loginId' })
    expect(rows.map(({ loginId }) => loginId)).toEqual(['chief', 'member', 'waiting'])
    expect(total).toBe(3)
    expect((await chief.browser.call(listUsers, { search: '場' })).total).toBe(0)
    expect((await chief.browser.call(listUsers, { groupId: plant })).rows.map(({ loginId }) => loginId)).toEqual([
      'waiting',
    ])
    expect((await chief.browser.call(readDashboard)).people.total).toBe(3)
    expect(await chief.browser.call(readUser, { userId: waiting.userId })).toMatchObject({ loginId: 'waiting' })
  })

  it('is told the same of people out of range as of people who do not exist [NFM-ROL-010]', async () => {
    for (const userId of [stranger.userId, system.userId, newId()]) {
      await expect(chief.browser.call(readUser, { userId })).rejects.toMatchObject(outOfReach)
      await expect(chief.browser.call(readFaceDetails, { userId })).rejects.toMatchObject(outOfReach)
      const selection = { userIds: [member.userId, userId] }
      await expect(chief.browser.call(previewUserDeletion, { selection })).rejects.toMatchObject(outOfReach)
      await expect(chief.browser.call(deleteUsers, { selection })).rejects.toMatchObject(outOfReach)
      await expect(chief.browser.call(reissuePasswords, selection)).rejects.toMatchObject(outOfReach)
    }
  })

  it('manages nobody by managing another administrator: there is no hierarchy [NFM-ROL-009]', async () => {
    await tenant.addPerson({
      loginId: 'below',
      places: [{ groupId: sales }, { groupId: plant, administrator: true }],
    })
    expect((await chief.browser.call(listUsers, {})).rows.map(({ loginId }) => loginId)).not.toContain('stranger')
  })

  it('changes, reissues for and deletes people of the own groups [NFM-ROL-011] [NFM-AUT-028]', async () => {
    await chief.browser.call(changeUser, { ...(await formOf(member.userId, chief)), familyName: '営二' })
    await chief.browser.call(reissuePasswords, { userIds: [member.userId] })
    const { user } = await chief.browser.call(createUser, {
      loginId: 'hired',
      password: newPassword,
      groups: [group(sales)],
    })
    expect(user).toMatchObject({ changeable: true })
    expect(await chief.browser.call(deleteUsers, { selection: { userIds: [user.userId] } })).toMatchObject({ users: 1 })
  })

  it('leaves administrators in the own groups alone: their rows are read-only [NFM-ROL-012] [NFM-GRP-024]', async () => {
    const deputy = await tenant.addPerson({ loginId: 'deputy', places: [{ groupId: sales, administrator: true }] })
    const top = await tenant.addPerson({
      loginId: 'top',
      mail: 'top@example.jp',
      systemAdministrator: true,
      places: [{ groupId: sales }],
    })
    for (const person of [deputy, top, chief]) {
      const form = await formOf(person.userId, chief)
      expect((await chief.browser.call(readUser, { userId: person.userId })).changeable).toBe(false)
      await expect(chief.browser.call(changeUser, form)).rejects.toMatchObject(outOfReach)
      await expect(put(person, [{ kind: 'moving' }], chief)).rejects.toMatchObject(outOfReach)
      await expect(chief.browser.call(reissuePasswords, { userIds: [person.userId] })).rejects.toMatchObject(outOfReach)
    }
    await expect(chief.browser.call(deleteUsers, { selection: { userIds: [deputy.userId] } })).rejects.toMatchObject(
      refusal({ selection: 'MSG-USR-021' }),
    )
  })

  it('never makes an administrator of anything [NFM-ROL-012] [NFM-GRP-022]', async () => {
    const form = { ...(await formOf(member.userId, chief)), mail: 'member@example.jp' }
    await expect(chief.browser.call(changeUser, { ...form, systemAdministrator: true })).rejects.toMatchObject(
      refusal({ systemAdministrator: 'MSG-GEN-005' }),
    )
    await expect(put(member, [group(sales, true)], chief)).rejects.toMatchObject(refusal({ 'groups.0': 'MSG-GRP-007' }))
    await expect(put(member, [group(plant)], chief)).rejects.toMatchObject(refusal({ 'groups.0': 'MSG-GRP-007' }))
    await expect(
      put(member, [{ kind: 'new', code: 'MINE', name: '私設', administrator: false }], chief),
    ).rejects.toMatchObject(refusal({ 'groups.0': 'MSG-GRP-007' }))
  })

  it('registers nobody who would vanish from sight [NFM-GRP-036]', async () => {
    await expect(
      chief.browser.call(createUser, { loginId: 'ghost', password: newPassword, groups: [] }),
    ).rejects.toMatchObject(refusal({ groups: 'MSG-USR-023' }))
    await expect(chief.browser.call(createUser, { loginId: 'ghost', password: newPassword })).rejects.toMatchObject(
      refusal({ groups: 'MSG-USR-023' }),
    )
  })

  it('keeps the places of other groups as they are [NFM-GRP-035]', async () => {
    await put(member, [group(sales), group(plant)], system)
    await expect(put(member, [group(sales)], chief)).rejects.toMatchObject(refusal({ 'groups.1': 'MSG-GRP-007' }))
    await put(member, [{ kind: 'moving' }, group(plant)], chief)
    expect(await slotsOf(member)).toEqual(['moving', 'P01', 'none', 'none', 'none'])
  })

  it('loses sight of somebody whose last own group is taken away [NFM-GRP-037]', async () => {
    const form = { ...(await formOf(member.userId, chief)), groups: [] }
    await chief.browser.call(changeUser, form)
    await expect(chief.browser.call(readUser, { userId: member.userId })).rejects.toMatchObject(outOfReach)
  })

  it('sees the log of the own people only [NFM-LOG-009] [NFM-ROL-025]', async () => {
    const now = server.clock.now()
    await server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
      for (const person of [member, stranger])
        await sql`insert into authentications (tenant_id, at, authentication_id, received_at, succeeded, means, scene, user_id, login_id)
          values (${tenant.tenantId}, ${now}, ${newId()}, ${now}, true, 'face', 'portal', ${person.userId}, ${person.loginId})`.execute(
          db,
        )
    })
    const { rows, total } = await chief.browser.call(searchAuthentications, {})
    expect(rows.map(({ loginId }) => loginId)).toEqual(['member'])
    expect(total).toBe(1)
    expect((await chief.browser.call(readDashboard)).signIns.succeeded).toBe(1)
  })
})

describe('moving between groups', () => {
  let target: TestPerson
  beforeEach(async () => {
    target = await tenant.addPerson({ loginId: 'target', places: [{ groupId: plant, administrator: true }] })
  })

  it('is one step for a system administrator [NFM-GRP-031]', async () => {
    await put(member, [group(plant)], system)
    expect(await slotsOf(member)).toEqual(['P01', 'none', 'none', 'none', 'none'])
  })

  it('goes over 異動中 between two group administrators [NFM-GRP-032]', async () => {
    await expect(target.browser.call(readUser, { userId: member.userId })).rejects.toMatchObject(outOfReach)
    await put(member, [{ kind: 'moving' }], chief)
    await put(member, [group(plant)], target)
    expect(await slotsOf(member)).toEqual(['P01', 'none', 'none', 'none', 'none'])
    await expect(chief.browser.call(readUser, { userId: member.userId })).rejects.toMatchObject(outOfReach)
  })

  it('may be done by the source alone, who first sets 異動中 [NFM-GRP-033]', async () => {
    await put(member, [{ kind: 'moving' }], chief)
    await put(member, [group(plant)], chief)
    expect(await slotsOf(member)).toEqual(['P01', 'none', 'none', 'none', 'none'])
  })

  it('of a group administrator is for system administrators [NFM-GRP-034]', async () => {
    await expect(put(target, [group(sales)], chief)).rejects.toMatchObject(outOfReach)
    await put(target, [group(sales, true)], system)
    expect(await slotsOf(target)).toEqual(['S01*', 'none', 'none', 'none', 'none'])
  })
})

describe('employees', () => {
  it('cannot open the list, groups or anybody else [NFM-GRP-023] [NFM-ROL-013]', async () => {
    const forbidden = { code: 'request.forbidden' }
    await expect(member.browser.call(listUsers, {})).rejects.toMatchObject(forbidden)
    await expect(member.browser.call(listGroups, {})).rejects.toMatchObject(forbidden)
    await expect(member.browser.call(readUser, { userId: member.userId })).rejects.toMatchObject(forbidden)
  })
})
