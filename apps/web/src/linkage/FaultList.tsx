import { type LinkageFaultRow, listLinkageFaults, retryLinkage } from '@kaoban/contract'
import { hasMessage } from '@kaoban/messages'
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useApi, useApiAction } from '../platform/api.ts'
import { DataTable } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { useWord } from '../platform/language.tsx'
import { showDone, showProblem } from '../platform/notices.tsx'
import classes from './linkage.module.css'

/** 連携エラー, where there are some: what could not be passed on, with another try [NFM-LNK-068]. */
export function FaultList() {
  const say = useWord()
  const retry = useApiAction(retryLinkage, { refreshes: [listLinkageFaults] })
  const answer = useApi(listLinkageFaults, {})
  if (!answer.data || answer.data.total === 0) return null
  const tryAll = () =>
    retry
      .run({})
      .then(({ retried }) => showDone('linkage.errors.retried', { n: retried }))
      .catch(showProblem)
  const why = (fault: string) => (hasMessage(fault) ? say(fault) : fault)
  return (
    <section className={classes.stack} aria-label={say('linkage.errors')}>
      <div className={classes.head}>
        <div>
          <h2>{say('linkage.errors')}</h2>
          <p>{say('linkage.errors.lead')}</p>
        </div>
        <Button
          variant="default"
          loading={retry.busy}
          leftSection={<IconRefresh size={18} />}
          onClick={() => void tryAll()}
        >
          {say('linkage.errors.retry')}
        </Button>
      </div>
      <DataTable
        id="linkage-faults"
        caption={say('linkage.errors')}
        endpoint={listLinkageFaults}
        rowKey={(row: LinkageFaultRow) => row.loginId}
        rowName={(row) => row.loginId}
        columns={[
          { id: 'loginId', header: say('LBL-USR-id'), cell: (row) => row.loginId, fixed: true, mono: true },
          { id: 'act', header: say('linkage.errors.act'), cell: (row) => say(`linkage.errors.act.${row.act}`) },
          { id: 'fault', header: say('linkage.import.why'), cell: (row) => why(row.fault), wrap: true },
          {
            id: 'triedAt',
            header: say('linkage.errors.since'),
            cell: (row) => row.triedAt && <DateTimeText at={row.triedAt} />,
          },
          {
            id: 'nextAttemptAt',
            header: say('linkage.errors.next'),
            cell: (row) => (row.nextAttemptAt ? <DateTimeText at={row.nextAttemptAt} /> : say('linkage.errors.never')),
          },
        ]}
        empty={<EmptyState icon={IconRefresh} title={say('linkage.errors.empty')} />}
      />
    </section>
  )
}
