/** @module-tag long */
import {
  confirmFaceDraft,
  currentConsent,
  deleteDisplayImage,
  deleteLearnedImage,
  discardFaceDraft,
  giveFaceConsent,
  previewFaceDraft,
  readFaceDetails,
  readOwnFace,
  recordDeparture,
  registerFaceFor,
  sendEnrolmentFrames,
  sendOwnPhoto,
  startEnrolment,
  viewDisplayImage,
  viewLearnedImage,
  viewOwnFace,
  withdrawFaceConsent,
} from '@kaoban/contract'
import { encodeJpeg, inspectPicture } from '@kaoban/face-node'
import { word } from '@kaoban/messages'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { faceSwapFrames, stillFrames, toJpegs } from '../../../../test/staged-people.ts'
import { openTestTenant, type TestPerson, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { purgeDrafts } from './faces.jobs.ts'
import { askForBlinks, asUpload, challengeFor, consent, draftOf, enrol, framesOf, twoPeople } from './faces.testing.ts'

// Server, models and photographs take longer than a test may.
beforeAll(async () => {
  await twoPeople(await testServer())
}, 180_000)

async function open(more = {}) {
  const server = await testServer()
  const tenant = await openTestTenant(server)
  await askForBlinks(tenant, more)
  const person = await tenant.addPerson()
  const [ann, bert] = await twoPeople(server)
  return { server, tenant, person, ann, bert, browser: person.browser }
}

function operations(server: TestServer, { tenantId }: TestTenant, operation: string): Promise<string[]> {
  return server.database.transaction({ tenantId }, async (db) => {
    const rows = await sql<{
      details: string
    }>`select details from operation_log where operation = ${operation} and succeeded order by seq`.execute(db)
    return rows.rows.map((row) => row.details)
  })
}

/** Puts a learned image beside the display image, as the yearly refresh does. */
async function addLearned(server: TestServer, { tenantId }: TestTenant, { userId }: TestPerson): Promise<void> {
  await server.database.transaction({ tenantId }, (db) =>
    sql`insert into faces (tenant_id, user_id, kind, state, model_id, template, image, quality, registered_by, created_at, updated_at)
      select tenant_id, user_id, 'learned', state, model_id, template, image, quality, registered_by, created_at, updated_at from faces
      where user_id = ${userId} and kind = 'display'`.execute(db),
  )
}

const photoOf = async (picture: Parameters<typeof encodeJpeg>[0]) => ({
  files: [{ field: 'photo', name: 'me.jpg', bytes: await encodeJpeg(picture) }],
})

describe('consent', () => {
  it('comes first: without it nothing of an enrolment begins [NFM-FAC-012]', async () => {
    const { browser, ann } = await open()
    await expect(browser.call(startEnrolment)).rejects.toMatchObject({ code: 'face.consent-needed' })
    await expect(browser.call(sendOwnPhoto, await photoOf(ann.captures[0].picture))).rejects.toMatchObject({
      code: 'face.consent-needed',
    })
  })

  it('is recorded with its version and time, once', async () => {
    const { server, tenant, browser, person } = await open()
    await expect(browser.call(giveFaceConsent, { version: currentConsent + 1 })).rejects.toMatchObject({
      code: 'face.consent-needed',
    })
    const first = await consent(person)
    server.clock.advance(60_000)
    expect(await consent(person)).toEqual(first)
    expect((await browser.call(readOwnFace)).consent).toEqual(first)
    expect(await operations(server, tenant, 'consent.recorded')).toHaveLength(2)
  })

  it('withdrawn deletes every face of the person at once', async () => {
    const { server, tenant, browser, person, ann } = await open()
    await enrol(server, person, ann)
    await browser.call(withdrawFaceConsent)
    expect(await browser.call(readOwnFace)).toMatchObject({ display: null, learned: null, consent: null })
    await expect(browser.call(startEnrolment)).rejects.toMatchObject({ code: 'face.consent-needed' })
    await expect(browser.call(withdrawFaceConsent)).rejects.toMatchObject({ code: 'face.consent-needed' })
    expect(await operations(server, tenant, 'consent.withdrawn')).toHaveLength(1)
  })
})

describe('enrolment by camera', () => {
  it('asks for a movement, shows the picture, and registers it when the person says so', async () => {
    const { server, tenant, browser, person, ann } = await open()
    await consent(person)
    const draft = await draftOf(server, person, ann)
    expect(draft.state).toBe('registered')
    const preview = await browser.call(previewFaceDraft, draft)
    expect(inspectPicture(preview)).toMatchObject({ ok: true, format: 'jpeg' })
    expect((await browser.call(readOwnFace)).display).toBeNull()
    const own = await browser.call(confirmFaceDraft, draft)
    expect(own.display).toMatchObject({ state: 'registered', imageKept: true })
    expect(await operations(server, tenant, 'face.enrolled')).toHaveLength(1)
    expect(inspectPicture(await browser.call(viewOwnFace))).toMatchObject({ ok: true })
    await expect(browser.call(confirmFaceDraft, draft)).rejects.toMatchObject({ code: 'face.draft-ended' })
  })

  it('drawn at least one movement even where terminals ask for none', async () => {
    const { browser, person } = await open({ 'terminal.motion': 'NONE' })
    await consent(person)
    expect((await browser.call(startEnrolment)).motions).toEqual(['blink'])
  })

  it('takes a challenge once, in its time, and from whom it was given to', async () => {
    const { server, tenant, person, browser, ann } = await open()
    const other = await tenant.addPerson()
    await consent(person)
    await consent(other)
    const frames = await framesOf(ann, 0, ['blink'])
    const ended = { code: 'face.challenge-ended' }
    const first = await challengeFor(server, person)
    await expect(
      other.browser.call(sendEnrolmentFrames, { ...first, ...asUpload(frames) } as never),
    ).rejects.toMatchObject({
      code: 'request.invalid',
    })
    const input = { challengeId: first.challengeId, nonce: first.nonce, ...asUpload(frames) }
    await expect(other.browser.call(sendEnrolmentFrames, input)).rejects.toMatchObject(ended)
    await expect(browser.call(sendEnrolmentFrames, { ...input, nonce: 'x'.repeat(43) })).rejects.toMatchObject(ended)
    await browser.call(sendEnrolmentFrames, input)
    await expect(browser.call(sendEnrolmentFrames, input)).rejects.toMatchObject(ended)
    const late = await challengeFor(server, person)
    server.clock.advance(60_000)
    await expect(
      browser.call(sendEnrolmentFrames, { ...input, challengeId: late.challengeId, nonce: late.nonce }),
    ).rejects.toMatchObject(ended)
  })

  it('refuses frames that were sent before, even a few of them in a new sequence', async () => {
    const { server, person, browser, ann } = await open()
    await consent(person)
    await draftOf(server, person, ann, 1)
    const { challengeId, nonce } = await challengeFor(server, person)
    const fresh = await framesOf(ann, 0, ['blink'], 2)
    const old = await framesOf(ann, 0, ['blink'], 1)
    const mixed = [...fresh.slice(0, 10), ...old.slice(10)]
    await expect(browser.call(sendEnrolmentFrames, { challengeId, nonce, ...asUpload(mixed) })).rejects.toMatchObject({
      code: 'face.frames-refused',
      details: { reason: 'replayed' },
    })
  })

  it('refuses a photograph that is held still before the camera', async () => {
    const { server, tenant, person, browser, ann } = await open()
    await consent(person)
    const { challengeId, nonce } = await challengeFor(server, person)
    const frames = await toJpegs(stillFrames(ann.captures[0], 12))
    await expect(browser.call(sendEnrolmentFrames, { challengeId, nonce, ...asUpload(frames) })).rejects.toMatchObject({
      code: 'face.not-good-enough',
      details: { reason: 'motion' },
    })
    const scenes = await server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
      const rows = await sql`select scene, error_code, succeeded from authentications`.execute(db)
      return rows.rows
    })
    expect(scenes).toMatchObject([{ scene: 'face-registration', errorCode: '83', succeeded: false }])
  })

  it('refuses a sequence in which another face takes the place of the first', async () => {
    const { server, person, browser, ann, bert } = await open()
    await consent(person)
    const { challengeId, nonce, motions } = await challengeFor(server, person)
    const frames = await framesOf(ann, 0, motions, 3)
    const swapped = await toJpegs(faceSwapFrames(Array(6).fill(bert.captures[0].picture), bert.captures[0], 0))
    await expect(
      browser.call(sendEnrolmentFrames, { challengeId, nonce, ...asUpload([...frames, ...swapped]) }),
    ).rejects.toMatchObject({ code: 'face.not-good-enough', details: { reason: 'motion' } })
  })

  it('without a face in the frames says MSG-FAC-003 [NFM-FAC-015]', async () => {
    const { server, person, browser } = await open()
    await consent(person)
    const { challengeId, nonce } = await challengeFor(server, person)
    const wall = (i: number) => ({ width: 640, height: 480, data: new Uint8Array(640 * 480 * 3).fill(120 + i) })
    const frames = await toJpegs(Array.from({ length: 8 }, (_, i) => wall(i)))
    const refusal = { code: 'face.not-good-enough', details: { reason: 'no-face', message: 'MSG-FAC-003' } }
    await expect(browser.call(sendEnrolmentFrames, { challengeId, nonce, ...asUpload(frames) })).rejects.toMatchObject(
      refusal,
    )
    await expect(browser.call(sendOwnPhoto, await photoOf(wall(0)))).rejects.toMatchObject(refusal)
    expect(word('MSG-FAC-003', 'ja')).toBe('顔画像を検出できませんでした。')
  })

  it('keeps a draft for five minutes, for its owner only, and nothing when it is thrown away', async () => {
    const { server, tenant, person, browser, ann } = await open()
    const other = await tenant.addPerson()
    await consent(person)
    const ended = { code: 'face.draft-ended' }
    const draft = await draftOf(server, person, ann)
    await expect(other.browser.call(previewFaceDraft, draft)).rejects.toMatchObject(ended)
    await expect(other.browser.call(confirmFaceDraft, draft)).rejects.toMatchObject(ended)
    server.clock.advance(5 * 60_000)
    await expect(browser.call(confirmFaceDraft, draft)).rejects.toMatchObject(ended)
    const second = await draftOf(server, person, ann, 2)
    await browser.call(discardFaceDraft, second)
    await expect(browser.call(confirmFaceDraft, second)).rejects.toMatchObject(ended)
    expect((await browser.call(readOwnFace)).display).toBeNull()
  })

  it.each<[string, (opened: Awaited<ReturnType<typeof open>>) => Promise<unknown>]>([
    ['withdraws the consent', ({ browser }) => browser.call(withdrawFaceConsent)],
    ['leaves', ({ tenant, person: { userId } }) => tenant.administrator.browser.call(recordDeparture, { userId })],
    [
      'belongs to a tenant that keeps pictures no longer',
      ({ tenant }) => askForBlinks(tenant, { 'face.retainImages': false }),
    ],
    [
      'does not come back in time',
      ({ server }) => {
        server.clock.advance(6 * 60_000)
        return purgeDrafts(server.database, server.clock)
      },
    ],
  ])('keeps no draft of somebody who %s', async (_who, end) => {
    const opened = await open()
    const { server, tenant, person, ann } = opened
    const drafts = () =>
      server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
        db.selectFrom('faceDrafts').select('draftId').execute(),
      )
    await consent(person)
    await draftOf(server, person, ann)
    await purgeDrafts(server.database, server.clock)
    expect(await drafts()).toHaveLength(1)
    await end(opened)
    expect(await drafts()).toHaveLength(0)
  })

  it('stores templates and pictures sealed: nothing of them is readable in the database', async () => {
    const { server, tenant, person, ann } = await open()
    await enrol(server, person, ann)
    const row = await server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
      const rows = await sql<{ template: Uint8Array; image: Uint8Array }>`select template, image from faces`.execute(db)
      return rows.rows[0]!
    })
    expect(Buffer.from(row.template).includes('KFT1')).toBe(false)
    expect(Buffer.from(row.template).includes('faceplugin')).toBe(false)
    expect(inspectPicture(row.image).ok).toBe(false)
  })
})

