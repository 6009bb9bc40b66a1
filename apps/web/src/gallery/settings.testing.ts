import {
  azureKeys,
  checkSettings,
  defaultSettings,
  type SettingKey,
  settledSettings,
  type TenantSettings,
} from '@kaoban/contract'

/** Settings of a tenant for the test bed; gallery.testing.ts hands their endpoints here. */
export interface SettingsBed {
  settings: TenantSettings
  version: number
}

export function newSettingsBed(settings: Partial<TenantSettings> = {}): SettingsBed {
  return { settings: { ...defaultSettings, ...settings }, version: 1 }
}

export function answerSettings(
  bed: SettingsBed,
  { method, url, body }: { method: string; url: URL; body: unknown },
): { status: number; body: unknown } | undefined {
  if (url.pathname === '/api/settings/azure-ad/clear') {
    const emptied = Object.fromEntries(azureKeys.map((key) => [key, '']))
    Object.assign(bed, { settings: { ...bed.settings, ...emptied }, version: bed.version + 1 })
    return { status: 200, body: { ...bed, imagesForbidden: false } }
  }
  if (url.pathname !== '/api/settings') return undefined
  if (method === 'PUT') {
    const { version, settings } = body as { version: number; settings: Partial<TenantSettings> }
    const after = { ...bed.settings, ...settings }
    const fields = checkSettings(after, Object.keys(settings) as SettingKey[])
    const refusal = { message: 'refused', requestId: 'req-0070' }
    if (version !== bed.version) return { status: 409, body: { ...refusal, code: 'request.conflict', status: 409 } }
    if (fields.length > 0)
      return { status: 400, body: { ...refusal, code: 'request.invalid', status: 400, details: { fields } } }
    Object.assign(bed, { settings: settledSettings(after), version: bed.version + 1 })
  }
  return { status: 200, body: { ...bed, imagesForbidden: false } }
}
