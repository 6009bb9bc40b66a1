import { type Incident, invalidFields, KaobanError, type NoticeRow, type TypedNotice } from '@kaoban/contract'
import { type Locale, word } from '@kaoban/messages'
import { publish } from '../announcements/announcements.service.ts'
import { composeMail, queueMails } from '../mails/mails.service.ts'
import type { Config } from '../platform/config.ts'
import type { Context, Steps } from '../platform/context.ts'
import { withinScope } from '../platform/database.ts'
import { newId } from '../platform/identifiers.ts'
import { displayName } from '../sessions/sessions.service.ts'
import { categoryOf, isShortNotice, type NoticeContent, noticeFaults, paramsOf, templateOf } from './notices.rules.ts'
import {
  countAdministrators,
  countTenants,
  findAdministrators,
  findNotice,
  findOpenIncident,
  findPage,
  findTenantsAfter,
  insertIncident,
  insertNotice,
  lockUnfinished,
  markIncident,
  type StoredNotice,
  saveProgress,
} from './notices.store.ts'

/** Where the operator is taken to be: each mail names the zone of its tenant. */
const houseTimeZone = 'Asia/Tokyo'
const atOnce = 50
/** So long the request that sends a notice goes from tenant to tenant itself; the rest is work of a job. */
const withinRequestMs = 5000

/** The mail as an administrator would read it, and how many of them there are. */
export async function preview(steps: Steps, typed: TypedNotice, config: Config) {
  const content = await steps.inTransaction((ctx) => judge(ctx, typed))
  let tenants = 0
  let recipients = 0
  let after: string | null = null
  for (;;) {
    const seen = await steps.inTransaction((ctx) => countAfter(ctx, after))
    tenants += seen.tenants
    recipients += seen.recipients
    if (seen.tenants < atOnce) break
    after = seen.last
  }
  const mail = (locale: Locale) => {
    const { subject, text } = mailOf(content, locale, houseTimeZone, config)
    return { subject, text }
  }
  const shortNotice = isShortNotice(typed, steps.clock.now(), houseTimeZone)
  return { ja: mail('ja'), en: mail('en'), tenants, recipients, shortNotice }
}

async function countAfter(ctx: Context, after: string | null) {
  const found = await findTenantsAfter(ctx.db, after, atOnce)
  let recipients = 0
  for (const { tenantId } of found) recipients += await withinScope(ctx.db, { tenantId }, countAdministrators)
  return { tenants: found.length, recipients, last: found.at(-1)?.tenantId ?? null }
}

function mailOf(content: NoticeContent, locale: Locale, timeZone: string, config: Config) {
  const to = { address: '', name: word('notices.administrator', locale) }
  const params = paramsOf(content, locale, timeZone)
  return composeMail({ template: templateOf[content.kind], locale, to, params }, config.KAOBAN_PRODUCT_NAME, '')
}

/** Refuses what cannot be sent; an emergency is about the incident that is not over. */
async function judge(ctx: Context, typed: TypedNotice): Promise<NoticeContent> {
  const faults = noticeFaults(typed, ctx.clock.now())
  if (faults.length > 0) throw invalidFields(faults)
  if (typed.kind !== 'emergency') return typed
  const incident = await findOpenIncident(ctx.db)
  if (incident?.incidentId !== typed.incidentId)
    throw new KaobanError('request.conflict', 'the incident is over or another one')
  return { ...typed, confirmedAt: incident.confirmedAt.toISOString() }
}

/** Stores the notice once, and begins to send it. */
export async function send(steps: Steps, noticeId: string, typed: TypedNotice, config: Config): Promise<NoticeRow> {
  await steps.inTransaction((ctx) => begin(ctx, noticeId, typed, config))
  const until = Date.now() + withinRequestMs
  while (Date.now() < until) if (!(await steps.inTransaction(sendToNextTenant))) break
  return steps.inTransaction(async (ctx) => rowOf((await findNotice(ctx.db, noticeId))!))
}

async function begin(ctx: Context, noticeId: string, typed: TypedNotice, config: Config): Promise<void> {
  const { kind } = typed
  if (await findNotice(ctx.db, noticeId)) return ctx.audit({ noticeId, kind, repeated: true })
  const content = await judge(ctx, typed)
  const now = ctx.clock.now()
  const { tenantId } = ctx
  const tenants = await countTenants(ctx.db)
  if (
    !(await insertNotice(ctx.db, {
      tenantId,
      noticeId,
      kind,
      content,
      writtenBy: nameOf(ctx),
      createdAt: now,
      tenants,
    }))
  )
    return ctx.audit({ noticeId, kind, repeated: true })
  if (typed.kind === 'emergency') {
    const incident = await findOpenIncident(ctx.db, true)
    if (incident?.mailedAt === null) await markIncident(ctx.db, incident.incidentId, { mailedAt: now })
  }
  if (typed.announce) await announce(ctx, content, config)
  await ctx.audit({ noticeId, tenants, ...content })
}

