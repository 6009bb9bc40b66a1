import { appKindOf, factorLimits, invalidFields, KaobanError, lengthOf, type RegisteredApp } from '@kaoban/contract'
import type { Context } from '../platform/context.ts'
import { countUsersOfApps, deleteApp, findApps, findSpName, holdApp, insertApp, updateAppName } from './apps.store.ts'

/** The applications of the organisation by ID [MFA-FLD-033]. */
export async function registeredApps(ctx: Context): Promise<Map<number, RegisteredApp>> {
  return new Map((await findApps(ctx.db)).map((app) => [app.appId, app]))
}

export async function listAllApps(ctx: Context) {
  const users = await countUsersOfApps(ctx.db)
  return { rows: (await findApps(ctx.db)).map((app) => ({ ...app, users: users.get(app.appId) ?? 0 })) }
}

function nameOf(text: string): string {
  const name = text.trim()
  if (name === '' || lengthOf(name) > factorLimits.appName.max)
    throw invalidFields([{ field: 'name', message: 'factors.appNameNeeded' }])
  return name
}

export async function addApp(ctx: Context, input: { appId: number; name: string }): Promise<RegisteredApp> {
  const { appId } = input
  const kind = appKindOf(appId)
  if (kind === undefined) throw invalidFields([{ field: 'appId', message: 'factors.appIdRange' }])
  const name = nameOf(input.name)
  if (!(await insertApp(ctx.db, { tenantId: ctx.tenantId, appId, kind, name, registeredAt: ctx.clock.now() })))
    throw invalidFields([{ field: 'appId', message: 'factors.appIdTaken' }])
  await ctx.audit({ appId, name })
  return { appId, kind, name }
}

async function requireApp(ctx: Context, appId: number): Promise<RegisteredApp> {
  const app = await holdApp(ctx.db, appId)
  if (!app) throw new KaobanError('request.not-found', 'no such application')
  return app
}

export async function renameAppById(ctx: Context, input: { appId: number; name: string }): Promise<RegisteredApp> {
  const app = await requireApp(ctx, input.appId)
  const name = nameOf(input.name)
  await updateAppName(ctx.db, app.appId, name)
  await ctx.audit({ appId: app.appId, before: app.name, after: name })
  return { ...app, name }
}

/** Refused while anybody has sign-in data for it: that would be lost without a word. */
export async function removeAppById(ctx: Context, appId: number): Promise<undefined> {
  const app = await requireApp(ctx, appId)
  const users = (await countUsersOfApps(ctx.db)).get(appId) ?? 0
  if (users > 0)
    throw new KaobanError('app.in-use', 'people have sign-in data for this application', { details: { users } })
  await deleteApp(ctx.db, appId)
  await ctx.audit({ appId, name: app.name })
}

/** By what a SAML application knows somebody, and whether others go by the same name there. */
export function spNameOf(
  ctx: Context,
  appId: number,
  userId: string,
): Promise<{ name: string; others: number } | undefined> {
  return findSpName(ctx.db, appId, userId)
}
