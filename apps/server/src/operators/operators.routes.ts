import {
  beginTwoFactor,
  confirmTwoFactor,
  listOperatorLog,
  readOperatorSetup,
  setUpOperator,
  signInOperator,
  signOutOperator,
} from '@kaoban/contract'
import type { Config } from '../platform/config.ts'
import type { Serve } from '../platform/http.ts'
import {
  beginEnrolment,
  confirmEnrolment,
  readOperatorLog,
  readSetup,
  setUpFirstOperator,
  signInOperatorBy,
  signOutOperatorHere,
} from './operators.service.ts'

export function operatorRoutes(serve: Serve, config: Config): void {
  const lock = { failures: config.KAOBAN_LOCK_FAILURES, minutes: config.KAOBAN_LOCK_MINUTES }
  serve(readOperatorSetup, (ctx, input) => readSetup(ctx, input.token))
  serve.stepwise(setUpOperator, (steps, input) => setUpFirstOperator(steps, input))
  serve.stepwise(signInOperator, (steps, input) => signInOperatorBy(steps, input, lock))
  serve(signOutOperator, (ctx) => signOutOperatorHere(ctx))
  serve(beginTwoFactor, (ctx) => beginEnrolment(ctx, config.KAOBAN_PRODUCT_NAME))
  serve(confirmTwoFactor, (ctx, input) => confirmEnrolment(ctx, input.code))
  serve(listOperatorLog, (ctx, input) => readOperatorLog(ctx, input.page, input.size))
}
