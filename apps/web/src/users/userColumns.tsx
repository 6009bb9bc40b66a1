import type { UserRow } from '@kaoban/contract'
import { useMemo } from 'react'
import type { Column } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { useWord } from '../platform/language.tsx'
import { fullName } from './names.ts'
import { FaceIcon, SetIcon, StatusIcons } from './UserStatus.tsx'

const methods = {
  none: 'LBL-USR-aplMethod0',
  face: 'LBL-USR-aplMethod1',
  'face-and-password': 'LBL-USR-aplMethod2',
} as const
const failures = { 'login-screen': 'LBL-USR-aplFail0', again: 'LBL-USR-aplFail1' } as const

/** The columns in the order of the specification [NFM-USR-035]. */
export function useUserColumns(): Column<UserRow>[] {
  const say = useWord()
  return useMemo(
    () => [
      { id: 'loginId', header: say('LBL-USR-id'), cell: (row) => row.loginId, sortable: true, fixed: true, mono: true },
      { id: 'name', header: say('LBL-USR-name'), cell: fullName, sortable: true },
      { id: 'mail', header: say('LBL-USR-mail'), cell: (row) => row.mail, sortable: true },
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
        align: 'center',
      },
      {
        id: 'appLoginMethod',
        header: say('LBL-USR-aplMethod'),
        cell: (row) => row.appLoginAllowed && say(methods[row.appLoginMethod]),
        sortable: true,
      },
      {
        id: 'appLoginFailure',
        header: say('LBL-USR-aplFail'),
        cell: (row) => row.appLoginAllowed && say(failures[row.appLoginFailure]),
        sortable: true,
      },
      {
        id: 'pauseAllowed',
        header: say('LBL-USR-pause'),
        cell: (row) => <SetIcon on={row.pauseAllowed} />,
        sortable: true,
        align: 'center',
      },
      {
        id: 'registeredAt',
        header: say('LBL-USR-registered'),
        cell: (row) => <DateTimeText at={row.registeredAt} />,
        sortable: true,
      },
      { id: 'status', header: say('LBL-USR-status'), cell: (row) => <StatusIcons user={row} />, sortable: true },
    ],
    [say],
  )
}
