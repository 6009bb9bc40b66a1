/** @module-tag long */
import { readFileSync } from 'node:fs'
import {
  changeTenantSettings,
  type ImportRow,
  importIntoGroup,
  listImportRows,
  listUsers,
  readImport,
  readTenantSettings,
  registerApp,
} from '@kaoban/contract'
import { encodeJpeg } from '@kaoban/face-node'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import sharp from 'sharp'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { twoPeople } from '../faces/faces.testing.ts'
import { openTestTenant, type TestPerson, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'

let server: TestServer
let tenant: TestTenant
let system: TestPerson
let groupId: string
let photos: Record<'ann' | 'ann2' | 'bert', Uint8Array>

/** A photograph of which the face is as large as the list wants it, in at most 100 KB. */
async function portrait(picture: Parameters<typeof encodeJpeg>[0]): Promise<Uint8Array> {
  const large = sharp(Buffer.from(await encodeJpeg(picture))).resize({ width: 1280 })
  return new Uint8Array(await large.jpeg({ quality: 82 }).toBuffer())
}

// Server, models and photographs take longer than a test may.
beforeAll(async () => {
  server = await testServer()
  const [ann, bert] = await twoPeople(server)
  photos = {
    ann: await portrait(ann.captures[0].picture),
    ann2: await portrait(ann.captures[1].picture),
    bert: await portrait(bert.captures[0].picture),
  }
}, 180_000)
beforeEach(async () => {
  tenant = await openTestTenant(server)
  system = tenant.administrator
  groupId = await tenant.addGroup('S01', '営業部')
})

const example = /```csv\n(userid,mode[\s\S]*?)```/.exec(
  readFileSync(new URL('../../../../docs/spec/mfa.md', import.meta.url), 'utf8'),
)![1]!

const image = (name: string, bytes: Uint8Array) => ({ field: 'image', name, bytes })

async function send(text: string, images: ReturnType<typeof image>[], { consent = true, trial = false } = {}) {
  const list = { field: 'csv', name: 'users.csv', bytes: new Uint8Array(iconv.encode(text, 'cp932')) }
  const { import: started } = await system.browser.call(importIntoGroup, {
    ...{ groupId, trial, consent, files: [list, ...images] },
  })
  await server.tasks.runDue()
  return system.browser.call(readImport, { importId: started.importId })
}

async function rowsOf(importId: string): Promise<ImportRow[]> {
  return (await system.browser.call(listImportRows, { importId })).rows
}
const codesOf = async (importId: string) => (await rowsOf(importId)).map(({ faults }) => faults.map(({ code }) => code))
const faceOf = async (loginId: string) =>
  (await system.browser.call(listUsers, { search: loginId })).rows.find((row) => row.loginId === loginId)?.face
const query = <T>(text: ReturnType<typeof sql<T>>) =>
  server.database.transaction({ tenantId: tenant.tenantId }, async (db) => (await text.execute(db)).rows)

describe('pictures that come with a list of the multi-factor product', () => {
  it('are registered with the example of the specification as it stands, named with and without extension [NFM-FAC-011]', async () => {
    for (const appId of [61000, 61001, 70000, 70001])
      await system.browser.call(registerApp, { appId, name: `アプリ${appId}` })
    const done = await send(example, [
      image('hanada_akira_20250911.jpg', photos.ann),
      image('imagawa_keiko_20250911.jpg', photos.bert),
      image('yoshioka_hiroshi_20250911.jpg', photos.ann2),
    ])
    const rows = await rowsOf(done.importId)
    expect(rows.map(({ state, faults }) => [state, faults.filter(({ level }) => level !== 'warning')])).toEqual([
      ['done', []],
      ['done', []],
      ['done', []],
    ])
    expect(done.totals).toMatchObject({ added: 3, failed: 0, refused: 0 })
    for (const loginId of ['hanada_akira', 'imagawa_keiko', 'yoshioka_hiroshi'])
      expect(await faceOf(loginId)).toBe('provisional')
  })

  it('that no row names are not registered, and said', async () => {
    const done = await send('mode,userid,role,template55\r\nadd,hanako,1,a\r\n', [
      image('a.jpg', photos.ann),
      image('b.jpg', photos.bert),
    ])
    expect(done.files[0]!.faults).toMatchObject([{ code: 'MFA-W-IMG-UNREF', level: 'warning', file: 'b.jpg' }])
    expect(await faceOf('hanako')).toBe('provisional')
    expect(await query(sql`select 1 from faces`)).toHaveLength(1)
  })

  it('fail the row when the file is at fault, and let it go on without a face when the face is [MFA-FACE-009]', async () => {
    const nobody = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#808080' } })
      .jpeg()
      .toBuffer()
    const done = await send(
      [
        'mode,userid,role,template55',
        'add,user001,1,missing.jpg',
        'add,user002,1,text.jpg',
        'add,user003,1,grey.jpg',
        'add,user004,1,broken.jpg',
      ].join('\r\n'),
      [
        image('text.jpg', Buffer.from('no picture')),
        image('grey.jpg', new Uint8Array(nobody)),
        image('broken.jpg', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])),
      ],
    )
    expect(await codesOf(done.importId)).toEqual([
      ['MFA-E-IMG-NOTFOUND'],
      ['MFA-E-IMG-FORMAT'],
      ['FACE_NONE'],
      ['MFA-E-IMG-FORMAT'],
    ])
    expect(done.totals).toMatchObject({ added: 1, refused: 3 })
    expect(await faceOf('user003')).toBe('none')
  })

  it('replace a face only when they are good, and !clear takes it away [MFA-FACE-021]', async () => {
    const nobody = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#808080' } })
      .jpeg()
      .toBuffer()
    const templates = () => query<{ template: Uint8Array }>(sql`select template from faces`)
    await send('mode,userid,role,template55\r\nadd,hanako,1,a.jpg\r\n', [image('a.jpg', photos.ann)])
    const [first] = await templates()
    const text = 'mode,userid,template55\r\nupdate,hanako,b.jpg\r\n'
    const bad = await send(text, [image('b.jpg', new Uint8Array(nobody))])
    expect(await codesOf(bad.importId)).toEqual([['FACE_NONE']])
    expect(await templates()).toEqual([first])
    const good = await send(text, [image('b.jpg', photos.ann2)])
    expect(good.totals).toMatchObject({ updated: 1, factors: 1 })
    expect(await templates()).not.toEqual([first])
    await send('mode,userid,template55\r\nupdate,hanako,!clear\r\n', [])
    expect(await templates()).toEqual([])
    expect(await faceOf('hanako')).toBe('none')
  })

  it('that are blurred are not registered [MFA-FACE-007]', async () => {
    const blurred = await sharp(Buffer.from(photos.ann)).blur(14).jpeg().toBuffer()
    const done = await send('mode,userid,role,template55\r\nadd,hanako,1,a.jpg\r\n', [
      image('a.jpg', new Uint8Array(blurred)),
    ])
    expect((await codesOf(done.importId))[0]).toContain('FACE_BLUR')
    expect([done.totals.added, await faceOf('hanako')]).toEqual([1, 'none'])
  })

  it('are kept only where the tenant wants it; else the encrypted template is all there is [MFA-FACE-020]', async () => {
    const kept = () => query<{ image: Uint8Array | null; template: Uint8Array }>(sql`select image, template from faces`)
    const text = (userid: string) => `mode,userid,role,template55\r\nadd,${userid},1,a.jpg\r\n`
    await send(text('hanako'), [image('a.jpg', photos.ann)])
    expect(await kept()).toEqual([{ image: null, template: expect.anything() }])
    const { version } = await system.browser.call(readTenantSettings)
    await system.browser.call(changeTenantSettings, { version, settings: { 'mfa.face.keepEnrollmentImage': true } })
    await send(text('jiro01'), [image('a.jpg', photos.bert)])
    expect((await kept()).filter(({ image }) => image !== null)).toHaveLength(1)
  })

  it('need the word that the people have agreed', async () => {
    const sent = send('mode,userid,role,template55\r\nadd,hanako,1,a.jpg\r\n', [image('a.jpg', photos.ann)], {
      consent: false,
    })
    await expect(sent).rejects.toMatchObject({ code: 'face.consent-needed' })
    expect(await query(sql`select 1 from imports`)).toEqual([])
  })

  it('of a trial run and of a finished import are gone afterwards', async () => {
    const text = 'mode,userid,role,template55\r\nadd,hanako,1,a.jpg\r\n'
    for (const trial of [true, false]) {
      await send(text, [image('a.jpg', photos.ann)], { trial })
      expect(await query(sql`select 1 from import_pictures where bytes is not null`)).toEqual([])
    }
  })
})
