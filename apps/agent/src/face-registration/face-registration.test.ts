/** @module-tag long */
import { copyFileSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createUser, listComputers, readFaceDetails, revokeComputer, searchAuthentications } from '@kaoban/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  askForBlinks,
  framesOf,
  openTestTenant,
  operationsOf,
  startTestServer,
  type TestServer,
  type TestTenant,
  testPassword,
  twoPeople,
} from '../../../../test/server.ts'
import { darkFrame, PipeCamera } from '../camera/camera.testing.ts'
import { TestComputer } from '../platform/testing.ts'

let server: TestServer
let tenant: TestTenant
const computer = new TestComputer()

beforeAll(async () => {
  server = await startTestServer()
  // Times of the computer and of the server are compared: theirs go alike.
  const ticking = setInterval(() => server.clock.set(new Date()), 50)
  tenant = await openTestTenant(server)
  await askForBlinks(tenant)
  expect(await computer.register(server, tenant)).toMatchObject({ code: 0, err: '' })
  return async () => {
    clearInterval(ticking)
    await server.close()
  }
}, 120_000)

const log = async (loginId: string) => {
  const { rows } = await tenant.administrator.browser.call(searchAuthentications, { loginId })
  return rows.map(({ succeeded, errorCode, scene, terminalName }) => ({ succeeded, errorCode, scene, terminalName }))
}

describe('the client software', () => {
  it('refuses a wrong tenant, ID or password alike, and the log tells them apart [NFM-CFR-001] [NFM-CER-008]', async () => {
    const person = await tenant.addPerson({ loginId: 'suzuki' })
    const attempt = (loginId: string, password: string, more: string[] = ['--tenant', tenant.code]) =>
      computer.run(['face', ...more, '--login-id', loginId], [password])
    const refusals = [
      await attempt(person.loginId, 'wrong'),
      await attempt('nobody-here', testPassword),
      await attempt(person.loginId, testPassword, ['--tenant', 'another']),
    ]
    for (const { code, err } of refusals) {
      expect(code).toBe(3)
      expect(err).toBe(
        '認証に失敗しました。テナント、利用者ID、パスワードが正しく入力されていることを確認してください。\n',
      )
    }
    const here = { succeeded: false, scene: 'face-registration', terminalName: computer.name }
    expect(await log(person.loginId)).toEqual([
      { ...here, errorCode: 'C8' },
      { ...here, errorCode: 'CA' },
    ])
    expect(await log('nobody-here')).toEqual([{ ...here, errorCode: 'C9' }])
  }, 60_000)

  it('registers a face, which the form of the portal has no field for: 本登録, with consent and both logs [NFM-FAC-011] [NFM-CFR-003]', async () => {
    const person = await tenant.addPerson({ loginId: 'tanaka', familyName: '田中' })
    const [ann] = await twoPeople(server)
    const still = await framesOf(ann, 0, [], 3)
    const blinking = await framesOf(ann, 0, ['blink'], 4)
    const path = computer.makePipe()
    const words = ['face', '--tenant', tenant.code, '--login-id', person.loginId, '--camera', `mjpeg:${path}`]
    const running = computer.start(words, [testPassword, 'はい'])
    const camera = new PipeCamera(path, still)
    running.onWords((said) => {
      if (said.includes('まばたきをしてください')) camera.show(blinking)
    })
    const { code, out, err } = await running.ended
    camera.close()
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('同意はいつでも取り消せます。')
    expect(out).toContain('田中さんの顔を登録しました。')

    const { browser } = tenant.administrator
    const face = await browser.call(readFaceDetails, { userId: person.userId })
    expect(face).toMatchObject({ display: { state: 'registered', imageKept: true }, learned: null })
    expect(face.consent).not.toBeNull()
    expect(await log(person.loginId)).toEqual([
      { succeeded: true, errorCode: null, scene: 'face-registration', terminalName: computer.name },
    ])
    const [enrolled] = await operationsOf(server, tenant.tenantId, 'face.enrolled')
    expect(enrolled).toMatchObject({ loginId: person.loginId, computer: { name: computer.name } })
    const form = z.toJSONSchema(createUser.body, { io: 'input' }).properties!
    expect(Object.keys(form).filter((field) => /face|image|photo|picture/i.test(field))).toEqual([])
  }, 120_000)

  it('tells who cannot be seen how to stand, and registers nobody without consent [NFM-CFR-002]', async () => {
    const person = await tenant.addPerson({ loginId: 'sato' })
    const who = ['face', '--tenant', tenant.code, '--login-id', person.loginId]
    const refused = await computer.run(who, [testPassword, 'いいえ'])
    expect(refused).toMatchObject({ code: 5, err: '同意がないため、顔を登録しませんでした。\n' })
    const path = computer.makePipe('dark')
    const running = computer.start([...who, '--agree', '--camera', `mjpeg:${path}`], [testPassword])
    const camera = new PipeCamera(path, [await darkFrame()])
    running.onWords((said) => {
      if (said.includes('枠の中に顔を合わせてください')) camera.close()
    })
    const { code, out, err } = await running.ended
    expect(out).toContain(
      '正面を向き、両目を開けてください。顔に均等に光が当たる場所で、逆光を避け、マスクやサングラスを外して',
    )
    expect(out).toContain('枠の中に顔を合わせてください')
    expect(code).toBe(2)
    expect(err).toContain('カメラを使用できません。')
    const { browser } = tenant.administrator
    expect((await browser.call(readFaceDetails, { userId: person.userId })).display).toBeNull()
  }, 120_000)

  it('erases all that it keeps when it is told to, and when the portal has revoked the computer [NFM-CLI-015]', async () => {
    const retired = new TestComputer()
    await retired.register(server, tenant)
    expect((await retired.run(['unregister'])).code).toBe(0)
    retired.name = `${retired.name}-2`
    expect(retired.files()).toEqual([])
    await retired.register(server, tenant)
    expect((await retired.run(['status'])).code).toBe(0)
    expect(retired.files()).toEqual(['cache.sealed', 'device.sealed', 'vault.key'])
    const { browser } = tenant.administrator
    const { rows } = await browser.call(listComputers, { search: retired.name })
    expect(rows[0]!.syncedAt).not.toBeNull()
    await browser.call(revokeComputer, { computerId: rows[0]!.computerId })
    const { code, err } = await retired.run(['status'])
    expect(code).toBe(3)
    expect(err).toContain('このパソコンの登録は失効しています。')
    expect(retired.files()).toEqual([])
  }, 60_000)

  it('opens no file that was sealed elsewhere, and lets nobody else read its own', async () => {
    const own = new TestComputer()
    await own.register(server, tenant)
    const device = join(own.state, 'device.sealed')
    expect(readFileSync(device, 'latin1')).not.toContain(own.name)
    expect(statSync(own.state).mode & 0o777).toBe(0o700)
    for (const file of own.files()) expect(statSync(join(own.state, file)).mode & 0o777).toBe(0o600)
    copyFileSync(join(computer.state, 'device.sealed'), device)
    const { code, err } = await own.run(['status'])
    expect(code).toBe(3)
    expect(err).toContain('ほかのパソコンから複製されたか、壊れています。')
  }, 60_000)
})
