/** @module-tag long */
import {
  addLinkageEntry,
  cancelTask,
  changeTenantSettings,
  listLinkageItems,
  listLinkageSyncs,
  listUsers,
  readFaceDetails,
  readLinkage,
  readMailbox,
  readTask,
  readTenantSettings,
  readUser,
  releaseLinkageSync,
  startLinkageSync,
} from '@kaoban/contract'
import { encodeJpeg } from '@kaoban/face-node'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { twoPeople } from '../faces/faces.testing.ts'
import { openOperator } from '../operators/operators.testing.ts'
import { type Browser, openTestTenant, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { putFace } from '../users/users.testing.ts'
import { watchSyncs } from './linkage.jobs.ts'
import { schemas } from './linkage.mapping.ts'
import { facesOf, link, type OutsideSystem, startOutsideSystem } from './linkage.testing.ts'

let server: TestServer
let outside: OutsideSystem
let tenant: TestTenant
let administrator: Browser
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
let photos: Record<'ann' | 'bert' | 'wall', string>

beforeAll(async () => {
  server = await testServer()
  outside = await startOutsideSystem(server)
  const [ann, bert] = await twoPeople(server)
  const wall = { ...ann.captures[0].picture, data: new Uint8Array(ann.captures[0].picture.data.length).fill(120) }
  photos = {
    ann: base64(await encodeJpeg(ann.captures[0].picture)),
    bert: base64(await encodeJpeg(bert.captures[0].picture)),
    wall: base64(await encodeJpeg(wall)),
  }
}, 180_000)
afterAll(() => outside.close())
beforeEach(async () => {
  tenant = await openTestTenant(server)
  administrator = tenant.administrator.browser
  outside.people.clear()
  outside.failsAfter = undefined
  outside.requests.length = 0
})

const add = async (...loginIds: string[]) => {
  for (const loginId of loginIds) await administrator.call(addLinkageEntry, { loginId })
}
const sync = async () => {
  const { taskId } = await administrator.call(startLinkageSync)
  await server.tasks.runDue()
  return administrator.call(readTask, { taskId })
}
const userOf = async (loginId: string) => {
  const { rows } = await administrator.call(listUsers, { search: loginId })
  const row = rows.find((one) => one.loginId === loginId)
  return row && administrator.call(readUser, { userId: row.userId })
}
const items = async () => {
  const [newest] = (await administrator.call(listLinkageSyncs, {})).rows
  const { rows } = await administrator.call(listLinkageItems, { syncId: newest!.syncId, sort: 'loginId' })
  return rows.map(({ loginId, kind, fault }) => `${loginId} ${kind} ${fault ?? 'good'}`)
}
const mailsTo = async (address: string) => {
  await server.mails.sendDue()
  const { rows } = await administrator.call(readMailbox, { limit: 200 })
  return rows.filter(({ to }) => to.includes(address)).map(({ template }) => template)
}

describe('the bulk sync of kind A', () => {
  beforeEach(() => link(server, tenant, outside))

  it('makes users of everybody in the filter who has a face outside; their faces arrive provisionally [NFM-FAC-011] [NFM-LNK-012] [NFM-LNK-031] [NFM-LNK-041] [NFM-LNK-042] [NFM-LNK-043] [NFM-LNK-044] [NFM-LNK-045] [NFM-LNK-063]', async () => {
    const name = { familyName: '山田', middleName: 'M', givenName: '花子' }
    outside.put({ userName: 'ann', name, ...facesOf(photos.ann) })
    outside.put({ userName: 'faceless', name: { familyName: '顔無' } })
    outside.put({ userName: 'stranger', ...facesOf(photos.bert) })
    await add('ann', 'faceless', 'missing')
    const task = await sync()
    expect(task).toMatchObject({ state: 'done', done: 3, total: 3, result: { added: 1, absent: 2, failed: 0 } })
    expect(await items()).toEqual(['ann added good', 'faceless absent good', 'missing absent good'])
    const ann = await userOf('ann')
    expect(ann).toMatchObject({ ...name, mail: '', face: 'provisional', systemAdministrator: false })
    const details = await administrator.call(readFaceDetails, { userId: ann!.userId })
    expect(details).toMatchObject({ display: { state: 'provisional' }, learned: null, consent: { version: 1 } })
    expect(await userOf('faceless')).toBeUndefined()
    expect(await userOf('stranger')).toBeUndefined()
  })

  it('takes the oldest of several pictures [NFM-LNK-064]', async () => {
    const [later, earlier] = ['2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z']
    outside.put({
      userName: 'ann',
      ...facesOf({ value: photos.wall, taken: later! }, { value: photos.ann, taken: earlier! }),
    })
    await add('ann')
    await sync()
    expect(await items()).toEqual(['ann added good'])
    expect(await userOf('ann')).toMatchObject({ face: 'provisional' })
  })

  it('says of each ID what went wrong, and goes on [NFM-LNK-036]', async () => {
    outside.put({ userName: 'wall', name: { familyName: '壁' }, ...facesOf(photos.wall) })
    outside.put({ userName: 'long', name: { familyName: '長'.repeat(81) }, ...facesOf(photos.ann) })
    outside.put({ userName: 'away', photos: [{ value: 'https://elsewhere.example.jp/face.jpg' }] })
    outside.put({ userName: 'near', photos: [{ value: `${outside.url}/pictures/ann.jpg` }] })
    outside.pictures.set('ann.jpg', Buffer.from(photos.ann, 'base64'))
    await add('wall', 'long', 'away', 'near')
    await sync()
    expect(await items()).toEqual([
      'away added linkage.picture.elsewhere',
      'long unchanged MSG-USR-008',
      'near added good',
      'wall added imports.face.none',
    ])
    const [run] = (await administrator.call(listLinkageSyncs, {})).rows
    expect(run).toMatchObject({ state: 'done', startedBy: 'admin', added: 3, failed: 3, failure: null })
    const { rows } = await administrator.call(listLinkageItems, { syncId: run!.syncId, state: 'good' })
    expect(rows.map(({ loginId }) => loginId)).toEqual(['near'])
  })

  it('changes names of people who are there, and leaves a face of their own alone', async () => {
    const known = await tenant.addPerson({ loginId: 'known', familyName: '旧' })
    await putFace(server, tenant.tenantId, known.userId, 'registered')
    outside.put({ userName: 'known', name: { familyName: '新' }, ...facesOf(photos.ann) })
    await sync()
    expect(await items()).toEqual(['known changed good'])
    expect(await userOf('known')).toMatchObject({ familyName: '新', face: 'registered' })
  })

  it('does not begin with an empty filter, nor again once it was completed, until the operator allows it [NFM-LNK-032] [NFM-LNK-033]', async () => {
    await expect(sync()).rejects.toMatchObject({ code: 'linkage.filter-empty', details: { message: 'MSG-LNK-009' } })
    await add('missing')
    await sync()
    expect((await administrator.call(readLinkage)).syncedAt).toBe(server.clock.now().toISOString())
    await expect(sync()).rejects.toMatchObject({ code: 'linkage.sync-done' })
    const { browser } = await openOperator(server)
    await browser.call(releaseLinkageSync, { tenantId: tenant.tenantId })
    expect(await sync()).toMatchObject({ state: 'done' })
    expect((await administrator.call(listLinkageSyncs, {})).total).toBe(2)
  })

  it('tells nobody of people without a mail address but administrators, where the tenant wants that [NFM-AUT-038]', async () => {
    const admin = `${tenant.code.toLowerCase()}-boss@example.jp`
    await tenant.addPerson({ loginId: 'boss', mail: admin, systemAdministrator: true })
    outside.put({ userName: 'ann', ...facesOf(photos.ann) })
    await add('ann')
    await tellAdministrators(false)
    await sync()
    expect(await mailsTo(admin)).toEqual([])
    const { browser } = await openOperator(server)
    await browser.call(releaseLinkageSync, { tenantId: tenant.tenantId })
    await tellAdministrators(true)
    outside.put({ userName: 'bert', ...facesOf(photos.bert) })
    await add('bert')
    await sync()
    expect(await mailsTo(admin)).toEqual(['MAIL-08'])
  })

  async function tellAdministrators(wanted: boolean) {
    const { version } = await administrator.call(readTenantSettings)
    await administrator.call(changeTenantSettings, { version, settings: { 'mail.noAddressToAdmins': wanted } })
  }

  it('gives no more faces than there are licensed IDs', async () => {
    await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      sql`update licences set ids = 1`.execute(db),
    )
    outside.put({ userName: 'ann', ...facesOf(photos.ann) })
    await add('ann', 'other')
    await sync()
    expect(await items()).toEqual(['ann added MSG-FAC-002', 'other absent good'])
    expect(await userOf('ann')).toMatchObject({ face: 'none' })
  })
})

