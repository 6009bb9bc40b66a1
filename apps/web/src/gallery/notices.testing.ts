export interface NoticesBed {
  incident: Record<string, unknown> | null
  rows: Record<string, unknown>[]
}

export function newNoticesBed(): NoticesBed {
  return { incident: null, rows: [] }
}

export function noticeRow(change: Record<string, unknown> = {}) {
  return {
    ...{ noticeId: '0190a000-0000-7000-8000-000000000601', kind: 'maintenance', version: null },
    ...{ from: '2099-01-10T17:00:00.000Z', writtenBy: '運用 一郎', createdAt: '2026-04-01T00:00:00.000Z' },
    ...{ tenants: 120, tenantsDone: 40, mails: 85, finishedAt: null },
    ...change,
  }
}

/** The answer to a request, or undefined when it is none of these. */
export function answerNotices(
  bed: NoticesBed,
  { method, url, body }: { method: string; url: URL; body: unknown },
): { status: number; body: unknown } | undefined {
  const sent = body as { noticeId?: string; confirmedAt?: string; notice?: { kind: string; impactJa?: string } }
  if (url.pathname === '/api/operator/incident' && method === 'POST')
    bed.incident = {
      incidentId: '0190a000-0000-7000-8000-000000000701',
      ...{ confirmedAt: sent.confirmedAt, mailedAt: null, recordedBy: '運用 一郎' },
    }
  if (url.pathname.startsWith('/api/operator/incidents/')) bed.incident = null
  if (url.pathname.startsWith('/api/operator/incident'))
    return { status: method === 'GET' ? 200 : 201, body: { incident: bed.incident } }
  if (url.pathname === '/api/operator/notices/preview') {
    const mail = (subject: string) => ({
      subject,
      text: `（システム管理者の氏名） 様\n\n${sent.notice?.impactJa ?? ''}`,
    })
    const [ja, en] = [mail('Kaobanメンテナンスのお知らせ'), mail('Kaoban: maintenance notice')]
    return { status: 200, body: { ja, en, tenants: 120, recipients: 251, shortNotice: false } }
  }
  if (url.pathname !== '/api/operator/notices') return undefined
  if (method === 'POST') {
    const row = noticeRow({ noticeId: sent.noticeId, kind: sent.notice?.kind })
    bed.rows = [row, ...bed.rows]
    if (sent.notice?.kind === 'emergency') bed.incident = { ...bed.incident, mailedAt: new Date().toISOString() }
    return { status: 202, body: row }
  }
  return { status: 200, body: { rows: bed.rows, total: bed.rows.length, page: 1, size: 20 } }
}
