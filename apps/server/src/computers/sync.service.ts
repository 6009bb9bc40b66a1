import { type ComputerEntry, type ComputerSync, computerLog, type InputOf, type syncComputer } from '@kaoban/contract'
import { writeTemplate } from '@kaoban/face'
import { recordAuthentication } from '../authentication-log/authentication-log.service.ts'
import { knownFacesOf, personById } from '../faces/faces.service.ts'
import { hasLicence, type LicenceRule } from '../licences/licences.service.ts'
import type { Context } from '../platform/context.ts'
import { readSettings } from '../settings/settings.service.ts'
import { localAccountsOf } from '../windows-accounts/windows-accounts.service.ts'
import { computerOf, tenantOf } from './computers.service.ts'
import { forgetEntries, insertEntry, saveSync } from './computers.store.ts'

const day = 86_400_000

/** What the computer of the request needs; notes who it is today [NFM-CLI-018]. */
export async function syncOwnComputer(
  ctx: Context,
  { os, version }: InputOf<typeof syncComputer>,
  licences: LicenceRule,
): Promise<ComputerSync> {
  const { computerId, name } = computerOf(ctx)
  const syncedAt = ctx.clock.now()
  await saveSync(ctx.db, computerId, { os, version, syncedAt })
  const settings = await readSettings(ctx)
  const accounts = await localAccountsOf(ctx, name)
  return {
    name,
    tenant: await tenantOf(ctx),
    at: syncedAt.toISOString(),
    logon: {
      auth: settings['logon.method1.logon.auth'],
      motion: settings['logon.method1.logon.motion'],
      threshold: settings['terminal.threshold'],
    },
    accounts,
    people: await peopleOf(ctx, new Set(accounts.flatMap(({ userIds }) => userIds)), await hasLicence(ctx, licences)),
  }
}

/** Those who may sign in today; without a licence nobody has a face [NFM-CLG-015]. */
async function peopleOf(
  ctx: Context,
  userIds: ReadonlySet<string>,
  licensed: boolean,
): Promise<ComputerSync['people']> {
  const people: ComputerSync['people'] = []
  for (const userId of userIds) {
    const person = await personById(ctx, userId)
    if (!person?.usable) continue
    const faces = licensed ? await knownFacesOf(ctx, userId) : []
    const templates = faces.map(({ template }) => Buffer.from(writeTemplate(template)).toString('base64'))
    people.push({ userId, loginId: person.loginId, displayName: person.displayName, templates })
  }
  return people
}

/** Attempts decided at the computer, each once and with its own time, which cannot be yet to come [NFM-COF-004]. */
export async function takeLog(ctx: Context, entries: readonly ComputerEntry[]) {
  const { computerId, name } = computerOf(ctx)
  const receivedAt = ctx.clock.now()
  const earliest = new Date(receivedAt.getTime() - computerLog.days * day)
  await forgetEntries(ctx.db, computerId, new Date(earliest.getTime() - day))
  let added = 0
  for (const { entryId, at: claimed, userId, errorCode, ...entry } of entries) {
    const at = new Date(Math.min(Date.parse(claimed), receivedAt.getTime()))
    if (at < earliest || !(await insertEntry(ctx.db, { tenantId: ctx.tenantId, computerId, entryId, receivedAt })))
      continue
    const person = userId === undefined ? undefined : await personById(ctx, userId)
    await recordAuthentication(ctx, {
      ...{ ...entry, at, means: 'face', windowsDomain: name, terminalId: computerId, terminalName: name },
      ...(person && { userId: person.userId, loginId: person.loginId }),
      ...(errorCode && { errorCode }),
    })
    added++
  }
  return { added }
}
