import { listApiKeys, makeApiKey, readOwnApiKey, revokeApiKey } from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { listKeys, makeKey, readOwnKey, revokeKey } from './api-keys.service.ts'

export function apiKeyRoutes(serve: Serve): void {
  serve(listApiKeys, (ctx, query) => listKeys(ctx, query))
  serve(makeApiKey, (ctx, input) => makeKey(ctx, input))
  serve(revokeApiKey, (ctx, input) => revokeKey(ctx, input.apiKeyId))
  serve(readOwnApiKey, (ctx) => readOwnKey(ctx))
}
