import { readAuthenticationSets, removeAuthenticationSet, saveAuthenticationSet } from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { readSetsOf, removeSetOf, saveSetOf } from './authentication-sets.service.ts'

export function authenticationSetRoutes(serve: Serve): void {
  serve(readAuthenticationSets, (ctx, input) => readSetsOf(ctx, input.appId))
  serve(saveAuthenticationSet, (ctx, input) => saveSetOf(ctx, input))
  serve(removeAuthenticationSet, (ctx, input) => removeSetOf(ctx, input))
}
