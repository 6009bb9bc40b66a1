import { changeTenantSettings, defaultSettings, readTenantSettings } from '@kaoban/contract'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openTestTenant, testServer } from '../platform/testing.ts'

describe('settings', () => {
  it('of a new tenant are the defaults of the specification', async () => {
    const { administrator } = await openTestTenant(await testServer())
    const answer = await administrator.browser.call(readTenantSettings)
    expect(answer).toEqual({ settings: defaultSettings, version: 1 })
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
