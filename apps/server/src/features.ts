import { hiddenMenus, issuesOneTimePasswords } from '@kaoban/contract'
import type { FaceWorkers } from '@kaoban/face-node'
import { addressRoutes } from './addresses/addresses.routes.ts'
import { announcementRoutes } from './announcements/announcements.routes.ts'
import { apiKeyRoutes } from './api-keys/api-keys.routes.ts'
import { holderOfKey, purgeApiKeys } from './api-keys/api-keys.service.ts'
import { appSignInRoutes } from './app-sign-in/app-sign-in.routes.ts'
import { purgeSignIns } from './app-sign-in/app-sign-in.service.ts'
import { applicationRoutes } from './applications/applications.routes.ts'
import { authenticationLogRoutes } from './authentication-log/authentication-log.routes.ts'
import { purgeAuthentications } from './authentication-log/authentication-log.service.ts'
import { authenticationSetRoutes } from './authentication-sets/authentication-sets.routes.ts'
import { computerRoutes } from './computers/computers.routes.ts'
import { computerOfProof, mayBeComputer } from './computers/computers.service.ts'
import { dashboardRoutes } from './dashboard/dashboard.routes.ts'
import { faceSignInRoutes } from './face-sign-in/face-sign-in.routes.ts'
import type { Enrolment } from './faces/enrolment.service.ts'
import { moveFaces, purgeDrafts } from './faces/faces.jobs.ts'
import { faceRoutes } from './faces/faces.routes.ts'
import { erasePictures } from './faces/faces.service.ts'
import { factorRoutes } from './factors/factors.routes.ts'
import { liftBlocks } from './factors/factors.service.ts'
import { groupRoutes } from './groups/groups.routes.ts'
import { installerRoutes } from './installer/installer.routes.ts'
import { leaverRoutes } from './leavers/leavers.routes.ts'
import { keepLicences } from './licences/licences.jobs.ts'
import { licenceRoutes } from './licences/licences.routes.ts'
import { hasSupport, licenceRuleOf, requireFreeId } from './licences/licences.service.ts'
import { fetchChanges, sendChanges, watchSyncs } from './linkage/linkage.jobs.ts'
import { linkageRoutes } from './linkage/linkage.routes.ts'
import { hasLinkage } from './linkage/linkage.service.ts'
import { syncKind } from './linkage/linkage-sync.service.ts'
import { mailRoutes } from './mails/mails.routes.ts'
import { purgeMails } from './mails/mails.service.ts'
import { maintenanceRoutes } from './maintenance/maintenance.routes.ts'
import { maintenanceNotice } from './maintenance/maintenance.service.ts'
import { sendNotices } from './notices/notices.jobs.ts'
import { noticeRoutes } from './notices/notices.routes.ts'
import { oneTimePasswordRoutes } from './one-time-passwords/one-time-passwords.routes.ts'
import { purgeOneTimePasswords, resetAllPasswords } from './one-time-passwords/one-time-passwords.service.ts'
import { operationLogRoutes } from './operation-log/operation-log.routes.ts'
import { purgeOperations } from './operation-log/operation-log.service.ts'
import { operatorRoutes } from './operators/operators.routes.ts'
import { operatorHere, operatorOfToken } from './operators/operators.service.ts'
import { passwordRoutes } from './passwords/passwords.routes.ts'
import type { Context } from './platform/context.ts'
import type { Platform, Serve } from './platform/http.ts'
import type { Doors } from './platform/http-doors.ts'
import type { ScheduledJob } from './platform/jobs.ts'
import { recycleBinRoutes } from './recycle-bin/recycle-bin.routes.ts'
import { eraseRecycledPictures, purgeBin } from './recycle-bin/recycle-bin.service.ts'
import { samlRoutes } from './saml/saml.routes.ts'
import { sessionRoutes } from './sessions/sessions.routes.ts'
import { personOfToken, purgeSessions } from './sessions/sessions.service.ts'
import { settingsRoutes } from './settings/settings.routes.ts'
import { readSettings } from './settings/settings.service.ts'
import { signInRoutes } from './sign-in/sign-in.routes.ts'
import { lockSettingsOf, verifyCounted } from './sign-in/sign-in.service.ts'
import { purgeTasks } from './tasks/tasks.jobs.ts'
import { taskRoutes } from './tasks/tasks.routes.ts'
import type { AnyTaskKind } from './tasks/tasks.service.ts'
import { tenantRoutes } from './tenants/tenants.routes.ts'
import { findTenantAtGate } from './tenants/tenants.service.ts'
import { terminalRoutes } from './terminals/terminals.routes.ts'
import { mayBeTerminal, terminalOfProof } from './terminals/terminals.service.ts'
import { transferKinds, transferRoutes } from './transfer/transfer.routes.ts'
import { eraseImportedPortraits, purgeImports } from './transfer/transfer.service.ts'
import { directoryRoutes } from './transfer/transfer-directory.routes.ts'
import { importLotRoutes } from './transfer/transfer-lots.routes.ts'
import { userRoutes } from './users/users.routes.ts'
import { bulkKind } from './users/users-bulk.service.ts'
import { purgeUnusedAccounts } from './windows-accounts/windows-accounts.service.ts'

