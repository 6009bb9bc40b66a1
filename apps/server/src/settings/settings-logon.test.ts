import {
  changeTenantSettings,
  clearAzureAd,
  readTenantSettings,
  type SettingsEntry,
  type TenantSettings,
} from '@kaoban/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { operationsOf } from '../operation-log/operation-log.testing.ts'
import { openTestTenant, type TestTenant, testServer } from '../platform/testing.ts'
import { refusal } from '../users/people.testing.ts'

let tenant: TestTenant

beforeEach(async () => {
  tenant = await openTestTenant(await testServer())
})

const read = () => tenant.administrator.browser.call(readTenantSettings)
const save = async (settings: Partial<SettingsEntry>) =>
  tenant.administrator.browser.call(changeTenantSettings, { version: (await read()).version, settings })

describe('Windowsログオン認証ポリシー', () => {
  it('keeps what is chosen: cycle, alternative authentication, its means and their limits [NFM-SET-021] [NFM-SET-022] [NFM-SET-023] [NFM-SET-024]', async () => {
    const chosen = {
      'policy.learningImage.cycle': 'M6',
      'policy.alt.enabled': true,
      'policy.alt.method': 'OTP',
      'policy.alt.otp.maxFailures': 5,
      'policy.alt.otp.maxLogons': null,
    } as const
    await save(chosen)
    expect((await read()).settings).toMatchObject(chosen)
    await expect(save({ 'policy.alt.otp.maxFailures': 4 as never })).rejects.toMatchObject({ code: 'request.invalid' })
  })

  it('keeps what cannot be changed as it is [NFM-SET-023] [NFM-SET-024] [NFM-SET-025]', async () => {
    const commands = { 'policy.alt.switch.2': ['Ctrl', 'Shift', 'F1'] } as const satisfies Partial<TenantSettings>
    await save(commands)
    await save({ 'policy.alt.otp.maxLogons': 1 })
    expect((await read()).settings['policy.alt.otp.maxLogons']).toBeNull()
    await save({ 'policy.alt.method': 'OTP', 'policy.alt.switch.2': ['Alt', null, null] })
    expect((await read()).settings).toMatchObject({ 'policy.alt.method': 'OTP', ...commands })
    await save({ 'policy.alt.enabled': false, 'policy.alt.method': 'PASSWORD' })
    expect((await read()).settings).toMatchObject({ 'policy.alt.enabled': false, 'policy.alt.method': 'OTP' })
  })

  it.each([
    ['MSG-SET-001', ['Ctrl', null, 'Q']],
    ['MSG-SET-002', ['Alt', 'Ctrl', 'X']],
    ['MSG-SET-004', ['Alt', 'Ctrl', 'Z']],
  ] as const)(
    'refuses a command with %s [NFM-SET-011] [NFM-SET-012] [NFM-SET-013] [NFM-SET-015]',
    async (message, command) => {
      await expect(save({ 'policy.alt.switch.3': [...command] })).rejects.toMatchObject(
        refusal({ 'settings.policy.alt.switch.3': message }),
      )
      expect((await read()).version).toBe(1)
    },
  )
})

describe('Windowsログオン認証方式', () => {
  it('keeps both methods, and their commands while the second is enabled [NFM-SET-001] [NFM-SET-002] [NFM-SET-007]', async () => {
    expect((await read()).settings['logon.method2.enabled']).toBe(false)
    await save({ 'logon.switch.1': ['Alt', null, null] })
    expect((await read()).version).toBe(1)
    const chosen = {
      'logon.method1.logon.auth': 'FACE_USERPW',
      'logon.method1.logon.motion': 'BLINK_GAZE2',
      'logon.method1.unlock.auth': 'WINPW',
      'logon.method2.enabled': true,
      'logon.method2.unlock.motion': 'BLINK1',
      'logon.switch.1': ['Ctrl', 'Shift', 'M'],
    } satisfies Partial<TenantSettings>
    await save(chosen)
    expect((await read()).settings).toMatchObject(chosen)
  })

  it.each([
    ['MSG-SET-001', [null, null, null]],
    ['MSG-SET-003', ['Alt', 'Ctrl', 'X']],
  ] as const)(
    'refuses a command with %s while alternative authentication is off, too [NFM-SET-006] [NFM-SET-013] [NFM-SET-015]',
    async (message, command) => {
      await save({ 'policy.alt.enabled': false })
      await expect(save({ 'logon.method2.enabled': true, 'logon.switch.1': [...command] })).rejects.toMatchObject(
        refusal({ 'settings.logon.switch.1': message }),
      )
    },
  )
})