describe('a photograph instead', () => {
  it('becomes a provisional face [NFM-FAC-007]', async () => {
    const { person, browser, ann } = await open()
    await consent(person)
    const draft = await browser.call(sendOwnPhoto, await photoOf(ann.captures[0].picture))
    expect(draft.state).toBe('provisional')
    expect((await browser.call(confirmFaceDraft, draft)).display?.state).toBe('provisional')
  })

  it('is refused when it is no picture', async () => {
    const { browser, person } = await open()
    await consent(person)
    for (const bytes of [Buffer.from('hello'), Buffer.from('89504e470d0a1a0a', 'hex')])
      await expect(
        browser.call(sendOwnPhoto, { files: [{ field: 'photo', name: 'x.jpg', bytes }] }),
      ).rejects.toMatchObject({ code: 'face.picture-refused' })
  })

  it('may be sent by an administrator who holds the consent [NFM-FAC-012]', async () => {
    const { server, tenant, person, ann } = await open()
    const { browser } = tenant.administrator
    const photo = await photoOf(ann.captures[0].picture)
    const { userId } = person
    await expect(browser.call(registerFaceFor, { userId, consent: false, ...photo })).rejects.toMatchObject({
      code: 'face.consent-needed',
    })
    const details = await browser.call(registerFaceFor, { userId, consent: true, ...photo })
    expect(details).toMatchObject({ display: { state: 'provisional' }, consent: { version: currentConsent } })
    expect((await operations(server, tenant, 'face.enrolled'))[0]).toContain('"consent":true')
    await expect(person.browser.call(registerFaceFor, { userId, consent: true, ...photo })).rejects.toMatchObject({
      code: 'request.forbidden',
    })
  })

  it('of somebody who looks like another person is taken, with a warning', async () => {
    const { server, tenant, person, ann } = await open()
    await enrol(server, person, ann)
    const twin = await tenant.addPerson()
    const details = await tenant.administrator.browser.call(registerFaceFor, {
      userId: twin.userId,
      consent: true,
      ...(await photoOf(ann.captures[0].picture)),
    })
    expect(details.lookAlike).toEqual({ userId: person.userId, loginId: person.loginId })
    expect((await operations(server, tenant, 'face.enrolled'))[1]).toContain(`"looksLike":"${person.userId}"`)
  })
})