describe('a bulk sync that does not come to its end', () => {
  beforeEach(() => link(server, tenant, outside))

  const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `user.${letter}`)
  /** The external system goes away after the first step. */
  async function halfway() {
    for (const userName of names) outside.put({ userName, name: { familyName: '新' }, ...facesOf(photos.ann) })
    await tenant.addPerson({ loginId: 'user.b', familyName: '旧' })
    await add(...names)
    outside.failsAfter = 4
    const { taskId } = await administrator.call(startLinkageSync)
    return taskId
  }

  it('leaves the state of before: new people are in the recycle bin, others have their fields and no face [NFM-LNK-034]', async () => {
    const taskId = await halfway()
    await server.tasks.runDue()
    // The external system went away in between: the run has failed, and was taken back.
    expect(await administrator.call(readTask, { taskId })).toMatchObject({
      state: 'failed',
      failure: 'linkage.no-answer',
    })
    const { rows } = await administrator.call(listLinkageSyncs, {})
    expect(rows[0]).toMatchObject({ state: 'failed', failure: 'linkage.no-answer' })
    expect(rows[0]!.added).toBeGreaterThan(0)
    expect(await userOf('user.a')).toBeUndefined()
    expect(await userOf('user.b')).toMatchObject({ familyName: '旧', face: 'none' })
    expect((await administrator.call(readLinkage)).syncedAt).toBeNull()
    outside.failsAfter = undefined
    expect(await sync()).toMatchObject({ state: 'done', result: { added: 5, changed: 1 } })
  }, 60_000)

  it('is stopped by 中止する, and nobody has been told [NFM-LNK-034]', async () => {
    await add('ann')
    outside.put({ userName: 'ann', ...facesOf(photos.ann) })
    const { taskId } = await administrator.call(startLinkageSync)
    expect((await administrator.call(readLinkage)).runningTaskId).toBe(taskId)
    await expect(administrator.call(startLinkageSync)).rejects.toMatchObject({ code: 'linkage.sync-running' })
    await administrator.call(cancelTask, { taskId })
    await server.tasks.runDue()
    expect((await administrator.call(listLinkageSyncs, {})).rows[0]).toMatchObject({ state: 'stopped' })
    expect(await userOf('ann')).toBeUndefined()
    expect((await administrator.call(readLinkage)).runningTaskId).toBeNull()
  })

  it('is ended when nothing has moved for half an hour, and can be started again [NFM-LNK-035]', async () => {
    await add('missing')
    outside.falls('silent')
    const { taskId } = await administrator.call(startLinkageSync)
    for (const minutes of [20, 9]) {
      server.clock.advance(minutes * 60_000)
      expect((await administrator.call(readLinkage)).runningTaskId).toBe(taskId)
      await watchSyncs(server.platform)
    }
    expect((await administrator.call(readLinkage)).runningTaskId).toBe(taskId)
    server.clock.advance(60_000)
    await watchSyncs(server.platform)
    administrator = (await tenant.addPerson({ loginId: 'other', systemAdministrator: true })).browser
    expect(await administrator.call(readTask, { taskId })).toMatchObject({
      state: 'failed',
      failure: 'linkage.stalled',
    })
    outside.falls('talkative')
    expect(await sync()).toMatchObject({ state: 'done' })
  })
})

