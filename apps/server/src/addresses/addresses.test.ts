/** @module-tag long */
import {
  addAddresses,
  clearAddresses,
  deleteAddresses,
  listAddresses,
  listGroups,
  listSessions,
  listUsers,
  makeApiKey,
  readOwnAddress,
  readOwnApiKey,
  readOwnTerminal,
  readSession,
  signIn,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openOperator } from '../operators/operators.testing.ts'
import {
  type Browser,
  openBrowser,
  openTestTenant,
  startTestServer,
  type TestPerson,
  type TestServer,
  type TestTenant,
  testPassword,
  testServer,
} from '../platform/testing.ts'
import { openTerminal } from '../terminals/terminals.testing.ts'

const office = '203.0.113.7'
const home = '198.51.100.20'

let server: TestServer
let tenant: TestTenant
let seller: TestPerson
let employee: TestPerson

beforeAll(async () => {
  server = await startTestServer({ KAOBAN_TRUST_PROXY: 'on', KAOBAN_ALLOW_LIST_IPV6: 'on' })
})
afterAll(() => server.close())
beforeEach(async () => {
  tenant = await openTestTenant(server)
  const sales = await tenant.addGroup('SALES')
  seller = await tenant.addPerson({ places: [{ groupId: sales, administrator: true }] })
  employee = await tenant.addPerson({ places: [{ groupId: sales }] })
})

/** The session of a person, used from an address as the proxy reports it. */
const at = (address: string, person: TestPerson = tenant.administrator) =>
  openBrowser(server, person.browser.cookies, { 'x-forwarded-for': address })
const allow = async (first: string, last = first, from = office) =>
  (await at(from)).call(addAddresses, { first, last, lockOut: true })
const rightsOf = async (browser: Browser) => {
  const { account } = await browser.call(readSession)
  return [account!.role, account!.restriction]
}
const refused = { code: 'request.forbidden' }
const logOf = (operation: string, tenantId = tenant.tenantId) =>
  server.database.transaction({ tenantId }, async (db) => {
    const { rows } = await sql<{ actor: string; details: string }>`select actor, details from operation_log
      where operation = ${operation} and succeeded order by seq`.execute(db)
    return rows.map(({ actor, details }) => ({ actor, ...JSON.parse(details) }))
  })

describe('without a list', () => {
  it('administrators work from everywhere [NFM-IPA-002]', async () => {
    for (const address of [office, home, '2001:db8::1', 'unknown'])
      expect(await rightsOf(await at(address))).toEqual(['system-administrator', null])
    expect((await (await at(home)).call(listAddresses, {})).total).toBe(0)
  })
})

