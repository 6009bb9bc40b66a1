import {
  cancelTask,
  type LinkageSync,
  listLinkageSyncs,
  listTasks,
  readLinkage,
  readTask,
  startLinkageSync,
} from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useGo } from '../platform/address.ts'
import { useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { DataTable } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { formatDate } from '../platform/dates.ts'
import { EmptyState } from '../platform/EmptyState.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { useLanguage, useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { showProblem } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { ProgressPanel } from '../platform/ProgressPanel.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { useAccount } from '../platform/session.tsx'
import classes from './linkage.module.css'

const refreshes = [readLinkage, listLinkageSyncs, listTasks]
const askEvery = 1500

/** 利用者情報一括同期 [NFM-LNK-031..NFM-LNK-037]. */
export function SyncPage() {
  const say = useWord()
  const go = useGo()
  const start = useApiAction(startLinkageSync, { refreshes })
  const answer = useApi(readLinkage)
  if (answer.error && !answer.data) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  const { serviceName: service, filterEntries, syncedAt, runningTaskId, consent } = answer.data
  return (
    <>
      <PageHeader title={say('LBL-NAV-link.sync')} lead={say('linkage.sync.lead', { service })} />
      <div className={classes.stack}>
        {runningTaskId !== null ? (
          <Running taskId={runningTaskId} onOver={() => void answer.refetch()} />
        ) : syncedAt !== null ? (
          <Completed at={syncedAt} />
        ) : filterEntries === 0 || !consent ? (
          <Notice tone="warning" actions={<LinkButton to="/linkage/filter">{say('LBL-NAV-link.filter')}</LinkButton>}>
            {say(consent ? 'MSG-LNK-009' : 'linkage.notice.needed')}
          </Notice>
        ) : (
          <Notice
            actions={
              <Button
                loading={start.busy}
                leftSection={<IconRefresh size={18} />}
                onClick={() => void start.run().catch(showProblem)}
              >
                {say('LBL-LNK-syncStart')}
              </Button>
            }
          >
            {say('linkage.sync.ready', { n: filterEntries })}
          </Notice>
        )}
      </div>
      <DataTable
        id="linkage-syncs"
        caption={say('linkage.sync.history')}
        endpoint={listLinkageSyncs}
        rowKey={(row: LinkageSync) => row.syncId}
        rowName={(row) => row.startedAt}
        onOpen={(row) => go(`/linkage/sync/${row.syncId}`)}
        columns={[
          {
            id: 'startedAt',
            header: say('LBL-LNK-startAt'),
            cell: (row) => <DateTimeText at={row.startedAt} style="second" />,
            fixed: true,
          },
          {
            id: 'finishedAt',
            header: say('LBL-LNK-endAt'),
            cell: (row) => row.finishedAt && <DateTimeText at={row.finishedAt} style="second" />,
          },
          { id: 'startedBy', header: say('linkage.sync.startedBy'), cell: (row) => row.startedBy },
          {
            id: 'counts',
            header: say('linkage.sync.counts'),
            cell: (row) => say('linkage.sync.countsOf', countsOf(row)),
          },
          {
            id: 'state',
            header: say('LBL-LNK-state'),
            cell: (row) => <StatusBadge tone={tones[row.state]}>{say(`linkage.sync.state.${row.state}`)}</StatusBadge>,
          },
          {
            id: 'details',
            header: say('linkage.sync.details'),
            cell: (row) => (
              <LinkButton size="compact-sm" variant="default" to={`/linkage/sync/${row.syncId}`}>
                {say('linkage.sync.details')}
              </LinkButton>
            ),
          },
        ]}
        empty={<EmptyState icon={IconRefresh} title={say('linkage.sync.empty')} />}
      />
    </>
  )
}

const tones = { running: 'info', done: 'success', stopped: 'neutral', failed: 'danger' } as const

function countsOf({ added, changed, failed }: LinkageSync) {
  return { added, changed, failed }
}

function Completed({ at }: { at: string }) {
  const say = useWord()
  const { locale } = useLanguage()
  const { timeZone } = useAccount().tenant
  return (
    <Notice tone="success">
      {say('linkage.sync.done', { at: formatDate(new Date(at), 'minute', locale, timeZone) })}
    </Notice>
  )
}

/** Progress and 中止する [NFM-LNK-034]. */
function Running({ taskId, onOver }: { taskId: string; onOver: () => void }) {
  const say = useWord()
  const [asking, setAsking] = useState(false)
  const cancel = useApiAction(cancelTask, { refreshes: [...refreshes, readTask] })
  const answer = useApi(readTask, { taskId }, { refetchInterval: askEvery })
  const over = answer.data?.finishedAt != null || answer.error !== null
  const told = useRef(onOver)
  told.current = onOver
  useEffect(() => {
    if (over) told.current()
  }, [over])
  if (!answer.data) return <PageLoading />
  const { done, total, seconds, cancelRequested } = answer.data
  return (
    <>
      <ProgressPanel
        title={say('linkage.sync.running')}
        done={done}
        total={total}
        startedAt={answer.dataUpdatedAt - seconds * 1000}
        doing={say(cancelRequested ? 'linkage.sync.stopping' : 'tasks.running')}
        cancelLabel={say('LBL-LNK-syncStop')}
        {...(cancelRequested ? {} : { onCancel: () => setAsking(true) })}
      />
      <p>{say('linkage.sync.slow')}</p>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        verb={say('LBL-LNK-syncStop')}
        danger
        onConfirm={() => cancel.run({ taskId })}
      >
        {say('linkage.sync.stop')}
      </ConfirmDialog>
    </>
  )
}
