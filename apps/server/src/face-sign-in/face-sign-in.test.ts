/** @module-tag long */
import {
  confirmFaceDraft,
  deleteDisplayImage,
  readFaceDetails,
  readOwnTerminal,
  readSession,
  revokeTerminal,
  sendEnrolmentFrames,
  sendFaceSignIn,
  sendOwnPhoto,
  startEnrolment,
  startFaceSignIn,
} from '@kaoban/contract'
import { encodeJpeg } from '@kaoban/face-node'
import { beforeAll, describe, expect, it } from 'vitest'
import { stillFrames, toJpegs } from '../../../../test/staged-people.ts'
import { asUpload, consent, enrol, framesOf, twoPeople } from '../faces/faces.testing.ts'
import { openBrowser, openTestTenant, testServer } from '../platform/testing.ts'
import { openTerminal } from '../terminals/terminals.testing.ts'
import { attempt, challenge, fail, log, open } from './face-sign-in.testing.ts'

// Server, models and photographs take longer than a test may.
beforeAll(async () => {
  await twoPeople(await testServer())
}, 180_000)

describe('signing in by face at a terminal', () => {
  it('opens a session for the person whose ID and face these are, and logs it', async () => {
    const { server, tenant, person, terminal, ann } = await open()
    await enrol(server, person, ann)
    const answer = await attempt(server, terminal, 'anna', ann, 2)
    expect(answer).toMatchObject({ loginId: 'Anna', displayName: '山田 花', sessionOpened: true })
    const browser = await openBrowser(server, terminal.cookies)
    expect((await browser.call(readSession)).account).toMatchObject({ loginId: 'Anna' })
    expect(await log(server, tenant)).toMatchObject([
      { succeeded: true, errorCode: null, loginId: 'Anna', userId: person.userId, terminalName: '受付' },
    ])
  })

  it('at a terminal that only looks says who it was and opens nothing', async () => {
    const { server, person, terminal, ann } = await open({}, { afterSignIn: 'stay' })
    await enrol(server, person, ann)
    expect(await attempt(server, terminal, 'Anna', ann, 2)).toMatchObject({ sessionOpened: false })
    expect(terminal.cookies.has('kb_person')).toBe(false)
  })

  it('is refused with 8B when another face stands before the terminal [NFM-ERR-007]', async () => {
    const { server, tenant, person, terminal, ann, bert } = await open()
    await enrol(server, person, ann)
    await expect(attempt(server, terminal, 'Anna', bert, 1)).rejects.toMatchObject({
      code: 'face-sign-in.refused',
      details: { errorCode: '8B' },
    })
    expect(terminal.cookies.has('kb_person')).toBe(false)
    expect(await log(server, tenant)).toMatchObject([{ succeeded: false, errorCode: '8B', loginId: 'Anna' }])
  })

  it('answers the same for an ID that nobody has, or that has no face', async () => {
    const { server, tenant, terminal, ann } = await open()
    const problems = []
    for (const [loginId, seed] of [
      ['nobody', 1],
      ['Anna', 2],
    ] as const)
      problems.push(await attempt(server, terminal, loginId, ann, seed).catch((error) => error))
    const [stranger, faceless] = problems
    expect(stranger).toMatchObject({ code: 'face-sign-in.refused', details: { errorCode: '8B' } })
    expect(Object.keys(faceless.details).sort()).toEqual(Object.keys(stranger.details).sort())
    expect(faceless.message).toBe(stranger.message)
    expect(await log(server, tenant)).toMatchObject([
      { errorCode: '8B', loginId: 'nobody', userId: null },
      { errorCode: '8B', loginId: 'Anna' },
    ])
  })

  it('is refused with 83 when a still photograph of the person is held up [NFM-ERR-006]', async () => {
    const { server, person, terminal, ann } = await open()
    await enrol(server, person, ann)
    const { challengeId, nonce } = await challenge(server, terminal, 'Anna')
    const frames = await toJpegs(stillFrames(ann.captures[1], 12))
    await expect(terminal.call(sendFaceSignIn, { challengeId, nonce, ...asUpload(frames) })).rejects.toMatchObject({
      code: 'face-sign-in.refused',
      details: { errorCode: '83' },
    })
  })

  it('is refused with 93 when neither face nor movement is right, and 97 without a face [NFM-ERR-008] [NFM-ERR-009]', async () => {
    const { server, person, terminal, ann, bert } = await open()
    await enrol(server, person, ann)
    const first = await challenge(server, terminal, 'Anna')
    const still = await toJpegs(stillFrames(bert.captures[1], 12))
    await expect(
      terminal.call(sendFaceSignIn, { challengeId: first.challengeId, nonce: first.nonce, ...asUpload(still) }),
    ).rejects.toMatchObject({ details: { errorCode: '93' } })
    const second = await challenge(server, terminal, 'Anna')
    const wall = (i: number) => ({ width: 640, height: 480, data: new Uint8Array(640 * 480 * 3).fill(90 + i) })
    const empty = await toJpegs(Array.from({ length: 8 }, (_, i) => wall(i)))
    await expect(
      terminal.call(sendFaceSignIn, { challengeId: second.challengeId, nonce: second.nonce, ...asUpload(empty) }),
    ).rejects.toMatchObject({ details: { errorCode: '97', hint: 'show-face' } })
  })

  it('never tells how alike two faces are', async () => {
    const { server, person, terminal, ann, bert } = await open()
    await enrol(server, person, ann)
    const yes = await attempt(server, terminal, 'Anna', ann, 2)
    const no = await attempt(server, terminal, 'Anna', bert, 2).catch((error) => error)
    expect(Object.keys(yes).sort()).toEqual(['at', 'displayName', 'loginId', 'sessionOpened'])
    for (const value of Object.values(no.details)) expect(String(value)).not.toMatch(/\d\.\d/)
  })

  it('makes a provisional face a registered one, once [NFM-FAC-008]', async () => {
    const { server, tenant, person, terminal, ann } = await open()
    await consent(person)
    const bytes = await encodeJpeg(ann.captures[0].picture)
    const draft = await person.browser.call(sendOwnPhoto, { files: [{ field: 'photo', name: 'a.jpg', bytes }] })
    expect((await person.browser.call(confirmFaceDraft, draft)).display?.state).toBe('provisional')
    await attempt(server, terminal, 'Anna', ann, 2)
    const details = await tenant.administrator.browser.call(readFaceDetails, { userId: person.userId })
    expect(details.display?.state).toBe('registered')
  })

  it('does not work any more once the face is deleted [NFM-FAC-005]', async () => {
    const { server, tenant, person, terminal, ann } = await open()
    await enrol(server, person, ann)
    await attempt(server, terminal, 'Anna', ann, 2)
    await tenant.administrator.browser.call(deleteDisplayImage, { userId: person.userId })
    await expect(attempt(server, terminal, 'Anna', ann, 3)).rejects.toMatchObject({ details: { errorCode: '8B' } })
  })
})

