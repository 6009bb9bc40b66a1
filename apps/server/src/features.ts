import type { FaceWorkers } from '@kaoban/face-node'
import { applicationRoutes } from './applications/applications.routes.ts'
import { authenticationLogRoutes } from './authentication-log/authentication-log.routes.ts'
import { purgeAuthentications } from './authentication-log/authentication-log.service.ts'
import { dashboardRoutes } from './dashboard/dashboard.routes.ts'
import { faceSignInRoutes } from './face-sign-in/face-sign-in.routes.ts'
import { faceRoutes } from './faces/faces.routes.ts'
import { mailRoutes } from './mails/mails.routes.ts'
import { operationLogRoutes } from './operation-log/operation-log.routes.ts'
import { purgeOperations } from './operation-log/operation-log.service.ts'
import { operatorRoutes } from './operators/operators.routes.ts'
import { operatorHere, operatorOfToken } from './operators/operators.service.ts'
import { passwordRoutes } from './passwords/passwords.routes.ts'
import type { Context } from './platform/context.ts'
import type { Platform, Serve } from './platform/http.ts'
import type { Doors } from './platform/http-doors.ts'
import type { DailyJob } from './platform/jobs.ts'
import { sessionRoutes } from './sessions/sessions.routes.ts'
import { personOfToken } from './sessions/sessions.service.ts'
import { settingsRoutes } from './settings/settings.routes.ts'
import { signInRoutes } from './sign-in/sign-in.routes.ts'
import { tenantRoutes } from './tenants/tenants.routes.ts'
import { findTenantAtGate } from './tenants/tenants.service.ts'
import { terminalRoutes } from './terminals/terminals.routes.ts'
import { terminalOfProof } from './terminals/terminals.service.ts'
import { userRoutes } from './users/users.routes.ts'

export interface Engines {
  faces: FaceWorkers
}

const sessionLimits = ({ config }: Platform) => ({
  idleMinutes: config.KAOBAN_SESSION_IDLE_MINUTES,
  absoluteHours: config.KAOBAN_SESSION_HOURS,
})

/** How the platform learns who knocks. */
export function createDoors(platform: Platform): Doors {
  const limits = sessionLimits(platform)
  return {
    findTenant: findTenantAtGate,
    findPerson: (db, token, now) => personOfToken(db, token, now, limits),
    findOperator: (db, token, now) => operatorOfToken(db, token, now, limits),
    findTerminal: terminalOfProof,
  }
}

/** The features of the portal, in the order of the menu. */
export function registerFeatures(serve: Serve, platform: Platform, engines: Engines): void {
  const { config } = platform
  const operator = (ctx: Context) => operatorHere(ctx, sessionLimits(platform))
  sessionRoutes(serve, config, operator)
  signInRoutes(serve, config)
  passwordRoutes(serve)
  applicationRoutes(serve, config)
  operatorRoutes(serve, config)
  tenantRoutes(serve)
  mailRoutes(serve, config, operator)
  dashboardRoutes(serve)
  userRoutes(serve)
  settingsRoutes(serve)
  authenticationLogRoutes(serve)
  operationLogRoutes(serve)
  faceRoutes(serve, { workers: engines.faces, licensedIds: platform.config.KAOBAN_FACE_IDS })
  terminalRoutes(serve)
  faceSignInRoutes(serve, engines.faces)
}

/** What happens every night (portal.md §28). */
export function dailyJobs({ database, clock, secrets }: Platform): DailyJob[] {
  return [
    { name: 'authlog-purge', at: [3, 0], run: () => purgeAuthentications(database, clock) },
    { name: 'oplog-purge', at: [3, 10], run: () => purgeOperations(database, clock, secrets) },
  ]
}
