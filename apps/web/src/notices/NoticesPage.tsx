import { listNotices, type NoticeKind, type NoticeRow, readIncident } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconMailForward, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useApi } from '../platform/api.ts'
import { DataTable } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { IncidentPanel } from './IncidentPanel.tsx'
import { NoticeDialog } from './NoticeDialog.tsx'

const lookEvery = 3000

/** The operator writes to the system administrators of all tenants [NFM-ANN-003, NFM-ANN-004, NFM-ANN-005]. */
export function NoticesPage() {
  const say = useWord()
  const [writing, setWriting] = useState<NoticeKind>()
  const incident = useApi(readIncident).data?.incident ?? null
  const write = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setWriting('maintenance')}>
      {say('notices.write')}
    </Button>
  )
  return (
    <>
      <PageHeader title={say('notices.title')} lead={say('notices.lead')}>
        {write}
      </PageHeader>
      <IncidentPanel incident={incident} onWrite={() => setWriting('emergency')} />
      <DataTable
        id="operator-notices"
        caption={say('notices.title')}
        endpoint={listNotices}
        rowKey={(row) => row.noticeId}
        rowName={(row) => say(`notices.kind.${row.kind}`)}
        refreshEvery={lookEvery}
        columns={[
          { id: 'kind', header: say('notices.kind'), cell: (row) => say(`notices.kind.${row.kind}`), fixed: true },
          {
            id: 'about',
            header: say('notices.about'),
            cell: (row) => row.version ?? (row.from ? <DateTimeText at={row.from} /> : null),
          },
          { id: 'createdAt', header: say('notices.createdAt'), cell: (row) => <DateTimeText at={row.createdAt} /> },
          { id: 'writtenBy', header: say('notices.writtenBy'), cell: (row) => row.writtenBy },
          { id: 'progress', header: say('notices.progress'), cell: (row) => <Progress row={row} /> },
        ]}
        empty={
          <EmptyState icon={IconMailForward} title={say('notices.empty')} action={write}>
            {say('notices.lead')}
          </EmptyState>
        }
      />
      {writing && <NoticeDialog kind={writing} incident={incident} onClose={() => setWriting(undefined)} />}
    </>
  )
}

function Progress({ row: { tenants, tenantsDone: done, mails, finishedAt } }: { row: NoticeRow }) {
  const say = useWord()
  return finishedAt === null ? (
    <StatusBadge tone="info">{say('notices.progress.under', { done, tenants, mails })}</StatusBadge>
  ) : (
    say('notices.progress.over', { tenants, mails })
  )
}
