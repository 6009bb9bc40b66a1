import {
  confirmFaceDraft,
  listUsers,
  readOwnFace,
  registerFaceFor,
  sendFaceSignIn,
  sendOwnPhoto,
  startEnrolment,
  startFaceSignIn,
} from '@kaoban/contract'
import { encodeJpeg } from '@kaoban/face-node'
import { word } from '@kaoban/messages'
import { beforeAll, describe, expect, it } from 'vitest'
import type { StagedPerson } from '../../../../test/staged-people.ts'
import { askForBlinks, asUpload, consent, enrol, framesOf, twoPeople } from '../faces/faces.testing.ts'
import { inTenant } from '../platform/job-context.ts'
import type { TestServer, TestTenant } from '../platform/testing.ts'
import { openTerminal, type TestTerminal } from '../terminals/terminals.testing.ts'
import { requireFreeId } from './licences.service.ts'
import {
  addFace,
  calendarServer,
  facesOf,
  insertFace,
  jobOn,
  openTrial,
  register,
  signInAgain,
  suspends,
  trialOfMay,
} from './licences.testing.ts'

let server: TestServer
let ann: StagedPerson
let bert: StagedPerson
beforeAll(async () => {
  server = await calendarServer()
  ;[ann, bert] = await twoPeople(server)
}, 300_000)

async function photoOf(who: StagedPerson) {
  return { files: [{ field: 'photo', name: 'a.jpg', bytes: await encodeJpeg(who.captures[0].picture) }] }
}

async function lookInto(terminal: TestTerminal, loginId: string, who: StagedPerson, seed: number) {
  const { challengeId, nonce, motions } = await terminal.call(startFaceSignIn, { loginId })
  server.clock.advance(5_000)
  const frames = await framesOf(who, 1, motions, seed)
  return terminal.call(sendFaceSignIn, { challengeId, nonce, ...asUpload(frames) })
}

const full = { code: 'face.no-licence-left', details: { message: 'MSG-FAC-002' } }
const lapsed = { code: 'licence.lapsed' }

describe('the last ID', () => {
  async function tenantOfOne(): Promise<TestTenant> {
    return openTrial(server, '2026-05-10', [{ ...trialOfMay, ids: 1 }])
  }

  it('taken, no door registers another face, and whoever has one may renew it [NFM-FAC-010]', async () => {
    const tenant = await tenantOfOne()
    const first = await tenant.addPerson()
    await consent(first)
    await first.browser.call(confirmFaceDraft, await first.browser.call(sendOwnPhoto, await photoOf(ann)))
    const second = await tenant.addPerson()
    await consent(second)
    await expect(second.browser.call(startEnrolment)).rejects.toMatchObject(full)
    await expect(second.browser.call(sendOwnPhoto, await photoOf(bert))).rejects.toMatchObject(full)
    const { browser } = tenant.administrator
    await expect(
      browser.call(registerFaceFor, { userId: second.userId, consent: true, ...(await photoOf(bert)) }),
    ).rejects.toMatchObject(full)
    expect(word('problem.face.no-licence-left', 'ja')).toBe(word('MSG-FAC-002', 'ja'))
    expect(word('problem.face.no-licence-left', 'en')).toBe(word('MSG-FAC-002', 'en'))
    await first.browser.call(confirmFaceDraft, await first.browser.call(sendOwnPhoto, await photoOf(ann)))
  }, 120_000)

  it('gone between picture and confirmation, refuses the confirmation [NFM-FAC-010]', async () => {
    const tenant = await tenantOfOne()
    const person = await tenant.addPerson()
    await consent(person)
    const draft = await person.browser.call(sendOwnPhoto, await photoOf(ann))
    await addFace(server, tenant, (await tenant.addPerson()).userId)
    await expect(person.browser.call(confirmFaceDraft, draft)).rejects.toMatchObject(full)
    expect((await person.browser.call(readOwnFace)).display).toBeNull()
  }, 120_000)

  it('goes to one of two people who confirm at the same time [NFM-FAC-010]', async () => {
    const tenant = await tenantOfOne()
    const drafts = []
    for (const who of [ann, bert]) {
      const { browser, ...person } = await tenant.addPerson()
      await consent({ browser, ...person })
      drafts.push({ browser, draft: await browser.call(sendOwnPhoto, await photoOf(who)) })
    }
    const results = await Promise.allSettled(drafts.map(({ browser, draft }) => browser.call(confirmFaceDraft, draft)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: full })
    expect((await facesOf(server, tenant)).total).toBe(1)
  }, 120_000)
})

