import { type Applicant, type ApplicationRow, invalidFields, KaobanError } from '@kaoban/contract'
import type { Locale } from '@kaoban/messages'
import { issueTrial } from '../licences/licences.service.ts'
import { queueMail } from '../mails/mails.service.ts'
import { generatePassword, hashPassword, issuePasswordLink } from '../passwords/passwords.service.ts'
import type { Config } from '../platform/config.ts'
import type { Context, Steps } from '../platform/context.ts'
import { withinScope } from '../platform/database.ts'
import { dayIn } from '../platform/days.ts'
import { houseTenantId, newId, newTenantCode } from '../platform/identifiers.ts'
import { displayName } from '../sessions/sessions.service.ts'
import { addTenant } from '../tenants/tenants.service.ts'
import { shippedFreeMailDomains } from './applications.free-mail.ts'
import { applicantFaults, domainOf, isFreeMail, normaliseCompany, readDomains, trialOf } from './applications.rules.ts'
import {
  decideApplication,
  findApplication,
  findApplications,
  findFlags,
  findServiceSetting,
  insertApplication,
  insertFirstUser,
  openOneByOne,
  saveServiceSetting,
} from './applications.store.ts'

interface OpenedTenant {
  tenantId: string
  code: string
}

/** The tenant's time zone until somebody chooses another [NFM-GEN-005]. */
const firstTimeZone = 'Asia/Tokyo'

/** テナント申込 by anybody; waits for the operator unless the service opens by itself [NFM-TEN-006]. */
export async function apply(steps: Steps, input: Applicant & { consent: boolean }, config: Config): Promise<undefined> {
  const { consent, ...applicant } = input
  const faults = applicantFaults(applicant)
  if (!consent) faults.push({ field: 'consent', message: 'MSG-TEN-007' })
  const password = generatePassword()
  const hash = config.KAOBAN_AUTO_OPEN && faults.length === 0 ? await hashPassword(password) : undefined
  await steps.inTransaction(async (ctx) => {
    if (!faults.some(({ field }) => field === 'mail') && (await isRefusedDomain(ctx, applicant.mail)))
      faults.push({ field: 'mail', message: 'MSG-TEN-005' })
    if (faults.length > 0) throw invalidFields(faults)
    const application = await storeApplication(ctx, applicant, ctx.locale, 'waiting')
    if (hash !== undefined) await openOneByOne(ctx.db)
    const flags = await findFlags(ctx.db, application)
    await ctx.audit({ applicationId: application.applicationId, tenantName: applicant.tenantName, ...flags })
    // A second tenant of one company is the operator's decision, whatever the switch says [NFM-TEN-003].
    if (hash === undefined || flags.domain || flags.company) return
    const opened = await openTenant(ctx, application, { password, hash }, config)
    await decide(ctx, application.applicationId, { ...opened, by: 'automatic' })
  })
}

async function isRefusedDomain(ctx: Context, mail: string): Promise<boolean> {
  return isFreeMail(domainOf(mail), new Set((await readFreeMail(ctx)).domains))
}

async function storeApplication(ctx: Context, applicant: Applicant, locale: Locale, state: 'waiting' | 'opened') {
  const { mail } = applicant
  const application = {
    ...applicant,
    tenantId: houseTenantId,
    applicationId: newId(),
    normalisedName: normaliseCompany(applicant.tenantName),
    mailKey: mail.toLowerCase(),
    mailDomain: domainOf(mail),
    locale,
    state,
    appliedAt: ctx.clock.now(),
  }
  if (!(await insertApplication(ctx.db, application))) throw invalidFields([{ field: 'mail', message: 'MSG-TEN-006' }])
  return application
}

interface FirstPerson {
  tenantName: string
  normalisedName: string
  familyName: string
  middleName: string
  givenName: string
  mail: string
  locale: Locale
}

/**
 * Opens a tenant within the running transaction, all or nothing [NFM-TEN-007]: the tenant with its code, trial licence
 * and default settings, its first system administrator with an initial password, and the mail that says so [NFM-TEN-008].
 */
async function openTenant(
  ctx: Context,
  person: FirstPerson,
  secret: { password: string; hash: string },
  config: Config,
): Promise<OpenedTenant> {
  const tenantId = newId()
  const userId = newId()
  const code = newTenantCode()
  const at = ctx.clock.now()
  const trial = trialOf(dayIn(firstTimeZone, at))
  const { tenantName, familyName, middleName, givenName, mail, locale, normalisedName } = person
  await withinScope(ctx.db, { tenantId }, async (db) => {
    const tenant: Context = { ...ctx, db, tenantId }
    await addTenant(tenant, {
      tenantId,
      code,
      name: tenantName,
      normalisedName,
      locale,
      timeZone: firstTimeZone,
      applicantMail: mail,
      trialStart: trial.start,
      trialEnd: trial.end,
    })
    await issueTrial(tenant, trial)
    await insertFirstUser(db, {
      tenantId,
      userId,
      familyName,
      middleName,
      givenName,
      mail,
      locale,
      passwordHash: secret.hash,
      at,
    })
    const name = displayName({ familyName, middleName, givenName, loginId: mail })
    await queueMail(tenant, {
      template: 'MAIL-01',
      to: { address: mail, name, userId },
      locale,
      params: {
        tenant: tenantName,
        trialEnd: trial.end.replaceAll('-', '/'),
        userId: mail,
        initialPassword: secret.password,
        passwordUrl: await issuePasswordLink(tenant, userId),
        loginUrl: `/t/${code}`,
        ...(config.KAOBAN_MANUAL_URL === undefined ? {} : { manualUrl: config.KAOBAN_MANUAL_URL }),
      },
    })
    await tenant.audit({ userId, trialEnd: trial.end }, 'tenant.opened')
  })
  return { tenantId, code }
}

