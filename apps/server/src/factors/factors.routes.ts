import {
  changeFactors,
  listApps,
  readFactors,
  readOwnFactors,
  registerApp,
  removeApp,
  renameApp,
  renewTotpSeed,
  showTotpSeed,
} from '@kaoban/contract'
import type { Config } from '../platform/config.ts'
import type { Serve } from '../platform/http.ts'
import { lockSettingsOf, proveAgain } from '../sign-in/sign-in.service.ts'
import { addApp, listAllApps, removeAppById, renameAppById } from './apps.service.ts'
import { changeFactorsOf, readFactorsOf, readOwnFactorsOf, renewTotpSeedOf, revealTotpSeed } from './factors.service.ts'

export function factorRoutes(serve: Serve, config: Config): void {
  serve(readFactors, (ctx, input) => readFactorsOf(ctx, input.userId))
  serve(readOwnFactors, (ctx) => readOwnFactorsOf(ctx))
  serve(changeFactors, (ctx, input) => changeFactorsOf(ctx, input))
  serve.stepwise(showTotpSeed, async (steps, input) => {
    await proveAgain(steps, input.password, lockSettingsOf(config))
    return revealTotpSeed(steps, input.userId, config.KAOBAN_PRODUCT_NAME)
  })
  serve(renewTotpSeed, (ctx, input) => renewTotpSeedOf(ctx, input))
  serve(listApps, (ctx) => listAllApps(ctx))
  serve(registerApp, (ctx, input) => addApp(ctx, input))
  serve(renameApp, (ctx, input) => renameAppById(ctx, input))
  serve(removeApp, (ctx, input) => removeAppById(ctx, input.appId))
}
