import { confirmFaceDraft, deleteLearnedImage, readFaceDetails, sendOwnPhoto, startFaceSignIn } from '@kaoban/contract'
import { faceplugin, unitLength, writeTemplate } from '@kaoban/face'
import { encodeJpeg } from '@kaoban/face-node'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { consent, enrol, twoPeople } from '../faces/faces.testing.ts'
import { startTestServer, testServer } from '../platform/testing.ts'
import { openTerminal } from '../terminals/terminals.testing.ts'
import { attempt, fail, open } from './face-sign-in.testing.ts'

// Server, models and photographs take longer than a test may.
beforeAll(async () => {
  await twoPeople(await testServer())
}, 180_000)

describe('signing in by face at a terminal, again and again', () => {
  it('saves a learned image in the cycle of the tenant, and goes on working without it [NFM-FAC-003] [NFM-FAC-006]', async () => {
    const { server, tenant, person, terminal, ann } = await open({ 'policy.learningImage.cycle': 'M6' })
    await enrol(server, person, ann)
    const { browser } = tenant.administrator
    const { userId } = person
    expect((await browser.call(readFaceDetails, { userId })).learned).toBeNull()
    await attempt(server, terminal, 'Anna', ann, 2)
    const learned = (await browser.call(readFaceDetails, { userId })).learned
    expect(learned).toMatchObject({ updatedAt: server.clock.now().toISOString() })
    await attempt(server, terminal, 'Anna', ann, 3)
    expect((await browser.call(readFaceDetails, { userId })).learned).toEqual(learned)
    await browser.call(deleteLearnedImage, { userId })
    await expect(attempt(server, terminal, 'Anna', ann, 4)).resolves.toMatchObject({ loginId: 'Anna' })
  })

  it('leaves a provisional face provisional where no movement was asked', async () => {
    const { server, tenant, person, terminal, ann } = await open({ 'terminal.motion': 'NONE' })
    await consent(person)
    const bytes = await encodeJpeg(ann.captures[0].picture)
    const draft = await person.browser.call(sendOwnPhoto, { files: [{ field: 'photo', name: 'a.jpg', bytes }] })
    await person.browser.call(confirmFaceDraft, draft)
    await attempt(server, terminal, 'Anna', ann, 2).catch(() => undefined)
    const details = await tenant.administrator.browser.call(readFaceDetails, { userId: person.userId })
    expect(details.display?.state).toBe('provisional')
  })

  it('does not choose between two people with the same face', async () => {
    const { server, tenant, person, terminal, ann } = await open({}, { identification: true })
    await enrol(server, person, ann)
    const twin = await tenant.addPerson()
    await enrol(server, twin, ann, 5)
    await expect(attempt(server, terminal, undefined, ann, 2)).rejects.toMatchObject({ details: { errorCode: '8B' } })
  })
})

describe('failures in a row', () => {
  it('make a person wait at every terminal from the fifth on, say how long, and end with a success', async () => {
    const { server, tenant, person, terminal, ann } = await open()
    await enrol(server, person, ann)
    const beside = await openTerminal(server, tenant)
    for (let i = 0; i < 5; i++) expect((await fail(server, terminal, 'ANNA')).code).toBe('face.frames-refused')
    const wait = await beside.call(startFaceSignIn, { loginId: 'anna' }).catch((error) => error)
    expect(wait).toMatchObject({ code: 'face-sign-in.wait' })
    expect(wait.details.retryAfterSeconds).toBeGreaterThan(0)
    expect(wait.details.retryAfterSeconds).toBeLessThanOrEqual(30)
    server.clock.advance(31_000)
    await attempt(server, beside, 'Anna', ann, 2)
    for (let i = 0; i < 4; i++) await fail(server, beside, 'Anna')
    await expect(beside.call(startFaceSignIn, { loginId: 'Anna' })).resolves.toMatchObject({ motions: ['blink'] })
  })

  it('in which liveness had passed count half: ten of them are needed', async () => {
    const { server, person, terminal, ann, bert } = await open()
    await enrol(server, person, ann)
    for (let i = 0; i < 3; i++) await attempt(server, terminal, 'Anna', bert, 10 + i).catch(() => undefined)
    for (let i = 0; i < 3; i++) await fail(server, terminal, 'Anna')
    // 3 × 1 + 3 × 2 = 9: one short of the limit.
    await expect(terminal.call(startFaceSignIn, { loginId: 'Anna' })).resolves.toMatchObject({ motions: ['blink'] })
    await fail(server, terminal, 'Anna')
    await expect(terminal.call(startFaceSignIn, { loginId: 'Anna' })).rejects.toMatchObject({
      code: 'face-sign-in.wait',
    })
  })
})

describe('a server whose templates come from the network of dlib', () => {
  it('lets in who registered with it and nobody else; a face of another network without a picture is no match until it is registered anew', async () => {
    const server = await startTestServer({ KAOBAN_FACE_MODEL: 'dlib' })
    const { tenant, person, terminal, ann, bert } = await open({}, {}, server)
    const { tenantId } = tenant
    const { userId } = person
    await enrol(server, person, ann)
    await expect(attempt(server, terminal, 'Anna', ann, 2, 0)).resolves.toMatchObject({ loginId: 'Anna' })
    const noMatch = { details: { errorCode: '8B' } }
    await expect(attempt(server, terminal, 'Anna', bert, 3)).rejects.toMatchObject(noMatch)

    const { model, version, dimension } = faceplugin.template
    const vector = unitLength(new Float32Array(dimension).fill(1))
    await server.database.transaction({ tenantId }, async (db) => {
      const owner = { tenantId, userId, kind: 'face-template' as const }
      const template = await server.platform.secrets.seal(db, owner, writeTemplate({ model, version, vector }))
      await sql`update faces set image = null, template = ${template}, model_id = ${`${model}@${version}`} where user_id = ${userId}`.execute(
        db,
      )
    })
    await expect(attempt(server, terminal, 'Anna', ann, 4, 0)).rejects.toMatchObject(noMatch)
    await enrol(server, person, ann, 5)
    await expect(attempt(server, terminal, 'Anna', ann, 6, 0)).resolves.toMatchObject({ loginId: 'Anna' })
    await server.close()
  }, 120_000)
})