describe('face details', () => {
  it('show both images with their dates, and the provisional label [NFM-FAC-001] [NFM-FAC-002]', async () => {
    const { server, tenant, person, ann } = await open()
    const { browser } = tenant.administrator
    const { userId } = person
    expect(await browser.call(readFaceDetails, { userId })).toMatchObject({
      loginId: person.loginId,
      display: null,
      learned: null,
    })
    await browser.call(registerFaceFor, { userId, consent: true, ...(await photoOf(ann.captures[0].picture)) })
    await addLearned(server, tenant, person)
    const at = server.clock.now().toISOString()
    expect(await browser.call(readFaceDetails, { userId })).toMatchObject({
      display: { state: 'provisional', updatedAt: at, imageKept: true },
      learned: { updatedAt: at, imageKept: true },
    })
  })

  it('log every look at a picture [NFM-FAC-014]', async () => {
    const { server, tenant, person, ann } = await open()
    await enrol(server, person, ann)
    await addLearned(server, tenant, person)
    const { userId } = person
    const { browser } = tenant.administrator
    expect(inspectPicture(await browser.call(viewDisplayImage, { userId }))).toMatchObject({ ok: true })
    await browser.call(viewLearnedImage, { userId })
    const rows = await operations(server, tenant, 'face.viewed')
    expect(rows.map((row) => JSON.parse(row))).toMatchObject([
      { userId, loginId: person.loginId, image: 'display' },
      { userId, image: 'learned' },
    ])
  })

  it('delete the learned image alone, or the display image with it [NFM-FAC-005] [NFM-FAC-006]', async () => {
    const { server, tenant, person, ann } = await open()
    await enrol(server, person, ann)
    const { userId } = person
    const { browser } = tenant.administrator
    await addLearned(server, tenant, person)
    await browser.call(deleteLearnedImage, { userId })
    expect(await browser.call(readFaceDetails, { userId })).toMatchObject({
      display: { state: 'registered' },
      learned: null,
    })
    await addLearned(server, tenant, person)
    await browser.call(deleteDisplayImage, { userId })
    expect(await browser.call(readFaceDetails, { userId })).toMatchObject({ display: null, learned: null })
    await expect(browser.call(viewDisplayImage, { userId })).rejects.toMatchObject({ code: 'request.not-found' })
    await expect(browser.call(deleteDisplayImage, { userId })).rejects.toMatchObject({ code: 'request.not-found' })
    expect((await operations(server, tenant, 'face.deleted')).map((row) => JSON.parse(row).images)).toEqual([
      ['learned'],
      ['display', 'learned'],
    ])
  })

  it('have no picture where the tenant keeps none; the face works all the same [NFM-FAC-004]', async () => {
    const { server, tenant, person, ann } = await open({ 'face.retainImages': false })
    await enrol(server, person, ann)
    const { userId } = person
    const { browser } = tenant.administrator
    expect((await browser.call(readFaceDetails, { userId })).display).toMatchObject({
      state: 'registered',
      imageKept: false,
    })
    await expect(browser.call(viewDisplayImage, { userId })).rejects.toMatchObject({ code: 'face.image-not-kept' })
    const stored = await server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
      const rows = await sql<{ image: unknown; template: unknown }>`select image, template from faces`.execute(db)
      return rows.rows[0]!
    })
    expect(stored.image).toBeNull()
    expect(stored.template).not.toBeNull()
  })

  it('of another tenant, and to people without the right, do not exist', async () => {
    const { person, ann, server, tenant } = await open()
    await enrol(server, person, ann)
    const { userId } = person
    const stranger = (await openTestTenant(server)).administrator.browser
    for (const shape of [readFaceDetails, viewDisplayImage, deleteDisplayImage])
      await expect(stranger.call(shape, { userId })).rejects.toMatchObject({ code: 'request.not-found' })
    const colleague = await tenant.addPerson()
    for (const shape of [readFaceDetails, viewDisplayImage, deleteDisplayImage])
      await expect(colleague.browser.call(shape, { userId })).rejects.toMatchObject({ code: 'request.forbidden' })
  })
})
