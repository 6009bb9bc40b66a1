import {
  deleteGroup,
  readAuthenticationSets,
  registerApp,
  removeApp,
  removeAuthenticationSet,
  saveAuthenticationSet,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestTenant, type TestPerson, type TestServer, type TestTenant, testServer } from '../platform/testing.ts'

let server: TestServer
let tenant: TestTenant
let system: TestPerson
let sales: string
const appId = 70_000

beforeAll(async () => {
  server = await testServer()
})
beforeEach(async () => {
  tenant = await openTestTenant(server)
  system = tenant.administrator
  sales = await tenant.addGroup('S01', '営業部')
  await system.browser.call(registerApp, { appId, name: 'Workspace' })
})

const read = (by = system) => by.browser.call(readAuthenticationSets, { appId })
const save = (of: string, alternatives: (16 | 55 | 104 | 109)[][], version = 0, by = system) =>
  by.browser.call(saveAuthenticationSet, { appId, of, version, alternatives })

describe('authentication sets', () => {
  it('say per group and application who may use it, and by which factors [MFA-ORG-004]', async () => {
    expect(await read()).toMatchObject({ app: { appId, kind: 'saml' }, standard: null, groups: [] })
    await save('standard', [[16]])
    await save(sales, [[16, 104], [55]])
    expect(await read()).toMatchObject({
      standard: { version: 1, alternatives: [[16]], changedBy: 'admin' },
      groups: [{ groupId: sales, code: 'S01', name: '営業部', version: 1, alternatives: [[16, 104], [55]] }],
    })
    await save(sales, [], 1)
    expect((await read()).groups).toMatchObject([{ version: 2, alternatives: [] }])
    await system.browser.call(removeAuthenticationSet, { appId, of: sales })
    expect(await read()).toMatchObject({ standard: { alternatives: [[16]] }, groups: [] })
  })

  it('are refused where two factors prove the same, and where somebody else was quicker', async () => {
    await expect(save('standard', [[16, 109]])).rejects.toMatchObject({
      code: 'request.invalid',
      details: { fields: [{ field: 'alternatives.0', message: 'authenticationSets.sameKind' }] },
    })
    await save('standard', [[16]])
    await expect(save('standard', [[109]])).rejects.toMatchObject({ code: 'request.conflict' })
    await save('standard', [[109]], 1)
    await expect(save('standard', [[16]], 1)).rejects.toMatchObject({ code: 'request.conflict' })
    expect((await read()).standard).toMatchObject({ version: 2, alternatives: [[109]] })
  })

  it('are the business of system administrators, and stand in the operation log before and after', async () => {
    const chief = await tenant.addPerson({ places: [{ groupId: sales, administrator: true }] })
    await expect(read(chief)).rejects.toMatchObject({ code: 'request.forbidden' })
    await expect(save(sales, [[16]], 0, chief)).rejects.toMatchObject({ code: 'request.forbidden' })
    await save(sales, [[16, 104]])
    await save(sales, [[104]], 1)
    await system.browser.call(removeAuthenticationSet, { appId, of: sales })
    const { rows } = await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      sql<{ operation: string; details: string }>`select operation, details from operation_log
        where succeeded and operation like 'authentication-set%' order by seq`.execute(db),
    )
    expect(rows.map(({ operation, details }) => [operation, JSON.parse(details)])).toMatchObject([
      ['authentication-set.changed', { appId, groupId: sales, after: ['16+104'] }],
      ['authentication-set.changed', { appId, groupId: sales, before: ['16+104'], after: ['104'] }],
      ['authentication-set.removed', { appId, groupId: sales, before: ['104'] }],
    ])
  })

  it('go with their group, and with their application', async () => {
    await save('standard', [[16]])
    await save(sales, [[55]])
    await system.browser.call(deleteGroup, { groupId: sales })
    expect((await read()).groups).toEqual([])
    await expect(save(sales, [[16]])).rejects.toMatchObject({ code: 'request.not-found' })
    await system.browser.call(removeApp, { appId })
    await expect(read()).rejects.toMatchObject({ code: 'request.not-found' })
    await system.browser.call(registerApp, { appId, name: 'Workspace' })
    expect((await read()).standard).toBeNull()
  })
})
