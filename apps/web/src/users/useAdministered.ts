import { limits, listGroups } from '@kaoban/contract'
import { useMemo } from 'react'
import { useApi } from '../platform/api.ts'
import { useAccount } from '../platform/session.tsx'
import type { Administered } from './userForm.ts'

/** The groups of the signed-in group administrator, of whom nobody has more than five; `ready` when they are known. */
export function useAdministered(): { ready: boolean; administered: Administered; error: unknown } {
  const everything = useAccount().role === 'system-administrator'
  const size = limits.pageSizes[0]
  const answer = useApi(listGroups, { scope: 'managed', page: 1, size, sort: 'code' }, { enabled: !everything })
  const rows = answer.data?.rows
  const administered = useMemo(() => rows && new Set(rows.map(({ groupId }) => groupId)), [rows])
  return everything
    ? { ready: true, administered: undefined, error: undefined }
    : { ready: administered !== undefined, administered, error: answer.error }
}
