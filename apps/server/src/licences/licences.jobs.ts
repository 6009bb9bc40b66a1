import { eraseAllFaces, eraseSuspendedFaces, suspendFaces } from '../faces/suspension.service.ts'
import { queueMail } from '../mails/mails.service.ts'
import type { Context } from '../platform/context.ts'
import type { Platform } from '../platform/http.ts'
import { inTenant } from '../platform/job-context.ts'
import { listTenants } from '../platform/tenant-list.ts'
import { displayName } from '../sessions/sessions.service.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { endedLicence, type Licence, lapseDates, noticeDay, trialNotice } from './licences.rules.ts'
import { endLapse, type LicenceRule } from './licences.service.ts'
import {
  findLapse,
  findLicences,
  findNoticeSteps,
  findSystemAdministrators,
  insertLapse,
  insertNotice,
} from './licences.store.ts'

const job = 'licence-notices'

/**
 * JOB-02, often enough to meet 09:00 in every time zone: reminds of the end of the trial, announces a lapse and
 * suspends the faces, erases those whose 30 days are over. Each tenant has its day done once; what a stopped server
 * missed is caught up at its next run. `done` keeps the day that was done, by tenant.
 */
export async function keepLicences(
  platform: Platform,
  rule: LicenceRule,
  done: Map<string, string> = new Map(),
): Promise<number> {
  let acts = 0
  for (const { tenantId, timeZone, state } of await listTenants(platform.database)) {
    const day = noticeDay(timeZone, platform.clock.now())
    if (state !== 'open' || done.get(tenantId) === day) continue
    try {
      acts += await inTenant(platform, job, tenantId, (ctx) => keepTenant(ctx, rule, day))
      done.set(tenantId, day)
    } catch (err) {
      platform.log.error({ err, tenantId, job }, 'the licences of a tenant could not be looked after; tried again')
    }
  }
  return acts
}

/** One day of one tenant in one transaction; returns how many things happened. */
async function keepTenant(ctx: Context, rule: LicenceRule, day: string): Promise<number> {
  const licences = await findLicences(ctx.db, true)
  if (!rule.enforced) return restore(ctx)
  const reminded = await remind(ctx, licences, day)
  const announced = await announceLapse(ctx, licences, day, rule)
  const erased = await eraseSuspendedFaces(ctx, day)
  if (erased > 0) await ctx.audit({ people: erased, day }, 'licence.faces-erased')
  return Number(reminded) + Number(announced) + Number(erased > 0)
}

/** Who no longer enforces licences gives back what a lapse had suspended. */
async function restore(ctx: Context): Promise<number> {
  const people = await endLapse(ctx)
  if (people > 0) await ctx.audit({ people }, 'licence.faces-restored')
  return Number(people > 0)
}

async function remind(ctx: Context, licences: readonly Licence[], day: string): Promise<boolean> {
  const trial = licences.find(({ kind }) => kind === 'trial')
  const notice = trial && trialNotice(licences, day, await findNoticeSteps(ctx.db, trial.licenceId))
  if (!notice) return false
  const { licence, step, daysLeft } = notice
  await insertNotice(ctx.db, {
    tenantId: ctx.tenantId,
    licenceId: licence.licenceId,
    step,
    mailedAt: ctx.clock.now(),
  })
  const mailed = await mailAdministrators(ctx, 'MAIL-02', {
    trialEnd: written(licence.endsOn),
    daysLeft: String(daysLeft),
  })
  await ctx.audit({ step, endsOn: licence.endsOn, mailed }, 'licence.notice-mailed')
  return true
}

async function announceLapse(
  ctx: Context,
  licences: readonly Licence[],
  day: string,
  rule: LicenceRule,
): Promise<boolean> {
  const ended = endedLicence(licences, day)
  if (!ended || (await findLapse(ctx.db))) return false
  const endedOn = ended.endsOn
  const { eraseOn, tenantDeletionOn } = lapseDates(endedOn, day, rule.lapse)
  await insertLapse(ctx.db, ctx.tenantId, {
    licenceId: ended.licenceId,
    endedOn,
    announcedOn: day,
    eraseOn,
    tenantDeletionOn,
  })
  const people = eraseOn === null ? await eraseAllFaces(ctx) : await suspendFaces(ctx, eraseOn)
  const mailed = await mailAdministrators(ctx, ended.kind === 'trial' ? 'MAIL-03' : 'MAIL-06', {
    [ended.kind === 'trial' ? 'trialEnd' : 'licenceEnd']: written(endedOn),
    tenantDeletionDate: written(tenantDeletionOn),
    ...(eraseOn === null
      ? { erasedFaces: String(people) }
      : { suspendedFaces: String(people), eraseOn: written(eraseOn) }),
  })
  const faces = eraseOn === null ? { erasedFaces: people } : { suspendedFaces: people, eraseOn }
  await ctx.audit({ endedOn, tenantDeletionOn, ...faces, mailed }, 'licence.lapsed')
  return true
}

const written = (day: string) => day.replaceAll('-', '/')

/** One mail to each system administrator; returns how many. */
async function mailAdministrators(
  ctx: Context,
  template: 'MAIL-02' | 'MAIL-03' | 'MAIL-06',
  params: Record<string, string>,
): Promise<number> {
  const loginUrl = `/t/${(await findOwnTenant(ctx))!.code}`
  const administrators = await findSystemAdministrators(ctx.db)
  for (const administrator of administrators)
    await queueMail(ctx, {
      template,
      to: { address: administrator.mail, name: displayName(administrator), userId: administrator.userId },
      locale: administrator.locale ?? 'ja',
      params: { ...params, loginUrl },
    })
  return administrators.length
}
