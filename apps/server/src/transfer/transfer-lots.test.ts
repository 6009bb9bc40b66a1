/** @module-tag long */
import { randomUUID } from 'node:crypto'
import { mfaHeaders, userTable } from '@kaoban/codecs'
import {
  addImportRows,
  applyImport,
  closeImport,
  discardImport,
  type InputOf,
  importLots,
  listImportRows,
  listUsers,
  openImport,
  readImport,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { openKey } from '../api-keys/api-keys.testing.ts'
import { openTestTenant, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'

let server: TestServer
let tenant: TestTenant
let key: Awaited<ReturnType<typeof openKey>>
beforeAll(async () => {
  server = await testServer()
  tenant = await openTestTenant(server)
  key = await openKey(server, tenant.administrator)
})

type Cells = Parameters<typeof userTable>[0][number]
const header = userTable([], 'neutral')[0]!.join(',')
const line = (cells: Cells) => userTable([cells], 'neutral')[1]!.join(',')
const named = (loginId: string): Cells => ({ loginId, password: 'Kirin-Sora-58-Umi', familyName: '髙橋' })
const file = { name: 'users.csv', encoding: 'utf-8' as const, header, sha256: 'a'.repeat(64) }
const refused = (code: string) => ({ code })
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46])

const open = (importId: string, more: Partial<InputOf<typeof openImport>> = {}) =>
  key.call(openImport, { importId, layout: 'users', files: [file], ...more })
const add = (importId: string, from: number, raws: string[], more: Partial<InputOf<typeof addImportRows>> = {}) =>
  key.call(addImportRows, {
    ...{ importId, from, file: 1, files: [] },
    rows: raws.map((raw, index) => ({ line: from + index + 1, raw })),
    ...more,
  })
async function settled(importId: string) {
  for (;;) {
    const found = await key.call(readImport, { importId })
    if (!['planning', 'queued', 'applying'].includes(found.state)) return found
    await new Promise((wake) => setTimeout(wake, 50))
  }
}
const rowsOf = async (importId: string) => (await key.call(listImportRows, { importId, size: 100 })).rows
const isThere = async (search: string) => (await tenant.administrator.browser.call(listUsers, { search })).total