async function decide(ctx: Context, applicationId: string, opened: OpenedTenant & { by: string }): Promise<void> {
  const decision = { state: 'opened' as const, decidedAt: ctx.clock.now(), decidedBy: opened.by }
  if (!(await decideApplication(ctx.db, applicationId, ['waiting'], { ...decision, openedTenantId: opened.tenantId })))
    throw new KaobanError('application.decided', 'the application was decided meanwhile')
  await ctx.audit({ applicationId, tenantId: opened.tenantId }, 'tenant.opened')
}

const operatorName = (ctx: Context) => (ctx.actor.kind === 'operator' ? ctx.actor.name : '')

/** 承認: opens the tenant of a waiting application. */
export async function approve(steps: Steps, applicationId: string, config: Config): Promise<OpenedTenant> {
  const password = generatePassword()
  const hash = await hashPassword(password)
  return steps.inTransaction(async (ctx) => {
    const application = await findApplication(ctx.db, applicationId)
    if (!application) throw new KaobanError('request.not-found', 'no such application')
    const opened = await openTenant(ctx, application, { password, hash }, config)
    await decide(ctx, applicationId, { ...opened, by: operatorName(ctx) })
    return opened
  })
}

/** 却下, or the release of an address for another try. */
export async function settle(
  ctx: Context,
  applicationId: string,
  state: 'rejected' | 'released',
  reason?: string,
): Promise<undefined> {
  if (!(await findApplication(ctx.db, applicationId))) throw new KaobanError('request.not-found', 'no such application')
  const from = state === 'rejected' ? (['waiting'] as const) : (['rejected', 'opened'] as const)
  const decision = { state, decidedAt: ctx.clock.now(), decidedBy: operatorName(ctx) }
  if (
    !(await decideApplication(ctx.db, applicationId, from, reason === undefined ? decision : { ...decision, reason }))
  )
    throw new KaobanError('application.decided', 'the application is in another state')
  await ctx.audit({ applicationId })
}

/** Opens a tenant that the operator enters; it counts as an application, so that the address cannot apply again. */
export async function createByOperator(steps: Steps, applicant: Applicant, config: Config): Promise<OpenedTenant> {
  const faults = applicantFaults(applicant)
  if (faults.length > 0) throw invalidFields(faults)
  const password = generatePassword()
  const hash = await hashPassword(password)
  return steps.inTransaction(async (ctx) => {
    const application = await storeApplication(ctx, applicant, ctx.locale, 'waiting')
    const opened = await openTenant(ctx, application, { password, hash }, config)
    await decide(ctx, application.applicationId, { ...opened, by: operatorName(ctx) })
    return opened
  })
}

export async function listForOperator(
  ctx: Context,
  query: { page: number; size: number; state?: ApplicationRow['state'] | undefined; search?: string | undefined },
) {
  const { rows, total } = await findApplications(ctx.db, query)
  const shown: ApplicationRow[] = []
  for (const row of rows) {
    const flags = row.state === 'waiting' ? await findFlags(ctx.db, row) : { domain: false, company: false }
    shown.push({
      applicationId: row.applicationId,
      tenantName: row.tenantName,
      applicantName: displayName({ ...row, loginId: row.mail }),
      mail: row.mail,
      state: row.state,
      flags: [
        ...(flags.domain ? (['same-mail-domain'] as const) : []),
        ...(flags.company ? (['same-company-name'] as const) : []),
      ],
      appliedAt: row.appliedAt.toISOString(),
      decidedAt: row.decidedAt?.toISOString() ?? null,
      decidedBy: row.decidedBy,
      reason: row.reason,
    })
  }
  return { rows: shown, total, page: query.page, size: query.size }
}

const freeMailSetting = 'free-mail-domains'

/** The operator's list, or the shipped one. */
export async function readFreeMail(ctx: Context): Promise<{ domains: string[]; shipped: boolean }> {
  const own = await findServiceSetting(ctx.db, freeMailSetting)
  return Array.isArray(own) ? { domains: own, shipped: false } : { domains: shippedFreeMailDomains, shipped: true }
}

export async function changeFreeMail(ctx: Context, lines: readonly string[]) {
  const { domains, bad } = readDomains(lines)
  if (bad.length > 0)
    throw invalidFields([
      { field: 'domains', message: 'tenants.badDomains', params: { domains: bad.slice(0, 5).join(', ') } },
    ])
  await saveServiceSetting(ctx.db, houseTenantId, freeMailSetting, domains.length === 0 ? undefined : domains)
  await ctx.audit({ setting: freeMailSetting, domains: domains.length })
  return readFreeMail(ctx)
}
