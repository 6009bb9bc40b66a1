/** @module-tag long */
import { type AnswerOf, type CallOf, listUsers } from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { openTestTenant, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { seedPeople } from './users.testing.ts'

type Query = Partial<CallOf<typeof listUsers>>
type Row = AnswerOf<typeof listUsers>['rows'][number]

const day = 86_400_000

describe('lists by what has a handful of values', () => {
  let server: TestServer
  let tenant: TestTenant
  let everybody: Row[]
  let now: number
  const list = async (query: Query = {}) => {
    const rows: Row[] = []
    for (let page = 1; ; page++) {
      const call = { size: 50, page, ...query } as CallOf<typeof listUsers>
      const answer = await tenant.administrator.browser.call(listUsers, call)
      rows.push(...answer.rows)
      if (rows.length === answer.total) return rows
      expect(answer.rows).not.toEqual([])
    }
  }

  beforeAll(async () => {
    server = await testServer()
    tenant = await openTestTenant(server)
    await seedPeople(server, tenant.tenantId, 240)
    now = server.clock.now().getTime()
    // Cycles of different lengths: the values of each column stand beside many of the others.
    await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      sql`with numbered as (select user_id, row_number() over (order by login_id_key)::int as n from users)
        update users u set
          group_administrator = n % 5 = 0, disabled = n % 7 = 0, password_initial = n % 2 = 0,
          app_login_allowed = n % 4 < 3, pause_allowed = n % 9 < 4, group_count = n % 3, account_count = n % 5,
          face_state = (array['none', 'provisional', 'registered'])[n % 3 + 1],
          face_since = ${new Date(now)}::timestamptz - n % 13 * interval '1 day',
          app_login_method = (array['none', 'face', 'face-and-password'])[n / 3 % 3 + 1],
          app_login_failure = (array['login-screen', 'again'])[n / 5 % 2 + 1],
          locked_until = case n % 11 when 0 then ${new Date(now + day)}::timestamptz when 1 then ${new Date(now - day)} end
        from numbered where numbered.user_id = u.user_id and not u.system_administrator`.execute(db),
    )
    everybody = await list()
  })

  const locked = (row: Row) => row.disabled || (row.lockedUntil !== null && Date.parse(row.lockedUntil) > now)

  const found: [Query, (row: Row) => boolean][] = [
    [{ administrator: 'system' }, (row) => row.systemAdministrator],
    [{ administrator: 'group' }, (row) => row.groupAdministrator],
    [{ administrator: 'none' }, (row) => !row.systemAdministrator && !row.groupAdministrator],
    [{ face: 'none' }, (row) => row.face === 'none'],
    [{ face: 'provisional' }, (row) => row.face === 'provisional'],
    [{ face: 'registered' }, (row) => row.face === 'registered'],
    [{ locked: 'true' }, locked],
    [{ locked: 'false' }, (row) => !locked(row)],
    [{ passwordInitial: 'true' }, (row) => row.passwordInitial],
    [{ passwordInitial: 'false' }, (row) => !row.passwordInitial],
    [
      { face: 'registered', locked: 'false', administrator: 'group', passwordInitial: 'true' },
      (row) => row.face === 'registered' && !locked(row) && row.groupAdministrator && row.passwordInitial,
    ],
  ]
  it.each(found)('%o finds whom the columns tell [NFM-USR-034]', async (query, tells) => {
    const expected = everybody.filter(tells)
    expect(expected.length).toBeGreaterThan(0)
    expect((await list(query)).map(({ loginId }) => loginId)).toEqual(expected.map(({ loginId }) => loginId))
  })

  it.each(['true', 'false'] as const)(
    'grouped %s finds those with a group, or without [NFM-USR-034]',
    async (grouped) => {
      const { rows } = await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
        sql<{ loginId: string }>`select login_id from users
        where (group_count > 0) = ${grouped === 'true'} order by registered_at desc, user_id`.execute(db),
      )
      expect(rows.length).toBeGreaterThan(0)
      expect((await list({ grouped })).map(({ loginId }) => loginId)).toEqual(rows.map(({ loginId }) => loginId))
    },
  )

  const ranks: [NonNullable<Query['sort']>, (row: Row) => number][] = [
    ['face', (row) => ['none', 'provisional', 'registered'].indexOf(row.face)],
    ['systemAdministrator', (row) => (row.systemAdministrator ? 2 : row.groupAdministrator ? 1 : 0)],
    ['appLoginAllowed', (row) => Number(row.appLoginAllowed)],
    [
      'appLoginMethod',
      (row) => (row.appLoginAllowed ? ['face', 'face-and-password', 'none'].indexOf(row.appLoginMethod) : -1),
    ],
    ['appLoginFailure', (row) => (row.appLoginAllowed ? ['again', 'login-screen'].indexOf(row.appLoginFailure) : -1)],
    ['pauseAllowed', (row) => Number(row.pauseAllowed)],
  ]
  it.each(ranks)('sorted by %s follow the values of the column, the newest first [NFM-USR-040]', async (sort, rank) => {
    const sorted = (direction: 1 | -1) => everybody.toSorted((a, b) => direction * (rank(a) - rank(b)))
    expect(new Set(everybody.map(rank)).size).toBeGreaterThan(1)
    const ids = (rows: Row[]) => rows.map(({ loginId }) => loginId)
    const ascending = ids(await list({ sort, direction: 'ascending' }))
    expect(ascending).toEqual(ids(sorted(1)))
    expect(ids(await list({ sort, direction: 'descending' }))).toEqual(ascending.toReversed())
  })
})
