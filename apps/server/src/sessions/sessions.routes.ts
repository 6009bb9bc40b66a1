import {
  listSessions,
  type MaintenanceNotice,
  mayUse,
  readSession,
  revokeSession,
  type SelfServiceMenu,
  signOut,
} from '@kaoban/contract'
import type { Config } from '../platform/config.ts'
import type { Context } from '../platform/context.ts'
import type { Serve } from '../platform/http.ts'
import { closeOwnSession, listOwnSessions, readOwnSession, revokeOwnSession } from './sessions.service.ts'

/** What the first page needs to know of other features. */
interface Surroundings {
  operatorHere: (ctx: Context) => Promise<{ name: string; mustEnrol: boolean } | undefined>
  maintenance: (ctx: Context) => Promise<MaintenanceNotice | null>
  /** Whether the signed-in person may be shown the help desk. */
  hasSupport: (ctx: Context) => Promise<boolean>
  /** What the organisation keeps from people's own pages. */
  hiddenMenus: (ctx: Context) => Promise<SelfServiceMenu[]>
  /** Whether there are one-time passwords to issue. */
  issuesOneTimePasswords: (ctx: Context) => Promise<boolean>
  /** Whether the operator has set up a linkage with an external system. */
  hasLinkage: (ctx: Context) => Promise<boolean>
}

export function sessionRoutes(serve: Serve, config: Config, around: Surroundings): void {
  serve(readSession, async (ctx) =>
    readOwnSession(ctx, config, await around.operatorHere(ctx), {
      maintenance: await around.maintenance(ctx),
      support: ctx.actor.kind === 'person' && (await around.hasSupport(ctx)),
      hiddenMenus: ctx.actor.kind === 'person' ? await around.hiddenMenus(ctx) : [],
      oneTimePasswords:
        ctx.actor.kind === 'person' &&
        mayUse(ctx.actor.role, 'one-time-passwords.issue') &&
        (await around.issuesOneTimePasswords(ctx)),
      linkage:
        ctx.actor.kind === 'person' && mayUse(ctx.actor.role, 'linkage.manage') && (await around.hasLinkage(ctx)),
    }),
  )
  serve(signOut, (ctx) => closeOwnSession(ctx))
  serve(listSessions, (ctx) => listOwnSessions(ctx))
  serve(revokeSession, (ctx, input) => revokeOwnSession(ctx, input.sessionId))
}
