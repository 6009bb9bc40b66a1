import {
  changePassword,
  planPasswordReissue,
  readPasswordLink,
  reissuePasswords,
  requestPasswordReissue,
  unlockUsers,
  usePasswordLink,
} from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import {
  changeOwnPassword,
  openLink,
  requestReissue,
  setPasswordByLink,
  type VerifyCounted,
} from './own-password.service.ts'
import {
  type LiftBlocks,
  planReissue,
  reissuePasswords as reissue,
  unlockUsers as unlock,
} from './passwords.service.ts'

export function passwordRoutes(serve: Serve, verify: VerifyCounted, lift: LiftBlocks): void {
  serve.stepwise(changePassword, (steps, input) => changeOwnPassword(steps, input, verify))
  serve(readPasswordLink, (ctx, input) => openLink(ctx, input.token))
  serve.stepwise(usePasswordLink, (steps, input) => setPasswordByLink(steps, input, verify))
  serve(requestPasswordReissue, (ctx, input) => requestReissue(ctx, input.loginId))
  serve(planPasswordReissue, (ctx, input) => planReissue(ctx, input.userIds))
  serve.stepwise(reissuePasswords, async (steps, input) => ({ results: await reissue(steps, input.userIds) }))
  serve(unlockUsers, async (ctx, input) => ({ unlocked: await unlock(ctx, input.userIds, lift) }))
}