export interface Engines {
  faces: FaceWorkers
}

/** What features are told that the platform does not know. */
export interface Whereabouts {
  /** Where people reach the portal; known once it listens. */
  portalUrl: () => string
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
    findPerson: (db, token, now, address) => personOfToken(db, token, now, address, limits),
    findKeyHolder: holderOfKey,
    findOperator: (db, token, now) => operatorOfToken(db, token, now, limits),
    hides: async (db, menu) => hiddenMenus(await readSettings({ db })).includes(menu),
    devices: {
      terminal: { expects: mayBeTerminal, find: terminalOfProof },
      computer: { expects: mayBeComputer, find: computerOfProof },
    },
    inMaintenance: async (db) => (await maintenanceNotice({ db })) !== null,
  }
}

/** A tenant that keeps no pictures keeps none of the past either; templates stay [NFM-FAC-004]. */
async function eraseKeptImages(ctx: Context): Promise<void> {
  const pictures = (await erasePictures(ctx)) + (await eraseRecycledPictures(ctx)) + (await eraseImportedPortraits(ctx))
  await ctx.audit({ pictures, because: 'face.retainImages' }, 'face.deleted')
}

/** The features of the portal, in the order of the menu. */
export function registerFeatures(serve: Serve, platform: Platform, engines: Engines, { portalUrl }: Whereabouts): void {
  const { config } = platform
  const operator = (ctx: Context) => operatorHere(ctx, sessionLimits(platform))
  const licences = licenceRuleOf(config)
  sessionRoutes(serve, config, {
    operatorHere: operator,
    maintenance: maintenanceNotice,
    hasSupport: async (ctx) => config.KAOBAN_SUPPORT_URL !== undefined && (await hasSupport(ctx, licences)),
    hiddenMenus: async (ctx) => hiddenMenus(await readSettings(ctx)),
    issuesOneTimePasswords: async (ctx) => issuesOneTimePasswords(await readSettings(ctx)),
    hasLinkage,
  })
  signInRoutes(serve, config)
  passwordRoutes(
    serve,
    (steps, loginId, password) => verifyCounted(steps, loginId, password, lockSettingsOf(config)),
    liftBlocks,
  )
  applicationRoutes(serve, config)
  operatorRoutes(serve, config)
  tenantRoutes(serve)
  maintenanceRoutes(serve)
  announcementRoutes(serve)
  noticeRoutes(serve, config)
  mailRoutes(serve, config, operator)
  dashboardRoutes(serve)
  userRoutes(serve, licences)
  factorRoutes(serve, config)
  authenticationSetRoutes(serve)
  samlRoutes(serve, portalUrl)
  appSignInRoutes(serve, config, portalUrl)
  groupRoutes(serve)
  recycleBinRoutes(serve, licences)
  leaverRoutes(serve)
  settingsRoutes(
    serve,
    async (ctx, before, after) => {
      if (before['face.retainImages'] && !after['face.retainImages']) await eraseKeptImages(ctx)
      if (issuesOneTimePasswords(before) && !issuesOneTimePasswords(after)) await resetAllPasswords(ctx)
    },
    eraseKeptImages,
  )
  authenticationLogRoutes(serve)
  operationLogRoutes(serve)
  const enrolment: Enrolment = {
    workers: engines.faces,
    requireFreeId: (ctx, userId) => requireFreeId(ctx, userId, licences),
  }
  faceRoutes(serve, enrolment)
  linkageRoutes(serve)
  licenceRoutes(serve, licences)
  terminalRoutes(serve)
  installerRoutes(serve)
  computerRoutes(serve, enrolment, licences, lockSettingsOf(config))
  faceSignInRoutes(serve, engines.faces, licences)
  oneTimePasswordRoutes(serve)
  addressRoutes(serve, config)
  taskRoutes(serve, taskKinds(platform, engines))
  transferRoutes(serve, licences)
  importLotRoutes(serve)
  directoryRoutes(serve)
  apiKeyRoutes(serve)
}

