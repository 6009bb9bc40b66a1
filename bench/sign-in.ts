import { once } from 'node:events'
import { connect } from 'node:net'
import { availableParallelism } from 'node:os'
import { listSessions, signIn } from '@kaoban/contract'
import { hash, verify } from '@node-rs/argon2'
import Fastify from 'fastify'
import { updatePassword } from '../apps/server/src/passwords/passwords.store.ts'
import { openTestTenant, startTestServer, testPassword } from '../apps/server/src/platform/testing.ts'
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

/**
 * Verifying the stored hash and nothing else, beside whole sign-ins through HTTP; eight at a time, each browser on a
 * connection of its own. The hash comes compiled, the server's code is compiled while it runs: before it is measured,
 * it takes sign-ins with a hash that costs nothing. The browsers share its processors and are no part of it: they write
 * and read bytes, since what `fetch` takes would count as the server's.
 */
async function measurePasswords(server: Server, seconds: number, rounds: number) {
  const tenant = await openTestTenant(server)
  const stored = await hash(testPassword, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const cheap = await hash(testPassword, { memoryCost: 8, timeCost: 1, parallelism: 1 })
  const loops = 8
  const people = await Promise.all(Array.from({ length: loops }, () => tenant.addPerson()))
  const setHash = (to: string) =>
    server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
      const password = { hash: to, initial: false, at: server.clock.now() }
      for (const { userId } of people) await updatePassword(db, userId, password)
    })
  const own = await Promise.all(
    people.map(({ loginId, browser }) => repeatSignIn(server, tenant.code, loginId, browser.cookies)),
  )
  await setHash(cheap)
  await paceOf(warmSeconds, own)
  await setHash(stored)
  return compare(
    rounds,
    () =>
      paceOf(
        seconds,
        Array(loops).fill(() => verify(stored, testPassword)),
      ),
    () => paceOf(seconds, own),
  )
}

const warmSeconds = 20

/** Signs in again and again, with the cookies of the time before, on one connection. */
async function repeatSignIn(server: Server, code: string, loginId: string, cookies: Map<string, string>) {
  const { hostname, port, host } = new URL(server.url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await once(socket, 'connect')
  const body = JSON.stringify({ loginId, password: testPassword })
  const fixed = `POST ${signIn.path.replace(':code', code)} HTTP/1.1\r\nhost: ${host}\r\naccept-language: ja\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n`
  return async () => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    socket.write(`${fixed}x-csrf-token: ${cookies.get('kb_csrf')}\r\ncookie: ${cookie}\r\n\r\n${body}`)
    const [bytes] = (await once(socket, 'data')) as [Buffer]
    const answer = bytes.toString('latin1')
    if (!answer.startsWith('HTTP/1.1 200 ') || !answer.endsWith('}')) throw new Error(`not signed in: ${answer}`)
    for (const [, name, value] of answer.matchAll(/^set-cookie: (kb_\w+)=([^;]*)/gm)) cookies.set(name!, value!)
  }
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
