/** @module-tag long */
import { join } from 'node:path'
import { deleteDisplayImage, listComputers, searchAuthentications } from '@kaoban/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  askForBlinks,
  enrol,
  framesOf,
  openTestTenant,
  startTestServer,
  type TestServer,
  type TestTenant,
  twoPeople,
} from '../../../../test/server.ts'
import { darkFrame, PipeCamera } from '../camera/camera.testing.ts'
import { TestComputer } from '../platform/testing.ts'
import { askSocket, Cable, linkAccount, type Told } from './logon.testing.ts'
import { PamView, pamMisses } from './pam.testing.ts'

if (pamMisses.length > 0) console.log(`Left out: logon through PAM, because of ${pamMisses.join(', ')}.`)

let server: TestServer
let tenant: TestTenant
let cable: Cable
let hanako: { userId: string }
let still: Uint8Array[]
let blinking: Uint8Array[]
const computer = new TestComputer()
const socket = join(computer.home, 'run', 'agent.sock')
const pipe = computer.makePipe()

beforeAll(async () => {
  server = await startTestServer()
  // Times of the computer and of the server are compared: theirs go alike.
  const ticking = setInterval(() => server.clock.set(new Date()), 50)
  tenant = await openTestTenant(server)
  await askForBlinks(tenant, { 'logon.method1.logon.motion': 'BLINK1' })
  const [ann, bert] = await twoPeople(server)
  hanako = await tenant.addPerson({ loginId: 'hanako.sato' })
  const jiro = await tenant.addPerson({ loginId: 'jiro.ito' })
  await enrol(server, hanako as never, ann, 1)
  await enrol(server, jiro, bert, 2)
  await linkAccount(server, tenant, { userId: hanako.userId, name: 'hanako', computer: computer.name })
  await linkAccount(server, tenant, { userId: jiro.userId, name: 'jiro', computer: computer.name })
  still = await framesOf(ann, 1, [], 5)
  blinking = await framesOf(ann, 1, ['blink'], 6)
  cable = new Cable(server.url)
  await cable.plugIn()
  await computer.register({ ...server, url: cable.url }, tenant)
  const running = computer.start(['run', '--socket', socket, '--camera', `mjpeg:${pipe}`, '--every', '1'])
  await new Promise<void>((resolve) => running.onWords((said) => said.includes('オンライン') && resolve()))
  return async () => {
    running.child.kill()
    await running.ended
    clearInterval(ticking)
    await cable.pullOut()
    await server.close()
  }
}, 120_000)

/** Somebody asks to be let in as a user and is seen by the camera, blinking when asked. */
async function standBefore(user: string, scene: readonly Uint8Array[], blink?: readonly Uint8Array[]): Promise<Told> {
  const camera = new PipeCamera(pipe, blink ? [...scene.slice(0, 6), ...blink] : scene)
  try {
    return await askSocket(socket, user)
  } finally {
    camera.close()
  }
}

const log = async () => {
  const { rows } = await tenant.administrator.browser.call(searchAuthentications, { terminalName: computer.name })
  return rows
    .filter(({ scene }) => scene === 'windows-logon')
    .map(({ authenticationId: _, receivedAt: __, ...row }) => row)
}
const logged = (count: number) => expect.poll(async () => (await log()).length, { timeout: 30_000 }).toBe(count)

describe('logon at a PC', () => {
  it('lets in who moves as asked and is linked to the account, and tells the portal [NFM-CLG-012]', async () => {
    const { said, answer } = await standBefore('hanako', still, blinking)
    expect({ said, answer }).toEqual({
      said: ['カメラを見てください', 'まばたきをしてください', '顔認証に成功しました'],
      answer: 'Y',
    })
    await logged(1)
    expect((await log())[0]).toMatchObject({
      ...{ succeeded: true, means: 'face', scene: 'windows-logon', windowsAccount: 'hanako', errorCode: null },
      ...{ windowsDomain: computer.name, terminalName: computer.name, loginId: 'hanako.sato', userId: hanako.userId },
    })
  }, 60_000)

  it('refuses a face that it knows of another account, and one that is not there [NFM-CLG-005]', async () => {
    const before = (await log()).length
    const other = await standBefore('jiro', still, blinking)
    expect(other.answer).toBe('N')
    expect(other.said.at(-1)).toContain('Windowsアカウントと利用者IDが紐付けされていません。')
    const dark = await standBefore('hanako', [await darkFrame()])
    expect(dark.answer).toBe('N')
    expect(dark.said).toContain('枠の中に顔を合わせてください')
    await logged(before + 2)
    expect((await log()).slice(0, 2).map(({ errorCode, windowsAccount }) => [windowsAccount, errorCode])).toEqual([
      ['hanako', '97'],
      ['jiro', 'E5'],
    ])
  }, 90_000)

  it.skipIf(pamMisses.length > 0)(
    'opens PAM for the face, and for the password where the face is another',
    async () => {
      const before = (await log()).length
      const pam = new PamView(socket, ['hanako', 'jiro'], 'Own-Word-7')
      const standing = async (user: string, typed: string) => {
        const camera = new PipeCamera(pipe, [...still.slice(0, 6), ...blinking])
        try {
          return await pam.authenticate(user, typed)
        } finally {
          camera.close()
        }
      }
      const { code, said } = await standing('hanako', 'wrong')
      expect(said).toContain('まばたきをしてください')
      expect(code).toBe(0)
      expect((await standing('jiro', 'Own-Word-7')).code).toBe(0)
      await logged(before + 2)
    },
    90_000,
  )

  it('does not look at the camera for an account that is nobody’s, nor for what is no question', async () => {
    const before = (await log()).length
    expect(await askSocket(socket, '')).toEqual({ said: [], answer: 'U' })
    expect(await askSocket(socket, 'root')).toMatchObject({ answer: 'U' })
    await logged(before + 1)
  })

  it('goes on without the server, whose log gets the entries later with their own time [NFM-COF-004]', async () => {
    const before = (await log()).length
    await cable.pullOut()
    const from = Date.now()
    const { answer } = await standBefore('hanako', still, blinking)
    const to = Date.now()
    expect(answer).toBe('Y')
    expect((await log()).length).toBe(before)
    await cable.plugIn()
    await logged(before + 1)
    const [latest] = await log()
    expect(latest).toMatchObject({ succeeded: true, loginId: 'hanako.sato' })
    expect(Date.parse(latest!.at)).toBeGreaterThanOrEqual(from)
    expect(Date.parse(latest!.at)).toBeLessThanOrEqual(to)
  }, 90_000)

  it('lets nobody in by a face that was deleted in the portal, from the next sync on [NFM-CFR-008]', async () => {
    await tenant.administrator.browser.call(deleteDisplayImage, { userId: hanako.userId })
    // The second sync from now on began after the first one was over here, too.
    const secondSync = new Date(Date.now() + 2_500).toISOString()
    const synced = async () => (await tenant.administrator.browser.call(listComputers, {})).rows[0]!.syncedAt!
    await expect.poll(synced, { timeout: 20_000 }).toSatisfy((at: string) => at > secondSync)
    expect((await askSocket(socket, 'hanako')).answer).toBe('U')
  }, 60_000)
})
