import { type ApiKey, apiKeyStates, listApiKeys, revokeApiKey } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconApi, IconBan, IconDownload } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { DataTable } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { useWord } from '../platform/language.tsx'
import { showDone } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { RowMenu } from '../platform/RowMenu.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { MakeKeyDialog } from './MakeKeyDialog.tsx'
import { SecretDialog } from './SecretDialog.tsx'

const tones = { usable: 'success', expired: 'warning', revoked: 'danger' } as const

/** Keys of programs that act as the person who made them. */
export function ApiKeysPage() {
  const say = useWord()
  const [making, setMaking] = useState(false)
  const [secret, setSecret] = useState<string>()
  const [revoking, setRevoking] = useState<ApiKey>()
  const revoke = useApiAction(revokeApiKey, { refreshes: [listApiKeys] })
  const filters = useMemo(
    () => [
      {
        kind: 'choice' as const,
        id: 'state',
        label: say('apiKeys.state'),
        options: apiKeyStates.map((value) => ({ value, label: say(`apiKeys.state.${value}`) })),
      },
    ],
    [say],
  )
  const make = <Button onClick={() => setMaking(true)}>{say('apiKeys.make')}</Button>
  return (
    <>
      <PageHeader title={say('apiKeys.title')} lead={say('apiKeys.lead')}>
        <Button variant="default" component="a" href="/kaoban.mjs" download leftSection={<IconDownload size={16} />}>
          {say('apiKeys.command')}
        </Button>
        {make}
      </PageHeader>
      <DataTable
        id="api-keys"
        caption={say('apiKeys.title')}
        endpoint={listApiKeys}
        rowKey={(row) => row.apiKeyId}
        rowName={(row) => row.name}
        columns={[
          { id: 'name', header: say('apiKeys.name'), cell: (row) => row.name, sortable: true, fixed: true },
          { id: 'scope', header: say('apiKeys.scope'), cell: (row) => say(`apiKeys.scope.${row.scope}`), wrap: true },
          {
            id: 'state',
            header: say('apiKeys.state'),
            cell: (row) => <StatusBadge tone={tones[row.state]}>{say(`apiKeys.state.${row.state}`)}</StatusBadge>,
          },
          {
            id: 'expiresAt',
            header: say('apiKeys.expiresAt'),
            cell: (row) => <DateTimeText at={row.expiresAt} />,
            sortable: true,
          },
          {
            id: 'lastUsedAt',
            header: say('apiKeys.lastUsed'),
            cell: (row) => (row.lastUsedAt ? <DateTimeText at={row.lastUsedAt} /> : say('apiKeys.never')),
            sortable: true,
          },
          {
            id: 'lastUsedFrom',
            header: say('apiKeys.lastUsedFrom'),
            cell: (row) => row.lastUsedFrom,
            mono: true,
          },
          {
            id: 'madeAt',
            header: say('apiKeys.madeAt'),
            cell: (row) => <DateTimeText at={row.madeAt} />,
            sortable: true,
          },
          { id: 'madeBy', header: say('apiKeys.madeBy'), cell: (row) => row.madeBy },
        ]}
        search={say('apiKeys.search')}
        filters={filters}
        defaultSort={{ id: 'madeAt', direction: 'descending' }}
        rowActions={(row) => (
          <RowMenu
            name={row.name}
            actions={
              row.state === 'usable'
                ? [{ label: say('apiKeys.revoke'), icon: IconBan, onClick: () => setRevoking(row), danger: true }]
                : []
            }
          />
        )}
        empty={
          <EmptyState icon={IconApi} title={say('apiKeys.empty')} action={make}>
            {say('apiKeys.empty.lead')}
          </EmptyState>
        }
      />
      {making && (
        <MakeKeyDialog
          onClose={() => setMaking(false)}
          onMade={(made) => {
            setMaking(false)
            setSecret(made)
          }}
        />
      )}
      {secret !== undefined && <SecretDialog secret={secret} onClose={() => setSecret(undefined)} />}
      <ConfirmDialog
        opened={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        verb={say('apiKeys.revoke')}
        danger
        onConfirm={async () => {
          await revoke.run({ apiKeyId: revoking!.apiKeyId })
          showDone('apiKeys.revoked')
        }}
      >
        {say('apiKeys.revoke.ask', { name: revoking?.name ?? '' })}
      </ConfirmDialog>
    </>
  )
}
