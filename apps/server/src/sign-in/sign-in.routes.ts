import { proveSession, readSignInPage, signIn } from '@kaoban/contract'
import type { Config } from '../platform/config.ts'
import type { Serve } from '../platform/http.ts'
import { lockSettingsOf, proveAgain, readPage, signInByPassword } from './sign-in.service.ts'

export function signInRoutes(serve: Serve, config: Config): void {
  const lock = lockSettingsOf(config)
  serve(readSignInPage, (ctx) => readPage(ctx))
  serve.stepwise(signIn, (steps, input) => signInByPassword(steps, input, lock))
  serve.stepwise(proveSession, (steps, input) => proveAgain(steps, input.password, lock))
}
