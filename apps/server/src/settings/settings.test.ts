import { changeTenantSettings, defaultSettings, forbidImages, readTenantSettings } from '@kaoban/contract'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openOperator } from '../operators/operators.testing.ts'
import { openTestTenant, testServer } from '../platform/testing.ts'
import { putFace } from '../users/users.testing.ts'

describe('settings', () => {
  it('of a new tenant are the defaults of the specification', async () => {
    const { administrator } = await openTestTenant(await testServer())
    const answer = await administrator.browser.call(readTenantSettings)
    expect(answer).toEqual({ settings: defaultSettings, version: 1, imagesForbidden: false })
    expect(answer.settings['mail.noAddressToAdmins']).toBe(true)
    expect(answer.settings['faceLog.logonUnlock']).toBe(false)
  })

  it('change one by one and leave the others alone', async () => {
    const { administrator } = await openTestTenant(await testServer())
    await administrator.browser.call(changeTenantSettings, { version: 1, settings: { 'terminal.motion': 'BLINK1' } })
    const answer = await administrator.browser.call(changeTenantSettings, {
      version: 2,
      settings: { 'mail.noAddressToAdmins': false },
    })
    expect(answer).toEqual({
      settings: { ...defaultSettings, 'terminal.motion': 'BLINK1', 'mail.noAddressToAdmins': false },
      version: 3,
      imagesForbidden: false,
    })
  })

  it('saved over a newer version are refused and nothing is lost [NFM-GEN-015]', async () => {
    const { administrator } = await openTestTenant(await testServer())
    const { browser } = administrator
    await browser.call(changeTenantSettings, { version: 1, settings: { 'face.retainImages': false } })
    await expect(
      browser.call(changeTenantSettings, { version: 1, settings: { 'face.retainImages': true } }),
    ).rejects.toMatchObject({ code: 'request.conflict' })
    expect((await browser.call(readTenantSettings)).settings['face.retainImages']).toBe(false)
  })

  it('of two pages saved at the same time only one is kept', async () => {
    const { administrator } = await openTestTenant(await testServer())
    const results = await Promise.allSettled(
      (['BLINK1', 'BLINK_GAZE2'] as const).map((motion) =>
        administrator.browser.call(changeTenantSettings, { version: 1, settings: { 'terminal.motion': motion } }),
      ),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('refuse keys and values that do not exist', async () => {
    const { administrator } = await openTestTenant(await testServer())
    for (const settings of [{ 'terminal.motion': 'WINK' }, { 'licence.lapse': 'erase' }])
      await expect(
        administrator.browser.call(changeTenantSettings, { version: 1, settings: settings as never }),
      ).rejects.toMatchObject({ code: 'request.invalid' })
  })

  it('refuse a least length of passwords above the greatest, together or one after the other', async () => {
    const { administrator } = await openTestTenant(await testServer())
    const change = (version: number, min?: number, max?: number) =>
      administrator.browser.call(changeTenantSettings, {
        version,
        settings: {
          ...(min !== undefined && { 'mfa.password.minLength': min }),
          ...(max !== undefined && { 'mfa.password.maxLength': max }),
        },
      })
    const refused = {
      code: 'request.invalid',
      details: { fields: [{ field: 'settings.mfa.password.maxLength' }] },
    }
    await expect(change(1, 20, 12)).rejects.toMatchObject(refused)
    const { version } = await change(1, 20, 20)
    await expect(change(version, undefined, 19)).rejects.toMatchObject(refused)
    await expect(change(version, 21)).rejects.toMatchObject(refused)
    expect((await administrator.browser.call(readTenantSettings)).version).toBe(version)
  })

  it('are kept from people without the right', async () => {
    const tenant = await openTestTenant(await testServer())
    const person = await tenant.addPerson()
    await expect(person.browser.call(readTenantSettings)).rejects.toMatchObject({ code: 'request.forbidden' })
    await expect(person.browser.call(changeTenantSettings, { version: 1, settings: {} })).rejects.toMatchObject({
      code: 'request.forbidden',
    })
  })

  it('write what changed into the operation log, before and after', async () => {
    const server = await testServer()
    const { administrator, tenantId } = await openTestTenant(server)
    await administrator.browser.call(changeTenantSettings, { version: 1, settings: { 'terminal.threshold': 'secure' } })
    const rows = await server.database.transaction({ tenantId }, async (db) => {
      const found = await sql<{
        details: string
      }>`select details from operation_log where operation = 'settings.changed'`.execute(db)
      return found.rows.map((row) => JSON.parse(row.details))
    })
    expect(rows).toEqual([
      {
        function: 'settings',
        before: { 'terminal.threshold': 'standard' },
        after: { 'terminal.threshold': 'secure' },
      },
    ])
  })
})

describe('the operator', () => {
  it('forbids a tenant to keep pictures, erases those it has, and allows them again', async () => {
    const server = await testServer()
    const { browser: operator } = await openOperator(server)
    const tenant = await openTestTenant(server)
    const other = await openTestTenant(server)
    const { browser } = tenant.administrator
    await putFace(server, tenant.tenantId, tenant.administrator.userId, 'registered')
    await server.database.transaction({ tenantId: tenant.tenantId }, (db) =>
      sql`update faces set image = '\\x01', template = '\\x01'`.execute(db),
    )
    const images = async (of: typeof tenant) =>
      server.database.transaction({ tenantId: of.tenantId }, async (db) => {
        const { rows } = await sql<{ images: number }>`select count(image)::int as images from faces`.execute(db)
        return rows[0]!.images
      })
    expect(await images(tenant)).toBe(1)
    const judge = (forbidden: boolean) => operator.call(forbidImages, { tenantId: tenant.tenantId, forbidden })
    await judge(true)
    expect(await images(tenant)).toBe(0)
    const forced = await browser.call(readTenantSettings)
    expect([forced.settings['face.retainImages'], forced.imagesForbidden]).toEqual([false, true])
    const change = (settings: object) =>
      browser.call(changeTenantSettings, { version: forced.version, settings: settings as never })
    await expect(change({ 'face.retainImages': true })).rejects.toMatchObject({ code: 'request.forbidden' })
    await change({ 'face.retainImages': false, 'terminal.motion': 'BLINK1' })
    expect((await other.administrator.browser.call(readTenantSettings)).imagesForbidden).toBe(false)
    await judge(false)
    const { settings } = await browser.call(readTenantSettings)
    expect([settings['face.retainImages'], settings['terminal.motion']]).toEqual([true, 'BLINK1'])
    for (const tenantId of [tenant.tenantId, '00000000-0000-0000-0000-000000000000'])
      await server.database.transaction({ tenantId }, async (db) => {
        const { rows } = await sql<{ details: string }>`select details from operation_log
          where operation = 'tenant.changed' and details like '%imagesForbidden%' order by seq`.execute(db)
        const said = rows
          .map(({ details }) => JSON.parse(details))
          .filter((row) => (row.tenantId ?? tenantId) === tenant.tenantId || tenantId === tenant.tenantId)
        expect(said.map(({ imagesForbidden }) => imagesForbidden)).toEqual([true, false])
      })
  })
})