describe('常時認証ポリシー', () => {
  it('keeps presets and free values, and its values while it is off [NFM-SET-031] [NFM-SET-032] [NFM-SET-034]', async () => {
    await save({ 'cont.enabled': true, 'cont.cycleSec': 300, 'cont.authSec': '45', 'cont.maxFailures': '007' })
    const values = { 'cont.cycleSec': 300, 'cont.authSec': 45, 'cont.maxFailures': 7 }
    expect((await read()).settings).toMatchObject({ 'cont.enabled': true, ...values })
    await save({ 'cont.enabled': false, 'cont.cycleSec': 60 })
    expect((await read()).settings).toMatchObject({ 'cont.enabled': false, ...values })
  })

  it('refuses free values in the words of the specification [NFM-SET-033]', async () => {
    await expect(
      save({ 'cont.enabled': true, 'cont.cycleSec': '59', 'cont.authSec': '', 'cont.maxFailures': '１' }),
    ).rejects.toMatchObject(
      refusal({
        'settings.cont.cycleSec': 'MSG-SET-006',
        'settings.cont.authSec': 'MSG-SET-005',
        'settings.cont.maxFailures': 'MSG-SET-009',
      }),
    )
    await expect(save({ 'cont.enabled': true, 'cont.authSec': 1000 })).rejects.toMatchObject(
      refusal({ 'settings.cont.authSec': 'MSG-SET-007' }),
    )
    expect((await read()).version).toBe(1)
  })
})

describe('AzureAD設定', () => {
  const values = { 'azureAd.tenantId': '72f988bf-86f1-41af-91ab-2d7cd011db47', 'azureAd.applicationId': 'app-1' }

  it('is kept as both values, without what was pasted around them, and refused otherwise [NFM-SET-051] [NFM-SET-052]', async () => {
    await expect(save({ 'azureAd.tenantId': '顔', 'azureAd.applicationId': ' ' })).rejects.toMatchObject(
      refusal({ 'settings.azureAd.tenantId': 'MSG-SET-012', 'settings.azureAd.applicationId': 'MSG-SET-013' }),
    )
    await save({ ...values, 'azureAd.tenantId': ` ${values['azureAd.tenantId']}\n` })
    expect((await read()).settings).toMatchObject(values)
    await save({ 'client.autoUpdate': false })
    expect((await read()).settings).toMatchObject({ ...values, 'client.autoUpdate': false })
  })

  it('is taken away as a whole, unless somebody else changed the settings meanwhile', async () => {
    const { browser } = tenant.administrator
    await save(values)
    await expect(browser.call(clearAzureAd, { version: 1 })).rejects.toMatchObject({ code: 'request.conflict' })
    const { settings, version } = await browser.call(clearAzureAd, { version: 2 })
    expect([settings['azureAd.tenantId'], settings['azureAd.applicationId'], version]).toEqual(['', '', 3])
    expect((await browser.call(clearAzureAd, { version: 3 })).version).toBe(3)
  })
})

it('every page of settings leaves an operation that names what was changed, from what to what [NFM-OPL-015]', async () => {
  const pages: Partial<TenantSettings>[] = [
    { 'logon.method1.logon.auth': 'FACE_WINPW' },
    { 'policy.learningImage.cycle': 'M12' },
    { 'cont.enabled': true },
    { 'faceLog.logonUnlock': true },
    { 'azureAd.tenantId': 'contoso', 'azureAd.applicationId': 'app-1' },
    { 'client.autoUpdate': false },
    { 'mail.noAddressToAdmins': false },
  ]
  const before = (await read()).settings
  for (const page of pages) await save(page)
  expect(await operationsOf(await testServer(), tenant.tenantId, 'settings.changed')).toEqual(
    pages.map((page) => ({
      before: Object.fromEntries((Object.keys(page) as (keyof TenantSettings)[]).map((key) => [key, before[key]])),
      after: page,
      function: 'settings',
      succeeded: true,
    })),
  )
})
