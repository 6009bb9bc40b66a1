import { listUsers, mayUse, readGroup, type UserRow } from '@kaoban/contract'
import { Button, Tabs } from '@mantine/core'
import { IconPencil, IconStar, IconTrash, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { useGo, usePathParams } from '../platform/address.ts'
import { useApi } from '../platform/api.ts'
import { DataTable } from '../platform/DataTable.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkAnchor, LinkButton } from '../platform/links.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { useAccount } from '../platform/session.tsx'
import { useGroupImports } from '../transfer/transfer.service.ts'
import { fullName, nameOf } from '../users/users.service.ts'
import { DeleteGroup, RenameGroup } from './GroupDialogs.tsx'
import classes from './groups.module.css'

/** Administrators that the page names. */
const headsShown = 20

/** One group: who administers it and who belongs to it. */
export function GroupPage() {
  const say = useWord()
  const go = useGo()
  const { groupId } = usePathParams<'groupId'>()
  const manages = mayUse(useAccount().role, 'groups.manage')
  const [asked, setAsked] = useState<'rename' | 'delete'>()
  const answer = useApi(readGroup, { groupId })
  const imports = useGroupImports(groupId, answer.data?.name ?? '')
  const administrators = useApi(listUsers, { administers: groupId, size: headsShown })
  if (answer.error && !answer.data) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  const group = answer.data
  const heads = administrators.data?.rows ?? []
  const more = (administrators.data?.total ?? 0) - heads.length
  return (
    <>
      <PageHeader title={group.name} back={{ to: '/groups', label: say('groups.list') }}>
        <LinkButton to={`/users?groupId=${groupId}`} variant="default" leftSection={<IconUsers size={18} />}>
          {say('groups.showMembers')}
        </LinkButton>
        {manages && (
          <>
            <Button variant="default" leftSection={<IconPencil size={18} />} onClick={() => setAsked('rename')}>
              {say('groups.rename')}
            </Button>
            <Button
              variant="light"
              color="red"
              leftSection={<IconTrash size={18} />}
              onClick={() => setAsked('delete')}
            >
              {say('LBL-GEN-delete')}
            </Button>
          </>
        )}
      </PageHeader>
      <Tabs defaultValue="users" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="users">{say('imports.group.tab')}</Tabs.Tab>
          <Tabs.Tab value="facts">{say('imports.group.facts')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="users" pt="md">
          {imports.panel}
          <h2 className={classes.heading}>{say('groups.members')}</h2>
          <DataTable
            id="group-members"
            caption={say('groups.members')}
            endpoint={listUsers}
            input={{ groupId }}
            rowKey={(row) => row.userId}
            rowName={nameOf}
            search={say('users.search')}
            actions={() => imports.button}
            defaultSort={{ id: 'loginId' }}
            onOpen={(row) => go(`/users?person=${row.userId}`)}
            columns={[
              {
                id: 'loginId',
                header: say('LBL-USR-id'),
                cell: (row) => row.loginId,
                sortable: true,
                fixed: true,
                mono: true,
              },
              { id: 'name', header: say('LBL-USR-name'), cell: fullName, sortable: true },
              { id: 'mail', header: say('LBL-USR-mail'), cell: (row) => row.mail, sortable: true },
              {
                id: 'administers',
                header: say('LBL-GRP-admin'),
                cell: (row) =>
                  administers(row, groupId) && (
                    <StatusBadge tone="info" icon={IconStar}>
                      {say('LBL-USR-admin')}
                    </StatusBadge>
                  ),
              },
            ]}
            empty={
              <EmptyState icon={IconUsers} title={say('groups.noMembers')}>
                {say('groups.noMembers.text')}
              </EmptyState>
            }
          />
        </Tabs.Panel>
        <Tabs.Panel value="facts" pt="md">
          <dl className={classes.facts}>
            <div>
              <dt>{say('LBL-GRP-id')}</dt>
              <dd>
                <code>{group.code}</code>
              </dd>
            </div>
            <div>
              <dt>{say('groups.members')}</dt>
              <dd>{say('groups.people', { n: (group.members ?? 0).toLocaleString() })}</dd>
            </div>
            <div>
              <dt>{say('LBL-GRP-admin')}</dt>
              <dd className={classes.heads}>
                {heads.map((row) => (
                  <LinkAnchor key={row.userId} to={`/users?person=${row.userId}`}>
                    {nameOf(row)}
                  </LinkAnchor>
                ))}
                {more > 0 && (
                  <LinkAnchor to={`/users?administers=${groupId}`}>{say('users.moreGroups', { n: more })}</LinkAnchor>
                )}
                {administrators.data && heads.length === 0 && (
                  <span className={classes.none}>{say('groups.noAdministrator')}</span>
                )}
              </dd>
            </div>
          </dl>
        </Tabs.Panel>
      </Tabs>
      {imports.dialogs}
      {asked === 'rename' && <RenameGroup group={group} onClose={() => setAsked(undefined)} />}
      {asked === 'delete' && (
        <DeleteGroup
          group={group}
          onClose={() => setAsked(undefined)}
          onDone={() => go('/groups', { replace: true })}
        />
      )}
    </>
  )
}

function administers(row: UserRow, groupId: string): boolean {
  return row.groups.some((place) => place.kind === 'group' && place.groupId === groupId && place.administrator)
}
