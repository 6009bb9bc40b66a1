import { type LinkageItem, listLinkageItems } from '@kaoban/contract'
import { hasMessage } from '@kaoban/messages'
import { IconRefresh } from '@tabler/icons-react'
import { usePathParams } from '../platform/address.ts'
import { DataTable } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'

/** 詳細 of a bulk sync, ID by ID [NFM-LNK-036]. */
export function SyncItemsPage() {
  const say = useWord()
  const { syncId } = usePathParams<'syncId'>()
  const why = (fault: string) => (hasMessage(fault) ? say(fault) : fault)
  return (
    <>
      <PageHeader title={say('linkage.sync.details')} back={{ to: '/linkage/sync', label: say('LBL-NAV-link.sync') }} />
      <DataTable
        id="linkage-items"
        caption={say('linkage.sync.details')}
        endpoint={listLinkageItems}
        input={{ syncId }}
        rowKey={(row: LinkageItem) => row.itemId}
        rowName={(row) => row.loginId}
        search={say('linkage.search')}
        filters={[
          {
            kind: 'choice',
            id: 'state',
            label: say('LBL-LNK-state'),
            options: [
              { value: 'good', label: say('linkage.item.good') },
              { value: 'bad', label: say('linkage.item.bad') },
            ],
          },
        ]}
        defaultSort={{ id: 'startedAt' }}
        columns={[
          {
            id: 'loginId',
            header: say('LBL-USR-id'),
            cell: (row) => row.loginId,
            sortable: true,
            fixed: true,
            mono: true,
          },
          {
            id: 'startedAt',
            header: say('LBL-LNK-startAt'),
            cell: (row) => <DateTimeText at={row.startedAt} style="second" />,
            sortable: true,
          },
          {
            id: 'finishedAt',
            header: say('LBL-LNK-endAt'),
            cell: (row) => <DateTimeText at={row.finishedAt} style="second" />,
          },
          {
            id: 'kind',
            header: say('LBL-LNK-kind'),
            cell: (row) => say(row.kind === 'added' ? 'LBL-LNK-kindAdd' : `linkage.kind.${row.kind}`),
          },
          {
            id: 'state',
            header: say('LBL-LNK-state'),
            cell: (row) => (
              <StatusBadge tone={row.fault === null ? 'success' : 'danger'}>
                {say(row.fault === null ? 'linkage.item.good' : 'linkage.item.bad')}
              </StatusBadge>
            ),
          },
          {
            id: 'fault',
            header: say('linkage.import.why'),
            cell: (row) => row.fault !== null && why(row.fault),
            wrap: true,
          },
        ]}
        empty={<EmptyState icon={IconRefresh} title={say('linkage.items.empty')} />}
      />
    </>
  )
}
