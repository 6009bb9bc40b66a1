import {
  type AnswerOf,
  eraseUsers,
  limits,
  listRecycledUsers,
  type RecycledSelection,
  type RecycledUser,
  restoreUsers,
} from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconArrowBackUp, IconFaceId, IconTrash, IconTrashX } from '@tabler/icons-react'
import { useState } from 'react'
import { call, useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { DataTable, type Selection } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { showDone, showProblem } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { RowMenu } from '../platform/RowMenu.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { fullName, nameOf, peopleReads } from '../users/users.service.ts'
import { daysLeft } from './daysLeft.ts'
import classes from './recycle-bin.module.css'

type Hindered = AnswerOf<typeof restoreUsers>['hindered']

interface Asked {
  act: 'restore' | 'erase'
  selection: RecycledSelection
  count: number
  names: string[]
  clear: () => void
}

/** Few days are a warning. */
const soon = 3
const namesShown = 10
/** As many as one request names. */
const idsAtOnce = 1000

/** ごみ箱: deleted people, who come back or are erased. */
export function RecycleBinPage() {
  const say = useWord()
  const [asked, setAsked] = useState<Asked>()
  const [hindered, setHindered] = useState<Hindered>([])
  const restore = useApiAction(restoreUsers, { refreshes: peopleReads })
  const erase = useApiAction(eraseUsers, { refreshes: peopleReads })
  const everybody = useApi(listRecycledUsers, { page: 1, size: limits.pageSizes[0] })
  const total = everybody.data?.total ?? 0
  const close = () => setAsked(undefined)

  async function confirm({ act, selection, count, clear }: Asked) {
    if (act === 'erase') {
      const { users } = await erase.run({ selection, expected: count })
      showDone('recycleBin.erased', { n: users })
    } else {
      const { users, hindered: left } = await restore.run({ selection })
      setHindered(left)
      if (users > 0) showDone('recycleBin.restored', { n: users })
    }
    clear()
  }
  const askAll = (act: Asked['act']) =>
    setAsked({ act, selection: { everybody: true }, count: total, names: [], clear: () => {} })
  const askOne = (act: Asked['act'], row: RecycledUser) =>
    setAsked({ act, selection: { userIds: [row.userId] }, count: 1, names: [nameOf(row)], clear: () => {} })
  async function askTicked(act: Asked['act'], selection: Selection<RecycledUser>) {
    try {
      const userIds = selection.all ? await findAll(selection) : selection.ids
      setAsked({
        ...{ act, selection: { userIds }, count: userIds.length },
        ...{ names: selection.rows.map(nameOf), clear: selection.clear },
      })
    } catch (error) {
      showProblem(error)
    }
  }

  return (
    <>
      <PageHeader title={say('recycleBin.title')} lead={say('recycleBin.lead', { days: limits.recycleDays })}>
        {total > 0 && (
          <>
            <Button variant="default" leftSection={<IconArrowBackUp size={18} />} onClick={() => askAll('restore')}>
              {say('recycleBin.restoreAll')}
            </Button>
            <Button variant="light" color="red" leftSection={<IconTrashX size={18} />} onClick={() => askAll('erase')}>
              {say('recycleBin.eraseAll')}
            </Button>
          </>
        )}
      </PageHeader>
      {hindered.length > 0 && (
        <div className={classes.hindered}>
          <Notice
            tone="warning"
            urgent
            title={say('recycleBin.hinderedTitle', { n: hindered.length })}
            actions={
              <Button size="compact-sm" variant="default" onClick={() => setHindered([])}>
                {say('LBL-GEN-close')}
              </Button>
            }
          >
            <ul>
              {hindered.map(({ userId, loginId, reason }) => (
                <li key={userId}>
                  <code>{loginId}</code> {say(`recycleBin.reason.${reason}`)}
                </li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
      <DataTable
        id="recycle-bin"
        caption={say('recycleBin.title')}
        endpoint={listRecycledUsers}
        rowKey={(row) => row.userId}
        rowName={nameOf}
        search={say('recycleBin.search')}
        defaultSort={{ id: 'deletedAt', direction: 'descending' }}
        selectable={(row) => row.changeable}
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
          { id: 'mail', header: say('LBL-USR-mail'), cell: (row) => row.mail, hidden: true },
          {
            id: 'face',
            header: say('LBL-USR-face'),
            cell: (row) => row.face !== 'none' && <Face state={row.face} />,
            align: 'center',
          },
          {
            id: 'windowsAccounts',
            header: say('recycleBin.accounts'),
            cell: (row) => (row.windowsAccounts === 0 ? null : say('tables.rows', { n: row.windowsAccounts })),
            align: 'end',
          },
          {
            id: 'deletedAt',
            header: say('recycleBin.deletedAt'),
            cell: (row) => <DateTimeText at={row.deletedAt} />,
            sortable: true,
          },
          { id: 'deletedBy', header: say('recycleBin.deletedBy'), cell: (row) => row.deletedBy, mono: true },
          { id: 'left', header: say('recycleBin.left'), cell: (row) => <Left until={row.erasedAt} /> },
        ]}
        rowActions={(row) =>
          row.changeable && (
            <span className={classes.acts}>
              <Button size="compact-sm" variant="default" onClick={() => askOne('restore', row)}>
                {say('recycleBin.restore')}
                <span className="kb-hidden"> {nameOf(row)}</span>
              </Button>
              <RowMenu
                name={nameOf(row)}
                actions={[
                  { label: say('recycleBin.restore'), icon: IconArrowBackUp, onClick: () => askOne('restore', row) },
                  {
                    label: say('recycleBin.erase'),
                    icon: IconTrashX,
                    danger: true,
                    onClick: () => askOne('erase', row),
                  },
                ]}
              />
            </span>
          )
        }
        bulkActions={(selection) => (
          <>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconArrowBackUp size={16} />}
              onClick={() => void askTicked('restore', selection)}
            >
              {say('recycleBin.restore')}
            </Button>
            <Button
              size="compact-sm"
              variant="light"
              color="red"
              leftSection={<IconTrashX size={16} />}
              onClick={() => void askTicked('erase', selection)}
            >
              {say('recycleBin.erase')}
            </Button>
          </>
        )}
        empty={
          <EmptyState
            icon={IconTrash}
            title={say('recycleBin.empty')}
            action={
              <LinkButton to="/users" variant="default">
                {say('recycleBin.toUsers')}
              </LinkButton>
            }
          >
            {say('recycleBin.empty.text', { days: limits.recycleDays })}
          </EmptyState>
        }
      />
      {asked && (
        <ConfirmDialog
          opened
          onClose={close}
          verb={say(`recycleBin.${asked.act}`)}
          danger={asked.act === 'erase'}
          losses={namesOf(asked, (n) => say('users.andMore', { n }))}
          onConfirm={() => confirm(asked)}
        >
          <p>{say(`recycleBin.${asked.act}Ask`, { n: asked.count })}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

function namesOf({ names, count }: Asked, andMore: (n: number) => string): string[] {
  const shown = names.slice(0, namesShown)
  return shown.length > 0 && count > shown.length ? [...shown, andMore(count - shown.length)] : shown
}

function Face({ state }: { state: 'provisional' | 'registered' }) {
  const say = useWord()
  return (
    <span className={classes.face} title={say(state === 'registered' ? 'LBL-USR-real' : 'LBL-USR-provisional')}>
      <IconFaceId size={20} aria-hidden="true" />
      <span className="kb-hidden">{say(state === 'registered' ? 'LBL-USR-real' : 'LBL-USR-provisional')}</span>
    </span>
  )
}

function Left({ until }: { until: string }) {
  const say = useWord()
  const days = daysLeft(until, new Date())
  const text = days === 0 ? say('recycleBin.today') : say('recycleBin.days', { n: days })
  return days <= soon ? <StatusBadge tone="warning">{text}</StatusBadge> : text
}

/** Ids of everybody a search found but those unticked, page by page, as many as one request takes. */
async function findAll({ query, except }: Selection<RecycledUser>): Promise<string[]> {
  const search = typeof query.search === 'string' ? query.search : ''
  const ids: string[] = []
  for (let page = 1; ids.length < idsAtOnce; page++) {
    const { rows } = await call(listRecycledUsers, { search, page, size: limits.defaultPageSize })
    ids.push(...rows.filter(({ changeable }) => changeable).map(({ userId }) => userId))
    if (rows.length < limits.defaultPageSize) break
  }
  return ids.filter((id) => !except.includes(id)).slice(0, idsAtOnce)
}