/** Long work that people may start. */
export function taskKinds({ config }: Platform, { faces }: Engines): AnyTaskKind[] {
  const licences = licenceRuleOf(config)
  const sync = syncKind({ workers: faces, licences }) as unknown as AnyTaskKind
  return [bulkKind as unknown as AnyTaskKind, ...transferKinds(licences, faces), sync]
}

/** What happens by itself (portal.md §28). */
export function scheduledJobs(platform: Platform, { faces }: Engines): ScheduledJob[] {
  const { config, database, clock, secrets } = platform
  const licencesDone = new Map<string, string>()
  const facesDone = new Map<string, number>()
  return [
    {
      name: 'licence-notices',
      at: { everyMinutes: 15 },
      run: () => keepLicences(platform, licenceRuleOf(config), licencesDone),
    },
    {
      name: 'windows-accounts-purge',
      at: { everyMinutes: 15 },
      run: () => purgeUnusedAccounts(database, clock),
    },
    { name: 'face-models', at: { everyMinutes: 1 }, run: () => moveFaces(platform, faces, facesDone) },
    { name: 'one-time-passwords-purge', at: [2, 40], run: () => purgeOneTimePasswords(database, clock) },
    { name: 'face-drafts-purge', at: { everyMinutes: 5 }, run: () => purgeDrafts(database, clock) },
    { name: 'imports-purge', at: { everyMinutes: 30 }, run: () => purgeImports(database, clock) },
    { name: 'api-keys-purge', at: [2, 45], run: () => purgeApiKeys(database, clock) },
    {
      name: 'sessions-purge',
      at: { everyMinutes: 60 },
      run: () => purgeSessions(database, clock, sessionLimits(platform)),
    },
    {
      name: 'linkage-changes',
      at: { everyMinutes: 15 },
      run: () => fetchChanges(platform, { workers: faces, licences: licenceRuleOf(config) }),
    },
    { name: 'linkage-outward', at: { everyMinutes: 1 }, run: () => sendChanges(platform) },
    { name: 'linkage-watch', at: { everyMinutes: 5 }, run: () => watchSyncs(platform) },
    { name: 'app-sign-ins-purge', at: { everyMinutes: 15 }, run: () => purgeSignIns(database, clock) },
    { name: 'notices', at: { everyMinutes: 1 }, run: () => sendNotices(platform) },
    { name: 'mails-purge', at: [2, 55], run: () => purgeMails(database, clock) },
    { name: 'recycle-bin-purge', at: [2, 50], run: () => purgeBin(platform) },
    { name: 'authlog-purge', at: [3, 0], run: () => purgeAuthentications(database, clock) },
    { name: 'oplog-purge', at: [3, 10], run: () => purgeOperations(database, clock, secrets) },
    { name: 'tasks-purge', at: { everyMinutes: 60 }, run: () => purgeTasks(platform) },
  ]
}
