import {
  changeAnnouncement,
  countUnreadAnnouncements,
  deleteAnnouncement,
  listAnnouncements,
  listKeptAnnouncements,
  markAnnouncementsRead,
  publishAnnouncement,
} from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { change, countUnread, listKept, listShown, markRead, publish, remove } from './announcements.service.ts'

export function announcementRoutes(serve: Serve): void {
  serve(listAnnouncements, (ctx, { page, size }) => listShown(ctx, page, size))
  serve(countUnreadAnnouncements, (ctx) => countUnread(ctx))
  serve(markAnnouncementsRead, (ctx, input) => markRead(ctx, input.announcementIds))
  serve(listKeptAnnouncements, (ctx, { page, size }) => listKept(ctx, page, size))
  serve(publishAnnouncement, (ctx, input) => publish(ctx, input))
  serve(changeAnnouncement, (ctx, { announcementId, ...typed }) => change(ctx, announcementId, typed))
  serve(deleteAnnouncement, (ctx, input) => remove(ctx, input.announcementId))
}
