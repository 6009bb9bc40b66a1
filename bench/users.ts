import { listUsers } from '@kaoban/contract'
import { Client } from 'pg'
import { openTestTenant, startTestServer, type TestServer } from '../apps/server/src/platform/testing.ts'
import { seedPeople } from '../apps/server/src/users/users.testing.ts'

const people = 24_774

interface Times {
  /** The quickest: what the machine can do when nothing else runs. */
  min: number
  p50: number
  p95: number
  p99: number
}

/** What is asked, as the query of `GET /api/users`. */
const lastPage = Math.ceil((people + 1) / 100)
const cases: Record<string, Record<string, string | number>> = {
  first: {},
  middle: { page: Math.floor(lastPage / 2) },
  last: { page: lastPage },
  'first of 20': { size: 20 },
  'free text, one word': { search: '髙橋' },
  'free text, two words': { search: '髙橋 太郎' },
  'free text, one person': { search: '12345' },
  'free text, nobody': { search: 'zzzzzz' },
  'free text, most people': { search: 'example' },
  'part of the ID': { loginId: '0123' },
  'part of the name': { name: '橋本' },
  'part of the mail address': { mail: 'tanaka.00' },
  'without face': { face: 'none' },
  'provisional face': { face: 'provisional' },
  'provisional over a week': { face: 'provisional-week' },
  administrators: { administrator: 'system' },
  locked: { locked: 'true' },
  'filters and text': { face: 'registered', locked: 'false', search: 'ito' },
  'sorted by name': { sort: 'name' },
  'sorted by name, middle': { sort: 'name', page: Math.floor(lastPage / 2) },
  'sorted by name, last': { sort: 'name', page: lastPage },
  'sorted by ID, descending': { sort: 'loginId', direction: 'descending' },
  'sorted by mail, last': { sort: 'mail', page: lastPage },
  'sorted by face, middle': { sort: 'face', page: Math.floor(lastPage / 2) },
  'sorted by status': { sort: 'status' },
}

/** The list of 24,774 people through HTTP, beside an endpoint of the same server that reads next to nothing. */
export async function run(args: string[]): Promise<void> {
  const rounds = Number(args.find((argument) => /^\d+$/.test(argument)) ?? 60)
  const results: Record<string, unknown> = {}
  results.embedded = await measure(await withoutUrl(() => startTestServer()), rounds)
  if (process.env.KAOBAN_TEST_DATABASE_URL !== undefined)
    results.postgresql = await measure(await startTestServer(), rounds)
  console.log(JSON.stringify({ people, rounds, ...results }, null, 2))
}

async function withoutUrl<T>(work: () => Promise<T>): Promise<T> {
  const url = process.env.KAOBAN_TEST_DATABASE_URL
  delete process.env.KAOBAN_TEST_DATABASE_URL
  try {
    return await work()
  } finally {
    if (url !== undefined) process.env.KAOBAN_TEST_DATABASE_URL = url
  }
}

async function measure(server: TestServer, rounds: number) {
  try {
    const tenant = await openTestTenant(server)
    await seedPeople(server, tenant.tenantId, people)
    await tidy(server)
    const { browser } = tenant.administrator
    const read = async (path: string) => {
      const response = await browser.fetch(path)
      if (!response.ok) throw new Error(`${path} answered ${response.status}`)
      await response.arrayBuffer()
    }
    const paths = new Map(
      Object.entries(cases).map(([name, query]) => [
        name,
        `${listUsers.path}?${new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]))}`,
      ]),
    )
    paths.set('baseline', '/readyz') // HTTP and one `select 1`
    const times = new Map([...paths.keys()].map((name) => [name, [] as number[]]))
    // The cases take turns, so that whatever else the machine does slows all of them alike.
    for (let round = -3; round < rounds; round++)
      for (const [name, path] of paths) {
        const start = performance.now()
        await read(path)
        if (round >= 0) times.get(name)!.push(performance.now() - start)
      }
    const figures = Object.fromEntries([...times].map(([name, list]) => [name, summary(list)]))
    const { baseline, ...asked } = figures as Record<string, Times> & { baseline: Times }
    const round1 = (value: number) => Math.round(value * 10) / 10
    return {
      baseline,
      cases: Object.fromEntries(
        Object.entries(asked).map(([name, figure]) => [
          name,
          { ...figure, toBaseline: round1(figure.p50 / baseline.p50) },
        ]),
      ),
      worstP99: Math.max(...Object.values(asked).map(({ p99 }) => p99)),
      lastToFirst: { p50: round1(asked.last!.p50 / asked.first!.p50), min: round1(asked.last!.min / asked.first!.min) },
    }
  } finally {
    await server.close()
  }
}

function summary(list: number[]): Times {
  const sorted = [...list].sort((a, b) => a - b)
  const at = (part: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]! * 10) / 10
  return { min: at(0), p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/** What autovacuum does on a server within a minute of such a change. */
async function tidy(server: TestServer): Promise<void> {
  await server.database.tidy()
  const url = server.platform.config.DATABASE_URL
  if (url === undefined) return
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query('vacuum (analyze)')
  await client.end()
}
