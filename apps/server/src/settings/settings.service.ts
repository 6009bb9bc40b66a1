import { isDeepStrictEqual } from 'node:util'
import {
  azureKeys,
  checkSettings,
  defaultSettings,
  invalidFields,
  isEditable,
  KaobanError,
  type SettingKey,
  type SettingsEntry,
  settledSettings,
  TenantSettings,
} from '@kaoban/contract'
import type { Context } from '../platform/context.ts'
import { withinScope } from '../platform/database.ts'
import { requireTenant } from '../tenants/tenants.service.ts'
import { findSettings, type StoredSettings, updateImagesForbidden, updateSettings } from './settings.store.ts'

/** The settings of the request's tenant, defaults filled in. */
export async function readSettings(ctx: Pick<Context, 'db'>): Promise<TenantSettings> {
  return settingsOf(await findSettings(ctx.db))
}

/** The same, and they stay so until the end of the transaction. */
export async function holdSettings(ctx: Context): Promise<TenantSettings> {
  return settingsOf(await findSettings(ctx.db, 'keep'))
}

export async function readVersionedSettings(ctx: Context) {
  const stored = await findSettings(ctx.db)
  return answerOf(settingsOf(stored), stored)
}

type SettingsPatch = { [Key in SettingKey]?: SettingsEntry[Key] | undefined }

/**
 * Changes the named settings. `expected` is the version that the page was opened with; settings changed by somebody
 * else since are not overwritten [NFM-GEN-015].
 */
export async function changeSettings(ctx: Context, wanted: SettingsPatch, expected?: number) {
  const stored = await settingsToChange(ctx, expected)
  if (stored.imagesForbidden && wanted['face.retainImages'])
    throw new KaobanError('request.forbidden', 'the operator lets this tenant keep no pictures')
  // What the tenant itself had chosen holds again when the operator allows it.
  const { 'face.retainImages': retain, ...others } = wanted
  const allowed: SettingsPatch = stored.imagesForbidden || retain === undefined ? others : wanted
  const before = settingsOf(stored)
  const patch = onlyEditable(allowed, { ...before, ...allowed } as SettingsEntry)
  const entry = { ...before, ...patch } as SettingsEntry
  const faults = checkSettings(entry, keysOf(patch))
  if (faults.length > 0) throw invalidFields(faults)
  const settings = settledSettings(entry)
  if (settings['mfa.password.minLength'] > settings['mfa.password.maxLength']) {
    const field = 'settings.mfa.password.maxLength'
    throw new KaobanError('request.invalid', `${field}: no password could be so short and so long`, {
      details: { fields: [{ field, detail: 'less than the least length' }] },
    })
  }
  return storeSettings(ctx, stored, settings, keysOf(patch))
}

/** Takes the Azure AD settings away; clients do without from their next sync on. */
export async function clearAzureAdSettings(ctx: Context, expected: number) {
  const stored = await settingsToChange(ctx, expected)
  const emptied = Object.fromEntries(azureKeys.map((key) => [key, defaultSettings[key]]))
  return storeSettings(ctx, stored, { ...settingsOf(stored), ...emptied }, azureKeys)
}

async function settingsToChange(ctx: Context, expected: number | undefined): Promise<StoredSettings> {
  const stored = await findSettings(ctx.db, 'change')
  if (expected !== undefined && expected !== stored.settingsVersion)
    throw new KaobanError('request.conflict', 'the settings were changed since the page was opened')
  return stored
}

/** Stores the named ones as the tenant's own choice, when anything differs, and says in the log what does. */
async function storeSettings(
  ctx: Context,
  stored: StoredSettings,
  settings: TenantSettings,
  chosen: readonly SettingKey[],
) {
  const before = settingsOf(stored)
  const keys = keysOf(settings).filter((key) => !isDeepStrictEqual(settings[key], before[key]))
  const pick = (of: TenantSettings, which: readonly SettingKey[]) =>
    Object.fromEntries(which.map((key) => [key, of[key]]))
  const version =
    keys.length === 0
      ? stored.settingsVersion
      : await updateSettings(ctx.db, { ...stored.settings, ...pick(settings, chosen) })
  await ctx.audit({ before: pick(before, keys), after: pick(settings, keys) }, 'settings.changed')
  return answerOf(settings, { ...stored, settingsVersion: version })
}

/** Without those that others keep from being changed. */
function onlyEditable(patch: SettingsPatch, settings: SettingsEntry): SettingsPatch {
  const keys = keysOf(patch).filter((key) => isEditable(key, settings))
  return Object.fromEntries(keys.map((key) => [key, patch[key]]))
}

function keysOf(settings: SettingsPatch): SettingKey[] {
  return Object.keys(settings) as SettingKey[]
}

/**
 * The operator's word over pictures in a tenant [NFM-FAC-004]; both logs say so.
 * @param erase what the tenant keeps, in its own scope
 */
export async function forbidImagesOf(
  ctx: Context,
  { tenantId, forbidden }: { tenantId: string; forbidden: boolean },
  erase: (tenant: Context) => Promise<void>,
) {
  await requireTenant(ctx, tenantId)
  await withinScope(ctx.db, { tenantId }, async (db) => {
    const tenant: Context = { ...ctx, db, tenantId }
    const before = settingsOf(await findSettings(db, 'change'))
    await updateImagesForbidden(db, forbidden)
    if (forbidden && before['face.retainImages']) await erase(tenant)
    await tenant.audit({ imagesForbidden: forbidden })
  })
  await ctx.audit({ tenantId, imagesForbidden: forbidden })
  return { forbidden }
}

function answerOf(settings: TenantSettings, { settingsVersion, imagesForbidden }: StoredSettings) {
  return { settings, version: settingsVersion, imagesForbidden }
}

function settingsOf(stored: StoredSettings): TenantSettings {
  const chosen = TenantSettings.partial().parse(stored.settings) as Partial<TenantSettings>
  const forced = stored.imagesForbidden ? { 'face.retainImages': false } : {}
  return { ...defaultSettings, ...chosen, ...forced }
}
