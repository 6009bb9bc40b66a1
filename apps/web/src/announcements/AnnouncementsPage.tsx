import { countUnreadAnnouncements, limits, listAnnouncements, markAnnouncementsRead } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconSpeakerphone } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useApi, useApiAction } from '../platform/api.ts'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { useLanguage, useWord } from '../platform/language.tsx'
import { showProblem } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { Pager, useCountText } from '../platform/table/Pager.tsx'
import classes from './announcements.module.css'
import { CategoryBadge } from './CategoryBadge.tsx'

/** お知らせ: what was shown here counts as read, and stays marked until the page is left [NFM-ANN-001]. */
export function AnnouncementsPage() {
  const say = useWord()
  const { locale } = useLanguage()
  const [page, setPage] = useState(1)
  const [size, setSize] = useState<number>(limits.pageSizes[0])
  const answer = useApi(listAnnouncements, { page, size }, { keepPrevious: true, refetchOnWindowFocus: false })
  const mark = useApiAction(markAnnouncementsRead, { refreshes: [countUnreadAnnouncements] })
  const markAll = useApiAction(markAnnouncementsRead, { refreshes: [countUnreadAnnouncements, listAnnouncements] })
  const { rows, total } = answer.data ?? { rows: undefined, total: 0 }
  const countText = useCountText({ page, size, total })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each page that was loaded; `mark` is another object at each drawing and would mark them again
  useEffect(() => {
    const announcementIds = rows?.filter(({ unread }) => unread).map(({ announcementId }) => announcementId) ?? []
    if (announcementIds.length > 0) mark.run({ announcementIds }).catch(() => {})
  }, [rows])
  if (answer.error && !rows) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!rows) return <PageLoading />
  return (
    <>
      <PageHeader title={say('LBL-NAV-news')}>
        {total > rows.length && (
          <Button variant="default" loading={markAll.busy} onClick={() => markAll.run({}).catch(showProblem)}>
            {say('announcements.allRead')}
          </Button>
        )}
      </PageHeader>
      <div className={classes.list}>
        {rows.length === 0 && <EmptyState icon={IconSpeakerphone} title={say('announcements.none')} />}
        {rows.map(({ announcementId, category, title, body, shownFrom, unread }) => (
          <article key={announcementId} className={classes.item} data-unread={unread || undefined}>
            <div className={classes.head}>
              <DateTimeText at={shownFrom} />
              <CategoryBadge category={category} />
              {unread && <StatusBadge tone="info">{say('announcements.unread')}</StatusBadge>}
            </div>
            <h2>{title[locale]}</h2>
            <p className={classes.body}>{body[locale]}</p>
          </article>
        ))}
        <div className={classes.foot}>
          <span role="status">{countText}</span>
          <Pager
            page={page}
            size={size}
            total={total}
            onPage={setPage}
            onSize={(next) => {
              setSize(next)
              setPage(1)
            }}
          />
        </div>
      </div>
    </>
  )
}