describe('with a list', () => {
  it('only addresses inside of one of its ranges, ends included, have the functions of administrators [NFM-IPA-002] [NFM-IPA-007] [NFM-ROL-031]', async () => {
    await allow('203.0.113.0', '203.0.113.9')
    await allow('192.0.2.5')
    const outside = ['203.0.112.255', '203.0.113.10', '192.0.2.4', '192.0.2.6', home]
    for (const address of ['203.0.113.0', '203.0.113.9', '192.0.2.5', '::ffff:203.0.113.4'])
      expect(await rightsOf(await at(address)), address).toEqual(['system-administrator', null])
    for (const address of outside) {
      const browser = await at(address)
      expect(await rightsOf(browser), address).toEqual(['user', 'outside'])
      for (const shape of [listUsers, listAddresses, readOwnAddress] as const)
        await expect(browser.call(shape as typeof listUsers, {})).rejects.toMatchObject(refused)
      await browser.call(listSessions)
    }
  })

  it('the same holds for administrators of groups [NFM-IPA-003]', async () => {
    await allow(office)
    expect(await rightsOf(await at(office, seller))).toEqual(['group-administrator', null])
    const browser = await at(home, seller)
    expect(await rightsOf(browser)).toEqual(['user', 'outside'])
    await expect(browser.call(listUsers, {})).rejects.toMatchObject(refused)
    await expect(browser.call(listGroups, {})).rejects.toMatchObject(refused)
  })

  it('signing in from elsewhere succeeds with the rights of a user, and the log says so [NFM-IPA-004]', async () => {
    await allow(office)
    const browser = await openBrowser(server, new Map(), { 'x-forwarded-for': home })
    const { code, administrator } = tenant
    await browser.call(signIn, { code, loginId: administrator.loginId, password: testPassword })
    expect(await rightsOf(browser)).toEqual(['user', 'outside'])
    const inside = await openBrowser(server, new Map(), { 'x-forwarded-for': office })
    await inside.call(signIn, { code, loginId: administrator.loginId, password: testPassword })
    expect(await rightsOf(inside)).toEqual(['system-administrator', null])
    const logged = await logOf('session.opened')
    expect(logged.map(({ address }) => address)).toEqual(['outside', undefined])
  })

  it('an address that cannot be told is treated alike [NFM-IPA-005]', async () => {
    await allow(office)
    const browser = await at('unknown')
    expect(await rightsOf(browser)).toEqual(['user', 'unknown'])
    await expect(browser.call(listUsers, {})).rejects.toMatchObject(refused)
  })

  it('neither users nor terminals are restricted [NFM-IPA-014]', async () => {
    const terminal = await openTerminal(server, tenant)
    await allow(office)
    const browser = await at(home, employee)
    expect(await rightsOf(browser)).toEqual(['user', null])
    await browser.call(listSessions)
    // The terminal comes from 127.0.0.1.
    expect((await terminal.call(readOwnTerminal)).name).toBe('受付')
  })

  it('a key of an administrator works where the administrator would', async () => {
    const { secret } = await (await at(office)).call(makeApiKey, { name: '夜間', scope: 'users.read', days: 30 })
    await allow(office)
    const readKey = (address: string) =>
      fetch(`${server.url}${readOwnApiKey.path}`, {
        headers: { authorization: `Bearer ${secret}`, 'x-forwarded-for': address },
      })
    expect((await readKey(office)).status).toBe(200)
    expect((await readKey(home)).status).toBe(403)
  })

  it('a change holds from the next request of every session on [NFM-IPA-013]', async () => {
    const working = await at(home)
    expect((await working.call(listUsers, {})).total).toBe(3)
    const { rangeId } = await allow(office)
    await expect(working.call(listUsers, {})).rejects.toMatchObject(refused)
    await (await at(office)).call(deleteAddresses, { rangeIds: [rangeId] })
    expect((await working.call(listUsers, {})).total).toBe(3)
  })

  it('IPv6 is outside of every range of IPv4, and inside of its own where the operator allows them [NFM-IPA-011]', async () => {
    await allow('0.0.0.0', '255.255.255.255')
    expect(await rightsOf(await at('2001:db8::5'))).toEqual(['user', 'outside'])
    const range = await allow('2001:DB8::', '2001:db8::ff')
    expect([range.first, range.last]).toEqual(['2001:db8::', '2001:db8::ff'])
    expect(await rightsOf(await at('2001:db8::5'))).toEqual(['system-administrator', null])
    expect(await rightsOf(await at('2001:db8::100'))).toEqual(['user', 'outside'])
    const other = await testServer()
    const { administrator } = await openTestTenant(other)
    const { call } = administrator.browser
    expect((await call(readOwnAddress)).ipv6).toBe(false)
    await expect(call(addAddresses, { first: '::1', last: '::1' })).rejects.toMatchObject({
      details: {
        fields: [
          { field: 'first', message: 'MSG-IPA-002' },
          { field: 'last', message: 'MSG-IPA-002' },
        ],
      },
    })
  })
})

describe('the address of a request', () => {
  it('is what the trusted proxy adds, never what the sender wrote before it [NFM-IPA-012]', async () => {
    await allow(office)
    expect(await rightsOf(await at(`${office}, ${home}`))).toEqual(['user', 'outside'])
    expect(await rightsOf(await at(`${home}, ${office}`))).toEqual(['system-administrator', null])
    expect(await (await at(`${home}, ${office}`)).call(readOwnAddress)).toEqual({ address: office, ipv6: true })
  })

  it('is that of the connection where no proxy is trusted [NFM-IPA-012]', async () => {
    const direct = await testServer()
    const { administrator } = await openTestTenant(direct)
    const browser = await openBrowser(direct, administrator.browser.cookies, { 'x-forwarded-for': office })
    expect((await browser.call(readOwnAddress)).address).toBe('127.0.0.1')
  })
})

