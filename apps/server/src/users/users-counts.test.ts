/** @module-tag long */
import { deleteUsers, listUsers, restoreUsers } from '@kaoban/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../platform/database.ts'
import { newId } from '../platform/identifiers.ts'
import { openTestTenant, startTestServer, type TestServer, type TestTenant } from '../platform/testing.ts'
import { seedPeople } from './users.testing.ts'

describe('how many people there are', () => {
  let server: TestServer
  let tenant: TestTenant
  let other: TestTenant
  beforeAll(async () => {
    server = await startTestServer()
    tenant = await openTestTenant(server)
    other = await openTestTenant(server)
  })
  afterAll(() => server.close())

  const within = <T>(work: (db: Db) => Promise<T>, { tenantId } = tenant) =>
    server.database.transaction({ tenantId }, work)
  const add = (db: Db, id: string) =>
    sql`insert into users (tenant_id, user_id, login_id, login_id_key, registered_at, updated_at)
      values (current_tenant(), ${newId()}, ${id}, ${id}, now(), now())`.execute(db)
  const take = (db: Db, id: string) => sql`delete from users where login_id_key = ${id}`.execute(db)
  const counted = async (of = tenant) => ({
    told: (await of.administrator.browser.call(listUsers, {})).total,
    there: await within(
      async (db) => Number((await sql<{ n: number }>`select count(*) as n from users`.execute(db)).rows[0]!.n),
      of,
    ),
  })
  const rows = () =>
    within(async (db) =>
      Number((await sql<{ n: number }>`select count(*) as n from people_counts`.execute(db)).rows[0]!.n),
    )

  test('is told after many come at once, one goes and others come back', { tags: ['long'] }, async () => {
    const people = await seedPeople(server, tenant.tenantId, 850)
    expect(await counted()).toEqual({ told: 851, there: 851 })
    const selection = { userIds: people.slice(3, 8).map(({ userId }) => userId) }
    await tenant.administrator.browser.call(deleteUsers, { selection })
    expect(await counted()).toEqual({ told: 846, there: 846 })
    await tenant.administrator.browser.call(restoreUsers, { selection: { userIds: selection.userIds.slice(1) } })
    expect(await counted()).toEqual({ told: 850, there: 850 })
    expect(await counted(other)).toEqual({ told: 1, there: 1 })
  })

  test('is right when transactions run beside each other and some are undone', async () => {
    const before = (await counted()).told
    await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) =>
        within(async (db) => {
          await add(db, `beside-${n}`)
          await add(db, `beside-${n}-too`)
          await take(db, `beside-${n}`)
          await take(db, 'nobody')
          if (n % 4 === 0) throw new Error('undone')
        }),
      ),
    )
    expect(await counted()).toEqual({ told: before + 30, there: before + 30 })
    await within((db) => add(db, 'the last one'))
    expect(await rows()).toBe(1)
  })

  test('follows the order of statements within a transaction that is undone', async () => {
    const before = await counted()
    await within(async (db) => {
      await take(db, 'the last one')
      throw new Error('undone')
    }).catch(() => {})
    expect(await counted()).toEqual(before)
  })
})
