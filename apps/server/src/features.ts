import type { FaceWorkers } from '@kaoban/face-node'
import { authenticationLogRoutes } from './authentication-log/authentication-log.routes.ts'
import { faceSignInRoutes } from './face-sign-in/face-sign-in.routes.ts'
import { faceRoutes } from './faces/faces.routes.ts'
import type { Doors, Platform, Serve } from './platform/http.ts'
import { sessionRoutes } from './sessions/sessions.routes.ts'
import { personOfToken } from './sessions/sessions.service.ts'
import { settingsRoutes } from './settings/settings.routes.ts'
import { findTenantAtGate } from './tenants/tenants.service.ts'
import { terminalRoutes } from './terminals/terminals.routes.ts'
import { terminalOfProof } from './terminals/terminals.service.ts'

export interface Engines {
  faces: FaceWorkers
}

/** How the platform learns who knocks. */
export function createDoors(platform: Platform): Doors {
  const limits = {
    idleMinutes: platform.config.KAOBAN_SESSION_IDLE_MINUTES,
    absoluteHours: platform.config.KAOBAN_SESSION_HOURS,
  }
  return {
    findTenant: findTenantAtGate,
    findPerson: (db, token, now) => personOfToken(db, token, now, limits),
    findOperator: async () => undefined,
    findTerminal: terminalOfProof,
  }
}

/** The features of the portal, in the order of the menu. */
export function registerFeatures(serve: Serve, platform: Platform, engines: Engines): void {
  sessionRoutes(serve, platform.config)
  settingsRoutes(serve)
  authenticationLogRoutes(serve)
  faceRoutes(serve, { workers: engines.faces, licensedIds: platform.config.KAOBAN_FACE_IDS })
  terminalRoutes(serve)
  faceSignInRoutes(serve, engines.faces)
}
