import { Button, TextInput } from '@mantine/core'
import { IconPencil, IconTrash, IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useGo } from '../platform/address.ts'
import { useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { DataTable, type Filter } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { showDone } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { RowMenu } from '../platform/RowMenu.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import { listPeople, savePerson } from './gallery.endpoints.ts'

const words = { registered: 'LBL-USR-real', provisional: 'LBL-USR-provisional', locked: 'LBL-AUT-unlock' } as const
const tones = { registered: 'success', provisional: 'warning', locked: 'danger' } as const

export function PeoplePage() {
  const say = useWord()
  const go = useGo()
  const [adding, setAdding] = useState(false)
  const [losing, setLosing] = useState<string[]>([])
  const filters = useMemo<Filter[]>(
    () => [
      {
        kind: 'choice',
        id: 'state',
        label: say('LBL-USR-status'),
        options: (['registered', 'provisional', 'locked'] as const).map((value) => ({
          value,
          label: say(words[value]),
        })),
      },
      { kind: 'dates', id: 'at', label: say('LBL-USR-registered') },
    ],
    [say],
  )
  return (
    <>
      <PageHeader title={say('LBL-USR-list')}>
        <Button leftSection={<IconUserPlus size={18} />} onClick={() => setAdding(true)}>
          {say('LBL-GEN-add')}
        </Button>
      </PageHeader>
      <DataTable
        id="gallery"
        caption={say('LBL-USR-list')}
        endpoint={listPeople}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        search={`${say('LBL-USR-id')} / ${say('LBL-USR-name')}`}
        filters={filters}
        defaultSort={{ id: 'loginId' }}
        onOpen={(row) => go(`/users/${row.id}`)}
        columns={[
          {
            id: 'loginId',
            header: say('LBL-USR-id'),
            cell: (row) => row.loginId,
            sortable: true,
            fixed: true,
            mono: true,
          },
          { id: 'name', header: say('LBL-USR-name'), cell: (row) => row.name, sortable: true },
          { id: 'mail', header: say('LBL-USR-mail'), cell: (row) => row.mail },
          {
            id: 'state',
            header: say('LBL-USR-face'),
            cell: (row) => <StatusBadge tone={tones[row.state]}>{say(words[row.state])}</StatusBadge>,
          },
          {
            id: 'at',
            header: say('LBL-USR-registered'),
            cell: (row) => <DateTimeText at={row.at} />,
            sortable: true,
            align: 'end',
          },
        ]}
        rowActions={(row) => (
          <RowMenu
            name={row.name}
            actions={[
              { label: say('LBL-GEN-edit'), icon: IconPencil, to: `/users/${row.id}` },
              { label: say('LBL-GEN-delete'), icon: IconTrash, danger: true, onClick: () => setLosing([row.name]) },
            ]}
          />
        )}
        bulkActions={(selection) => (
          <Button
            size="compact-sm"
            color="red"
            variant="light"
            onClick={() => setLosing(selection.rows.map((row) => row.name))}
          >
            {say('LBL-GEN-delete')}
          </Button>
        )}
        empty={
          <EmptyState
            icon={IconUsers}
            title={say('MSG-GEN-002')}
            action={<Button onClick={() => setAdding(true)}>{say('LBL-GEN-add')}</Button>}
          />
        }
      />
      <AddPerson opened={adding} onClose={() => setAdding(false)} />
      <ConfirmDialog
        opened={losing.length > 0}
        onClose={() => setLosing([])}
        verb={say('LBL-GEN-delete')}
        danger
        losses={losing}
        onConfirm={async () => showDone('MSG-GEN-008', { n: losing.length })}
      >
        {say('DLG-USR-001')}
      </ConfirmDialog>
    </>
  )
}

function AddPerson({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const say = useWord()
  const save = useApiAction(savePerson)
  const form = useKaobanForm({
    initialValues: { loginId: '', mail: '' },
    validate: { loginId: (id) => (id === '' ? 'MSG-USR-001' : undefined) },
    save: (values) => save.run({ ...values, admin: false }),
    onSaved: onClose,
  })
  return (
    <FormDialog opened={opened} onClose={onClose} title={say('LBL-GEN-add')} form={form}>
      <TextInput label={say('LBL-USR-id')} required data-autofocus {...form.field('loginId')} />
      <TextInput label={say('LBL-USR-mail')} {...form.field('mail')} />
    </FormDialog>
  )
}
