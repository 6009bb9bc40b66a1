/** @module-tag long */
import {
  addLinkageEntry,
  deleteLinkageEntries,
  listUsers,
  readFaceDetails,
  readUser,
  startLinkageSync,
} from '@kaoban/contract'
import { encodeJpeg } from '@kaoban/face-node'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { twoPeople } from '../faces/faces.testing.ts'
import { licenceRuleOf } from '../licences/licences.service.ts'
import { type Browser, openTestTenant, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { schemas } from './linkage.mapping.ts'
import { facesOf, link, type OutsideSystem, startOutsideSystem } from './linkage.testing.ts'
import { fetchChangesOf } from './linkage-changes.service.ts'

let server: TestServer
let outside: OutsideSystem
let tenant: TestTenant
let administrator: Browser
let photos: Record<'ann' | 'bert', string>

beforeAll(async () => {
  server = await testServer()
  outside = await startOutsideSystem(server)
  const [ann, bert] = await twoPeople(server)
  const base64 = async (picture: (typeof ann.captures)[0]['picture']) =>
    Buffer.from(await encodeJpeg(picture)).toString('base64')
  photos = { ann: await base64(ann.captures[0].picture), bert: await base64(bert.captures[0].picture) }
}, 180_000)
afterAll(() => outside.close())
beforeEach(async () => {
  tenant = await openTestTenant(server)
  administrator = tenant.administrator.browser
  outside.people.clear()
  outside.failsAfter = undefined
})

const fetchChanges = () => {
  server.clock.advance(60_000)
  const engine = { workers: server.faces, licences: licenceRuleOf(server.platform.config) }
  return fetchChangesOf(server.platform, engine, tenant.tenantId)
}
/** The bulk sync of these IDs is over. */
async function begin(...loginIds: string[]) {
  for (const loginId of loginIds) await administrator.call(addLinkageEntry, { loginId })
  await administrator.call(startLinkageSync)
  await server.tasks.runDue()
  server.clock.advance(60_000)
}
const userOf = async (loginId: string) => {
  const { rows } = await administrator.call(listUsers, { search: loginId })
  const row = rows.find((one) => one.loginId === loginId)
  return row && administrator.call(readUser, { userId: row.userId })
}
const faceOf = async (loginId: string) => {
  const { userId } = (await userOf(loginId))!
  return (await administrator.call(readFaceDetails, { userId })).display
}

describe('changes outside, kind A', () => {
  beforeEach(() => link(server, tenant, outside))

  it('are followed once the bulk sync is over: names, new faces, new people of the filter [NFM-LNK-061] [NFM-LNK-062]', async () => {
    outside.put({ userName: 'ann', name: { familyName: '旧' }, ...facesOf(photos.ann) })
    await administrator.call(addLinkageEntry, { loginId: 'ann' })
    expect(await fetchChanges()).toBe(0)
    await begin('bert')
    expect(await fetchChanges()).toBe(0)
    outside.put({ userName: 'ann', name: { familyName: '新' }, ...facesOf(photos.ann) })
    outside.put({ userName: 'bert', ...facesOf(photos.bert) })
    outside.put({ userName: 'stranger', ...facesOf(photos.bert) })
    const before = await faceOf('ann')
    expect(await fetchChanges()).toBe(2)
    expect(await userOf('ann')).toMatchObject({ familyName: '新', updatedBy: 'linkage' })
    expect(await faceOf('ann')).toEqual(before)
    expect(await userOf('bert')).toMatchObject({ face: 'provisional' })
    expect(await userOf('stranger')).toBeUndefined()
    expect(await fetchChanges()).toBe(0)
    outside.put({ userName: 'ann', name: { familyName: '新' }, ...facesOf(photos.bert) })
    expect(await fetchChanges()).toBe(1)
    expect((await faceOf('ann'))!.updatedAt).not.toBe(before!.updatedAt)
  })

  it('delete a face that is gone outside; who is gone there, or from the filter, stays here [NFM-LNK-062] [NFM-LNK-069]', async () => {
    outside.put({ userName: 'ann', ...facesOf(photos.ann) })
    outside.put({ userName: 'bert', ...facesOf(photos.bert) })
    await begin('ann', 'bert')
    outside.put({ userName: 'ann', name: { familyName: '残' } })
    const bert = [...outside.people.values()].find(({ userName }) => userName === 'bert')!
    outside.people.delete(bert.id)
    await fetchChanges()
    expect(await userOf('ann')).toMatchObject({ familyName: '残', face: 'none' })
    expect(await userOf('bert')).toMatchObject({ face: 'provisional' })
    await administrator.call(deleteLinkageEntries, { selection: { search: '', except: [] } })
    outside.put({ userName: 'bert', name: { familyName: '無' }, ...facesOf(photos.bert) })
    expect(await fetchChanges()).toBe(0)
    expect(await userOf('bert')).toMatchObject({ familyName: '', face: 'provisional' })
  })

  it('that could not be fetched are fetched the next time', async () => {
    await begin('ann')
    outside.put({ userName: 'ann', ...facesOf(photos.ann) })
    outside.failsAfter = 1
    expect(await fetchChanges()).toBe(0)
    outside.failsAfter = undefined
    expect(await fetchChanges()).toBe(1)
  })
})

describe('changes outside, kind B', () => {
  beforeEach(() => link(server, tenant, outside, { kind: 'members' }))

  it('take a member over when the ID comes into the filter, and the face when that is next updated [NFM-LNK-048]', async () => {
    await begin('other')
    const mail = `${tenant.code.toLowerCase()}@example.jp`
    const member = {
      ...{ userName: 'ann', name: { familyName: '苗字', givenName: '名前' } },
      emails: [{ value: mail, primary: true }],
    }
    outside.put({ ...member, ...facesOf(photos.ann) })
    await fetchChanges()
    server.clock.advance(20 * 60_000)
    await administrator.call(addLinkageEntry, { loginId: 'ann' })
    expect(await fetchChanges()).toBe(1)
    expect(await userOf('ann')).toMatchObject({ familyName: '苗字', givenName: '名前', mail, face: 'none' })
    const properties = [
      { name: '_BIO_firstName', value: '苗字' },
      { name: '_BIO_lastName', value: '名前' },
    ]
    outside.put({ ...member, [schemas.linkage]: { properties, ...facesOf(photos.ann)[schemas.linkage] } })
    await fetchChanges()
    expect(await userOf('ann')).toMatchObject({ face: 'none' })
    outside.put({ ...member, [schemas.linkage]: { properties, ...facesOf(photos.bert)[schemas.linkage] } })
    await fetchChanges()
    expect(await userOf('ann')).toMatchObject({ familyName: '苗字', face: 'provisional' })
  })
})
