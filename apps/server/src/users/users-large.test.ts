import { listUsers, UserFilter, type UserSortKey } from '@kaoban/contract'
import type { CompiledQuery, KyselyPlugin, RootOperationNode } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reach } from '../groups/groups.service.ts'
import type { Db } from '../platform/database.ts'
import { openTestTenant, startTestServer, type TestServer, type TestTenant } from '../platform/testing.ts'
import { type SeededPerson, seedPeople, seedPlaces } from './users.testing.ts'
import { findListed } from './users-listed.store.ts'
import { findPage } from './users-search.store.ts'

const count = 25_000
const size = 100
const lastPage = Math.ceil((count + 1) / size)

let server: TestServer
let tenant: TestTenant
let people: SeededPerson[]
let reaches: Reach[]
beforeAll(async () => {
  server = await startTestServer()
  tenant = await openTestTenant(server)
  people = await seedPeople(server, tenant.tenantId, count)
  const { administrator } = await seedPlaces(server, tenant.tenantId)
  reaches = ['all', { administrator }]
}, 600_000)
afterAll(() => server.close())

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Plan[]
}

/** How many rows of a table the statement looked at. */
function looksAt(table: string, plan: Plan): number {
  const { 'Actual Rows': kept, 'Actual Loops': loops, Plans: below = [] } = plan
  const passed = (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0)
  const own = plan['Relation Name'] === table ? (kept + passed) * loops : 0
  return own + below.reduce((sum, one) => sum + looksAt(table, one), 0)
}

/** Every statement of some work, as the database carries it out. */
async function plansOf(work: (db: Db) => Promise<unknown>): Promise<Plan[]> {
  return server.database.transaction({ tenantId: tenant.tenantId }, async (db) => {
    const asked: CompiledQuery[] = []
    const listener: KyselyPlugin = {
      transformQuery({ node, queryId }): RootOperationNode {
        asked.push(db.getExecutor().compileQuery(node, queryId))
        return node
      },
      transformResult: async ({ result }) => result,
    }
    await work(db.withPlugin(listener))
    const plans: Plan[] = []
    for (const query of asked) {
      const { rows } = await db.executeQuery<Record<string, [{ Plan: Plan }]>>({
        ...query,
        sql: `explain (analyze, timing off, format json) ${query.sql}`,
      })
      plans.push(Object.values(rows[0]!)[0]![0].Plan)
    }
    return plans
  })
}

const wishes: [string, { filter?: object; sort?: UserSortKey; page?: number }][] = [
  ['the first page', {}],
  ['a page in the middle', { page: Math.floor(lastPage / 2) }],
  ['the last page', { page: lastPage }],
  ['by name', { sort: 'name' }],
  ['by name, in the middle', { sort: 'name', page: Math.floor(lastPage / 2) }],
  ['by ID, the last page', { sort: 'loginId', page: lastPage }],
  ['by mail address', { sort: 'mail' }],
  ['by face, in the middle', { sort: 'face', page: Math.floor(lastPage / 2) }],
  ['by state', { sort: 'status' }],
  ['a word', { filter: { search: '髙橋' } }],
  ['two words', { filter: { search: '髙橋 太郎' } }],
  ['a word that most have', { filter: { search: 'example' }, page: 90 }],
  ['a word that nobody has', { filter: { search: 'zzzzzz' } }],
  ['a part of the ID', { filter: { loginId: '0123' } }],
  ['a part of the name, by name', { filter: { name: '橋本' }, sort: 'name' }],
  ['a part of the mail address', { filter: { mail: 'tanaka.00' } }],
  ['a group by name', { filter: { groupName: '部門' } }],
  ['people without group, face or lock', { filter: { grouped: 'false', face: 'none', locked: 'false' } }],
  ['a week of provisional faces', { filter: { face: 'provisional-week' } }],
]

describe('a list of 25,000 people', { tags: ['long'], timeout: 600_000 }, () => {
  it.each(wishes)('looks at each person a bounded number of times: %s [NFM-GEN-010]', async (_, wish) => {
    const { filter = {}, sort = 'registeredAt', page = 1 } = wish
    for (const reach of reaches) {
      let shown = 0
      const plans = await plansOf(async (db) => {
        const order = { sort, direction: 'ascending' as const, page, size }
        const { ids } = await findPage(db, UserFilter.parse(filter), reach, order, server.clock.now())
        shown = (await findListed(db, ids, reach)).length
      })
      expect(shown).toBeLessThanOrEqual(size)
      // Counting, the page (one stretch for each of at most three values), and the people on it.
      expect(plans.length).toBeLessThanOrEqual(5)
      for (const plan of plans) expect(looksAt('users', plan)).toBeLessThanOrEqual(2 * (count + 1))
      if (shown === 0) continue
      // The people on the page are read by key, with their places: nothing grows with the list.
      expect(looksAt('users', plans.at(-1)!)).toBeLessThanOrEqual(size * 10)
      expect(looksAt('memberships', plans.at(-1)!)).toBeLessThanOrEqual(size * 10)
    }
  })

  it('reads the page, not the way to it, at both ends and in every order [NFM-GEN-010]', async () => {
    for (const sort of ['registeredAt', 'name', 'loginId', 'mail'] as const)
      for (const page of [1, lastPage]) {
        const plans = await plansOf((db) =>
          findPage(db, UserFilter.parse({}), 'all', { sort, direction: 'ascending', page, size }, server.clock.now()),
        )
        const [, stretch] = plans
        expect([sort, page, looksAt('users', stretch!) <= size + 1]).toEqual([sort, page, true])
      }
  })

  it('shows the right people on the first, the middle and the last page, and finds one among all [NFM-GEN-010]', async () => {
    const read = (query: object) => tenant.administrator.browser.call(listUsers, { size, ...query } as never)
    const everybody = ['admin', ...people.map(({ loginId }) => loginId)].sort((a, b) =>
      a.toLowerCase() < b.toLowerCase() ? -1 : 1,
    )
    for (const page of [1, Math.floor(lastPage / 2), lastPage]) {
      const { rows, total } = await read({ sort: 'loginId', page })
      expect(total).toBe(count + 1)
      expect(rows.map(({ loginId }) => loginId)).toEqual(everybody.slice((page - 1) * size, page * size))
    }
    const sought = people[12_345]!
    expect((await read({ search: sought.loginId })).rows.map(({ userId }) => userId)).toEqual([sought.userId])
  })
})