describe('two registrations that have both asked before either stores', () => {
  it('cannot take the last ID both: the second waits for the first [NFM-FAC-010]', async () => {
    const tenant = await openTrial(server, '2026-05-10', [{ ...trialOfMay, ids: 1 }])
    const take = (userId: string) =>
      inTenant(server.platform, 'test', tenant.tenantId, async (ctx) => {
        await requireFreeId(ctx, userId, suspends)
        await new Promise((resolve) => setTimeout(resolve, 200))
        const face = { tenantId: ctx.tenantId, userId, state: 'registered' as const, at: ctx.clock.now() }
        await insertFace(ctx.db, face)
      })
    const people = [await tenant.addPerson(), await tenant.addPerson()]
    const results = await Promise.allSettled(people.map(({ userId }) => take(userId)))
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await facesOf(server, tenant)).total).toBe(2)
  })
})

describe('a real face', () => {
  it('opens no door after the end of the trial while the portal goes on, and does again with a key within 30 days [NFM-TEN-015, NFM-TEN-016]', async () => {
    const tenant = await openTrial(server, '2026-06-30')
    await askForBlinks(tenant)
    const anna = await tenant.addPerson({ loginId: 'Anna' })
    const terminal = await openTerminal(server, tenant, { afterSignIn: 'stay' })
    await enrol(server, anna, ann, 1)
    server.clock.set(new Date('2026-06-30T14:58:00Z'))
    expect(await lookInto(terminal, 'Anna', ann, 2)).toMatchObject({ loginId: 'Anna' })

    // Midnight in Tokyo; the job has not run yet.
    server.clock.set(new Date('2026-06-30T15:00:00Z'))
    await expect(lookInto(terminal, 'Anna', ann, 3)).rejects.toMatchObject(lapsed)
    await jobOn(server, '2026-07-01')
    await expect(lookInto(terminal, 'Anna', ann, 3)).rejects.toMatchObject(lapsed)
    const employee = await signInAgain(server, tenant, anna)
    expect((await employee.call(readOwnFace)).display).toMatchObject({ suspendedUntil: '2026-07-31' })
    await expect(employee.call(startEnrolment)).rejects.toMatchObject(lapsed)
    const administrator = await signInAgain(server, tenant)
    expect((await administrator.call(listUsers, {})).total).toBe(2)

    server.clock.set(new Date('2026-07-29T00:00:00Z'))
    await register(server, tenant)
    expect(await lookInto(terminal, 'Anna', ann, 3)).toMatchObject({ loginId: 'Anna' })
    expect((await (await signInAgain(server, tenant, anna)).call(readOwnFace)).display).toMatchObject({
      suspendedUntil: null,
    })
  }, 180_000)

  it('that was erased with the trial is nobody’s, until it is enrolled anew [NFM-TEN-016]', async () => {
    const tenant = await openTrial(server, '2026-06-30')
    await askForBlinks(tenant)
    const anna = await tenant.addPerson({ loginId: 'Anna' })
    const terminal = await openTerminal(server, tenant, { afterSignIn: 'stay' })
    await enrol(server, anna, ann, 1)
    await jobOn(server, '2026-07-01')
    await jobOn(server, '2026-07-31')
    await register(server, tenant)
    await expect(lookInto(terminal, 'Anna', ann, 2)).rejects.toMatchObject({
      code: 'face-sign-in.refused',
      details: { errorCode: '8B' },
    })
    await enrol(server, { ...anna, browser: await signInAgain(server, tenant, anna) }, ann, 3)
    expect(await lookInto(terminal, 'Anna', ann, 4)).toMatchObject({ loginId: 'Anna' })
  }, 180_000)
})
