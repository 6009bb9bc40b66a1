import { limits, type UserRow, type WindowsAccount } from '@kaoban/contract'
import { IconStar } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { Column } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { formatDay } from '../platform/dates.ts'
import { type Say, useLanguage, useWord } from '../platform/language.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { fullName } from './names.ts'
import { accountName, appLoginFailureWords, appLoginMethodWords, placeText } from './partWords.ts'
import { FaceIcon, SetIcon, StatusIcons } from './UserStatus.tsx'
import classes from './users.module.css'

/** The columns in the order of the specification; groups and accounts also as one column each [NFM-USR-035]. */
export function useUserColumns(): Column<UserRow>[] {
  const say = useWord()
  return useMemo(
    () => [
      {
        id: 'loginId',
        header: say('LBL-USR-id'),
        cell: (row) => <Clipped text={row.loginId} />,
        sortable: true,
        fixed: true,
        mono: true,
      },
      { id: 'name', header: say('LBL-USR-name'), cell: (row) => <Clipped text={fullName(row)} />, sortable: true },
      { id: 'mail', header: say('LBL-USR-mail'), cell: (row) => <Clipped text={row.mail} />, sortable: true },
      {
        id: 'face',
        header: say('LBL-USR-face'),
        cell: (row) => <FaceIcon user={row} />,
        sortable: true,
        align: 'center',
      },
      {
        id: 'systemAdministrator',
        header: say('LBL-USR-admin'),
        cell: (row) => <SetIcon on={row.systemAdministrator} />,
        sortable: true,
        align: 'center',
      },
      {
        id: 'appLoginAllowed',
        header: say('LBL-USR-aplShort'),
        cell: (row) => <SetIcon on={row.appLoginAllowed} />,
        sortable: true,
        hidden: true,
        align: 'center',
      },
      {
        id: 'appLoginMethod',
        header: say('LBL-USR-aplMethod'),
        cell: (row) => row.appLoginAllowed && say(appLoginMethodWords[row.appLoginMethod]),
        sortable: true,
        hidden: true,
      },
      {
        id: 'appLoginFailure',
        header: say('LBL-USR-aplFail'),
        cell: (row) => row.appLoginAllowed && say(appLoginFailureWords[row.appLoginFailure]),
        sortable: true,
        hidden: true,
      },
      {
        id: 'pauseAllowed',
        header: say('LBL-USR-pause'),
        cell: (row) => <SetIcon on={row.pauseAllowed} />,
        sortable: true,
        hidden: true,
        align: 'center',
      },
      { id: 'groups', header: say('users.section.groups'), cell: (row) => <GroupNames places={row.groups} /> },
      ...numbersTo(limits.groupSlots).flatMap((n) => groupColumns(n, say)),
      {
        id: 'windowsAccounts',
        header: say('users.section.windows'),
        cell: (row) => <AccountNames accounts={row.windowsAccounts} />,
        hidden: true,
      },
      ...numbersTo(limits.windowsAccounts).flatMap((n) => accountColumns(n, say)),
      {
        id: 'validity',
        header: say('users.validity'),
        cell: (row) => <Days from={row.validFrom} until={row.validUntil} />,
        hidden: true,
      },
      {
        id: 'registeredAt',
        header: say('LBL-USR-registered'),
        cell: (row) => <DateTimeText at={row.registeredAt} />,
        sortable: true,
        hidden: true,
      },
      { id: 'status', header: say('LBL-USR-status'), cell: (row) => <StatusIcons user={row} />, sortable: true },
    ],
    [say],
  )
}

/** IDs and names may have hundreds of characters; a list has room for the usual ones. */
function Clipped({ text }: { text: string }) {
  return (
    <span className={classes.clipped} title={text}>
      {text}
    </span>
  )
}

function numbersTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1)
}

