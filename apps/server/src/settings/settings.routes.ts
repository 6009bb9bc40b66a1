import { changeTenantSettings, readTenantSettings } from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { changeSettings, readVersionedSettings } from './settings.service.ts'

export function settingsRoutes(serve: Serve): void {
  serve(readTenantSettings, (ctx) => readVersionedSettings(ctx))
  serve(changeTenantSettings, (ctx, input) => changeSettings(ctx, input.settings, input.version))
}
