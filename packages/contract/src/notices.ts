import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { PageQuery, pageOf } from './paging.ts'

/** Mails of the operator to the system administrators of all tenants: MAIL-14, MAIL-15, MAIL-12, MAIL-13. */
export const noticeKinds = ['maintenance', 'emergency', 'release-planned', 'release-done'] as const
export type NoticeKind = (typeof noticeKinds)[number]

export const noticeLimits = {
  text: { max: 1000 },
  version: { max: 40 },
  /** How long ahead planned work is announced, in principle [NFM-ANN-003] [NFM-ANN-005]. */
  daysAhead: 14,
  /** Within which an incident is to be mailed [NFM-ANN-004]. */
  minutesAfterIncident: 120,
  /** How long the former client version is supported after a release [NFM-SVC-004]. */
  monthsOfSupport: 2,
} as const

const Typed = z.string().trim().max(5000)
const announce = z.boolean()

/** What the operator types; free text in both languages. `announce` shows it as an announcement, too. */
export const TypedNotice = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('maintenance'),
    from: z.iso.datetime(),
    until: z.iso.datetime(),
    impactJa: Typed,
    impactEn: Typed,
    announce,
  }),
  z.object({
    kind: z.literal('emergency'),
    incidentId: z.uuid(),
    stateJa: Typed,
    stateEn: Typed,
    impactJa: Typed,
    impactEn: Typed,
    announce,
  }),
  z.object({
    kind: z.literal('release-planned'),
    version: Typed,
    plannedOn: z.iso.date(),
    changesJa: Typed,
    changesEn: Typed,
    supportEndsOn: z.iso.date(),
    announce,
  }),
  z.object({ kind: z.literal('release-done'), version: Typed, supportEndsOn: z.iso.date(), announce }),
])
export type TypedNotice = z.output<typeof TypedNotice>

const Mail = z.object({ subject: z.string(), text: z.string() })

export const previewNotice = endpoint({
  method: 'POST',
  path: '/api/operator/notices/preview',
  needs: 'operator',
  summary: 'The mail in both languages, and how many people of how many tenants it would go to',
  body: z.object({ notice: TypedNotice }),
  answer: z.object({
    ja: Mail,
    en: Mail,
    tenants: z.number().int(),
    recipients: z.number().int(),
    /** What is planned begins in less than two weeks. */
    shortNotice: z.boolean(),
  }),
  audit: { none: 'reads only; sending is logged' },
})

export const NoticeRow = z.object({
  noticeId: z.uuid(),
  kind: z.enum(noticeKinds),
  /** Of a client release. */
  version: z.string().nullable(),
  /** When maintenance begins, or when an incident was confirmed. */
  from: z.iso.datetime().nullable(),
  writtenBy: z.string(),
  createdAt: z.iso.datetime(),
  tenants: z.number().int(),
  tenantsDone: z.number().int(),
  /** Mails that were handed to the mail server's queue so far. */
  mails: z.number().int(),
  finishedAt: z.iso.datetime().nullable(),
})
export type NoticeRow = z.output<typeof NoticeRow>

/** The same id again sends nothing again: whoever is not sure that a request arrived may repeat it. */
export const sendNotice = endpoint({
  method: 'POST',
  path: '/api/operator/notices',
  needs: 'operator',
  summary: 'Mail the system administrators of all tenants, each in their own language',
  body: z.object({ noticeId: z.uuid(), notice: TypedNotice }),
  answer: NoticeRow,
  status: 202,
  audit: 'notice.sent',
})

export const listNotices = endpoint({
  method: 'GET',
  path: '/api/operator/notices',
  needs: 'operator',
  summary: 'Mails to administrators, newest first, with how far they are',
  query: PageQuery,
  answer: pageOf(NoticeRow),
  audit: { none: 'reads what operators wrote' },
})

export const Incident = z.object({
  incidentId: z.uuid(),
  confirmedAt: z.iso.datetime(),
  recordedBy: z.string(),
  mailedAt: z.iso.datetime().nullable(),
})
export type Incident = z.output<typeof Incident>

const OpenIncident = z.object({ incident: Incident.nullable() })

export const readIncident = endpoint({
  method: 'GET',
  path: '/api/operator/incident',
  needs: 'operator',
  summary: 'The incident that is not over, if there is one',
  answer: OpenIncident,
  audit: { none: 'reads what operators wrote' },
})

export const recordIncident = endpoint({
  method: 'POST',
  path: '/api/operator/incident',
  needs: 'operator',
  summary: 'Record that something is wrong, and since when that is known',
  body: z.object({ confirmedAt: z.iso.datetime() }),
  answer: OpenIncident,
  status: 201,
  audit: 'incident.recorded',
})

export const endIncident = endpoint({
  method: 'POST',
  path: '/api/operator/incidents/:incidentId/end',
  needs: 'operator',
  summary: 'Record that an incident is over',
  params: z.object({ incidentId: z.uuid() }),
  answer: OpenIncident,
  audit: 'incident.ended',
})