describe('an import in lots', () => {
  it('takes any number of rows, plans them and applies the plan', { tags: ['long'] }, async () => {
    await tenant.addGroup('LOT1', '現')
    const importId = randomUUID()
    expect(await open(importId)).toMatchObject({
      received: 0,
      import: { importId, state: 'uploading', layout: 'users' },
    })
    expect(await add(importId, 1, [line(named('lot1')), line(named('lot2'))])).toEqual({ received: 2 })
    expect(await add(importId, 3, [line({ ...named('lot3'), mail: 'no address' })])).toEqual({ received: 3 })
    await expect(key.call(closeImport, { importId, rows: 4 })).rejects.toMatchObject(refused('request.conflict'))
    expect(await key.call(closeImport, { importId, rows: 3 })).toMatchObject({ state: 'planning' })
    const planned = await settled(importId)
    expect(planned).toMatchObject({ state: 'planned', totals: { rows: 3, add: 2, refused: 1 } })
    expect(await isThere('lot1')).toBe(0)
    await key.call(applyImport, { importId })
    expect(await settled(importId)).toMatchObject({ state: 'applied', totals: { added: 2, done: 2 } })
    expect(await isThere('lot1')).toBe(1)
    expect((await rowsOf(importId)).map(({ line, state }) => [line, state])).toEqual([
      [2, 'done'],
      [3, 'done'],
      [4, 'planned'],
    ])
  })

  it('applies a lot once, however often it is sent, and misses none', async () => {
    const importId = randomUUID()
    await open(importId, { atOnce: true })
    const lot = [line(named('once1')), line(named('once2'))]
    await add(importId, 1, lot)
    expect(await add(importId, 1, lot)).toEqual({ received: 2 })
    // Half of it is new.
    expect(await add(importId, 2, [lot[1]!, line(named('once3'))])).toEqual({ received: 3 })
    const tooFar = 4 + importLots.jobs * importLots.rows
    await expect(add(importId, tooFar, [line(named('far'))])).rejects.toMatchObject({
      ...refused('request.conflict'),
      details: { received: 3 },
    })
    expect(await open(importId, { atOnce: true })).toMatchObject({ received: 3 })
    await key.call(closeImport, { importId, rows: 3 })
    await key.call(closeImport, { importId, rows: 3 })
    expect(await settled(importId)).toMatchObject({ state: 'applied', totals: { added: 3, rows: 3 } })
    await expect(add(importId, 4, [line(named('late'))])).rejects.toMatchObject(refused('import.not-ready'))
    expect(await open(importId)).toMatchObject({ received: 3, import: { state: 'applied' } })
  })

  it('takes lots that overtake each other, and is closed only when none is missing', async () => {
    const importId = randomUUID()
    await open(importId, { atOnce: true, consent: true })
    const [one, two, three, four] = [1, 2, 3, 4].map((n) => line(named(`turn${n}`))) as [string, string, string, string]
    expect(await add(importId, 3, [three])).toEqual({ received: 0 })
    expect(await add(importId, 3, [three, four])).toEqual({ received: 0 })
    await expect(key.call(closeImport, { importId, rows: 4 })).rejects.toMatchObject(refused('request.conflict'))
    expect(await add(importId, 1, [one])).toEqual({ received: 1 })
    // Two of these are there, one is not.
    expect(await add(importId, 2, [two, three, four])).toEqual({ received: 4 })
    expect(await add(importId, 1, [one, two])).toEqual({ received: 4 })
    await key.call(closeImport, { importId, rows: 4 })
    expect(await settled(importId)).toMatchObject({ state: 'applied', totals: { added: 4, rows: 4, failed: 0 } })
    expect((await rowsOf(importId)).map(({ loginId }) => loginId)).toEqual(['turn1', 'turn2', 'turn3', 'turn4'])
  })

  it('finds an ID that stands in two lots, whatever its case, and refuses the second, also when it came first', async () => {
    const importId = randomUUID()
    await open(importId, { trial: true })
    await add(importId, 2, [line(named('other')), line(named('twICE'))])
    await add(importId, 1, [line(named('Twice'))])
    await key.call(closeImport, { importId, rows: 3 })
    expect(await settled(importId)).toMatchObject({ state: 'checked', totals: { add: 2, refused: 1 } })
    const [, , third] = await rowsOf(importId)
    expect(third!.faults).toMatchObject([{ code: 'MSG-IMP-041', line: 4 }])
    expect(await isThere('twice')).toBe(0)
  })

  it('finds a mail address that stands in two lots when it makes the plan', async () => {
    const importId = randomUUID()
    await open(importId)
    const mailed = (loginId: string, mail: string) => line({ ...named(loginId), mail })
    // More rows than are planned at once lie between them.
    const between = Array.from({ length: 250 }, (_, n) => line(named(`between${n}`)))
    await add(importId, 1, [mailed('mail1', 'Same@example.jp'), ...between])
    await add(importId, 252, [mailed('mail2', 'sAME@example.jp'), mailed('mail3', 'other@example.jp')])
    await key.call(closeImport, { importId, rows: 253 })
    expect(await settled(importId)).toMatchObject({ state: 'planned', totals: { rows: 253, add: 252, refused: 1 } })
    const { rows } = await key.call(listImportRows, { importId, action: 'refused' })
    expect(rows).toMatchObject([{ loginId: 'mail2', faults: [{ code: 'MSG-IMP-030', line: 253 }] }])
    await key.call(discardImport, { importId })
  })

  it('finds it in lists of the multi-factor product as well, where a row that is refused takes no address', {
    tags: ['long'],
  }, async () => {
    const importId = randomUUID()
    const columns = mfaHeaders({ entrance: 'cli' })
    const raw = (userid: string, mail: string, groupId = 'LOT1') => {
      const cells: Record<string, string> = { mode: 'add', userid, groupId, role: '1', mail }
      return columns.map((column) => cells[column] ?? '').join(',')
    }
    await open(importId, {
      layout: 'mfa',
      files: [{ ...file, name: 'mfa.csv', header: columns.join(',') }],
      trial: true,
    })
    const between = Array.from({ length: 210 }, (_, n) => raw(`mfa-between${n}`, ''))
    await add(importId, 1, [
      raw('mfa-first', 'one@example.jp'),
      raw('mfa-lost', 'two@example.jp', 'NOWHERE'),
      ...between,
    ])
    await add(importId, 213, [raw('mfa-second', 'ONE@example.jp'), raw('mfa-heir', 'two@example.jp')])
    await key.call(closeImport, { importId, rows: 214 })
    expect(await settled(importId)).toMatchObject({ totals: { add: 212, refused: 2 } })
    const { rows } = await key.call(listImportRows, { importId, action: 'refused' })
    expect(rows.map(({ loginId, faults }) => [loginId, faults[0]!.code])).toEqual([
      ['mfa-lost', expect.any(String)],
      ['mfa-second', 'MFA-E-MAIL-TAKEN'],
    ])
    const kept = await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      db.selectFrom('importRows').select('mailKey').where('importId', '=', importId).distinct().execute(),
    )
    expect(kept).toEqual([{ mailKey: '' }])
  })

  it('refuses files that changed, headers that are none, and texts that are not rows', async () => {
    const importId = randomUUID()
    await open(importId)
    await expect(open(importId, { files: [{ ...file, sha256: 'b'.repeat(64) }] })).rejects.toMatchObject(
      refused('import.files-changed'),
    )
    await expect(open(importId, { files: [file, file] })).rejects.toMatchObject(refused('import.files-changed'))
    await expect(open(randomUUID(), { files: [{ ...file, header: 'a,b' }] })).rejects.toMatchObject({
      ...refused('import.file-refused'),
      details: { faults: [{ code: 'MSG-IMP-040', file: 'users.csv' }] },
    })
    const bad = (raw: string) => expect(add(importId, 1, [raw])).rejects.toMatchObject(refused('request.invalid'))
    await bad(`${line(named('a'))}\r\n${line(named('b'))}`)
    await bad('"never closed')
    await bad(','.repeat(53))
    await expect(add(importId, 1, [line(named('a'))], { file: 2 })).rejects.toMatchObject(refused('request.invalid'))
    await expect(add(importId, 1, Array(importLots.rows + 1).fill(line(named('a'))))).rejects.toMatchObject(
      refused('request.invalid'),
    )
    await key.call(discardImport, { importId })
    await expect(open(importId)).rejects.toMatchObject(refused('request.not-found'))
  })

  it('keeps rows and pictures sealed, and pictures of people who have not agreed away', async () => {
    const importId = randomUUID()
    const lot = {
      rows: [{ line: 2, raw: line({ ...named('pictured'), picture: 'p.jpg' }), picture: 0 }],
      files: [{ field: 'picture', name: 'p.jpg', bytes: jpeg }],
    }
    await open(importId)
    await expect(add(importId, 1, [], lot)).rejects.toMatchObject(refused('face.consent-needed'))
    const agreed = randomUUID()
    await open(agreed, { consent: true, trial: true })
    await add(agreed, 1, [], lot)
    const [row] = await server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
      const { rows } = await sql<{
        text: string
      }>`select r::text || p::text as text from import_rows r join import_pictures p using (tenant_id, import_id, picture)
        where r.import_id = ${agreed}`.execute(db)
      return rows
    })
    expect(row!.text).not.toContain(jpeg.toString('hex'))
    expect(row!.text).not.toContain(Buffer.from('Kirin').toString('hex'))
    await key.call(closeImport, { importId: agreed, rows: 1, unnamedPictures: ['nobody.jpg'] })
    const checked = await settled(agreed)
    expect(checked).toMatchObject({ state: 'checked', totals: { add: 1, warnings: 1 } })
    expect(checked.files[0]!.faults).toMatchObject([{ code: 'MFA-W-IMG-UNREF', params: { name: 'nobody.jpg' } }])
  })

  it('fails rows of the multi-factor product by what became of their pictures', async () => {
    const importId = randomUUID()
    const columns = mfaHeaders({ entrance: 'cli' })
    const raw = (userid: string) => {
      const cells: Record<string, string> = { mode: 'add', userid, groupId: 'LOT1', role: '1', template55: 'p.jpg' }
      return columns.map((column) => cells[column] ?? '').join(',')
    }
    const mfa = { layout: 'mfa' as const, files: [{ ...file, name: 'mfa.csv', header: columns.join(',') }] }
    await open(importId, { ...mfa, trial: true, consent: true })
    const problems = ['missing', 'ambiguous', 'shared', 'format', 'too-large'] as const
    await add(importId, 1, [], {
      rows: [
        ...problems.map((pictureProblem, index) => ({
          line: index + 2,
          raw: raw(`mfa-${pictureProblem}`),
          pictureProblem,
        })),
        { line: 7, raw: raw('mfa-silent') },
        { line: 8, raw: raw('mfa-text'), picture: 0 },
      ],
      files: [{ field: 'picture', name: 'p.jpg', bytes: Buffer.from('text') }],
    })
    await key.call(closeImport, { importId, rows: 7 })
    await settled(importId)
    expect((await rowsOf(importId)).map(({ faults }) => faults[0]?.code)).toEqual([
      'MFA-E-IMG-NOTFOUND',
      'MFA-E-IMG-AMBIGUOUS',
      'MFA-E-IMG-SHARED',
      'MFA-E-IMG-FORMAT',
      'MFA-E-LIMIT-IMGSIZE',
      'MFA-E-IMG-NOTFOUND',
      'MFA-E-IMG-FORMAT',
    ])
  })

  it('is its opener’s alone', async () => {
    const importId = randomUUID()
    await open(importId)
    const other = await openKey(
      server,
      await tenant.addPerson({ loginId: 'lot-other', mail: 'lot-other@example.jp', systemAdministrator: true }),
    )
    const lot = { importId, from: 1, file: 1, rows: [{ line: 2, raw: line(named('x')) }], files: [] }
    await expect(other.call(addImportRows, lot)).rejects.toMatchObject(refused('request.not-found'))
    await expect(other.call(closeImport, { importId, rows: 0 })).rejects.toMatchObject(refused('request.not-found'))
    const foreign = await openKey(server, (await openTestTenant(server)).administrator)
    await expect(foreign.call(addImportRows, lot)).rejects.toMatchObject(refused('request.not-found'))
  })

  it('waits for its turn, or is refused at once when that is wished', { tags: ['long'] }, async () => {
    const importId = randomUUID()
    await open(importId)
    await add(importId, 1, [line(named('turn'))])
    await key.call(closeImport, { importId, rows: 1 })
    await settled(importId)
    const [other] = await server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
      const { rows } = await sql<{ id: string }>`update imports set state = 'applying'
        where import_id = (select import_id from imports where state = 'applied' limit 1) returning import_id as id`.execute(
        db,
      )
      return rows
    })
    await expect(key.call(applyImport, { importId, ifFree: true })).rejects.toMatchObject(refused('import.running'))
    await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      sql`update imports set state = 'applied' where import_id = ${other!.id}`.execute(db),
    )
    await key.call(applyImport, { importId, ifFree: true })
    expect(await settled(importId)).toMatchObject({ state: 'applied' })
  })
})
