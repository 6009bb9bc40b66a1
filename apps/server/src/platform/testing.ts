import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Call, createClient } from '@kaoban/contract'
import { hash } from '@node-rs/argon2'
import { sql } from 'kysely'
import { createServer, type RunningServer } from '../server.ts'
import type { Clock } from './clock.ts'
import { readConfig } from './config.ts'
import { facesOfTests } from './faces.testing.ts'
import { freshDatabase } from './fresh-database.testing.ts'
import { newId, newTenantCode, newToken } from './identifiers.ts'
import { createLogger } from './logging.ts'
import { hashToken } from './secrets.ts'

/** A clock that tests move; it starts at the real time and stands still between moves. */
export class TestClock implements Clock {
  #now = new Date()
  now(): Date {
    return new Date(this.#now)
  }
  advance(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds)
  }
  set(to: Date): void {
    this.#now = new Date(to)
  }
}

export interface TestServer extends RunningServer {
  url: string
  clock: TestClock
  dataFolder: string
}

let shared: Promise<TestServer> | undefined

/**
 * The server under test, listening on a free port: one per test process, on the embedded database in memory, or on
 * a fresh database of the PostgreSQL at KAOBAN_TEST_DATABASE_URL. Tests keep apart by opening tenants of their own.
 */
export function testServer(): Promise<TestServer> {
  shared ??= startTestServer()
  return shared
}

/** A server of its own, for tests that need other settings or stop it. */
export async function startTestServer(
  env: Record<string, string> = {},
  { inMemory } = { inMemory: true },
): Promise<TestServer> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'kaoban-test-'))
  const database =
    process.env.KAOBAN_TEST_DATABASE_URL === undefined
      ? {}
      : { DATABASE_URL: await freshDatabase(process.env.KAOBAN_TEST_DATABASE_URL) }
  const config = readConfig({
    KAOBAN_DATA: dataFolder,
    KAOBAN_PORT: '0',
    KAOBAN_LOG_LEVEL: 'error',
    KAOBAN_RATE_LIMITS: 'off',
    ...database,
    ...env,
  })
  const clock = new TestClock()
  const mutation = process.env.KAOBAN_MUTATION
  const server = await createServer(config, createLogger(config), {
    clock,
    inMemory,
    faces: facesOfTests(config.KAOBAN_FACE_MODEL),
    ...(mutation === undefined ? {} : { mutation }),
  })
  const url = await server.app.listen({ host: '127.0.0.1', port: 0 })
  return { ...server, url, clock, dataFolder }
}

/** A browser: keeps cookies and sends the CSRF token, as the web application does. */
export interface Browser {
  call: Call
  cookies: Map<string, string>
  fetch(path: string, init?: RequestInit): Promise<Response>
}

