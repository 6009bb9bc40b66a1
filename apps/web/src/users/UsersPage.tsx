import { limits, listUsers, readGroup, type UserRow, unlockUsers } from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import { Button } from '@mantine/core'
import {
  type Icon,
  IconArrowsExchange,
  IconKey,
  IconLock,
  IconLockOpen,
  IconLogout,
  IconPencil,
  IconSearch,
  IconShieldCheck,
  IconTrash,
  IconUserPlus,
  IconUsers,
  IconUsersPlus,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { DirectoryNotices } from '../directory/directory.service.ts'
import { LeaverDialog } from '../leavers/leavers.service.ts'
import { useSearchText } from '../platform/address.ts'
import { call, useApi, useApiAction } from '../platform/api.ts'
import { DataTable, type Selection } from '../platform/DataTable.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { useWord } from '../platform/language.tsx'
import { showDone, showProblem } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { type RowAction, RowMenu } from '../platform/RowMenu.tsx'
import type { Search } from '../platform/search.ts'
import { useAccount } from '../platform/session.tsx'
import { BulkDialog } from './BulkDialog.tsx'
import { DeleteUsers } from './DeleteUsers.tsx'
import { nameOf } from './names.ts'
import { ReissuePasswords } from './ReissuePasswords.tsx'
import { peopleReads } from './reads.ts'
import { SavedSearches } from './SavedSearches.tsx'
import { SearchPanel } from './SearchPanel.tsx'
import { AddUser, EditUser } from './UserDialog.tsx'
import { useUserColumns } from './userColumns.tsx'
import { conditionFields, selectionOf, userFilters } from './userFilters.ts'
import classes from './users.module.css'

type BulkKind = 'lock' | 'unlock' | 'move' | 'add' | 'reissue'
type Asked = { clear: () => void } & (
  | { act: 'delete'; selection: ReturnType<typeof selectionOf> }
  | { act: 'leave'; userId: string; name: string }
  | { act: 'reissue'; userIds: string[]; names: string[] }
  | { act: 'bulk'; kind: BulkKind; selection: ReturnType<typeof selectionOf>; count: number; names: string[] }
)

/** 利用者一覧 [NFM-USR-031]. */
export function UsersPage() {
  const say = useWord()
  const account = useAccount()
  const address = useSearchText()
  const navigate = useNavigate()
  const [searching, setSearching] = useState(false)
  const [asked, setAsked] = useState<Asked>()
  const unlock = useApiAction(unlockUsers, { refreshes: peopleReads })
  const groupId = address.groupId ?? address.administers
  const group = useApi(readGroup, { groupId: `${groupId}` }, { enabled: typeof groupId === 'string' }).data
  const filters = useMemo(() => userFilters(say, group), [say, group])
  const columns = useUserColumns()
  const conditioned = conditionFields.some((field) => address[field] !== undefined)

  const put = (fields: Record<string, string | undefined>) =>
    void navigate({
      search: (former: Search) => ({ ...former, ...fields }),
      replace: true,
      resetScroll: false,
    } as never)
  const openPerson = (userId: string) => put({ person: userId })
  const close = () => setAsked(undefined)
  const done = () => {
    asked?.clear()
    close()
  }

  function askBulk(kind: BulkKind, selection: Selection<UserRow>) {
    const { count, rows, clear } = selection
    setAsked({ act: 'bulk', kind, selection: selectionOf(selection), count, names: rows.map(nameOf), clear })
  }
  /** Few people see their new passwords on this page; for many, a task keeps them for one reading. */
  async function reissue(selection: Selection<UserRow>) {
    if (selection.count > limits.atOnce) return askBulk('reissue', selection)
    try {
      const userIds = selection.all ? await findAll(selection) : selection.ids
      setAsked({ act: 'reissue', userIds, names: selection.rows.map(nameOf), clear: selection.clear })
    } catch (error) {
      showProblem(error)
    }
  }
  async function release(row: UserRow) {
    try {
      await unlock.run({ userIds: [row.userId] })
      showDone('MSG-AUT-010')
    } catch (error) {
      showProblem(error)
    }
  }
  const one = (row: UserRow) => ({ selection: { userIds: [row.userId] }, names: [nameOf(row)], clear: () => {} })
  const askOne = (kind: BulkKind, row: UserRow) => setAsked({ act: 'bulk', kind, count: 1, ...one(row) })

  function actionsFor(row: UserRow): RowAction[] {
    if (!row.changeable) return []
    const lock = row.disabled
      ? { label: say('LBL-AUT-unlock'), icon: IconLockOpen, onClick: () => askOne('unlock', row) }
      : { label: say('users.bulk.lock'), icon: IconLock, onClick: () => askOne('lock', row) }
    return [
      { label: say('LBL-GEN-edit'), icon: IconPencil, onClick: () => openPerson(row.userId) },
      {
        label: say('LBL-USR-reissue'),
        icon: IconKey,
        onClick: () => setAsked({ act: 'reissue', userIds: [row.userId], ...one(row) }),
      },
      { label: say('factors.title'), icon: IconShieldCheck, to: `/users/${row.userId}/factors` },
      ...(row.lockedUntil === null || row.disabled
        ? []
        : [{ label: say('LBL-AUT-unlock'), icon: IconLockOpen, onClick: () => void release(row) }]),
      ...(row.userId === account.userId ? [] : [lock]),
      { label: say('users.bulk.move'), icon: IconArrowsExchange, onClick: () => askOne('move', row) },
      { label: say('users.bulk.add'), icon: IconUsersPlus, onClick: () => askOne('add', row) },
      ...(row.userId === account.userId
        ? []
        : [
            {
              ...{ label: say('leavers.record'), icon: IconLogout, danger: true },
              onClick: () => setAsked({ act: 'leave', userId: row.userId, name: nameOf(row), clear: () => {} }),
            },
          ]),
      {
        label: say('LBL-GEN-delete'),
        icon: IconTrash,
        danger: true,
        onClick: () => setAsked({ act: 'delete', ...one(row) }),
      },
    ]
  }

  return (
    <>
      <PageHeader title={say('LBL-USR-list')}>
        <Button
          variant="default"
          className={classes.magnifier}
          data-set={conditioned || undefined}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          aria-expanded={searching}
          aria-controls="user-conditions"
          aria-label={say(conditioned ? 'users.conditionsInUse' : 'users.conditions')}
          onClick={() => setSearching(!searching)}
        >
          {say('users.conditions')}
        </Button>
        <SavedSearches onOpen={(fields) => put({ ...fields, page: undefined })} />
        <Button leftSection={<IconUserPlus size={18} />} onClick={() => put({ add: '1' })}>
          {say('LBL-GEN-add')}
        </Button>
      </PageHeader>
      <DirectoryNotices />
      {searching && <SearchPanel id="user-conditions" onSearch={(fields) => put({ ...fields, page: undefined })} />}
      <DataTable
        id="users"
        caption={say('LBL-USR-list')}
        endpoint={listUsers}
        rowKey={(row) => row.userId}
        rowName={nameOf}
        search={say('users.search')}
        filters={filters}
        filterButton={false}
        defaultSort={{ id: 'registeredAt', direction: 'descending' }}
        columns={columns}
        onOpen={(row) => openPerson(row.userId)}
        selectable={(row) => row.changeable}
        rowActions={(row) => (
          <span className={classes.acts}>
            <Button size="compact-sm" variant="default" onClick={() => openPerson(row.userId)}>
              {say(row.changeable ? 'LBL-GEN-edit' : 'users.show')}
              <span className="kb-hidden"> {nameOf(row)}</span>
            </Button>
            <RowMenu name={nameOf(row)} actions={actionsFor(row)} />
          </span>
        )}
        bulkActions={(selection) => (
          <>
            {bulkButtons.map(({ kind, label, icon: Mark }) => (
              <Button
                key={kind}
                size="compact-sm"
                variant="default"
                leftSection={<Mark size={16} aria-hidden="true" />}
                onClick={() => (kind === 'reissue' ? void reissue(selection) : askBulk(kind, selection))}
              >
                {say(label)}
              </Button>
            ))}
            <Button
              size="compact-sm"
              color="red"
              variant="light"
              leftSection={<IconTrash size={16} aria-hidden="true" />}
              onClick={() => setAsked({ act: 'delete', selection: selectionOf(selection), clear: selection.clear })}
            >
              {say('LBL-GEN-delete')}
            </Button>
          </>
        )}
        empty={
          <EmptyState
            icon={IconUsers}
            title={say('users.empty')}
            action={<Button onClick={() => put({ add: '1' })}>{say('LBL-GEN-add')}</Button>}
          >
            {say('users.empty.text')}
          </EmptyState>
        }
      />
      {address.add !== undefined && <AddUser onClose={() => put({ add: undefined })} />}
      {typeof address.person === 'string' && (
        <EditUser key={address.person} userId={address.person} onClose={() => put({ person: undefined })} />
      )}
      {asked?.act === 'delete' && <DeleteUsers selection={asked.selection} onClose={close} onDone={done} />}
      {asked?.act === 'leave' && <LeaverDialog userId={asked.userId} name={asked.name} onClose={close} />}
      {asked?.act === 'reissue' && (
        <ReissuePasswords userIds={asked.userIds} names={asked.names} onClose={close} onDone={done} />
      )}
      {asked?.act === 'bulk' && (
        <BulkDialog
          kind={asked.kind}
          selection={asked.selection}
          count={asked.count}
          names={asked.names}
          onClose={close}
          onDone={done}
        />
      )}
    </>
  )
}

const bulkButtons: readonly { kind: BulkKind; label: MessageKey; icon: Icon }[] = [
  { kind: 'reissue', label: 'LBL-USR-reissue', icon: IconKey },
  { kind: 'move', label: 'users.bulk.move', icon: IconArrowsExchange },
  { kind: 'add', label: 'users.bulk.add', icon: IconUsersPlus },
  { kind: 'lock', label: 'users.bulk.lock', icon: IconLock },
  { kind: 'unlock', label: 'LBL-AUT-unlock', icon: IconLockOpen },
]

/** Ids of everybody a search found but those unticked, page by page. */
async function findAll(selection: Selection<UserRow>): Promise<string[]> {
  const found = selectionOf(selection).found ?? {}
  const ids: string[] = []
  for (let page = 1; ids.length < limits.atOnce + selection.except.length; page++) {
    const { rows } = await call(listUsers, { ...found, page, size: limits.defaultPageSize } as never)
    ids.push(...rows.map(({ userId }) => userId))
    if (rows.length < limits.defaultPageSize) break
  }
  return ids.filter((id) => !selection.except.includes(id))
}
