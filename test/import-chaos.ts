import { setTimeout as pause } from 'node:timers/promises'
import { userTable, writeTable } from '@kaoban/codecs'
import {
  applyImport,
  exportUsers,
  type Import,
  type ImportState,
  KaobanError,
  listGroups,
  listImportRows,
  listImports,
  readImport,
  uploadImport,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { type SmtpPeer, startSmtpServer } from '../apps/server/src/mails/mails.testing.ts'
import { readConfig } from '../apps/server/src/platform/config.ts'
import { freshDatabase } from '../apps/server/src/platform/fresh-database.testing.ts'
import { createLogger } from '../apps/server/src/platform/logging.ts'
import { openBrowser, openTestTenant, type TestServer } from '../apps/server/src/platform/testing.ts'
import { createServer } from '../apps/server/src/server.ts'
import { repeatableNumbers, type SeededPerson, seedPeople } from '../apps/server/src/users/users.testing.ts'
import { Portal } from './portal.ts'

/** Imports that run at the same time in tenants of their own, so that one death meets all of them. */
const atOnce = 5
const people = { seeded: 120, added: 60, changed: 40, deleted: 20 }
const patience = 300_000
const moments = ['uploading', 'planning', 'applying', 'applying'] as const

interface Company {
  code: string
  /** Its mail domain. */
  domain: string
  cookies: Map<string, string>
  seeded: SeededPerson[]
}

export interface ChaosReport {
  database: string
  rounds: number
  kills: number
  /** Deaths by what the imports of the moment were doing. */
  killedWhile: Record<string, number>
  /** What was not as it has to be. */
  faults: string[]
}

/**
 * Imports the same list in many tenants while the server is killed at random moments, and compares each with an import
 * that nothing disturbed: the people, the groups, every row's result, and the mails that a real mail server got.
 */
export async function chaosOfImport(options: {
  rounds: number
  seed: number
  postgresUrl?: string
  log(line: string): void
}): Promise<ChaosReport> {
  const { rounds, log } = options
  const random = repeatableNumbers(options.seed)
  const peer = await startSmtpServer()
  const env: Record<string, string> = {
    KAOBAN_SMTP_URL: peer.url,
    ...(options.postgresUrl === undefined ? {} : { DATABASE_URL: await freshDatabase(options.postgresUrl) }),
  }
  const portal = new Portal(env)
  const report: ChaosReport = {
    database: options.postgresUrl === undefined ? 'embedded' : 'postgresql',
    ...{ rounds, kills: 0, killedWhile: {}, faults: [] },
  }
  try {
    const [model, ...companies] = await openCompanies(portal.dataFolder, env, rounds + 1)
    await portal.start()
    const expected = await outcomeOf(portal, model!, (await runImport(portal, model!)).importId)
    if (expected.done !== people.added + people.changed + people.deleted)
      throw new Error(`the undisturbed import did ${expected.done} rows`)
    log(`undisturbed: ${expected.done} rows done`)
    for (let start = 0; start < rounds; start += atOnce) {
      const wave = companies.slice(start, start + atOnce)
      const states = new Map<Company, string>()
      const work = Promise.all(wave.map((company) => runImport(portal, company, (state) => states.set(company, state))))
      const over = work.then(
        () => true,
        () => true,
      )
      for (let deaths = 1 + Math.floor(random() * 3); deaths > 0; deaths--) {
        const moment = moments[Math.floor(random() * moments.length)]!
        const ready = () => states.size > 0 && [...states.values()].some((state) => state === moment)
        while (!ready() && !(await Promise.race([over, pause(20).then(() => false)])));
        if (await Promise.race([over, pause(random() * 1500).then(() => false)])) break
        for (const state of states.values()) report.killedWhile[state] = (report.killedWhile[state] ?? 0) + 1
        await portal.stop('SIGKILL')
        report.kills++
        await portal.start()
      }
      const imports = await work
      for (const [at, company] of wave.entries()) {
        const found = await outcomeOf(portal, company, imports[at]!.importId)
        for (const what of ['users', 'groups', 'rows'] as const)
          if (found[what] !== expected[what])
            report.faults.push(`${company.code}: ${what} differ: ${firstDifference(expected[what], found[what])}`)
        if (imports[at]!.imports !== 1)
          report.faults.push(`${company.code}: ${imports[at]!.imports} imports where one was acknowledged`)
      }
      log(
        `${Math.min(start + atOnce, rounds)} of ${rounds} rounds, ${report.kills} deaths, ${report.faults.length} faults`,
      )
    }
    await mailsAreOut(peer)
    report.faults.push(...mailFaults(peer, companies, rounds))
    return report
  } finally {
    await portal.remove()
    await peer.close()
  }
}

/** Writes tenants, people and sessions straight into the tables, before the portal that is going to be killed starts. */
async function openCompanies(folder: string, env: Record<string, string>, count: number): Promise<Company[]> {
  const config = readConfig({ ...env, KAOBAN_DATA: folder, KAOBAN_PORT: '0', KAOBAN_LOG_LEVEL: 'silent' })
  const server = await createServer(config, createLogger(config))
  const url = await server.app.listen({ host: '127.0.0.1', port: 0 })
  const test = { ...server, url, clock: server.platform.clock, dataFolder: folder } as unknown as TestServer
  const companies: Company[] = []
  for (let at = 0; at < count; at++) {
    const { tenantId, code, administrator } = await openTestTenant(test)
    // The last of them upload long after they signed in.
    await test.database.transaction({ tenantId }, (db) =>
      sql`update sessions set proven_at = now() + interval '2 hours'`.execute(db),
    )
    companies.push({
      code,
      domain: `company${at}.example.jp`,
      cookies: administrator.browser.cookies,
      seeded: await seedPeople(test, tenantId, people.seeded),
    })
  }
  await server.close()
  return companies
}

/** New people with password, mail, places and account, changes, deletions, and people who stay as they are. */
function listOf({ domain, seeded }: Company) {
  const added = Array.from({ length: people.added }, (_, at) => ({
    loginId: `new${at}`,
    password: `Kirin-Sora-${at}-Umi`,
    familyName: '髙﨑',
    givenName: `新人${at}`,
    mail: `new${at}@${domain}`,
    groupCode1: `dept${at % 7}`,
    groupName1: `部門${at % 7}`,
    groupAdministrator1: '0',
    ...{ accountName1: `user${at}`, accountKind1: '0', accountPlace1: 'corp.example.jp', accountPassword1: 'Fuyu-9' },
  }))
  const changed = seeded.slice(0, people.changed).map(({ loginId }, at) => ({ loginId, familyName: `改${at}` }))
  const deleted = seeded
    .slice(people.changed, people.changed + people.deleted)
    .map(({ loginId }) => ({ loginId, delete: 'D' }))
  const written = writeTable(userTable([...added, ...changed, ...deleted] as never, 'neutral'), 'utf-8')
  if (!written.ok) throw new Error('UTF-8 holds everything')
  return { field: 'file', name: 'people.csv', bytes: written.bytes }
}

/**
 * Does what an administrator does whose connection breaks now and then: uploads until an answer comes, applies until an
 * answer comes, and then only watches. Nothing but the two acts is ever repeated.
 */
async function runImport(portal: Portal, company: Company, tell: (state: string) => void = () => {}) {
  const deadline = Date.now() + patience
  const browser = async () => openBrowser({ url: portal.url } as TestServer, company.cookies)
  const persist = async <T>(work: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        const broken = !(error instanceof KaobanError) || error.code === 'server.busy'
        if (!broken || Date.now() > deadline) throw error
        await pause(100)
      }
    }
  }
  const latest = () => persist(async () => (await (await browser()).call(listImports, {})).rows)
  tell('uploading')
  const uploaded = await persist(async () => {
    // An upload without an answer may have arrived all the same; then its plan is in the list.
    const [there] = (await (await browser()).call(listImports, {})).rows.filter(({ state }) => state !== 'uploading')
    return there ?? (await (await browser()).call(uploadImport, { files: [listOf(company)] })).import
  })
  const { importId } = uploaded
  const until = async (wanted: ImportState, doing: string): Promise<Import> => {
    tell(doing)
    for (;;) {
      const now = await persist(async () => (await browser()).call(readImport, { importId }))
      if (now.state === wanted) return now
      if (Date.now() > deadline) throw new Error(`${company.code}: the import stays ${now.state}`)
      await pause(50)
    }
  }
  await until('planned', 'planning')
  await persist(async () => {
    const { state } = await (await browser()).call(readImport, { importId })
    if (state === 'planned') await (await browser()).call(applyImport, { importId, deletions: people.deleted })
  })
  await until('applied', 'applying')
  tell('over')
  return { importId, imports: (await latest()).filter(({ state }) => state !== 'uploading').length }
}

