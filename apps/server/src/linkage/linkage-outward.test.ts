/** @module-tag long */
import {
  addLinkageEntry,
  agreeToLinkage,
  changeUser,
  configureLinkage,
  deleteDisplayImage,
  deleteUsers,
  type LinkageKind,
  linkageNoticeVersion,
  listLinkageFaults,
  listUsers,
  registerFaceFor,
  retryLinkage,
  startLinkageSync,
} from '@kaoban/contract'
import { encodeJpeg } from '@kaoban/face-node'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { twoPeople } from '../faces/faces.testing.ts'
import { eraseAllFaces } from '../faces/suspension.service.ts'
import { licenceRuleOf } from '../licences/licences.service.ts'
import { openOperator } from '../operators/operators.testing.ts'
import { inTenant } from '../platform/job-context.ts'
import { type Browser, openTestTenant, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { formOf } from '../users/people.testing.ts'
import { schemas } from './linkage.mapping.ts'
import { facesOf, link, type OutsideSystem, startOutsideSystem } from './linkage.testing.ts'
import { fetchChangesOf } from './linkage-changes.service.ts'
import { sendChangesOf } from './linkage-outward.service.ts'

let server: TestServer
let outside: OutsideSystem
let tenant: TestTenant
let administrator: Browser
let photo: { files: { field: string; name: string; bytes: Uint8Array }[] }
let other: string

beforeAll(async () => {
  server = await testServer()
  outside = await startOutsideSystem(server)
  const [ann, bert] = await twoPeople(server)
  photo = { files: [{ field: 'photo', name: 'a.jpg', bytes: await encodeJpeg(ann.captures[0].picture) }] }
  other = Buffer.from(await encodeJpeg(bert.captures[0].picture)).toString('base64')
}, 180_000)
afterAll(() => outside.close())
beforeEach(async () => {
  tenant = await openTestTenant(server)
  administrator = tenant.administrator.browser
  outside.people.clear()
  outside.fails = undefined
  outside.failsAfter = undefined
  outside.requests.length = 0
})

const begin = (kind: LinkageKind = 'persons', agrees = true) => link(server, tenant, outside, { kind, agrees })
const send = () => {
  server.clock.advance(1000)
  return sendChangesOf(server.platform, tenant.tenantId)
}
const person = (loginId: string) => [...outside.people.values()].find(({ userName }) => userName === loginId)
const writes = () => outside.requests.filter((request) => !request.startsWith('GET'))
const facesAt = (loginId: string) =>
  ((person(loginId)?.[schemas.linkage] as { faces?: { kind: string }[] } | undefined)?.faces ?? []).map(
    ({ kind }) => kind,
  )
const faults = async () =>
  (await administrator.call(listLinkageFaults, {})).rows.map(({ loginId, state, fault }) => [loginId, state, fault])
const give = (userId: string) => administrator.call(registerFaceFor, { userId, consent: true, ...photo })
const change = async (userId: string, more: object) =>
  administrator.call(changeUser, { ...(await formOf(userId, tenant.administrator)), ...more })

describe('what changes here', () => {
  it('goes outside of people with a face and of nobody else [NFM-LNK-051] [NFM-LNK-052] [NFM-LNK-053] [NFM-LNK-054] [NFM-LNK-059]', async () => {
    await begin()
    const [ann, faceless] = [
      await tenant.addPerson({ loginId: 'ann', familyName: '山田', givenName: '花子' }),
      await tenant.addPerson({ loginId: 'faceless' }),
    ]
    expect(await send()).toBe(0)
    await give(ann.userId)
    await change(faceless.userId, { familyName: '顔無' })
    expect(await send()).toBe(1)
    expect(person('ann')).toMatchObject({ externalId: 'ann', name: { familyName: '山田', givenName: '花子' } })
    expect(facesAt('ann')).toEqual(['display'])
    await change(ann.userId, { familyName: '佐藤' })
    expect(await send()).toBe(1)
    expect(person('ann')).toMatchObject({ name: { familyName: '佐藤', givenName: '花子' } })
    expect(await send()).toBe(0)
    expect(outside.people.size).toBe(1)
    expect(writes()).toEqual(['POST /scim/Users', `PUT /scim/Users/${person('ann')!.id}`])
  })

  it('of kind A goes with 学習画像 as well, which ends alone [NFM-LNK-046]', async () => {
    await begin()
    const ann = await tenant.addPerson({ loginId: 'ann' })
    await give(ann.userId)
    await send()
    const inTables = (statement: RawBuilder<unknown>) =>
      server.database.transaction({ tenantId: tenant.tenantId }, (db) => statement.execute(db))
    await inTables(sql`insert into faces (tenant_id, user_id, kind, state, model_id, template, image, quality,
        registered_by, created_at, updated_at)
      select tenant_id, user_id, 'learned', 'registered', model_id, template, image, quality, registered_by,
        created_at + interval '1 day', updated_at from faces`)
    expect(await send()).toBe(1)
    expect(facesAt('ann')).toEqual(['display', 'learned'])
    await inTables(sql`delete from faces where kind = 'learned'`)
    expect(await send()).toBe(1)
    expect(facesAt('ann')).toEqual(['display'])
  })

  it('ends outside with the face and with the person [NFM-LNK-055] [NFM-LNK-057] [NFM-LNK-058]', async () => {
    await begin()
    const [ann, faceless] = [
      await tenant.addPerson({ loginId: 'ann' }),
      await tenant.addPerson({ loginId: 'faceless' }),
    ]
    await give(ann.userId)
    await send()
    await administrator.call(deleteDisplayImage, { userId: ann.userId })
    expect(await send()).toBe(1)
    expect(facesAt('ann')).toEqual([])
    await give(ann.userId)
    await send()
    expect(facesAt('ann')).toEqual(['display'])
    for (const { userId } of [ann, faceless])
      await administrator.call(deleteUsers, { selection: { userIds: [userId] } })
    expect(await send()).toBe(1)
    expect(person('ann')).toBeUndefined()
  })

  it('keeps a face outside where the operator said so, and when the licence takes it away [NFM-LNK-055] [NFM-LNK-056]', async () => {
    await begin()
    const ann = await tenant.addPerson({ loginId: 'ann' })
    await give(ann.userId)
    await send()
    await inTenant(server.platform, 'test', tenant.tenantId, (ctx) => eraseAllFaces(ctx))
    expect(await send()).toBe(0)
    await give(ann.userId)
    await send()
    const { browser } = await openOperator(server)
    const { url } = outside
    const connector = { kind: 'persons' as const, serviceName: '人事', url, token: '', propagateFaceDelete: false }
    await browser.call(configureLinkage, { tenantId: tenant.tenantId, ...connector })
    await administrator.call(deleteDisplayImage, { userId: ann.userId })
    expect(await send()).toBe(0)
    expect(facesAt('ann')).toEqual(['display'])
  })

  it('waits for the consent, and then goes with the faces of before [NFM-LNK-015] [NFM-LNK-038]', async () => {
    const ann = await tenant.addPerson({ loginId: 'ann' })
    await give(ann.userId)
    await begin('persons', false)
    const asked = outside.requests.length
    expect(await send()).toBe(0)
    expect(outside.requests.length).toBe(asked)
    await administrator.call(agreeToLinkage, { version: linkageNoticeVersion })
    expect(await send()).toBe(1)
    expect(facesAt('ann')).toEqual(['display'])
  })

  it('of kind B waits for the bulk sync, and goes with properties and the mail address [NFM-LNK-038] [NFM-LNK-047] [NFM-LNK-066]', async () => {
    await begin('members')
    const mail = `${tenant.code.toLowerCase()}@example.jp`
    const [ann, long, mailless] = [
      await tenant.addPerson({ loginId: 'ann', familyName: '山田', givenName: '花子', mail }),
      await tenant.addPerson({ loginId: 'l'.repeat(46), mail: `l${mail}` }),
      await tenant.addPerson({ loginId: 'mailless' }),
    ]
    for (const { userId } of [ann, long, mailless]) await give(userId)
    expect(await send()).toBe(0)
    await administrator.call(startLinkageSync)
    await server.tasks.runDue()
    expect(await send()).toBe(1)
    expect(person('ann')).toMatchObject({
      emails: [{ value: mail }],
      [schemas.linkage]: {
        properties: expect.arrayContaining([
          { name: '_BIO_firstName', value: '山田' },
          { name: '_BIO_lastName', value: '花子' },
        ]),
      },
    })
    expect(await faults()).toEqual([
      ['l'.repeat(46), 'failed', 'MSG-LNK-004'],
      ['mailless', 'failed', 'MSG-LNK-005'],
    ])
    await administrator.call(deleteDisplayImage, { userId: ann.userId })
    expect(await send()).toBe(1)
    expect(person('ann')).toBeUndefined()
  })
})

describe('what could not be passed on', () => {
  it('is tried again for 24 hours with growing pauses, and on demand [NFM-LNK-068]', async () => {
    await begin()
    const ann = await tenant.addPerson({ loginId: 'ann' })
    await give(ann.userId)
    outside.fails = 503
    await send()
    expect(await faults()).toEqual([['ann', 'waiting', 'linkage.fault.unreachable']])
    const asked = outside.requests.length
    await send()
    expect(outside.requests.length).toBe(asked)
    server.clock.advance(61_000)
    await send()
    expect(outside.requests.length).toBe(asked + 1)
    outside.fails = undefined
    expect(await administrator.call(retryLinkage, {})).toEqual({ retried: 1 })
    expect(await send()).toBe(1)
    expect(await faults()).toEqual([])
    outside.fails = 503
    await change(ann.userId, { familyName: '佐藤' })
    for (let hours = 0; hours < 26; hours++) {
      await send()
      server.clock.advance(3_600_000)
    }
    administrator = (await tenant.addPerson({ loginId: 'later', systemAdministrator: true })).browser
    expect(await faults()).toEqual([['ann', 'failed', 'linkage.fault.unreachable']])
  })

  it('tells the codes of a service of kind B in the words of the specification [NFM-LNK-067]', async () => {
    await begin('members')
    await administrator.call(addLinkageEntry, { loginId: 'missing' })
    await administrator.call(startLinkageSync)
    await server.tasks.runDue()
    const ann = await tenant.addPerson({ loginId: 'ann', mail: `${tenant.code.toLowerCase()}@example.jp` })
    await give(ann.userId)
    for (const [detail, message] of [
      ['IDMS-5012', 'MSG-LNK-006'],
      ['BID-ERROR-400', 'MSG-LNK-005'],
      ['BID-ERROR-404', 'MSG-LNK-007'],
      ['BID-ERROR-999', 'MSG-LNK-006'],
    ]) {
      outside.fails = 400
      outside.detail = `${detail}: refused`
      await send()
      expect(await faults()).toMatchObject([['ann', expect.anything(), message]])
      await administrator.call(retryLinkage, { loginIds: ['ANN'] })
    }
  })
})

describe('both directions', () => {
  const fetchChanges = () => {
    server.clock.advance(60_000)
    const engine = { workers: server.faces, licences: licenceRuleOf(server.platform.config) }
    return fetchChangesOf(server.platform, engine, tenant.tenantId)
  }
  const nameOf = async (loginId: string) => {
    const { rows } = await administrator.call(listUsers, { search: loginId })
    return rows.find((one) => one.loginId === loginId)?.familyName
  }
  async function sync() {
    await begin()
    outside.put({ userName: 'ann', name: { familyName: '外' }, ...facesOf(other) })
    await administrator.call(addLinkageEntry, { loginId: 'ann' })
    await administrator.call(startLinkageSync)
    await server.tasks.runDue()
    server.clock.advance(60_000)
    const { rows } = await administrator.call(listUsers, { search: 'ann' })
    return rows.find(({ loginId }) => loginId === 'ann')!.userId
  }

  it('a change from outside is not sent back, and one of ours does not come back [NFM-LNK-070] [NFM-LNK-001]', async () => {
    const userId = await sync()
    expect(await send()).toBe(0)
    outside.put({ userName: 'ann', name: { familyName: '新' }, ...facesOf(other) })
    expect(await fetchChanges()).toBe(1)
    expect(await send()).toBe(0)
    expect(writes()).toEqual([])
    await change(userId, { familyName: '内' })
    expect(await send()).toBe(1)
    expect(await fetchChanges()).toBe(0)
    expect(await send()).toBe(0)
    expect(await nameOf('ann')).toBe('内')
    expect(person('ann')).toMatchObject({ name: { familyName: '内' } })
  })

  it('of two changes the later one holds, which is recorded [NFM-LNK-071]', async () => {
    const userId = await sync()
    await change(userId, { familyName: '内1' })
    server.clock.advance(60_000)
    outside.put({ userName: 'ann', name: { familyName: '外1' }, ...facesOf(other) })
    await fetchChanges()
    await send()
    expect([await nameOf('ann'), person('ann')?.name?.familyName]).toEqual(['外1', '外1'])
    outside.put({ userName: 'ann', name: { familyName: '外2' }, ...facesOf(other) })
    server.clock.advance(60_000)
    await change(userId, { familyName: '内2' })
    await fetchChanges()
    await send()
    expect([await nameOf('ann'), person('ann')?.name?.familyName]).toEqual(['内2', '内2'])
    const { rows } = await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      sql<{ details: string }>`select details from operation_log where operation = 'linkage.fetched'
        and details like '%conflicts%' order by seq`.execute(db),
    )
    expect(rows.map(({ details }) => JSON.parse(details).conflicts)).toEqual([
      [{ loginId: 'ann', holds: 'outside' }],
      [{ loginId: 'ann', holds: 'here' }],
    ])
  })
})
