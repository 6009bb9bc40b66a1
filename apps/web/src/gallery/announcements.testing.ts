/** Announcements for the test bed; gallery.testing.ts hands their endpoints here. */
interface Kept {
  announcementId: string
  category: string
  title: { ja: string; en: string }
  body: { ja: string; en: string }
  shownFrom: string
  shownUntil: string | null
  beforeSignIn: boolean
  version: number
}

export interface AnnouncementsBed {
  kept: Kept[]
  read: string[]
}

export function newAnnouncementsBed(): AnnouncementsBed {
  return { kept: [], read: [] }
}

export function announcementOf(n: number, change: Partial<Kept> = {}): Kept {
  return {
    announcementId: `0190a000-0000-7000-8000-00000000040${n}`,
    category: 'maintenance',
    title: { ja: `定期メンテナンス${n}`, en: `Planned maintenance ${n}` },
    body: { ja: '日曜の2時から4時まで停止します。\n顔認証は利用できます。', en: 'Down on Sunday from 2 to 4.' },
    shownFrom: '2026-04-01T00:00:00.000Z',
    ...{ shownUntil: null, beforeSignIn: false, version: 1 },
    ...change,
  }
}

/** The answer to a request, or undefined when it is none of these. */
export function answerAnnouncements(
  bed: AnnouncementsBed,
  { method, url, body }: { method: string; url: URL; body: unknown },
): { status: number; body: unknown } | undefined {
  const sent = body as Record<string, never> & { announcementIds?: string[] }
  const page = (rows: unknown[]) => ({ status: 200, body: { rows, total: rows.length, page: 1, size: 20 } })
  const unread = ({ announcementId }: Kept) => !bed.read.includes(announcementId)
  const count = () => ({ status: 200, body: { unread: bed.kept.filter(unread).length } })
  if (url.pathname === '/api/announcements') return page(bed.kept.map((one) => ({ ...one, unread: unread(one) })))
  if (url.pathname === '/api/announcements/unread') return count()
  if (url.pathname === '/api/announcements/read') {
    bed.read.push(...(sent.announcementIds ?? bed.kept.map(({ announcementId }) => announcementId)))
    return count()
  }
  if (url.pathname.startsWith('/api/t/'))
    return {
      status: 200,
      body: {
        ...{ code: 'abcdefghijkl', tenantName: '顔番商事株式会社', maintenance: null },
        announcements: bed.kept.filter(({ beforeSignIn }) => beforeSignIn),
      },
    }
  if (!url.pathname.startsWith('/api/operator/announcements')) return undefined
  if (method === 'GET') return page(bed.kept)
  if (method === 'DELETE') {
    bed.kept = bed.kept.filter(({ announcementId }) => !url.pathname.endsWith(announcementId))
    return { status: 204, body: undefined }
  }
  const { titleJa, titleEn, bodyJa, bodyEn, category, shownFrom, shownUntil, beforeSignIn } = sent
  const kept = announcementOf(bed.kept.length, {
    ...{ category, shownFrom, shownUntil, beforeSignIn },
    title: { ja: titleJa, en: titleEn } as never,
    body: { ja: bodyJa, en: bodyEn } as never,
  })
  bed.kept = [...bed.kept, kept]
  return { status: 201, body: kept }
}