describe('the bulk sync of kind B', () => {
  beforeEach(() => link(server, tenant, outside, { kind: 'members' }))

  it('reads names from properties and brings the mail address, to which MAIL-08 goes [NFM-LNK-047] [NFM-AUT-038]', async () => {
    const mail = `${tenant.code.toLowerCase()}-ann@example.jp`
    const properties = [
      { name: '_BIO_firstName', value: '鈴木' },
      { name: '_BIO_middleName', value: 'M' },
      { name: '_BIO_lastName', value: '一郎' },
    ]
    outside.put({
      ...{ userName: 'ann', name: { familyName: 'other' }, emails: [{ value: mail, primary: true }] },
      ...{ [schemas.linkage]: { properties, ...facesOf(photos.ann)[schemas.linkage] } },
    })
    outside.put({ userName: 'twin', emails: [{ value: mail }], ...facesOf(photos.bert) })
    await add('ann', 'twin')
    await sync()
    expect(await items()).toEqual(['ann added good', 'twin unchanged MSG-USR-014'])
    const names = { familyName: '鈴木', middleName: 'M', givenName: '一郎' }
    expect(await userOf('ann')).toMatchObject({ ...names, mail, face: 'provisional' })
    expect(await mailsTo(mail)).toEqual(['MAIL-08'])
  })
})
