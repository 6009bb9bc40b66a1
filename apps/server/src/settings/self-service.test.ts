/** @module-tag long */
import {
  changePassword,
  changeTenantSettings,
  defaultSettings,
  type Factors,
  menuKey,
  readFactors,
  readOwnFactors,
  readSession,
  readTenantSettings,
  registerApp,
  type SelfServiceMenu,
  type SettingKey,
  selfServiceMenus,
  withdrawFaceConsent,
} from '@kaoban/contract'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { importRows } from '../factors/factors.testing.ts'
import {
  openTestTenant,
  type TestPerson,
  type TestServer,
  type TestTenant,
  testPassword,
  testServer,
} from '../platform/testing.ts'

let server: TestServer
let tenant: TestTenant
let system: TestPerson
let hanako: TestPerson

beforeAll(async () => {
  server = await testServer()
})
beforeEach(async () => {
  tenant = await openTestTenant(server)
  system = tenant.administrator
  hanako = await tenant.addPerson({ loginId: 'hanako' })
})

async function hide(...menus: SelfServiceMenu[]) {
  const { version } = await system.browser.call(readTenantSettings)
  const settings = Object.fromEntries(selfServiceMenus.map((menu) => [menuKey(menu), !menus.includes(menu)]))
  await system.browser.call(changeTenantSettings, { version, settings })
}

/** What every route of the own pages answers that belongs to a menu. */
async function answersOf({ browser }: TestPerson) {
  const routes = server.serve.shapes.filter(({ selfService }) => selfService !== undefined)
  return Promise.all(
    routes.map(async ({ method, path, selfService }) => {
      const response = await browser.fetch(path.replace(/:\w+/g, '01900000-0000-7000-8000-000000000000'), {
        method,
        headers: { 'x-csrf-token': browser.cookies.get('kb_csrf') ?? '' },
      })
      const { code } = (await response.json()) as { code?: string }
      return { menu: selfService!, refused: code === 'self-service.hidden' }
    }),
  )
}

async function personWithEverything() {
  for (const [appId, name] of [
    [61_000, '勤怠'],
    [70_000, 'Workspace'],
  ] as const)
    await system.browser.call(registerApp, { appId, name })
  const boss = await tenant.addPerson({ loginId: 'boss' })
  const cells = {
    template104: '3132333435363738393031323334353637383930',
    template109: '193847',
    template110: '564738',
    boDeletePeriod: '60',
    idm_61000_userid: 'hanako@idm',
    saml_70000_spname: 'hanako@sp.example.jp',
    logonas_add: boss.loginId,
  }
  const [row] = await importRows(server, tenant, [{ person: hanako, cells }])
  expect(row!.faults).toEqual([])
}

const seen = async () => {
  const { hidden: _, ...own } = await hanako.browser.call(readOwnFactors)
  return own
}

describe('menus of the own page', () => {
  it('are all there until somebody hides them', async () => {
    expect(selfServiceMenus.every((menu) => defaultSettings[menuKey(menu) as SettingKey] === true)).toBe(true)
    expect((await hanako.browser.call(readSession)).account?.hiddenMenus).toEqual([])
    expect((await answersOf(hanako)).filter(({ refused }) => refused)).toEqual([])
  })

  it('are hidden one by one per organisation, and refused [MFA-ORG-005]', async () => {
    const without: [SelfServiceMenu, Partial<Factors>][] = [
      ['password', { password: false }],
      ['face', { face: 'none' }],
      ['totp', { totp: null }],
      ['pin', { pin: false }],
      ['qr', { qrPin: false, qrCode: 'none' }],
      ['proxy', { delegators: [] }],
      ['offline', { carryOut: { enabled: true, deleteDays: 30, updateDays: 1 } }],
    ]
    await personWithEverything()
    const before = await seen()
    for (const [menu, less] of without) {
      await hide(menu)
      expect((await hanako.browser.call(readSession)).account?.hiddenMenus).toEqual([menu])
      expect(await seen()).toEqual({ ...before, ...less })
      expect((await hanako.browser.call(readOwnFactors)).hidden).toEqual([menu])
      for (const answer of await answersOf(hanako)) expect(answer).toEqual({ ...answer, refused: answer.menu === menu })
    }
    await hide()
    expect(await seen()).toEqual(before)
  })

  it('hide the applications of the ID manager and of SAML apart [MFA-ORG-005]', async () => {
    await personWithEverything()
    const apps = async () => (await seen()).apps.map(({ appId }) => appId)
    expect(await apps()).toEqual([61_000, 70_000])
    await hide('idManager')
    expect(await apps()).toEqual([70_000])
    await hide('saml')
    expect(await apps()).toEqual([61_000])
  })

  it('hide nothing from administrators, nor from other organisations', async () => {
    await personWithEverything()
    const other = await openTestTenant(server)
    await hide(...selfServiceMenus)
    const answer = await system.browser.call(readFactors, { userId: hanako.userId })
    expect(answer).toMatchObject({ hidden: [], pin: true, qrPin: true, apps: [{ appId: 61_000 }, { appId: 70_000 }] })
    expect((await other.administrator.browser.call(readSession)).account?.hiddenMenus).toEqual([])
    expect((await answersOf(other.administrator)).filter(({ refused }) => refused)).toEqual([])
  })

  it('leave what nobody may be kept from: an initial password is replaced, a consent withdrawn', async () => {
    await hide(...selfServiceMenus)
    await expect(hanako.browser.call(withdrawFaceConsent)).rejects.not.toMatchObject({ code: 'self-service.hidden' })
    const change = { currentPassword: testPassword, newPassword: 'Amber-Bridge-71', confirmation: 'Amber-Bridge-71' }
    await expect(hanako.browser.call(changePassword, change)).rejects.toMatchObject({ code: 'self-service.hidden' })
    await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      sql`update users set password_initial = true where user_id = ${hanako.userId}`.execute(db),
    )
    await hanako.browser.call(changePassword, change)
  })
})
