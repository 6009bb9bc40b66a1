import { availableParallelism } from 'node:os'
import { listSessions, signIn } from '@kaoban/contract'
import { hash, verify } from '@node-rs/argon2'
import Fastify from 'fastify'
import { openBrowser, openTestTenant, startTestServer, testPassword } from '../apps/server/src/platform/testing.ts'
import { findSessionsOf } from '../apps/server/src/sessions/sessions.store.ts'

/** Sign-ins by password beside the hash alone, and a read behind a session beside a bare route with the same query. */
export async function run(args: string[]): Promise<void> {
  const flag = (name: string, standard: number) => {
    const at = args.indexOf(`--${name}`)
    return at === -1 ? standard : Number(args[at + 1])
  }
  const seconds = flag('seconds', 3)
  const rounds = flag('rounds', 3)
  const server = await startTestServer()
  try {
    const passwords = await measurePasswords(server, seconds, rounds)
    const reads = await measureReads(server, seconds, rounds)
    const database = server.database.kind
    console.log(JSON.stringify({ database, cores: availableParallelism(), seconds, rounds, passwords, reads }, null, 2))
  } finally {
    await server.close()
  }
}

type Server = Awaited<ReturnType<typeof startTestServer>>

interface Pace {
  perSecond: number
  /** Per second of processor time of this process: what other programs do at the same time does not count. */
  perProcessorSecond: number
}

/** Runs `work` in as many loops as given, for a time. */
async function paceOf(seconds: number, loops: (() => Promise<unknown>)[]): Promise<Pace> {
  const began = performance.now()
  const spentBefore = process.cpuUsage()
  const end = began + seconds * 1000
  let done = 0
  await Promise.all(
    loops.map(async (work) => {
      while (performance.now() < end) {
        await work()
        done++
      }
    }),
  )
  const elapsed = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(spentBefore)
  return { perSecond: done / elapsed, perProcessorSecond: done / ((user + system) / 1e6) }
}

/** The two take turns, so that what else the machine does meets both; the median of the ratios counts. */
async function compare(rounds: number, ceiling: () => Promise<Pace>, ours: () => Promise<Pace>) {
  // The first hundreds of requests run uncompiled code.
  for (let turn = 0; turn < 3; turn++) await ours()
  const results: { top: Pace; own: Pace }[] = []
  for (let turn = 0; turn < rounds; turn++) {
    const before = await ceiling()
    const own = await ours()
    const after = await ceiling()
    const middle = (key: keyof Pace) => (before[key] + after[key]) / 2
    results.push({ top: { perSecond: middle('perSecond'), perProcessorSecond: middle('perProcessorSecond') }, own })
  }
  const median = (key: keyof Pace) => {
    const ratios = results.map(({ top, own }) => own[key] / top[key]).sort((a, b) => a - b)
    return round(ratios[Math.floor(ratios.length / 2)]!, 3)
  }
  const mean = (of: 'top' | 'own') => round(results.reduce((sum, row) => sum + row[of].perSecond, 0) / results.length)
  return {
    ceilingPerSecond: mean('top'),
    oursPerSecond: mean('own'),
    ratio: median('perSecond'),
    ratioOfProcessorTime: median('perProcessorSecond'),
  }
}

const round = (value: number, digits = 1) => Number(value.toFixed(digits))

async function measurePasswords(server: Server, seconds: number, rounds: number) {
  const tenant = await openTestTenant(server)
  const stored = await hash(testPassword, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const loops = 8
  const people = await Promise.all(
    Array.from({ length: loops }, async () => {
      const { loginId } = await tenant.addPerson()
      return { loginId, browser: await openBrowser(server) }
    }),
  )
  const raw = () => verify(stored, testPassword)
  const own = people.map(
    ({ browser, loginId }) =>
      () =>
        browser.call(signIn, { code: tenant.code, loginId, password: testPassword }),
  )
  return compare(
    rounds,
    () => paceOf(seconds, Array(loops).fill(raw)),
    () => paceOf(seconds, own),
  )
}

async function measureReads(server: Server, seconds: number, rounds: number) {
  const tenant = await openTestTenant(server)
  const { userId, browser } = await tenant.addPerson()
  const bare = Fastify()
  bare.get('/bare', () =>
    server.database.transaction({ tenantId: tenant.tenantId }, async (db) => ({
      rows: await findSessionsOf(db, userId),
    })),
  )
  const url = await bare.listen({ host: '127.0.0.1', port: 0 })
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const get = (address: string) => async () => {
    const response = await fetch(address, { headers: { cookie } })
    if (response.status !== 200) throw new Error(`${address} answered ${response.status}`)
    await response.arrayBuffer()
  }
  const loops = 8
  try {
    return await compare(
      rounds,
      () => paceOf(seconds, Array(loops).fill(get(`${url}/bare`))),
      () => paceOf(seconds, Array(loops).fill(get(`${server.url}${listSessions.path}`))),
    )
  } finally {
    await bare.close()
  }
}
