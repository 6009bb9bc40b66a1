/** @module-tag long */
import { randomUUID } from 'node:crypto'
import { readUsersXlsx, userTable, writeTable } from '@kaoban/codecs'
import {
  addImportRows,
  applyImport,
  changeTenantSettings,
  changeUser,
  closeImport,
  discardImport,
  downloadImportReport,
  downloadImportTemplate,
  exportUsers,
  type ImportRow,
  listImportRows,
  listImports,
  listRecycledUsers,
  listUsers,
  openImport,
  planImportAgain,
  readFaceDetails,
  readImport,
  readImportPace,
  readTenantSettings,
  registerFaceFor,
  restoreUsers,
  undoImport,
  uploadImport,
  viewDisplayImage,
  viewImportPicture,
  withdrawFaceConsent,
} from '@kaoban/contract'
import { encodeJpeg, inspectPicture, startFaceWorkers } from '@kaoban/face-node'
import { sql } from 'kysely'
import sharp from 'sharp'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cue, type StagedPerson } from '../../../../test/staged-people.ts'
import { plantZip } from '../../../../test/zips.ts'
import { twoPeople } from '../faces/faces.testing.ts'
import { openTestTenant, type TestPerson, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { formOf } from '../users/people.testing.ts'
import { purgeImports } from './transfer.service.ts'

let server: TestServer
let tenant: TestTenant
let system: TestPerson
let ann: StagedPerson
let bert: StagedPerson
let photos: Record<'ann' | 'ann2' | 'bert', Uint8Array>

// Server, models and photographs take longer than a test may.
beforeAll(async () => {
  server = await testServer()
  ;[ann, bert] = await twoPeople(server)
  photos = {
    ann: await encodeJpeg(ann.captures[0].picture),
    ann2: await encodeJpeg(ann.captures[1].picture),
    bert: await encodeJpeg(bert.captures[0].picture),
  }
}, 180_000)
beforeEach(async () => {
  tenant = await openTestTenant(server)
  system = tenant.administrator
})

type Cells = Parameters<typeof userTable>[0][number]
const password = 'Kirin-Sora-58-Umi'

function listOf(rows: readonly Cells[]): Uint8Array {
  const written = writeTable(userTable(rows, 'neutral'), 'utf-8')
  if (!written.ok) throw new Error('UTF-8 holds everything')
  return written.bytes
}

function zipOf(rows: readonly Cells[], pictures: Record<string, Uint8Array>) {
  const entries = Object.entries(pictures).map(([name, bytes]) => ({ name, bytes, stored: true }))
  return {
    field: 'file',
    name: 'users.zip',
    bytes: plantZip([{ name: 'import.csv', bytes: listOf(rows) }, ...entries]),
  }
}

const row = (loginId: string, picture: string, more: Cells = {}): Cells => ({ loginId, password, picture, ...more })

async function plan(rows: readonly Cells[], pictures: Record<string, Uint8Array>, by = system) {
  const { import: uploaded } = await by.browser.call(uploadImport, { files: [zipOf(rows, pictures)], consent: true })
  await server.tasks.runDue()
  return by.browser.call(readImport, { importId: uploaded.importId })
}

async function rowsOf(importId: string, by = system): Promise<ImportRow[]> {
  return (await by.browser.call(listImportRows, { importId })).rows
}

async function apply(importId: string, by = system) {
  await by.browser.call(applyImport, { importId })
  await server.tasks.runDue()
  return by.browser.call(readImport, { importId })
}

async function undo(importId: string) {
  await system.browser.call(undoImport, { importId })
  await server.tasks.runDue()
  return system.browser.call(readImport, { importId })
}

const query = <T>(text: ReturnType<typeof sql<T>>) =>
  server.database.transaction({ tenantId: tenant.tenantId }, async (db) => (await text.execute(db)).rows)
const codesOf = (one: ImportRow | undefined) => one!.faults.map(({ code }) => code)
const userOf = async (loginId: string) =>
  (await system.browser.call(listUsers, { search: loginId })).rows.find((one) => one.loginId === loginId)!
const photoFor = (userId: string, bytes: Uint8Array) =>
  system.browser.call(registerFaceFor, { userId, consent: true, files: [{ field: 'photo', name: 'a.jpg', bytes }] })

/** Of 256 greys, the lowest row first: in colours, five megapixels are more than a picture may have bytes. */
async function bmpOf(jpeg: Uint8Array): Promise<Uint8Array> {
  const { data, info } = await sharp(jpeg).flip().greyscale().raw().toBuffer({ resolveWithObject: true })
  const [start, stride] = [54 + 1024, Math.ceil(info.width / 4) * 4]
  const bytes = Buffer.alloc(start + stride * info.height)
  bytes.write('BM')
  for (const [value, at] of [
    [bytes.length, 2],
    [start, 10],
    [40, 14],
    [info.width, 18],
    [info.height, 22],
    [bytes.length - start, 34],
    [256, 46],
  ] as const)
    bytes.writeUInt32LE(value, at)
  bytes.writeUInt16LE(1, 26)
  bytes.writeUInt16LE(8, 28)
  for (let grey = 0; grey < 256; grey++) bytes.fill(grey, 54 + grey * 4, 57 + grey * 4)
  for (let y = 0; y < info.height; y++)
    data.copy(bytes, start + y * stride, y * info.width * info.channels, (y + 1) * info.width * info.channels)
  return bytes
}

describe('the time that an import takes', () => {
  it('is said before it begins, as the last ones took, and is not longer than with the product it replaces [NFM-IMP-027]', async () => {
    const pace = () => system.browser.call(readImportPace)
    const before = await pace()
    expect(before.measured).toBe(false)
    expect(before.perRow + before.perPicture).toBeLessThan(1)
    const people = Array.from({ length: 30 }, (_, n) => row(`pace${n}`, n === 0 ? 'ann.jpg' : ''))
    const [plain, pictured] = [
      await plan(people.slice(1), {}),
      await plan(
        people.map((one) => ({ ...one, loginId: `${one.loginId}x` })),
        { 'ann.jpg': photos.ann },
      ),
    ]
    for (const { importId } of [plain, pictured]) await apply(importId)
    // The clock of tests stands still: a second for every row, and ten more for the picture.
    await query(sql`update tasks t set finished_at = started_at
      + make_interval(secs => done + case when kind = 'import-plan' and done = 30 then 10 else 0 end)`)
    expect(await pace()).toEqual({ perRow: 2, perPicture: 10, measured: true })

    const large = await sharp(photos.ann).resize(2592, 1944, { fit: 'cover' }).jpeg().toBuffer()
    const slowest = [
      ['bmp', await bmpOf(large), 7],
      ['jpg', large, 3],
      ['png', await sharp(large).png().toBuffer(), 5],
      ['VGA', await sharp(photos.ann).resize(640, 480, { fit: 'cover' }).jpeg().toBuffer(), 3],
    ] as const
    // Those of the server remember what they have seen.
    const workers = await startFaceWorkers({ workers: 1 })
    try {
      await workers.readPhoto(photos.bert, { portrait: true })
      for (const [kind, bytes, seconds] of slowest) {
        const from = performance.now()
        const found = await workers.readPhoto(bytes, { portrait: true })
        expect([kind, found.ok || found.reason]).toEqual([kind, true])
        expect([kind, (performance.now() - from) / 1000 < seconds]).toEqual([kind, true])
      }
    } finally {
      await workers.close()
    }
  }, 120_000)
})

describe('a ZIP of a list and pictures', () => {
  it('leaves faces provisional until their first use, as the command line does, and a list alone brings none [NFM-IMP-025]', async () => {
    const { importId } = await plan([row('zipped', 'a.jpg')], { 'a.jpg': photos.ann })
    await apply(importId)
    const [line] = userTable([row('sent', 'a.jpg')], 'neutral').slice(1)
    const sent = randomUUID()
    const header = userTable([], 'neutral')[0]!.join(',')
    await system.browser.call(openImport, {
      ...{ importId: sent, layout: 'users', consent: true },
      files: [{ name: 'users.csv', encoding: 'utf-8', header, sha256: 'a'.repeat(64) }],
    })
    const bytes = await sharp(photos.bert).jpeg({ quality: 80 }).toBuffer()
    await system.browser.call(addImportRows, {
      ...{ importId: sent, from: 1, file: 1, rows: [{ line: 2, raw: line!.join(','), picture: 0 }] },
      files: [{ field: 'picture', name: 'a.jpg', bytes }],
    })
    await system.browser.call(closeImport, { importId: sent, rows: 1 })
    await server.tasks.runDue()
    expect((await apply(sent)).totals).toMatchObject({ faces: 1, added: 1 })
    const files = [{ field: 'file', name: 'users.csv', bytes: listOf([row('listed', 'a.jpg')]) }]
    const { import: listed } = await system.browser.call(uploadImport, { files })
    await server.tasks.runDue()
    await apply(listed.importId)
    expect(await Promise.all(['zipped', 'sent', 'listed'].map(async (id) => (await userOf(id)).face))).toEqual([
      'provisional',
      'provisional',
      'none',
    ])
  })

  it('keeps its pictures and what was found in them when its plan is made again', async () => {
    const { importId, totals } = await plan([row('ann', 'a.jpg'), row('bert', 'b.jpg')], {
      'a.jpg': photos.ann,
      'b.jpg': photos.bert,
    })
    const before = await rowsOf(importId)
    await system.browser.call(planImportAgain, { importId })
    await server.tasks.runDue()
    expect((await system.browser.call(readImport, { importId })).totals).toEqual(totals)
    expect(await rowsOf(importId)).toEqual(before)
    expect((await apply(importId)).totals).toMatchObject({ faces: 2, added: 2 })
  })

  it('registers people with their faces provisionally, with the consent that the administrator holds [NFM-FAC-011] [NFM-IMP-021] [NFM-IMP-022]', async () => {
    const { importId, totals } = await plan([row('ann', 'ANN.jpg'), row('bert', 'bert.jpg'), row('none', '')], {
      'ann.jpg': photos.ann,
      'bert.jpg': photos.bert,
    })
    expect(totals).toMatchObject({ add: 3, pictures: 2, faces: 2, pictureFaults: 0, alike: 0, warnings: 0 })
    expect((await rowsOf(importId)).map(({ picture }) => picture)).toEqual([
      { name: 'ann.jpg', portrait: true },
      { name: 'bert.jpg', portrait: true },
      null,
    ])
    expect(await query(sql`select 1 from faces`)).toEqual([])
    expect(await apply(importId)).toMatchObject({ state: 'applied', totals: { done: 3, failed: 0, faces: 2 } })
    const steps = await query<{ details: string }>(
      sql`select details from operation_log where operation = 'import.step'`,
    )
    expect(steps.map(({ details }) => JSON.parse(details))).toMatchObject([{ faces: ['ann', 'bert'], consent: true }])
    const { userId, face } = await userOf('ann')
    expect(face).toBe('provisional')
    expect((await userOf('none')).face).toBe('none')
    const details = await system.browser.call(readFaceDetails, { userId })
    expect(details).toMatchObject({ display: { state: 'provisional', imageKept: true } })
    expect(details.consent).not.toBeNull()
    const [consent] = await query<{ givenBy: string }>(sql`select given_by from consents where user_id = ${userId}`)
    expect(consent!.givenBy).toBe(system.userId)
    expect(inspectPicture(await system.browser.call(viewDisplayImage, { userId }))).toMatchObject({ ok: true })
  })

  it('is taken only with the word that the people have agreed, which is stored with the run [NFM-FAC-012]', async () => {
    const files = [zipOf([row('ann', 'ann.jpg')], { 'ann.jpg': photos.ann })]
    await expect(system.browser.call(uploadImport, { files })).rejects.toMatchObject({ code: 'face.consent-needed' })
    expect((await system.browser.call(listImports, {})).total).toBe(0)
    await system.browser.call(uploadImport, { files, consent: true })
    const [stored] = await query<{ options: { consent: boolean } }>(sql`select options from imports`)
    expect(stored!.options.consent).toBe(true)
  })

  it('without pictures that a row names needs no such word, and says which files it does not use', async () => {
    const files = [zipOf([row('ann', '')], { 'ann.jpg': photos.ann })]
    const { import: uploaded } = await system.browser.call(uploadImport, { files })
    expect(uploaded.files[0]!.faults).toMatchObject([
      { level: 'warning', code: 'transfer.pictureUnnamed', params: { name: 'ann.jpg' } },
    ])
  })

  it('is told by its content, whatever it is called', async () => {
    const zip = zipOf([row('ann', 'ann.jpg')], { 'ann.jpg': photos.ann })
    const upload = (name: string, bytes: Uint8Array) =>
      system.browser.call(uploadImport, { files: [{ field: 'file', name, bytes }], consent: true })
    expect((await upload('a.csv', zip.bytes)).import.files).toHaveLength(1)
    expect((await upload('a.zip', listOf([row('bert', '')])).catch((error) => error)).details.faults).toMatchObject([
      { code: 'transfer.zip.damaged' },
    ])
    await expect(upload('a.png', zip.bytes)).rejects.toMatchObject({
      details: { faults: [{ code: 'MSG-IMP-038' }] },
    })
  })

  it('that is uploaded as a list alone brings no faces: the people are saved and the rows say so [NFM-IMP-023]', async () => {
    const files = [{ field: 'file', name: 'users.csv', bytes: listOf([row('ann', 'C:\\photos\\ann.jpg')]) }]
    const { import: uploaded } = await system.browser.call(uploadImport, { files })
    await server.tasks.runDue()
    const [ofList] = await rowsOf(uploaded.importId)
    expect(ofList).toMatchObject({ action: 'add', faults: [{ level: 'warning', code: 'MSG-IMP-028' }] })
    await apply(uploaded.importId)
    expect((await userOf('ann')).face).toBe('none')
    const { importId } = await plan([row('ann', 'ann.jpg', { password: '' })], { 'ann.jpg': photos.ann })
    expect((await rowsOf(importId))[0]).toMatchObject({ action: 'change', faults: [] })
    await apply(importId)
    expect((await userOf('ann')).face).toBe('provisional')
  })
})

describe('a picture that cannot be used', () => {
  it('is named with its reason, and the person is saved without it [NFM-IMP-028]', async () => {
    const both = await sharp(Buffer.from(photos.ann))
      .extend({ right: 640 })
      .composite([{ input: Buffer.from(photos.bert), left: 640, top: 0 }])
      .jpeg()
      .toBuffer()
    const pictures: Record<string, Uint8Array> = {
      'nobody.png': await sharp({ create: { width: 400, height: 400, channels: 3, background: '#88aacc' } })
        .png()
        .toBuffer(),
      'both.jpg': both,
      'blurred.jpg': await sharp(photos.ann).blur(9).jpeg().toBuffer(),
      'dark.jpg': await sharp(photos.ann).modulate({ brightness: 0.2 }).jpeg().toBuffer(),
      'small.jpg': await sharp(photos.ann).resize(120).jpeg().toBuffer(),
      'broken.jpg': photos.ann.subarray(0, 4000),
      'text.jpg': Buffer.from('not a picture'),
      'good.jpg': photos.ann,
    }
    const names = Object.keys(pictures)
    const { importId, totals } = await plan(
      [...names, 'missing.jpg'].map((name) => row(name.replace(/\..*/, ''), name)),
      pictures,
    )
    expect(totals).toMatchObject({ add: 9, pictures: 8, faces: 1, pictureFaults: 8, refused: 0 })
    const rows = await rowsOf(importId)
    const codes = Object.fromEntries(rows.map((one) => [one.loginId, codesOf(one)]))
    expect(codes).toMatchObject({
      nobody: ['FACE_NONE'],
      broken: ['FACE_UNREADABLE'],
      text: ['FACE_UNREADABLE'],
      missing: ['MSG-IMP-028'],
      good: [],
    })
    expect(codes.both).toContain('FACE_MULTIPLE')
    expect(codes.blurred).toContain('FACE_BLUR')
    expect(codes.dark).toContain('FACE_LOWQUALITY')
    expect(codes.small).toContain('FACE_SMALL')
    for (const { loginId, faults } of rows)
      if (loginId !== 'good') expect(faults[0]).toMatchObject({ level: 'warning', message: 'MSG-IMP-028' })
    const faulty = await system.browser.call(listImportRows, { importId, pictures: 'faulty' })
    expect(faulty.total).toBe(8)
    expect((await system.browser.call(listImportRows, { importId, pictures: 'good' })).total).toBe(1)
    expect((await system.browser.call(listImportRows, { importId, faulty: 'warnings' })).total).toBe(8)
    expect(await apply(importId)).toMatchObject({ totals: { done: 9, failed: 0 } })
    expect((await query(sql`select 1 from faces`)).length).toBe(1)
  })

  it.runIf(cue('bulk_mask2.jpg'))('is one with a mask, or with closed eyes [MFA-FACE-006] [MFA-FACE-008]', async () => {
    const { importId } = await plan([row('mask', 'mask.png'), row('eyes', 'eyes.jpg')], {
      'mask.png': await sharp(cue('crop_crop_mask.png')).png().toBuffer(),
      'eyes.jpg': await sharp(cue('reaction_close_eyes.jpeg')).jpeg().toBuffer(),
    })
    const [mask, eyes] = await rowsOf(importId)
    expect(codesOf(mask)).toContain('FACE_MASK')
    expect(codesOf(eyes)).toContain('FACE_EYES')
    expect(await apply(importId)).toMatchObject({ totals: { done: 2 } })
    expect(await query(sql`select 1 from faces`)).toEqual([])
  })

  it('leaves the face that somebody has', async () => {
    const person = await tenant.addPerson({ loginId: 'ann' })
    await photoFor(person.userId, photos.ann)
    const before = await query(sql`select * from faces`)
    const { importId } = await plan([row('ann', 'text.jpg', { password: '' })], { 'text.jpg': Buffer.from('x') })
    expect((await rowsOf(importId))[0]).toMatchObject({ action: 'none', faults: [{ code: 'FACE_UNREADABLE' }] })
    expect(await query(sql`select * from faces`)).toEqual(before)
  })
})

describe('a picture as it comes out of a phone', () => {
  it('is turned as its EXIF data say, and nothing of these is kept [MFA-FACE-018]', async () => {
    const lying = await sharp(photos.ann)
      .rotate(-90)
      .withExif({ IFD0: { Copyright: 'NIKKI-SECRET', ImageDescription: 'NIKKI-SECRET' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect((await sharp(lying).metadata()).orientation).toBe(6)
    const { importId, totals } = await plan([row('ann', 'ann.jpg')], { 'ann.jpg': lying })
    expect(totals).toMatchObject({ faces: 1, warnings: 0 })
    await apply(importId)
    const stored = await system.browser.call(viewDisplayImage, { userId: (await userOf('ann')).userId })
    const { exif, orientation, width, height } = await sharp(stored).metadata()
    expect([exif, orientation]).toEqual([undefined, undefined])
    expect(height).toBeGreaterThan(width)
    expect(Buffer.from(stored).includes('NIKKI-SECRET')).toBe(false)
  })
})

describe('a face like that of somebody else', () => {
  it('is warned of: in the same list, and of the tenant by name', async () => {
    const known = await tenant.addPerson({ loginId: 'first' })
    await photoFor(known.userId, photos.bert)
    const { importId, totals } = await plan(
      [row('ann', 'ann.jpg'), row('again', 'again.jpg'), row('bert', 'bert.jpg')],
      { 'ann.jpg': photos.ann, 'again.jpg': photos.ann2, 'bert.jpg': photos.bert },
    )
    expect(totals).toMatchObject({ faces: 3, alike: 3 })
    const [one, two, three] = await rowsOf(importId)
    expect(one!.faults).toMatchObject([
      { code: 'FACE_ALIKE', message: 'imports.face.alikeRow', params: { loginId: 'again', otherLine: 3 } },
    ])
    expect(two!.faults).toMatchObject([{ params: { loginId: 'ann', otherLine: 2 } }])
    expect(three!.faults).toMatchObject([
      { level: 'warning', message: 'imports.face.alikeTo', params: { loginId: 'first' } },
    ])
    expect((await system.browser.call(listImportRows, { importId, pictures: 'alike' })).total).toBe(3)
    expect(Buffer.from(await system.browser.call(downloadImportReport, { importId })).toString()).toContain('first')
    await apply(importId)
    const { userId } = await userOf('bert')
    expect((await system.browser.call(readFaceDetails, { userId })).lookAlike).toMatchObject({ loginId: 'first' })
  })

  it('is named to those only who may see that person', async () => {
    const group = await tenant.addGroup('SALES', '営業部')
    const head = await tenant.addPerson({ loginId: 'head', places: [{ groupId: group, administrator: true }] })
    const hidden = await tenant.addPerson({ loginId: 'hidden' })
    await photoFor(hidden.userId, photos.ann)
    const { importId } = await plan(
      [row('ann', 'ann.jpg', { groupCode1: 'SALES', groupName1: '営業部' })],
      { 'ann.jpg': photos.ann },
      head,
    )
    const [seen] = await rowsOf(importId, head)
    expect(seen!.faults).toMatchObject([{ code: 'FACE_ALIKE', message: 'imports.face.alike' }])
    expect(JSON.stringify(seen)).not.toContain('hidden')
    expect((await rowsOf(importId))[0]!.faults).toMatchObject([{ params: { loginId: 'hidden' } }])
  })

  it('or unlike the one that the person has, is warned of and taken', async () => {
    const person = await tenant.addPerson({ loginId: 'ann' })
    await photoFor(person.userId, photos.ann)
    const same = await plan([row('ann', 'a.jpg', { password: '' })], { 'a.jpg': photos.ann2 })
    expect(codesOf((await rowsOf(same.importId))[0])).toEqual([])
    const other = await plan([row('ann', 'b.jpg', { password: '' })], { 'b.jpg': photos.bert })
    expect(codesOf((await rowsOf(other.importId))[0])).toEqual(['FACE_UNLIKE'])
    expect(await apply(other.importId)).toMatchObject({ totals: { done: 1, alike: 1 } })
  })
})

describe('licensed IDs', () => {
  it('hold for faces of a list: the people are saved, and the rows say what is missing [NFM-FAC-010]', async () => {
    await query(sql`update licences set ids = 1`)
    const { importId } = await plan([row('ann', 'ann.jpg'), row('bert', 'bert.jpg')], {
      'ann.jpg': photos.ann,
      'bert.jpg': photos.bert,
    })
    expect(await apply(importId)).toMatchObject({ totals: { done: 2, faces: 1, pictureFaults: 1 } })
    expect(codesOf((await rowsOf(importId))[1])).toEqual(['MSG-IMP-047'])
    expect([(await userOf('ann')).face, (await userOf('bert')).face]).toEqual(['provisional', 'none'])
    const again = await plan([row('ann', 'ann.jpg', { password: '' })], { 'ann.jpg': photos.ann2 })
    expect(await apply(again.importId)).toMatchObject({ totals: { done: 1, faces: 1, pictureFaults: 0 } })
  })
})

describe('taking faces back', () => {
  it('gives everybody the face and the consent they had before', async () => {
    const [kept, bare] = [await tenant.addPerson({ loginId: 'kept' }), await tenant.addPerson({ loginId: 'bare' })]
    await photoFor(kept.userId, photos.ann)
    const faces = () => query(sql`select * from faces order by user_id, kind`)
    const consents = () => query(sql`select * from consents order by user_id`)
    const before = [await faces(), await consents()]
    const { importId } = await plan(
      [row('kept', 'b.jpg', { password: '' }), row('bare', 'a.jpg', { password: '' }), row('fresh', 'a.jpg')],
      { 'a.jpg': photos.ann2, 'b.jpg': photos.bert },
    )
    await apply(importId)
    expect((await faces()).length).toBe(3)
    expect(await undo(importId)).toMatchObject({ state: 'undone', totals: { failed: 0 } })
    expect([await faces(), await consents()]).toEqual(before)
    expect((await userOf('bare')).face).toBe('none')
    // Who was new waits in the bin with the face, as whoever is deleted.
    const { rows } = await system.browser.call(listRecycledUsers, {})
    expect(rows).toMatchObject([{ loginId: 'fresh', face: 'provisional' }])
    await system.browser.call(restoreUsers, { selection: { userIds: [rows[0]!.userId] } })
    expect((await userOf('fresh')).face).toBe('provisional')
    expect(bare.userId).toBeDefined()
  })

  it('leaves those alone who have another face by now', async () => {
    const person = await tenant.addPerson({ loginId: 'ann' })
    const { importId } = await plan([row('ann', 'a.jpg', { password: '' })], { 'a.jpg': photos.ann })
    await apply(importId)
    await photoFor(person.userId, photos.ann2)
    const before = await query(sql`select * from faces`)
    expect(await undo(importId)).toMatchObject({ totals: { failed: 1 } })
    expect(await query(sql`select * from faces`)).toEqual(before)
  })

  it('brings no face back that its owner took away', async () => {
    const person = await tenant.addPerson({ loginId: 'ann' })
    await photoFor(person.userId, photos.ann)
    const { importId } = await plan([row('ann', 'b.jpg', { password: '' })], { 'b.jpg': photos.ann2 })
    await apply(importId)
    expect(await query(sql`select 1 from former_faces`)).toHaveLength(1)
    await person.browser.call(withdrawFaceConsent)
    expect(await query(sql`select 1 from former_faces`)).toEqual([])
    expect(await undo(importId)).toMatchObject({ totals: { failed: 1 } })
    expect((await userOf('ann')).face).toBe('none')
  })
})

describe('what was uploaded', () => {
  const kept = () =>
    query<{ bytes: boolean; template: boolean; portrait: boolean }>(
      sql`select bytes is not null as bytes, template is not null as template, portrait is not null as portrait from import_pictures`,
    )
  const zip = () => zipOf([row('ann', 'ann.jpg')], { 'ann.jpg': photos.ann })

  it('is sealed, gives way to what was seen in it, and is erased when the import is applied or discarded', async () => {
    const { import: uploaded } = await system.browser.call(uploadImport, { files: [zip()], consent: true })
    const [stored] = await query<{ bytes: Uint8Array }>(sql`select bytes from import_pictures`)
    expect(Buffer.from(stored!.bytes).includes(Buffer.from(photos.ann).subarray(100, 140))).toBe(false)
    expect(await kept()).toEqual([{ bytes: true, template: false, portrait: false }])
    await server.tasks.runDue()
    expect(await kept()).toEqual([{ bytes: false, template: true, portrait: true }])
    await apply(uploaded.importId)
    expect(await kept()).toEqual([])
    const { importId } = await plan([row('bert', 'b.jpg')], { 'b.jpg': photos.bert })
    await system.browser.call(discardImport, { importId })
    expect(await kept()).toEqual([])
  })

  it('is erased after a day; the plan says so and can be applied without it', async () => {
    const { importId, createdAt, picturesUntil } = await plan([row('ann', 'ann.jpg')], { 'ann.jpg': photos.ann })
    expect(Date.parse(picturesUntil!) - Date.parse(createdAt)).toBe(24 * 3_600_000)
    server.clock.advance(23 * 3_600_000)
    await purgeImports(server.database, server.clock)
    expect(await kept()).toEqual([{ bytes: false, template: true, portrait: true }])
    server.clock.advance(3_600_000 + 1)
    await purgeImports(server.database, server.clock)
    expect(await kept()).toEqual([{ bytes: false, template: false, portrait: false }])
    system = await tenant.addPerson({ loginId: 'admin2', mail: 'two@example.jp', systemAdministrator: true })
    expect(await apply(importId)).toMatchObject({ totals: { done: 1, pictureFaults: 1 } })
    expect(codesOf((await rowsOf(importId))[0])).toEqual(['FACE_EXPIRED'])
    expect((await userOf('ann')).face).toBe('none')
  })

  it('is forgotten when its upload never ended', async () => {
    const { import: uploaded } = await system.browser.call(uploadImport, { files: [zip()], consent: true })
    await server.tasks.runDue()
    await query(sql`update imports set state = 'uploading'`)
    server.clock.advance(25 * 3_600_000)
    await purgeImports(server.database, server.clock)
    expect(await query(sql`select 1 from imports where import_id = ${uploaded.importId}`)).toEqual([])
    expect(await kept()).toEqual([])
  })
})

describe('the picture of a row', () => {
  it('is shown before it is applied, to who may see faces, and each look is logged [NFM-FAC-014]', async () => {
    const { importId } = await plan([row('ann', 'ann.jpg')], { 'ann.jpg': photos.ann })
    const picture = await system.browser.call(viewImportPicture, { importId, row: 1 })
    expect(inspectPicture(picture)).toMatchObject({ ok: true, format: 'jpeg' })
    const looks = await query<{ details: string }>(
      sql`select details from operation_log where operation = 'face.viewed' and succeeded`,
    )
    expect(looks).toHaveLength(1)
    expect(looks[0]!.details).toContain('ann')
    const stranger = await tenant.addPerson({ places: [{ groupId: await tenant.addGroup('G'), administrator: true }] })
    await expect(stranger.browser.call(viewImportPicture, { importId, row: 1 })).rejects.toMatchObject({
      code: 'request.not-found',
    })
  })

  it('is not kept where the tenant keeps none, now or from now on [MFA-FACE-020]', async () => {
    const settings = async (retain: boolean) => {
      const { version } = await system.browser.call(readTenantSettings)
      await system.browser.call(changeTenantSettings, { version, settings: { 'face.retainImages': retain } })
    }
    const person = await tenant.addPerson({ loginId: 'bert' })
    await photoFor(person.userId, photos.bert)
    const former = await plan([row('bert', 'b.jpg', { password: '' })], { 'b.jpg': photos.bert })
    await apply(former.importId)
    const waiting = await plan([row('ann', 'ann.jpg')], { 'ann.jpg': photos.ann })
    await settings(false)
    const images = await query(sql`select 1 from former_faces where content::text like '%"image": "%'`)
    expect(images).toEqual([])
    await expect(system.browser.call(viewImportPicture, { importId: waiting.importId, row: 1 })).rejects.toMatchObject({
      code: 'request.not-found',
    })
    const { importId } = await plan([row('ann', 'ann.jpg')], { 'ann.jpg': photos.ann })
    expect((await rowsOf(importId))[0]!.picture).toEqual({ name: 'ann.jpg', portrait: false })
    await apply(importId)
    const { userId } = await userOf('ann')
    expect(await system.browser.call(readFaceDetails, { userId })).toMatchObject({ display: { imageKept: false } })
  })
})

describe('a workbook', () => {
  it('is exported, imported again and changes nothing; the report of it is a list in UTF-8', async () => {
    const person = await tenant.addPerson({ loginId: '00123', familyName: '𠮷田', mail: 'y@example.jp' })
    const bytes = await system.browser.call(exportUsers, { format: 'xlsx' })
    const read = await readUsersXlsx(bytes)
    expect(read.ok && read.rows.map(({ entry }) => entry.loginId).sort()).toEqual(['00123', 'admin'])
    const files = [{ field: 'file', name: 'users.xlsx', bytes }]
    const { import: uploaded } = await system.browser.call(uploadImport, { files })
    await server.tasks.runDue()
    expect(await system.browser.call(readImport, { importId: uploaded.importId })).toMatchObject({
      totals: { rows: 2, none: 2 },
    })
    const report = await system.browser.call(downloadImportReport, { importId: uploaded.importId })
    expect([...report.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(Buffer.from(report).toString()).toContain('00123')
    await system.browser.call(changeUser, { ...(await formOf(person.userId, system)), familyName: '改' })
    const again = await system.browser.call(uploadImport, { files })
    await server.tasks.runDue()
    expect((await rowsOf(again.import.importId)).map(({ action }) => action).sort()).toEqual(['change', 'none'])
  })

  it('is the template too', async () => {
    const read = await readUsersXlsx(await system.browser.call(downloadImportTemplate, { format: 'xlsx' }))
    expect(read).toMatchObject({ ok: true, rows: [] })
  })
})
