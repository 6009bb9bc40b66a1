import {
  changeTenantSettings,
  clearAzureAd,
  forbidImages,
  readTenantSettings,
  type TenantSettings,
} from '@kaoban/contract'
import type { Context } from '../platform/context.ts'
import type { Serve } from '../platform/http.ts'
import {
  changeSettings,
  clearAzureAdSettings,
  forbidImagesOf,
  readSettings,
  readVersionedSettings,
} from './settings.service.ts'

/** What follows when settings have changed, in the same transaction; given by the composition. */
export type AfterChange = (ctx: Context, before: TenantSettings, after: TenantSettings) => Promise<void>

export function settingsRoutes(
  serve: Serve,
  afterChange: AfterChange,
  eraseImages: (tenant: Context) => Promise<void>,
): void {
  serve(forbidImages, (ctx, input) => forbidImagesOf(ctx, input, eraseImages))
  serve(readTenantSettings, (ctx) => readVersionedSettings(ctx))
  serve(changeTenantSettings, async (ctx, input) => {
    const before = await readSettings(ctx)
    const answer = await changeSettings(ctx, input.settings, input.version)
    await afterChange(ctx, before, answer.settings)
    return answer
  })
  serve(clearAzureAd, (ctx, input) => clearAzureAdSettings(ctx, input.version))
}
