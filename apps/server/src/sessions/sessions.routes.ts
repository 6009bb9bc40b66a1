import { listSessions, readSession, revokeSession, signOut } from '@kaoban/contract'
import type { Config } from '../platform/config.ts'
import type { Serve } from '../platform/http.ts'
import { closeOwnSession, listOwnSessions, readOwnSession, revokeOwnSession } from './sessions.service.ts'

export function sessionRoutes(serve: Serve, config: Config): void {
  serve(readSession, (ctx) => readOwnSession(ctx, config))
  serve(signOut, (ctx) => closeOwnSession(ctx))
  serve(listSessions, (ctx) => listOwnSessions(ctx))
  serve(revokeSession, (ctx, input) => revokeOwnSession(ctx, input.sessionId))
}
