import { defaultSettings, KaobanError, type SettingKey, TenantSettings } from '@kaoban/contract'
import type { Context } from '../platform/context.ts'
import { findSettings, type StoredSettings, updateSettings } from './settings.store.ts'

/** The settings of the request's tenant, defaults filled in. */
export async function readSettings(ctx: Context): Promise<TenantSettings> {
  return settingsOf(await findSettings(ctx.db))
}

export async function readVersionedSettings(ctx: Context) {
  const stored = await findSettings(ctx.db)
  return { settings: settingsOf(stored), version: stored.settingsVersion }
}

type SettingsPatch = { [Key in SettingKey]?: TenantSettings[Key] | undefined }

/**
 * Changes the named settings. `expected` is the version that the page was opened with; settings changed by somebody
 * else since are not overwritten [NFM-GEN-015].
 */
export async function changeSettings(ctx: Context, patch: SettingsPatch, expected?: number) {
  const stored = await findSettings(ctx.db, true)
  if (expected !== undefined && expected !== stored.settingsVersion)
    throw new KaobanError('request.conflict', 'the settings were changed since the page was opened')
  const before = settingsOf(stored)
  const settings = { ...before, ...patch } as TenantSettings
  if (settings['mfa.password.minLength'] > settings['mfa.password.maxLength']) {
    const field = 'settings.mfa.password.maxLength'
    throw new KaobanError('request.invalid', `${field}: no password could be so short and so long`, {
      details: { fields: [{ field, detail: 'less than the least length' }] },
    })
  }
  const keys = (Object.keys(settings) as SettingKey[]).filter((key) => settings[key] !== before[key])
  const version =
    keys.length === 0 ? stored.settingsVersion : await updateSettings(ctx.db, { ...stored.settings, ...patch })
  const values = (of: TenantSettings) => Object.fromEntries(keys.map((key) => [key, of[key]]))
  await ctx.audit({ before: values(before), after: values(settings) }, 'settings.changed')
  return { settings, version }
}

function settingsOf(stored: StoredSettings): TenantSettings {
  return { ...defaultSettings, ...(TenantSettings.partial().parse(stored.settings) as Partial<TenantSettings>) }
}
