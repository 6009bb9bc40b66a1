import { type ComputerRow, listComputers, revokeComputer } from '@kaoban/contract'
import { IconBan, IconDevicesPc, IconDownload } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { DataTable } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { showDone } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { RowMenu } from '../platform/RowMenu.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'

/** Computers with the client software: what runs where, and when it was last here. */
export function ComputersPage() {
  const say = useWord()
  const [revoking, setRevoking] = useState<ComputerRow>()
  const revoke = useApiAction(revokeComputer, { refreshes: [listComputers] })
  const filters = useMemo(
    () => [
      {
        kind: 'choice' as const,
        id: 'revoked',
        label: say('computers.showRevoked'),
        options: [{ value: 'true', label: say('computers.showRevoked.yes') }],
      },
    ],
    [say],
  )
  const install = (
    <LinkButton to="/installer" variant="default" leftSection={<IconDownload size={18} />}>
      {say('computers.install')}
    </LinkButton>
  )
  return (
    <>
      <PageHeader title={say('computers.title')} lead={say('computers.lead')}>
        {install}
      </PageHeader>
      <DataTable
        id="computers"
        caption={say('computers.title')}
        endpoint={listComputers}
        rowKey={(row) => row.computerId}
        rowName={(row) => row.name}
        columns={[
          { id: 'name', header: say('computers.name'), cell: (row) => row.name, sortable: true, fixed: true },
          {
            id: 'state',
            header: say('computers.state'),
            cell: (row) => (
              <StatusBadge tone={row.revokedAt ? 'danger' : 'success'}>
                {say(row.revokedAt ? 'computers.state.revoked' : 'computers.state.active')}
              </StatusBadge>
            ),
          },
          { id: 'version', header: say('computers.version'), cell: (row) => row.version, sortable: true },
          { id: 'os', header: say('computers.os'), cell: (row) => row.os, wrap: true },
          {
            id: 'syncedAt',
            header: say('computers.syncedAt'),
            cell: (row) => (row.syncedAt ? <DateTimeText at={row.syncedAt} /> : say('computers.never')),
            sortable: true,
          },
          {
            id: 'registeredAt',
            header: say('computers.registeredAt'),
            cell: (row) => <DateTimeText at={row.registeredAt} />,
            sortable: true,
          },
        ]}
        search={say('computers.search')}
        filters={filters}
        defaultSort={{ id: 'name', direction: 'ascending' }}
        rowActions={(row) => (
          <RowMenu
            name={row.name}
            actions={
              row.revokedAt
                ? []
                : [{ label: say('computers.revoke'), icon: IconBan, onClick: () => setRevoking(row), danger: true }]
            }
          />
        )}
        empty={
          <EmptyState icon={IconDevicesPc} title={say('computers.empty')} action={install}>
            {say('computers.empty.lead')}
          </EmptyState>
        }
      />
      <ConfirmDialog
        opened={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        verb={say('computers.revoke')}
        danger
        onConfirm={async () => {
          await revoke.run({ computerId: revoking!.computerId })
          showDone('computers.revoked')
        }}
      >
        {say('computers.revoke.ask', { name: revoking?.name ?? '' })}
      </ConfirmDialog>
    </>
  )
}