describe('a terminal that asks who you are', () => {
  it('finds the person among everybody, and nobody for a stranger', async () => {
    const { server, tenant, person, terminal, ann, bert } = await open({}, { identification: true })
    await enrol(server, person, ann)
    expect(await terminal.call(readOwnTerminal)).toMatchObject({ identification: true })
    expect(await attempt(server, terminal, undefined, ann, 2)).toMatchObject({ loginId: 'Anna' })
    await expect(attempt(server, terminal, undefined, bert, 2)).rejects.toMatchObject({ details: { errorCode: '8B' } })
    expect(await log(server, tenant)).toMatchObject([
      { succeeded: true, userId: person.userId },
      { succeeded: false, userId: null, loginId: '' },
    ])
  })

  it('is an option that must be switched on', async () => {
    const { terminal } = await open()
    expect(await terminal.call(readOwnTerminal)).toMatchObject({ identification: false })
    await expect(terminal.call(startFaceSignIn, {})).rejects.toMatchObject({ code: 'face-sign-in.id-needed' })
  })
})

describe('a challenge', () => {
  const ended = { code: 'face.challenge-ended' }

  it('is answered once: the same request a second time is refused', async () => {
    const { server, person, terminal, ann } = await open()
    await enrol(server, person, ann)
    const { challengeId, nonce } = await challenge(server, terminal, 'Anna')
    const input = { challengeId, nonce, ...asUpload(await framesOf(ann, 1, ['blink'], 2)) }
    const results = await Promise.allSettled([
      terminal.call(sendFaceSignIn, input),
      terminal.call(sendFaceSignIn, input),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(terminal.call(sendFaceSignIn, input)).rejects.toMatchObject(ended)
  })

  it('ends after its time', async () => {
    const { server, terminal, ann } = await open()
    const { challengeId, nonce, expiresAt } = await challenge(server, terminal, 'Anna')
    server.clock.set(new Date(expiresAt))
    const input = { challengeId, nonce, ...asUpload(await framesOf(ann, 1, ['blink'], 2)) }
    await expect(terminal.call(sendFaceSignIn, input)).rejects.toMatchObject(ended)
  })

  it('belongs to its terminal, its tenant and its purpose', async () => {
    const { server, tenant, person, terminal, ann } = await open()
    await consent(person)
    const frames = asUpload(await framesOf(ann, 1, ['blink'], 2))
    const { challengeId, nonce } = await challenge(server, terminal, 'Anna')
    const input = { challengeId, nonce, ...frames }
    const beside = await openTerminal(server, tenant)
    await expect(beside.call(sendFaceSignIn, input)).rejects.toMatchObject(ended)
    const elsewhere = await openTerminal(server, await openTestTenant(server))
    await expect(elsewhere.call(sendFaceSignIn, input)).rejects.toMatchObject(ended)
    await expect(person.browser.call(sendEnrolmentFrames, input)).rejects.toMatchObject(ended)
    const enrolment = await person.browser.call(startEnrolment)
    await expect(
      terminal.call(sendFaceSignIn, { challengeId: enrolment.challengeId, nonce: enrolment.nonce, ...frames }),
    ).rejects.toMatchObject(ended)
  })

  it('is needed: frames without a nonce, or with one that was guessed, are refused', async () => {
    const { server, terminal, ann } = await open()
    const frames = asUpload(await framesOf(ann, 1, ['blink'], 2))
    const { challengeId, nonce } = await challenge(server, terminal, 'Anna')
    await expect(terminal.call(sendFaceSignIn, { challengeId, ...frames } as never)).rejects.toMatchObject({
      code: 'request.invalid',
    })
    const guess = `${nonce.slice(0, -1)}${nonce.endsWith('A') ? 'B' : 'A'}`
    await expect(terminal.call(sendFaceSignIn, { challengeId, nonce: guess, ...frames })).rejects.toMatchObject(ended)
  })

  it('takes nothing but frames: a template or a score sent along is refused', async () => {
    const { server, terminal, ann } = await open()
    const frames = asUpload(await framesOf(ann, 1, ['blink'], 2))
    const { challengeId, nonce } = await challenge(server, terminal, 'Anna')
    for (const injected of [{ template: [1, 0, 0] }, { score: 1 }, { userId: challengeId }, { motions: [] }])
      await expect(
        terminal.call(sendFaceSignIn, { challengeId, nonce, ...frames, ...injected } as never),
      ).rejects.toMatchObject({ code: 'request.invalid' })
  })

  it('is not answered by frames of an earlier attempt or of the enrolment', async () => {
    const { server, person, terminal, ann } = await open()
    await enrol(server, person, ann, 1)
    const { challengeId, nonce } = await challenge(server, terminal, 'Anna')
    const replayed = asUpload(await framesOf(ann, 0, ['blink'], 1))
    await expect(terminal.call(sendFaceSignIn, { challengeId, nonce, ...replayed })).rejects.toMatchObject({
      code: 'face.frames-refused',
      details: { reason: 'replayed' },
    })
    await attempt(server, terminal, 'Anna', ann, 2)
    await expect(attempt(server, terminal, 'Anna', ann, 2)).rejects.toMatchObject({ details: { reason: 'replayed' } })
  })

  it('taken by a terminal that was revoked meanwhile is refused', async () => {
    const { server, tenant, person, terminal, ann } = await open()
    await enrol(server, person, ann)
    const { challengeId, nonce } = await challenge(server, terminal, 'Anna')
    await tenant.administrator.browser.call(revokeTerminal, { terminalId: terminal.terminalId })
    const input = { challengeId, nonce, ...asUpload(await framesOf(ann, 1, ['blink'], 2)) }
    await expect(terminal.call(sendFaceSignIn, input)).rejects.toMatchObject({ code: 'request.unauthenticated' })
  })

  it('with more or larger files than allowed is refused before they are read', async () => {
    const { server, terminal, ann } = await open()
    const frames = await framesOf(ann, 1, ['blink'], 2)
    const many = asUpload(Array.from({ length: 41 }, (_, i) => frames[i % frames.length]!))
    const first = await challenge(server, terminal, 'Anna')
    const given = { challengeId: first.challengeId, nonce: first.nonce }
    await expect(terminal.call(sendFaceSignIn, { ...given, ...many })).rejects.toMatchObject({
      code: 'request.too-large',
    })
    const large = asUpload([...frames.slice(1), new Uint8Array(400_001)])
    await expect(terminal.call(sendFaceSignIn, { ...given, ...large })).rejects.toMatchObject({
      code: 'request.too-large',
    })
  })
})

describe('failures in a row', () => {
  it('make an ID that nobody has wait just the same', async () => {
    const { server, terminal } = await open()
    for (let i = 0; i < 5; i++) await fail(server, terminal, 'nobody')
    await expect(terminal.call(startFaceSignIn, { loginId: 'nobody' })).rejects.toMatchObject({
      code: 'face-sign-in.wait',
    })
  })

  it('make a terminal wait, whichever IDs are tried there, and leave other terminals alone', async () => {
    const { server, tenant, terminal } = await open()
    for (let i = 0; i < 5; i++) await fail(server, terminal, `guess${i}`)
    await expect(terminal.call(startFaceSignIn, { loginId: 'Anna' })).rejects.toMatchObject({
      code: 'face-sign-in.wait',
    })
    const beside = await openTerminal(server, tenant)
    await expect(beside.call(startFaceSignIn, { loginId: 'Anna' })).resolves.toMatchObject({ motions: ['blink'] })
  })

  it('sent at the same time are all counted', async () => {
    const { terminal } = await open()
    const challenges = []
    for (let i = 0; i < 8; i++) challenges.push(await terminal.call(startFaceSignIn, { loginId: 'Anna' }))
    const files = asUpload(Array(6).fill(new Uint8Array([1, 2, 3])))
    const codes = await Promise.all(
      challenges.map(({ challengeId, nonce }) =>
        terminal.call(sendFaceSignIn, { challengeId, nonce, ...files }).catch((error) => error.code),
      ),
    )
    expect(codes.filter((code) => code === 'face.frames-refused')).toHaveLength(5)
    expect(codes.filter((code) => code === 'face-sign-in.wait')).toHaveLength(3)
  })
})
