import { listOperatorLog } from '@kaoban/contract'
import { IconListSearch } from '@tabler/icons-react'
import { DataTable } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { ServerWords, useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'

/** The operator's own operation log [NFM-OPS-009]. */
export function OperatorLogPage() {
  const say = useWord()
  return (
    <>
      <PageHeader title={say('operators.log')} />
      <DataTable
        id="operator-log"
        caption={say('operators.log')}
        endpoint={listOperatorLog}
        rowKey={(row) => String(row.seq)}
        rowName={(row) => String(row.seq)}
        columns={[
          {
            id: 'at',
            header: say('operators.log.at'),
            cell: (row) => <DateTimeText at={row.at} style="second" />,
            fixed: true,
          },
          { id: 'actor', header: say('operators.log.actor'), cell: (row) => row.actor },
          {
            id: 'operation',
            header: say('operators.log.operation'),
            cell: (row) => <ServerWords of={`operation.${row.operation}`} />,
          },
          {
            id: 'succeeded',
            header: say('LBL-OPL-status'),
            cell: (row) => (
              <StatusBadge tone={row.succeeded ? 'success' : 'danger'}>
                {say(row.succeeded ? 'LBL-OPL-ok' : 'LBL-OPL-ng')}
              </StatusBadge>
            ),
          },
          { id: 'address', header: say('operators.log.address'), cell: (row) => row.address, mono: true },
          { id: 'details', header: say('operators.log.details'), cell: (row) => row.details, mono: true, wrap: true },
        ]}
        empty={<EmptyState icon={IconListSearch} title={say('operators.log.empty')} />}
      />
    </>
  )
}
