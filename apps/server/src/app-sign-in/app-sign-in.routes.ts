import { claimAppSignIn, listOwnApps, offerAppSignIn, proveAppSignIn, startAppSignIn } from '@kaoban/contract'
import type { Config } from '../platform/config.ts'
import type { Serve } from '../platform/http.ts'
import type { PortalUrl } from '../saml/saml.service.ts'
import { lockSettingsOf } from '../sign-in/sign-in.service.ts'
import { claimSignIn, listAppsOf, offerTo, proveSignIn, startSignIn } from './app-sign-in.service.ts'

export function appSignInRoutes(serve: Serve, config: Config, portalUrl: PortalUrl): void {
  const lock = lockSettingsOf(config)
  serve(startAppSignIn, (ctx, input) => startSignIn(ctx, input, portalUrl))
  serve(offerAppSignIn, (ctx, input) => offerTo(ctx, input.token, input.loginId))
  serve.stepwise(claimAppSignIn, (steps, input) => claimSignIn(steps, input.token, portalUrl))
  serve.stepwise(proveAppSignIn, (steps, input) => proveSignIn(steps, input, lock, portalUrl))
  serve(listOwnApps, (ctx) => listAppsOf(ctx))
}
