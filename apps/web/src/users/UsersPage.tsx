import { listUsers, type UserRow, unlockUsers } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconKey, IconLockOpen, IconPencil, IconSearch, IconTrash, IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useSearchText } from '../platform/address.ts'
import { call, useApiAction } from '../platform/api.ts'
import { DataTable, type Selection } from '../platform/DataTable.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { showDone, showProblem } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { RowMenu } from '../platform/RowMenu.tsx'
import type { Search } from '../platform/search.ts'
import { DeleteUsers } from './DeleteUsers.tsx'
import { nameOf } from './names.ts'
import { ReissuePasswords } from './ReissuePasswords.tsx'
import { SearchPanel } from './SearchPanel.tsx'
import { AddUser, EditUser } from './UserDialog.tsx'
import { useUserColumns } from './userColumns.tsx'
import { conditionFields, selectionOf, userFilters } from './userFilters.ts'
import classes from './users.module.css'

/** As many as the endpoints for passwords and locks take at once. */
const atOnce = 500

type Asked =
  | { act: 'delete'; selection: ReturnType<typeof selectionOf>; clear: () => void }
  | { act: 'reissue'; userIds: string[]; names: string[]; clear: () => void }

/** 利用者一覧 [NFM-USR-031]. */
export function UsersPage() {
  const say = useWord()
  const address = useSearchText()
  const navigate = useNavigate()
  const [searching, setSearching] = useState(false)
  const [asked, setAsked] = useState<Asked>()
  const [tooMany, setTooMany] = useState(false)
  const unlock = useApiAction(unlockUsers, { refreshes: [listUsers] })
  const filters = useMemo(() => userFilters(say), [say])
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

  async function people(selection: Selection<UserRow>): Promise<string[] | undefined> {
    setTooMany(selection.count > atOnce)
    if (selection.count > atOnce) return undefined
    return selection.all ? findAll(selection) : selection.ids
  }
  async function reissue(selection: Selection<UserRow>) {
    try {
      const userIds = await people(selection)
      if (userIds) setAsked({ act: 'reissue', userIds, names: selection.rows.map(nameOf), clear: selection.clear })
    } catch (error) {
      showProblem(error)
    }
  }
  async function release(userIds: string[] | undefined, clear?: () => void) {
    if (!userIds) return
    try {
      await unlock.run({ userIds })
      showDone('MSG-AUT-010')
      clear?.()
    } catch (error) {
      showProblem(error)
    }
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
        <Button leftSection={<IconUserPlus size={18} />} onClick={() => put({ add: '1' })}>
          {say('LBL-GEN-add')}
        </Button>
      </PageHeader>
      {searching && <SearchPanel id="user-conditions" onSearch={(fields) => put({ ...fields, page: undefined })} />}
      {tooMany && <Notice tone="warning">{say('users.tooMany', { max: atOnce })}</Notice>}
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
        rowActions={(row) => (
          <span className={classes.acts}>
            <Button size="compact-sm" variant="default" onClick={() => openPerson(row.userId)}>
              {say('LBL-GEN-edit')}
              <span className="kb-hidden"> {nameOf(row)}</span>
            </Button>
            <RowMenu
              name={nameOf(row)}
              actions={[
                { label: say('LBL-GEN-edit'), icon: IconPencil, onClick: () => openPerson(row.userId) },
                {
                  label: say('LBL-USR-reissue'),
                  icon: IconKey,
                  onClick: () =>
                    setAsked({ act: 'reissue', userIds: [row.userId], names: [nameOf(row)], clear: () => {} }),
                },
                ...(row.lockedUntil === null
                  ? []
                  : [
                      {
                        label: say('LBL-AUT-unlock'),
                        icon: IconLockOpen,
                        onClick: () => void release([row.userId]),
                      },
                    ]),
                {
                  label: say('LBL-GEN-delete'),
                  icon: IconTrash,
                  danger: true,
                  onClick: () => setAsked({ act: 'delete', selection: { userIds: [row.userId] }, clear: () => {} }),
                },
              ]}
            />
          </span>
        )}
        bulkActions={(selection) => (
          <>
            <Button size="compact-sm" variant="default" onClick={() => void reissue(selection)}>
              {say('LBL-USR-reissue')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              onClick={async () => release(await people(selection), selection.clear)}
            >
              {say('LBL-AUT-unlock')}
            </Button>
            <Button
              size="compact-sm"
              color="red"
              variant="light"
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
      {asked?.act === 'delete' && (
        <DeleteUsers
          selection={asked.selection}
          onClose={close}
          onDone={() => {
            asked.clear()
            close()
          }}
        />
      )}
      {asked?.act === 'reissue' && (
        <ReissuePasswords
          userIds={asked.userIds}
          names={asked.names}
          onClose={close}
          onDone={() => {
            asked.clear()
            close()
          }}
        />
      )}
    </>
  )
}

/** Ids of everybody a search found but those unticked, page by page. */
async function findAll(selection: Selection<UserRow>): Promise<string[]> {
  const found = selectionOf(selection).found ?? {}
  const ids: string[] = []
  for (let page = 1; ids.length < atOnce + selection.except.length; page++) {
    const { rows } = await call(listUsers, { ...found, page, size: 100 } as never)
    ids.push(...rows.map(({ userId }) => userId))
    if (rows.length < 100) break
  }
  return ids.filter((id) => !selection.except.includes(id))
}
