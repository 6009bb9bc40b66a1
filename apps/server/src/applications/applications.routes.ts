import {
  applyForTenant,
  approveApplication,
  changeFreeMailDomains,
  createTenant,
  listApplications,
  readApplicationPage,
  readFreeMailDomains,
  rejectApplication,
  releaseApplicant,
} from '@kaoban/contract'
import type { Config } from '../platform/config.ts'
import type { Serve } from '../platform/http.ts'
import {
  apply,
  approve,
  changeFreeMail,
  createByOperator,
  listForOperator,
  readFreeMail,
  settle,
} from './applications.service.ts'

export function applicationRoutes(serve: Serve, config: Config): void {
  serve(readApplicationPage, () => ({
    termsUrl: config.KAOBAN_TERMS_URL ?? null,
    privacyUrl: config.KAOBAN_PRIVACY_URL ?? null,
  }))
  serve.stepwise(applyForTenant, (steps, input) => apply(steps, input, config))
  serve(listApplications, (ctx, input) => listForOperator(ctx, input))
  serve.stepwise(approveApplication, (steps, input) => approve(steps, input.applicationId, config))
  serve(rejectApplication, (ctx, input) => settle(ctx, input.applicationId, 'rejected', input.reason))
  serve(releaseApplicant, (ctx, input) => settle(ctx, input.applicationId, 'released'))
  serve.stepwise(createTenant, (steps, input) => createByOperator(steps, input, config))
  serve(readFreeMailDomains, (ctx) => readFreeMail(ctx))
  serve(changeFreeMailDomains, (ctx, input) => changeFreeMail(ctx, input.domains))
}
