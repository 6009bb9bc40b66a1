import { issueOneTimePassword, resetOneTimePassword } from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { issuePassword, resetPassword } from './one-time-passwords.service.ts'

export function oneTimePasswordRoutes(serve: Serve): void {
  serve(issueOneTimePassword, (ctx, input) => issuePassword(ctx, input))
  serve(resetOneTimePassword, (ctx, input) => resetPassword(ctx, input.oneTimePasswordId))
}