/** The same words for everybody who is signed in; of an emergency on the sign-in pages, too [NFM-ANN-002]. */
async function announce(ctx: Context, content: NoticeContent, config: Config): Promise<void> {
  const [ja, en] = (['ja', 'en'] as const).map((locale) => mailOf(content, locale, houseTimeZone, config)) as [
    ReturnType<typeof mailOf>,
    ReturnType<typeof mailOf>,
  ]
  // Without salutation and closing.
  const body = ({ text }: { text: string }) => text.trimEnd().split('\n\n').slice(1, -2).join('\n\n')
  await publish(
    { ...ctx, audit: (details) => ctx.audit(details, 'announcement.published') },
    {
      category: categoryOf[content.kind],
      ...{ titleJa: ja.subject, titleEn: en.subject, bodyJa: body(ja), bodyEn: body(en) },
      shownFrom: ctx.clock.now().toISOString(),
      shownUntil: content.kind === 'maintenance' ? content.until : null,
      beforeSignIn: content.kind === 'emergency',
    },
  )
}

/**
 * Queues the mails of one tenant and remembers it, in one transaction: whatever happens, a tenant has all of its mails
 * or none, and never twice. False when no notice waits.
 */
export async function sendToNextTenant(ctx: Context): Promise<boolean> {
  const notice = await lockUnfinished(ctx.db)
  if (!notice) return false
  const { noticeId, lastTenant, tenantsDone, tenants, mails } = notice
  const [next] = await findTenantsAfter(ctx.db, lastTenant, 1)
  if (!next) {
    const finishedAt = ctx.clock.now()
    await saveProgress(ctx.db, noticeId, { lastTenant, tenantsDone, tenants: tenantsDone, mails, finishedAt })
    return true
  }
  const queued = await withinScope(ctx.db, { tenantId: next.tenantId }, (db) =>
    mailTenant({ ...ctx, db, tenantId: next.tenantId }, notice, next.timeZone),
  )
  await saveProgress(ctx.db, noticeId, {
    ...{ lastTenant: next.tenantId, tenantsDone: tenantsDone + 1, mails: mails + queued },
    ...{ tenants: Math.max(tenants, tenantsDone + 1), finishedAt: null },
  })
  return true
}

async function mailTenant(tenant: Context, notice: StoredNotice, timeZone: string): Promise<number> {
  const { noticeId, kind, content } = notice
  const template = templateOf[kind]
  const administrators = await findAdministrators(tenant.db)
  await queueMails(
    tenant,
    administrators.map((person) => {
      const locale = person.locale ?? 'ja'
      const to = { address: person.mail, name: displayName(person), userId: person.userId }
      return { template, to, locale, params: paramsOf(content, locale, timeZone) }
    }),
  )
  await tenant.audit({ noticeId, mail: template, mailed: administrators.length }, 'notice.mailed')
  return administrators.length
}

export async function list(ctx: Context, page: number, size: number) {
  const { rows, total } = await findPage(ctx.db, page, size)
  return { rows: rows.map(rowOf), total, page, size }
}

function rowOf(notice: StoredNotice): NoticeRow {
  const { content, lastTenant: _, createdAt, finishedAt, ...row } = notice
  const version = 'version' in content ? content.version : null
  const from = content.kind === 'maintenance' ? content.from : (content.confirmedAt ?? null)
  return { ...row, version, from, createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null }
}

const nameOf = ({ actor }: Context) => (actor.kind === 'operator' ? actor.name : '')

export async function openIncident(ctx: Context): Promise<{ incident: Incident | null }> {
  const found = await findOpenIncident(ctx.db)
  if (!found) return { incident: null }
  const { confirmedAt, mailedAt, ...incident } = found
  return {
    incident: { ...incident, confirmedAt: confirmedAt.toISOString(), mailedAt: mailedAt?.toISOString() ?? null },
  }
}

export async function record(ctx: Context, confirmedAt: string) {
  const at = new Date(confirmedAt)
  if (at > ctx.clock.now()) throw invalidFields([{ field: 'confirmedAt', message: 'notices.incident.future' }])
  const incidentId = newId()
  const { tenantId } = ctx
  if (!(await insertIncident(ctx.db, { tenantId, incidentId, confirmedAt: at, recordedBy: nameOf(ctx) })))
    throw new KaobanError('request.conflict', 'an incident is recorded already')
  await ctx.audit({ incidentId, confirmedAt })
  return openIncident(ctx)
}

export async function end(ctx: Context, incidentId: string) {
  const incident = await findOpenIncident(ctx.db, true)
  if (incident?.incidentId !== incidentId) throw new KaobanError('request.not-found', 'no such incident')
  await markIncident(ctx.db, incidentId, { endedAt: ctx.clock.now() })
  await ctx.audit({ incidentId })
  return openIncident(ctx)
}
