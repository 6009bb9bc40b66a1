import { endIncident, listNotices, previewNotice, readIncident, recordIncident, sendNotice } from '@kaoban/contract'
import type { Config } from '../platform/config.ts'
import type { Serve } from '../platform/http.ts'
import { end, list, openIncident, preview, record, send } from './notices.service.ts'

export function noticeRoutes(serve: Serve, config: Config): void {
  serve.stepwise(previewNotice, (steps, { notice }) => preview(steps, notice, config))
  serve.stepwise(sendNotice, (steps, { noticeId, notice }) => send(steps, noticeId, notice, config))
  serve(listNotices, (ctx, { page, size }) => list(ctx, page, size))
  serve(readIncident, (ctx) => openIncident(ctx))
  serve(recordIncident, (ctx, { confirmedAt }) => record(ctx, confirmedAt))
  serve(endIncident, (ctx, { incidentId }) => end(ctx, incidentId))
}
