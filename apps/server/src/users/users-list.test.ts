import { type CallOf, listUsers } from '@kaoban/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { openTestTenant, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'
import { putFace, type SeededPerson, seedPeople } from './users.testing.ts'

type Query = Partial<CallOf<typeof listUsers>>

describe('the user list', () => {
  let server: TestServer
  let tenant: TestTenant
  let people: SeededPerson[]
  const count = 250

  beforeAll(async () => {
    server = await testServer()
    tenant = await openTestTenant(server)
    people = await seedPeople(server, tenant.tenantId, count)
  })

  const list = (query: Query = {}) => tenant.administrator.browser.call(listUsers, query as CallOf<typeof listUsers>)
  const idsOf = async (query: Query) => (await list(query)).rows.map(({ loginId }) => loginId)

  it('of a new tenant holds one person, who opened it [NFM-USR-001]', async () => {
    const fresh = await openTestTenant(server)
    const answer = await fresh.administrator.browser.call(listUsers, {})
    expect(answer).toMatchObject({
      total: 1,
      page: 1,
      size: 100,
      rows: [{ loginId: 'admin', systemAdministrator: true }],
    })
  })

  it('shows the newest first, a hundred at a time, with the number of all [NFM-USR-040] [NFM-GEN-009]', async () => {
    const answer = await list()
    expect(answer.total).toBe(count + 1)
    expect(answer.rows).toHaveLength(100)
    const times = answer.rows.map(({ registeredAt }) => registeredAt)
    expect(times).toEqual([...times].sort().reverse())
  })

  it.each([20, 50] as const)('pages by %i without overlap or gap', async (size) => {
    const seen = new Set<string>()
    const pages = Math.ceil((count + 1) / size)
    for (let page = 1; page <= pages; page++)
      for (const { userId } of (await list({ size, page })).rows) seen.add(userId)
    expect(seen.size).toBe(count + 1)
  })

  it('refuses another page size', async () => {
    await expect(list({ size: 25 })).rejects.toMatchObject({ code: 'request.invalid' })
  })

  it('is empty beyond its last page and still tells the total', async () => {
    expect(await list({ page: 99 })).toMatchObject({ rows: [], total: count + 1 })
  })

  it.each([
    'loginId',
    'name',
    'mail',
    'face',
    'systemAdministrator',
    'appLoginAllowed',
    'appLoginMethod',
    'appLoginFailure',
    'pauseAllowed',
    'registeredAt',
    'status',
  ] as const)(
    'sorted by %s reads the same forwards and backwards, over all pages [NFM-USR-040]',
    { tags: ['long'] },
    async (sort) => {
      const read = async (direction: 'ascending' | 'descending') => {
        const ids: string[] = []
        for (let page = 1; page <= 3; page++)
          ids.push(...(await list({ sort, direction, page })).rows.map((row) => row.userId))
        return ids
      }
      const forwards = await read('ascending')
      expect(new Set(forwards).size).toBe(count + 1)
      expect(await read('descending')).toEqual(forwards.reverse())
    },
  )

  it('sorts names by code point, so that every database agrees', async () => {
    const { rows } = await list({ sort: 'name' })
    const names = rows.map((row) => [row.familyName, row.middleName, row.givenName])
    const points = (text: string) => [...text].map((character) => character.codePointAt(0)!)
    const compare = (a: string, b: string): number => {
      const [x, y] = [points(a), points(b)]
      for (let index = 0; index < Math.max(x.length, y.length); index++)
        if (x[index] !== y[index]) return (x[index] ?? -1) - (y[index] ?? -1)
      return 0
    }
    const sorted = [...names].sort((a, b) => compare(a[0]!, b[0]!) || compare(a[1]!, b[1]!) || compare(a[2]!, b[2]!))
    expect(names).toEqual(sorted)
  })

  it('finds a part of an ID, a mail address or a name, whatever the case [NFM-USR-032]', async () => {
    const person = people[17]!
    expect(await idsOf({ loginId: person.loginId.slice(2).toUpperCase() })).toEqual([person.loginId])
    const mailed = people.find(({ mail }) => mail !== '')!
    expect(await idsOf({ mail: mailed.mail.slice(1, -3).toUpperCase() })).toEqual([mailed.loginId])
    const expected = people
      .filter(({ familyName, givenName }) => `${familyName}${givenName}`.includes('太'))
      .map(({ loginId }) => loginId)
    expect(new Set(await idsOf({ name: '太', loginId: '.' }))).toEqual(new Set(expected))
  })

  it('finds family, middle and given name and what they make together [NFM-USR-032]', async () => {
    const own = await openTestTenant(server)
    await own.addPerson({ loginId: 'x1', familyName: '髙橋', givenName: '太郎' })
    await own.addPerson({ loginId: 'x2', familyName: '高橋', givenName: '太郎' })
    const find = async (name: string) =>
      (await own.administrator.browser.call(listUsers, { name, sort: 'loginId' })).rows.map((row) => row.loginId)
    expect(await find('橋太')).toEqual(['x1', 'x2'])
    expect(await find('高橋太郎')).toEqual(['x2'])
    expect(await find('髙橋　太郎')).toEqual(['x1'])
    expect(await find('太郎 髙橋')).toEqual(['x1'])
  })

  it('takes half and full width for the same and rare characters for themselves', async () => {
    const own = await openTestTenant(server)
    await own.addPerson({ loginId: 'kana', familyName: 'ハンカク', givenName: 'パパ' })
    await own.addPerson({ loginId: 'half', familyName: 'ﾊﾝｶｸ', givenName: 'Ａｎｎａ' })
    await own.addPerson({ loginId: 'rare', familyName: '𠮷田', givenName: '﨑' })
    await own.addPerson({ loginId: 'common', familyName: '吉田', givenName: '崎' })
    const find = async (search: string) =>
      (await own.administrator.browser.call(listUsers, { search, sort: 'loginId' })).rows.map((row) => row.loginId)
    expect(await find('ﾊﾝｶｸ')).toEqual(['half', 'kana'])
    expect(await find('ハンカク')).toEqual(['half', 'kana'])
    expect(await find('ﾊﾟﾊﾟ')).toEqual(['kana'])
    expect(await find('anna')).toEqual(['half'])
    expect(await find('ＲＡＲＥ')).toEqual(['rare'])
    expect(await find('𠮷')).toEqual(['rare'])
    expect(await find('吉')).toEqual(['common'])
    expect(await find('﨑')).toEqual(['rare'])
  })

  it('looks for every word of the free text in ID, name and mail address together', async () => {
    const person = people.find(({ mail, middleName }) => mail !== '' && middleName === '')!
    const search = `${person.givenName} ${person.loginId.slice(-5)} example`
    expect(await idsOf({ search })).toEqual([person.loginId])
    expect(await idsOf({ search: `${search} nowhere` })).toEqual([])
  })

  it.each(['%', '_', '\\', "'", '"', '%admin%', "' or 1=1 --", '\u0000', '(', '[a-z]'])(
    'takes %j as text, not as a pattern',
    async (search) => {
      const { total } = await list({ search, loginId: '.' })
      expect(total).toBe(search === '\u0000' ? count : 0)
    },
  )

  it('combines all conditions with AND [NFM-USR-034]', async () => {
    const { rows } = await list({ loginId: 'sato', face: 'registered', passwordInitial: 'false' })
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(row.loginId).toContain('sato')
      expect(row.face).toBe('registered')
      expect(row.passwordInitial).toBe(false)
    }
    expect((await list({ loginId: 'sato', administrator: 'system' })).total).toBe(0)
  })

  it('finds system administrators, and everybody else', async () => {
    expect(await idsOf({ administrator: 'system' })).toEqual(['admin'])
    expect((await list({ administrator: 'none' })).total).toBe(count)
  })

  it('tells faces apart: none, provisional, registered', async () => {
    const totals = await Promise.all(
      (['none', 'provisional', 'registered'] as const).map(async (face) => {
        const { rows, total } = await list({ face })
        expect(new Set(rows.map((row) => row.face))).toEqual(new Set([face]))
        return total
      }),
    )
    expect(totals[0]! + totals[1]! + totals[2]!).toBe(count + 1)
  })

  it('finds people whose sign-in is locked now', async () => {
    const locked = people[42]!
    expect(await idsOf({ locked: 'true' })).toEqual([locked.loginId])
    const [row] = (await list({ locked: 'true' })).rows
    expect(row!.lockedUntil).not.toBeNull()
    expect((await list({ locked: 'false' })).total).toBe(count)
  })

  it('is closed to people without the right [NFM-ROL-013]', async () => {
    const person = await tenant.addPerson({ loginId: 'plain' })
    await expect(person.browser.call(listUsers, {})).rejects.toMatchObject({ code: 'request.forbidden' })
  })

  it('follows a face from none over provisional to registered and back', async () => {
    const own = await openTestTenant(server)
    const { userId } = await own.addPerson()
    const state = async () =>
      (await own.administrator.browser.call(listUsers, {})).rows.find((row) => row.userId === userId)!.face
    expect(await state()).toBe('none')
    await putFace(server, own.tenantId, userId, 'provisional')
    expect(await state()).toBe('provisional')
    server.clock.advance(8 * 86_400_000)
    const late = await own.addPerson({ loginId: 'late', systemAdministrator: true, mail: 'late@example.jp' })
    expect((await late.browser.call(listUsers, { face: 'provisional-week' })).total).toBe(1)
    await putFace(server, own.tenantId, userId, 'registered')
    expect((await late.browser.call(listUsers, { face: 'registered' })).total).toBe(1)
    await putFace(server, own.tenantId, userId, undefined)
    expect((await late.browser.call(listUsers, { face: 'none' })).total).toBe(3)
  })
})
