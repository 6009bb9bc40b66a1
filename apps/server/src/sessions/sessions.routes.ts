import { listSessions, readSession, revokeSession, signOut } from '@kaoban/contract'
import type { Config } from '../platform/config.ts'
import type { Context } from '../platform/context.ts'
import type { Serve } from '../platform/http.ts'
import { closeOwnSession, listOwnSessions, readOwnSession, revokeOwnSession } from './sessions.service.ts'

type OperatorHere = (ctx: Context) => Promise<{ name: string; mustEnrol: boolean } | undefined>

export function sessionRoutes(serve: Serve, config: Config, operatorHere: OperatorHere): void {
  serve(readSession, async (ctx) => readOwnSession(ctx, config, await operatorHere(ctx)))
  serve(signOut, (ctx) => closeOwnSession(ctx))
  serve(listSessions, (ctx) => listOwnSessions(ctx))
  serve(revokeSession, (ctx, input) => revokeOwnSession(ctx, input.sessionId))
}