/** グループ#n: グループID, グループ名, グループ管理者. */
function groupColumns(n: number, say: Say): Column<UserRow>[] {
  const section = say('LBL-GRP-slot', { n })
  const placeOf = (row: UserRow) => row.groups[n - 1]!
  const column = (id: string, short: string, cell: Column<UserRow>['cell'], looks: Partial<Column<UserRow>> = {}) => ({
    ...{ id: `group${n}.${id}`, section, short, header: `${section} ${short}`, cell, hidden: true },
    ...looks,
  })
  return [
    column(
      'code',
      say('LBL-GRP-id'),
      (row) => ('code' in placeOf(row) ? (placeOf(row) as { code: string }).code : ''),
      {
        mono: true,
      },
    ),
    column('name', say('LBL-GRP-name'), (row) => {
      const place = placeOf(row)
      return place.kind === 'group' ? place.name : place.kind === 'moving' ? say('LBL-GRP-moving') : ''
    }),
    column(
      'administrator',
      say('LBL-GRP-admin'),
      (row) => {
        const place = placeOf(row)
        return <SetIcon on={place.kind === 'group' && place.administrator} />
      },
      { align: 'center' },
    ),
  ]
}

/** Windowsアカウント#n: the fields that its kind has [NFM-USR-038]. */
function accountColumns(n: number, say: Say): Column<UserRow>[] {
  const section = say('users.windows.account', { n })
  const column = (id: string, short: string, text: (account: WindowsAccount) => string) => ({
    ...{ id: `account${n}.${id}`, section, short, header: `${section} ${short}`, hidden: true, mono: true },
    cell: (row: UserRow) => {
      const account = row.windowsAccounts[n - 1]
      return account && text(account)
    },
  })
  return [
    column('name', say('LBL-WAC-account'), ({ name }) => name),
    column('computer', say('LBL-WAC-computer'), ({ kind, place }) => (kind === 'local' ? place : '')),
    column('domain', say('LBL-WAC-domainName'), ({ kind, place }) => (kind === 'local' ? '' : place)),
    column('upn', say('LBL-WAC-upn'), ({ upn }) => upn),
  ]
}

/** Groups that a cell names; the others are counted. */
const namesShown = 2

/** The groups of a person in one cell: names, a mark where the person administers, 異動中. */
function GroupNames({ places }: { places: UserRow['groups'] }) {
  const say = useWord()
  const set = places.flatMap((place, index) => (place.kind === 'none' ? [] : [{ place, index }]))
  return (
    <span className={classes.groups}>
      {set.slice(0, namesShown).map(({ place, index }) =>
        place.kind === 'moving' ? (
          <StatusBadge key={index} tone="warning">
            {say('LBL-GRP-moving')}
          </StatusBadge>
        ) : (
          <span key={index} className={classes.group} title={placeText(place, say)}>
            <span>{place.name}</span>
            {place.administrator && (
              <>
                <IconStar size={14} aria-hidden="true" />
                <span className="kb-hidden">{say('LBL-GRP-admin')}</span>
              </>
            )}
          </span>
        ),
      )}
      {set.length > namesShown && (
        <small title={set.map(({ place }) => placeText(place, say)).join('\n')}>
          {say('users.moreGroups', { n: set.length - namesShown })}
        </small>
      )}
    </span>
  )
}

/** The first Windows account by its full name, and how many more there are. */
function AccountNames({ accounts }: { accounts: UserRow['windowsAccounts'] }) {
  const say = useWord()
  const [first, ...more] = accounts
  if (!first) return null
  return (
    <span className={classes.accounts} title={accounts.map(accountName).join('\n')}>
      <code>{accountName(first)}</code>
      {more.length > 0 && <small>{say('users.windows.more', { n: more.length })}</small>}
    </span>
  )
}

function Days({ from, until }: { from: string | null; until: string | null }) {
  const { locale } = useLanguage()
  if (from === null && until === null) return null
  const say = (day: string | null) => (day === null ? '' : formatDay(day, locale))
  return (
    <span className="kb-figures">
      {say(from)} – {say(until)}
    </span>
  )
}
