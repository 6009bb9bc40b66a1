import {
  beginTwoFactor,
  confirmTwoFactor,
  inviteOperator,
  listOperatorLog,
  listOperators,
  readOperatorSetup,
  removeOperator,
  setUpOperator,
  signInOperator,
  signOutOperator,
} from '@kaoban/contract'
import type { Config } from '../platform/config.ts'
import type { Serve } from '../platform/http.ts'
import {
  beginEnrolment,
  confirmEnrolment,
  invite,
  listAll,
  readOperatorLog,
  readSetup,
  removeById,
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
  serve(listOperators, (ctx, { page, size }) => listAll(ctx, page, size))
  serve(inviteOperator, (ctx) => invite(ctx))
  serve(removeOperator, (ctx, input) => removeById(ctx, input.operatorId))
  serve(listOperatorLog, (ctx, input) => readOperatorLog(ctx, input.page, input.size))
}
