import { type GroupRow, listGroups, mayUse } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconPencil, IconPlus, IconTrash, IconUsers, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { useGo } from '../platform/address.ts'
import { DataTable } from '../platform/DataTable.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { RowMenu } from '../platform/RowMenu.tsx'
import { useAccount } from '../platform/session.tsx'
import { AddGroup, DeleteGroup, RenameGroup } from './GroupDialogs.tsx'

type Asked = 'add' | { act: 'rename' | 'delete'; group: GroupRow }

/** グループ一覧: all groups for system administrators, the own ones for group administrators. */
export function GroupsPage() {
  const say = useWord()
  const go = useGo()
  const manages = mayUse(useAccount().role, 'groups.manage')
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setAsked('add')}>
      {say('LBL-GRP-add')}
    </Button>
  )
  return (
    <>
      <PageHeader title={say('groups.list')} lead={say(manages ? 'groups.list.lead' : 'groups.list.leadManaged')}>
        {manages && add}
      </PageHeader>
      <DataTable
        id="groups"
        caption={say('groups.list')}
        endpoint={listGroups}
        rowKey={(row) => row.groupId}
        rowName={(row) => row.name}
        search={say('groups.searchCode')}
        defaultSort={{ id: 'code' }}
        onOpen={(row) => go(`/groups/${row.groupId}`)}
        columns={[
          { id: 'code', header: say('LBL-GRP-id'), cell: (row) => row.code, sortable: true, fixed: true, mono: true },
          {
            id: 'name',
            header: say('LBL-GRP-name'),
            cell: (row) => <LinkAnchor to={`/groups/${row.groupId}`}>{row.name}</LinkAnchor>,
            sortable: true,
            wrap: true,
          },
          {
            id: 'members',
            header: say('groups.members'),
            cell: (row) => (
              <LinkAnchor to={`/users?groupId=${row.groupId}`}>
                {say('groups.people', { n: (row.members ?? 0).toLocaleString() })}
              </LinkAnchor>
            ),
            sortable: true,
            align: 'end',
          },
          {
            id: 'administrators',
            header: say('LBL-GRP-admin'),
            cell: (row) =>
              row.administrators ? (
                <LinkAnchor to={`/users?administers=${row.groupId}`}>
                  {say('groups.people', { n: row.administrators })}
                </LinkAnchor>
              ) : (
                say('groups.people', { n: 0 })
              ),
            align: 'end',
          },
        ]}
        rowActions={(row) => (
          <RowMenu
            name={row.name}
            actions={[
              { label: say('groups.showMembers'), icon: IconUsers, to: `/users?groupId=${row.groupId}` },
              ...(manages
                ? [
                    {
                      label: say('groups.rename'),
                      icon: IconPencil,
                      onClick: () => setAsked({ act: 'rename', group: row }),
                    },
                    {
                      label: say('LBL-GEN-delete'),
                      icon: IconTrash,
                      danger: true,
                      onClick: () => setAsked({ act: 'delete', group: row }),
                    },
                  ]
                : []),
            ]}
          />
        )}
        empty={
          <EmptyState icon={IconUsersGroup} title={say('groups.empty')} action={manages && add}>
            {say('groups.empty.text')}
          </EmptyState>
        }
      />
      {asked === 'add' && <AddGroup onClose={close} />}
      {typeof asked === 'object' && asked.act === 'rename' && <RenameGroup group={asked.group} onClose={close} />}
      {typeof asked === 'object' && asked.act === 'delete' && <DeleteGroup group={asked.group} onClose={close} />}
    </>
  )
}