describe('changing the list', () => {
  const messages = async (first: string, last: string) => {
    const answer = await (await at(office)).call(addAddresses, { first, last }).catch((error) => error)
    return (answer.details?.fields as { field: string; message: string }[] | undefined)?.map(
      ({ field, message }) => `${field} ${message}`,
    )
  }

  it('says what is wrong with a range, and takes no range twice [NFM-IPA-006]', async () => {
    expect(await messages('', '')).toEqual(['first MSG-IPA-001', 'last MSG-IPA-003'])
    expect(await messages('203.0.113', 'x')).toEqual(['first addresses.wrong', 'last addresses.wrong'])
    expect(await messages('203.0.113.9', '203.0.113.8')).toEqual(['last MSG-IPA-006'])
    const range = await (await at(office)).call(addAddresses, { first: ' 203.0.113.0 ', last: '203.0.113.9' })
    expect(range).toMatchObject({ first: '203.0.113.0', last: '203.0.113.9' })
    expect(await messages('203.0.113.0', '203.0.113.9')).toEqual(['first MSG-IPA-010'])
    expect(await messages('::ffff:203.0.113.0', '203.0.113.9')).toEqual(['first MSG-IPA-010'])
    expect((await (await at(office)).call(listAddresses, {})).rows).toEqual([range])
  })

  it('asks before it shuts the own address out, and does it when told to [NFM-IPA-008]', async () => {
    const browser = await at(office)
    const other = { first: '192.0.2.1', last: '192.0.2.9' }
    await expect(browser.call(addAddresses, other)).rejects.toMatchObject({
      code: 'addresses.lock-out',
      details: { message: 'MSG-IPA-007' },
    })
    expect((await browser.call(listAddresses, {})).total).toBe(0)
    await browser.call(addAddresses, { ...other, lockOut: true })
    expect(await rightsOf(browser)).toEqual(['user', 'outside'])
  })

  it('asks also before what is left after deleting shuts it out, but not when nothing is left [NFM-IPA-009]', async () => {
    const browser = await at(office)
    const own = await allow(office)
    const other = await allow('192.0.2.1')
    const remove = (rangeIds: string[], lockOut = false) => browser.call(deleteAddresses, { rangeIds, lockOut })
    await expect(remove([own.rangeId])).rejects.toMatchObject({ code: 'addresses.lock-out' })
    expect((await browser.call(listAddresses, {})).total).toBe(2)
    expect(await remove([own.rangeId, other.rangeId])).toEqual({ deleted: 2 })
    const again = await allow(office)
    await allow('192.0.2.1')
    await remove([again.rangeId], true)
    expect(await rightsOf(browser)).toEqual(['user', 'outside'])
  })

  it('is in the operation log [NFM-IPA-015] [NFM-OPL-019]', async () => {
    const { rangeId } = await allow('203.0.113.0', '203.0.113.9')
    await (await at(office)).call(deleteAddresses, { rangeIds: [rangeId] })
    const range = { first: '203.0.113.0', last: '203.0.113.9' }
    expect(await logOf('addresses.added')).toEqual([expect.objectContaining({ actor: 'admin', ...range })])
    expect(await logOf('addresses.deleted')).toEqual([expect.objectContaining({ actor: 'admin', ranges: [range] })])
    await allow('192.0.2.1')
    await (await openOperator(server)).browser.call(clearAddresses, { tenantId: tenant.tenantId })
    expect(await logOf('addresses.cleared')).toEqual([
      expect.objectContaining({ actor: 'operator:運用 一郎', ranges: 1 }),
    ])
  })

  it('pages and sorts by address, not by text', async () => {
    for (const last of [9, 100, 10]) await allow(`203.0.113.${last}`, `203.0.113.${last}`, '203.0.113.9')
    const browser = await at('203.0.113.9')
    const firsts = async (direction: 'ascending' | 'descending') =>
      (await browser.call(listAddresses, { sort: 'first', direction })).rows.map(({ first }) => first)
    expect(await firsts('ascending')).toEqual(['203.0.113.9', '203.0.113.10', '203.0.113.100'])
    expect(await firsts('descending')).toEqual(['203.0.113.100', '203.0.113.10', '203.0.113.9'])
  })
})

describe('the operator', () => {
  it('lets a tenant in again that shut itself out, and both logs say so [NFM-IPA-010] [NFM-OPS-004]', async () => {
    const other = await openTestTenant(server)
    await (await at(office, other.administrator)).call(addAddresses, { first: office, last: office })
    await allow('192.0.2.1')
    const shut = await at(office)
    expect(await rightsOf(shut)).toEqual(['user', 'outside'])
    const { browser } = await openOperator(server)
    expect(await browser.call(clearAddresses, { tenantId: tenant.tenantId })).toEqual({ deleted: 1 })
    expect(await rightsOf(shut)).toEqual(['system-administrator', null])
    expect(await rightsOf(await at(home, other.administrator))).toEqual(['user', 'outside'])
    const house = await logOf('addresses.cleared', '00000000-0000-0000-0000-000000000000')
    expect(house.at(-1)).toMatchObject({ tenantId: tenant.tenantId, ranges: 1 })
    const nobody = '0190a000-0000-7000-8000-000000000000'
    await expect(browser.call(clearAddresses, { tenantId: nobody })).rejects.toMatchObject({
      code: 'request.not-found',
    })
  })
})
