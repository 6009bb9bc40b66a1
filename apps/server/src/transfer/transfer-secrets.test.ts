import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  addImportRows,
  applyImport,
  closeImport,
  downloadImportReport,
  listImportRows,
  openImport,
  readImport,
  registerApp,
} from '@kaoban/contract'
import { sql } from 'kysely'
import pino from 'pino'
import { beforeAll, describe, expect, it } from 'vitest'
import type { SealedFor } from '../platform/secrets.ts'
import { openTestTenant, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'

let server: TestServer
let tenant: TestTenant
beforeAll(async () => {
  server = await testServer()
  tenant = await openTestTenant(server)
  for (const [appId, name] of [
    [61_007, '経費'],
    [70_003, 'Chrome'],
  ] as const)
    await tenant.administrator.browser.call(registerApp, { appId, name })
  await tenant.addGroup('SEC', '秘密')
})

/** One value for each column that holds a secret, so that what is found says where it came from. */
const secrets: Readonly<Record<string, string>> = {
  template16: 'Tango-Geheim-41-Umi',
  template104: '9f3c5e7a1b2d4c6e8f0a9f3c5e7a1b2d4c6e8f0a',
  template109: '739164',
  template110: '518207',
  idm_61007_userid: 'idm-user-Quelle',
  idm_61007_password: 'idm-pass-Nebel',
  idm_61007_param1: 'idm-one-Faden',
  idm_61007_param2: 'idm-two-Regen',
  saml_70003_password: 'chrome-pass-Kiesel',
  winlogon_1_password: 'windows-one-Amsel',
  winlogon_2_password: 'windows-two-Distel',
}
/** Secrets of a row that is refused for each of them. */
const refused: Readonly<Record<string, string>> = {
  template16: 'x',
  template104: 'keine-Hexzahl-Moos',
  template109: 'pin-Wurzel',
  template110: 'qr-Farn',
}
const columns = ['mode', 'userid', 'groupId', 'role', ...Object.keys(secrets)].concat(
  ...['winlogon_1_username', 'winlogon_2_username'],
)
const rowOf = (cells: Record<string, string>) => columns.map((column) => cells[column] ?? '').join(',')
const person = { mode: 'add', groupId: 'SEC', role: '1' }
const accounts = { winlogon_1_username: 'CORP\\sec1', winlogon_2_username: 'PC-7\\sec2' }

/** A secret as it could lie somewhere: as text, in hexadecimal digits, in base64. */
function formsOf(value: string): RegExp[] {
  const escaped = value.replace(/[^0-9A-Za-z]/g, '\\$&')
  const bytes = Buffer.from(value)
  // Six digits alone come up by accident in longer numbers.
  const text = /^\d+$/.test(value) ? `(?<![0-9A-Za-z])${escaped}(?![0-9A-Za-z])` : escaped
  return [
    new RegExp(text, 'i'),
    new RegExp(bytes.toString('hex'), 'i'),
    new RegExp(bytes.toString('base64').slice(0, -3)),
  ]
}

const hidden = [...Object.entries(secrets), ...Object.entries(refused).filter(([, value]) => value.length > 1)]

function foundIn(text: string): string[] {
  return hidden.flatMap(([column, value]) => (formsOf(value).some((form) => form.test(text)) ? [column] : []))
}

/** Every row of every table that the tenant has, as text. */
async function dump(): Promise<string> {
  return server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
    const tables = await sql<{ name: string }>`select c.oid::regclass::text as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
      where c.relkind in ('r', 'p') and has_table_privilege(c.oid, 'select')`.execute(db)
    const texts: string[] = []
    for (const { name } of tables.rows) {
      const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.raw(name)} t`.execute(db)
      texts.push(...rows.map(({ text }) => text))
    }
    return texts.join('\n')
  })
}

/** Everything that lies in the data folder: the spool, the outbox of mails, keys. */
function dataFolder(): string {
  const entries = readdirSync(server.dataFolder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
}

/** What the server says at its most talkative. */
async function logOf<Result>(work: () => Promise<Result>): Promise<{ result: Result; said: string }> {
  const log = server.platform.log as unknown as Record<symbol, { write(text: string): unknown }> & { level: string }
  const [stream, level] = [log[pino.symbols.streamSym]!, log.level]
  const { write } = stream
  let said = ''
  stream.write = (text: string) => {
    said += text
    return true
  }
  log.level = 'trace'
  try {
    const result = await work()
    server.platform.log.info('the log is heard')
    return { result, said }
  } finally {
    stream.write = write
    log.level = level
  }
}

describe('secrets of an import', () => {
  it('lie nowhere readable, from the upload to the end, and open for their owner and column alone [MFA-SEC-002]', {
    tags: ['long'],
  }, async () => {
    const { browser } = tenant.administrator
    const importId = randomUUID()
    const settled = async () => {
      for (;;) {
        await server.tasks.runDue()
        const found = await browser.call(readImport, { importId })
        if (!['planning', 'queued', 'applying'].includes(found.state)) return found
      }
    }
    const texts: Record<string, string> = {}
    const { said } = await logOf(async () => {
      await browser.call(openImport, {
        ...{ importId, layout: 'mfa' },
        files: [{ name: 'secrets.csv', encoding: 'utf-8', header: columns.join(','), sha256: 'a'.repeat(64) }],
      })
      await browser.call(addImportRows, {
        ...{ importId, from: 1, file: 1, files: [] },
        rows: [
          { ...person, userid: 'sec-one', ...secrets, ...accounts },
          { ...person, userid: 'sec-bad', ...refused },
        ].map((cells, index) => ({ line: index + 2, raw: rowOf(cells) })),
      })
      texts.uploaded = await dump()
      await browser.call(closeImport, { importId, rows: 2 })
      expect(await settled()).toMatchObject({ state: 'planned', totals: { add: 1, refused: 1 } })
      texts.planned = await dump()
      texts.plan = JSON.stringify(await browser.call(listImportRows, { importId }))
      await browser.call(applyImport, { importId })
      expect(await settled()).toMatchObject({ state: 'applied', totals: { added: 1, failed: 0 } })
      texts.applied = await dump()
      texts.result = JSON.stringify(await browser.call(listImportRows, { importId }))
      texts.report = Buffer.from(await browser.call(downloadImportReport, { importId })).toString()
    })
    texts.log = said
    texts.files = dataFolder()
    // What is looked through is what it should be.
    for (const stage of ['uploaded', 'planned', 'applied']) expect(texts[stage]).toContain('sec-one')
    for (const column of ['template104', 'template109']) expect(texts.report).toContain(column)
    expect(texts.log).toContain('the log is heard')
    expect(texts.log).toContain('/api/imports/:importId/rows')
    expect(texts.files.length).toBeGreaterThan(10)
    for (const [column, value] of Object.entries(secrets)) expect(foundIn(rowOf({ [column]: value }))).toContain(column)
    for (const [place, text] of Object.entries(texts)) expect([place, foundIn(text)]).toEqual([place, []])

    // What was uploaded is gone, and what is kept opens as what it is for whom it is, and as nothing else.
    await server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
      const records = await sql<{
        bytes: number
      }>`select coalesce(sum(length(record)), 0)::int as bytes from import_rows
        where import_id = ${importId}`.execute(db)
      expect(records.rows[0]!.bytes).toBe(0)
      const { rows: people } = await sql<{ userId: string }>`select user_id as "userId" from users
        where login_id = 'sec-one'`.execute(db)
      const { userId } = people[0]!
      const stranger = tenant.administrator.userId
      const seeds = await sql<{ sealed: Uint8Array }>`select totp_seed as sealed from user_factors
        where user_id = ${userId}`.execute(db)
      const credentials = await sql<{
        app: number
        part: string
        sealed: Uint8Array
      }>`select app_id as app, part, sealed
        from app_credentials where user_id = ${userId} and sealed is not null`.execute(db)
      const windows = await sql<{
        accountId: string
        sealed: Uint8Array
      }>`select account_id as "accountId", password as sealed
        from windows_accounts where name in ('sec1', 'sec2') and password is not null`.execute(db)
      const numbered = await sql<{ number: number; sealed: Uint8Array }>`select number, password as sealed
        from windows_logons where user_id = ${userId} and password is not null`.execute(db)
      const held: { owner: Omit<SealedFor, 'tenantId'>; sealed: Uint8Array }[] = [
        ...seeds.rows.map(({ sealed }) => ({ owner: { userId, kind: 'factor totp' as const }, sealed })),
        ...credentials.rows.map(({ app, part, sealed }) => ({
          owner: { userId, kind: `factor app ${app} ${part}` as const },
          sealed,
        })),
        ...windows.rows.map(({ accountId, sealed }) => ({
          owner: { userId: accountId, kind: 'windows-password' as const },
          sealed,
        })),
        ...numbered.rows.map(({ number, sealed }) => ({
          owner: { userId, kind: `factor windows ${number}` as const },
          sealed,
        })),
      ]
      const open = async (owner: Omit<SealedFor, 'tenantId'>, sealed: Uint8Array, tenantId = tenant.tenantId) =>
        server.platform.secrets.open(db, { tenantId, ...owner }, sealed)
      const opened: string[] = []
      for (const { owner, sealed } of held) {
        const plain = await open(owner, sealed)
        opened.push(owner.kind === 'factor totp' ? plain.toString('hex') : plain.toString())
        await expect(open({ ...owner, userId: stranger }, sealed)).rejects.toThrow()
        for (const other of held)
          if (other.owner.kind !== owner.kind)
            await expect(open({ ...owner, kind: other.owner.kind }, sealed)).rejects.toThrow()
        const altered = Uint8Array.from(sealed)
        altered[altered.length - 1]! ^= 1
        await expect(open(owner, altered)).rejects.toThrow()
      }
      const reversible = Object.keys(secrets).filter(
        (column) => !['template16', 'template109', 'template110'].includes(column),
      )
      expect(opened.sort()).toEqual(reversible.map((column) => secrets[column]!).sort())
    })
  })
})