/** What an import left behind, as far as it may not depend on when and for whom it ran. */
async function outcomeOf(portal: Portal, company: Company, importId: string) {
  const browser = await openBrowser({ url: portal.url } as TestServer, company.cookies)
  const text = new TextDecoder().decode(await browser.call(exportUsers, { encoding: 'utf-8' }))
  const neutral = (given: string) =>
    given.replaceAll(company.domain, 'company.example.jp').replaceAll(company.code.toLowerCase(), 'code')
  const rows = []
  for (let page = 1; page < 4; page++)
    rows.push(...(await browser.call(listImportRows, { importId, page, size: 100 })).rows)
  const groups = (await browser.call(listGroups, { size: 100 })).rows
  return {
    users: neutral(text),
    groups: JSON.stringify(groups.map(({ code, name, members }) => [code, name, members])),
    rows: neutral(
      rows.map(({ loginId, action, state, faults }) => JSON.stringify([loginId, action, state, faults])).join('\n'),
    ),
    done: rows.filter(({ state }) => state === 'done').length,
  }
}

function firstDifference(expected: string, found: string): string {
  const [left, right] = [expected.split('\n'), found.split('\n')]
  const at = left.findIndex((line, index) => line !== right[index])
  return `${left.length} and ${right.length} lines; ${left[at]?.slice(0, 150)} | ${right[at]?.slice(0, 150)}`
}

/** Until nothing has arrived for a while: the queue is sent from once a second. */
async function mailsAreOut(peer: SmtpPeer): Promise<void> {
  for (let before = -1; before !== peer.received.length; ) {
    before = peer.received.length
    await pause(4000)
  }
}

/** Nobody gets two; whoever got none was being written to at the very moment of a death, which is kept and shown. */
function mailFaults(peer: SmtpPeer, companies: readonly Company[], rounds: number): string[] {
  const counts = new Map<string, number>()
  for (const address of peer.received.flatMap(({ to }) => to)) counts.set(address, (counts.get(address) ?? 0) + 1)
  const wanted = companies
    .slice(0, rounds)
    .flatMap(({ domain }) => Array.from({ length: people.added }, (_, at) => `new${at}@${domain}`))
  const twice = wanted.filter((address) => (counts.get(address) ?? 0) > 1)
  const missing = wanted.filter((address) => !counts.has(address))
  // A death interrupts at most the mails that are sent at once.
  const mostInterrupted = rounds * 3 * 5
  return [
    ...twice.map((address) => `${address} got ${counts.get(address)} mails`),
    ...(missing.length > mostInterrupted ? [`${missing.length} people got no mail`] : []),
  ]
}
