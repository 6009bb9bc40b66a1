/** @module-tag long */
import { readSession, sendFaceSignIn, signIn, startFaceSignIn } from '@kaoban/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { askForBlinks, asUpload, enrol, framesOf, twoPeople } from '../faces/faces.testing.ts'
import { openBrowser, openTestTenant, testPassword, testServer } from '../platform/testing.ts'
import { openTerminal } from '../terminals/terminals.testing.ts'

// Server, models and photographs take longer than a test may.
beforeAll(async () => {
  await twoPeople(await testServer())
}, 180_000)

describe('a locked password', () => {
  it('does not keep the person from signing in by face at a registered terminal [NFM-AUT-004]', async () => {
    const server = await testServer()
    const tenant = await openTestTenant(server)
    await askForBlinks(tenant)
    const person = await tenant.addPerson({ loginId: 'anna' })
    const [anna] = await twoPeople(server)
    await enrol(server, person, anna, 1)
    const terminal = await openTerminal(server, tenant, { afterSignIn: 'portal' })
    const stranger = await openBrowser(server)
    for (let i = 0; i < 5; i++)
      await stranger.call(signIn, { code: tenant.code, loginId: 'anna', password: 'Wrong-Password-1' }).catch(() => {})
    await expect(
      stranger.call(signIn, { code: tenant.code, loginId: 'anna', password: testPassword }),
    ).rejects.toMatchObject({ code: 'sign-in.locked' })
    const { challengeId, nonce, motions } = await terminal.call(startFaceSignIn, { loginId: 'anna' })
    server.clock.advance(5_000)
    const frames = await framesOf(anna, 1, motions, 2)
    await terminal.call(sendFaceSignIn, { challengeId, nonce, ...asUpload(frames) })
    const browser = await openBrowser(server, new Map(terminal.cookies))
    expect((await browser.call(readSession)).account).toMatchObject({ loginId: 'anna' })
  })
})
