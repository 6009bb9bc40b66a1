import { listTerminals, revokeTerminal, type TerminalRow } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconBan, IconDeviceDesktop, IconExternalLink, IconPencil } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
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
import { useAccount } from '../platform/session.tsx'
import { ChangeDialog } from './ChangeDialog.tsx'
import { RegisterDialog } from './RegisterDialog.tsx'
import { forgetTerminal, readTerminal } from './terminalKey.ts'

/** Terminals of the tenant; this browser can become one. */
export function TerminalsPage() {
  const say = useWord()
  const { tenant } = useAccount()
  const [registering, setRegistering] = useState(false)
  const [changing, setChanging] = useState<TerminalRow>()
  const [revoking, setRevoking] = useState<TerminalRow>()
  const [own, setOwn] = useState<string>()
  const revoke = useApiAction(revokeTerminal, { refreshes: [listTerminals] })
  const look = useCallback(() => {
    readTerminal(tenant.code).then(
      (kept) => setOwn(kept?.terminalId),
      () => setOwn(undefined),
    )
  }, [tenant.code])
  useEffect(look, [look])
  const filters = useMemo(
    () => [
      {
        kind: 'choice' as const,
        id: 'revoked',
        label: say('terminals.showRevoked'),
        options: [{ value: 'true', label: say('terminals.showRevoked.yes') }],
      },
    ],
    [say],
  )
  const register = <Button onClick={() => setRegistering(true)}>{say('terminals.register')}</Button>
  return (
    <>
      <PageHeader title={say('terminals.title')} lead={say('terminals.lead')}>
        {own && (
          <LinkButton to={`/t/${tenant.code}/face`} variant="default" leftSection={<IconExternalLink size={18} />}>
            {say('terminals.open')}
          </LinkButton>
        )}
        {register}
      </PageHeader>
      <DataTable
        id="terminals"
        caption={say('terminals.title')}
        endpoint={listTerminals}
        rowKey={(row) => row.terminalId}
        rowName={(row) => row.name}
        columns={[
          {
            id: 'name',
            header: say('terminals.name'),
            cell: (row) => (
              <>
                {row.name} {row.terminalId === own && <StatusBadge tone="info">{say('terminals.this')}</StatusBadge>}
              </>
            ),
            sortable: true,
            fixed: true,
          },
          { id: 'note', header: say('terminals.note'), cell: (row) => row.note, wrap: true },
          {
            id: 'state',
            header: say('terminals.state'),
            cell: (row) => (
              <StatusBadge tone={row.revokedAt ? 'danger' : 'success'}>
                {say(row.revokedAt ? 'terminals.state.revoked' : 'terminals.state.active')}
              </StatusBadge>
            ),
          },
          {
            id: 'lastSeenAt',
            header: say('terminals.lastSeen'),
            cell: (row) => (row.lastSeenAt ? <DateTimeText at={row.lastSeenAt} /> : say('terminals.never')),
            sortable: true,
          },
          {
            id: 'registeredAt',
            header: say('terminals.registeredAt'),
            cell: (row) => <DateTimeText at={row.registeredAt} />,
            sortable: true,
          },
          { id: 'registeredBy', header: say('terminals.registeredBy'), cell: (row) => row.registeredBy },
        ]}
        search={say('terminals.search')}
        filters={filters}
        defaultSort={{ id: 'registeredAt', direction: 'descending' }}
        rowActions={(row) => (
          <RowMenu
            name={row.name}
            actions={
              row.revokedAt
                ? []
                : [
                    { label: say('terminals.edit'), icon: IconPencil, onClick: () => setChanging(row) },
                    { label: say('terminals.revoke'), icon: IconBan, onClick: () => setRevoking(row), danger: true },
                  ]
            }
          />
        )}
        empty={
          <EmptyState icon={IconDeviceDesktop} title={say('terminals.empty')} action={register}>
            {say('terminals.empty.lead')}
          </EmptyState>
        }
      />
      {registering && (
        <RegisterDialog
          opened
          onClose={() => setRegistering(false)}
          onDone={() => {
            setRegistering(false)
            look()
          }}
        />
      )}
      {changing && <ChangeDialog terminal={changing} onClose={() => setChanging(undefined)} />}
      <ConfirmDialog
        opened={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        verb={say('terminals.revoke')}
        danger
        onConfirm={async () => {
          await revoke.run({ terminalId: revoking!.terminalId })
          if (revoking!.terminalId === own) await forgetTerminal(tenant.code)
          look()
          showDone('terminals.revoked')
        }}
      >
        {say('terminals.revoke.ask', { name: revoking?.name ?? '' })}
      </ConfirmDialog>
    </>
  )
}