/** @param more headers of every request, for instance those that a proxy adds */
export async function openBrowser(
  server: TestServer,
  cookies = new Map<string, string>(),
  more: Record<string, string> = {},
): Promise<Browser> {
  const send = async (url: string, init: RequestInit = {}) => {
    const headers = new Headers({ ...more, ...Object.fromEntries(new Headers(init.headers)) })
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [pair, ...attributes] = line.split(';')
      const [name, value] = [pair!.slice(0, pair!.indexOf('=')), pair!.slice(pair!.indexOf('=') + 1)]
      if (value === '' || attributes.some((attribute) => /max-age=0/i.test(attribute))) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  const call = createClient({
    baseUrl: server.url,
    fetch: send,
    headers: () => ({ 'x-csrf-token': cookies.get('kb_csrf') ?? '', 'accept-language': 'ja' }),
  })
  const browser: Browser = { call, cookies, fetch: (path, init) => send(`${server.url}${path}`, init) }
  await browser.fetch('/api/session')
  return browser
}

export interface TestTenant {
  tenantId: string
  code: string
  name: string
  /** A system administrator, signed in. */
  administrator: TestPerson
  addPerson(person?: Partial<NewTestPerson>): Promise<TestPerson>
  /** Returns the group's id. */
  addGroup(code: string, name?: string): Promise<string>
}

export interface TestPerson {
  userId: string
  loginId: string
  browser: Browser
}

interface NewTestPerson {
  loginId: string
  familyName: string
  givenName: string
  mail: string
  systemAdministrator: boolean
  /** グループ#1..#5 in order: a group, one that is administered, or 異動中. */
  places: ({ groupId: string; administrator?: boolean } | 'moving')[]
}

export const testPassword = 'Correct-Horse-7-Battery'
let testPasswordHash: Promise<string> | undefined

/**
 * Writes a tenant straight into the tables (opening through the API has tests of its own) and signs people in. It has a
 * subscription without an end, so that tests may move the clock as they like.
 */
export async function openTestTenant(server: TestServer, name = '株式会社テスト'): Promise<TestTenant> {
  const tenantId = newId()
  const code = newTenantCode()
  const now = server.clock.now()
  const scope = { tenantId }
  const applicantMail = `admin-${code.toLowerCase()}@example.jp`
  await server.database.transaction(scope, async (db) => {
    await sql`insert into tenants (tenant_id, code, name, normalised_name, applicant_mail, trial_start, trial_end, opened_at)
      values (${tenantId}, ${code}, ${name}, ${name}, ${applicantMail}, ${now}, ${now}, ${now})`.execute(db)
    await sql`insert into licences (tenant_id, licence_id, kind, model, ids, starts_on, issued_at)
      values (${tenantId}, ${newId()}, 'subscription', 'TEST', 100000, '2000-01-01', ${now})`.execute(db)
  })
  let counter = 0
  const addPerson = async (wanted: Partial<NewTestPerson> = {}): Promise<TestPerson> => {
    testPasswordHash ??= hash(testPassword, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
    const passwordHash = await testPasswordHash
    const userId = newId()
    const loginId = wanted.loginId ?? `user${++counter}`
    const token = newToken(tenantId)
    const mail = wanted.mail ?? ''
    await server.database.transaction(scope, async (db) => {
      await sql`insert into users (tenant_id, user_id, login_id, login_id_key, family_name, given_name, mail, mail_key, system_administrator, password_hash, password_initial, registered_at, updated_at)
        values (${tenantId}, ${userId}, ${loginId}, ${loginId.toLowerCase()}, ${wanted.familyName ?? ''}, ${wanted.givenName ?? ''}, ${mail}, ${mail === '' ? null : mail.toLowerCase()},
          ${wanted.systemAdministrator ?? false}, ${passwordHash}, false, ${server.clock.now()}, ${server.clock.now()})`.execute(
        db,
      )
      for (const [index, place] of (wanted.places ?? []).entries())
        await sql`insert into memberships (tenant_id, user_id, slot, group_id, administrator) values (${tenantId}, ${userId}, ${index + 1},
          ${place === 'moving' ? null : place.groupId}, ${place !== 'moving' && (place.administrator ?? false)})`.execute(
          db,
        )
      await sql`insert into sessions (tenant_id, session_id, token_hash, user_id, means, address, user_agent, opened_at, last_seen_at)
        values (${tenantId}, ${newId()}, ${hashToken(token)}, ${userId}, 'password', '127.0.0.1', 'test', ${server.clock.now()}, ${server.clock.now()})`.execute(
        db,
      )
    })
    return { userId, loginId, browser: await openBrowser(server, new Map([['kb_person', token]])) }
  }
  const administrator = await addPerson({
    loginId: 'admin',
    familyName: '管理',
    givenName: '太郎',
    mail: applicantMail,
    systemAdministrator: true,
  })
  const addGroup = async (groupCode: string, groupName = groupCode): Promise<string> => {
    const groupId = newId()
    await server.database.transaction(scope, (db) =>
      sql`insert into groups (tenant_id, group_id, code, code_key, name, created_at)
        values (${tenantId}, ${groupId}, ${groupCode}, ${groupCode.toLowerCase()}, ${groupName}, ${server.clock.now()})`.execute(
        db,
      ),
    )
    return groupId
  }
  return { tenantId, code, name, administrator, addPerson, addGroup }
}
