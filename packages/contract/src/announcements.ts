import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { PageQuery, pageOf } from './paging.ts'

/** メンテナンス / リリース / 障害 / その他 [NFM-ANN-001]. */
export const announcementCategories = ['maintenance', 'release', 'incident', 'other'] as const
export type AnnouncementCategory = (typeof announcementCategories)[number]

export const announcementLimits = { title: { max: 100 }, body: { max: 5000 } } as const

const Texts = z.object({ ja: z.string(), en: z.string() })

const Announcement = z.object({
  announcementId: z.uuid(),
  category: z.enum(announcementCategories),
  title: Texts,
  body: Texts,
  shownFrom: z.iso.datetime(),
})

/** What people see before they sign in: incidents and emergency maintenance [NFM-ANN-002]. */
export const AnnouncementAtDoor = Announcement
export type AnnouncementAtDoor = z.output<typeof AnnouncementAtDoor>

export const AnnouncementRow = Announcement.extend({ unread: z.boolean() })
export type AnnouncementRow = z.output<typeof AnnouncementRow>

export const listAnnouncements = endpoint({
  method: 'GET',
  path: '/api/announcements',
  needs: 'announcements.read',
  summary: 'Announcements of the operator that are shown now, newest first',
  query: PageQuery,
  answer: pageOf(AnnouncementRow),
  audit: { none: 'reads what everybody may read' },
})

export const countUnreadAnnouncements = endpoint({
  method: 'GET',
  path: '/api/announcements/unread',
  needs: 'announcements.read',
  summary: 'How many of them the signed-in person has not read',
  answer: z.object({ unread: z.number().int() }),
  audit: { none: 'reads only the own marks' },
})

export const markAnnouncementsRead = endpoint({
  method: 'POST',
  path: '/api/announcements/read',
  needs: 'announcements.read',
  summary: 'Mark announcements as read by the signed-in person; all of them when none is named',
  body: z.object({ announcementIds: z.array(z.uuid()).max(100).optional() }),
  answer: z.object({ unread: z.number().int() }),
  audit: { none: 'changes only the own marks' },
})

/** As the operator keeps it. */
export const KeptAnnouncement = Announcement.extend({
  shownUntil: z.iso.datetime().nullable(),
  beforeSignIn: z.boolean(),
  version: z.number().int(),
})
export type KeptAnnouncement = z.output<typeof KeptAnnouncement>

const Typed = z.string().trim().max(20_000)
const TypedAnnouncement = z.object({
  category: z.enum(announcementCategories),
  titleJa: Typed,
  titleEn: Typed,
  bodyJa: Typed,
  bodyEn: Typed,
  shownFrom: z.iso.datetime(),
  shownUntil: z.iso.datetime().nullable(),
  /** Also on the sign-in pages. */
  beforeSignIn: z.boolean(),
})
export type TypedAnnouncement = z.output<typeof TypedAnnouncement>

const AnnouncementId = z.object({ announcementId: z.uuid() })

export const listKeptAnnouncements = endpoint({
  method: 'GET',
  path: '/api/operator/announcements',
  needs: 'operator',
  summary: 'All announcements, those to come and those that are over too',
  query: PageQuery,
  answer: pageOf(KeptAnnouncement),
  audit: { none: 'reads what the operator wrote' },
})

export const publishAnnouncement = endpoint({
  method: 'POST',
  path: '/api/operator/announcements',
  needs: 'operator',
  summary: 'Write an announcement to the people of all tenants',
  body: TypedAnnouncement,
  answer: KeptAnnouncement,
  status: 201,
  audit: 'announcement.published',
})

/** Whoever has read it finds it unread again. */
export const changeAnnouncement = endpoint({
  method: 'PUT',
  path: '/api/operator/announcements/:announcementId',
  needs: 'operator',
  summary: 'Change an announcement',
  params: AnnouncementId,
  body: TypedAnnouncement.extend({ version: z.number().int() }),
  answer: KeptAnnouncement,
  audit: 'announcement.changed',
})

export const deleteAnnouncement = endpoint({
  method: 'DELETE',
  path: '/api/operator/announcements/:announcementId',
  needs: 'operator',
  summary: 'Delete an announcement',
  params: AnnouncementId,
  answer: z.undefined(),
  status: 204,
  audit: 'announcement.deleted',
})
