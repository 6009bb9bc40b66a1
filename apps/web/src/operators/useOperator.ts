import { readSession, signOutOperator } from '@kaoban/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { call, onSessionLost, queryKeyOf, useApi } from '../platform/api.ts'
import type { OperatorSession } from '../platform/feature.ts'

/** The operator at this browser as the server knows them, whether or not a second factor is missing yet. */
export function useOperatorHere() {
  const answer = useApi(readSession, undefined, { staleTime: 60_000 })
  const queries = useQueryClient()
  const refresh = useCallback(() => queries.invalidateQueries({ queryKey: queryKeyOf(readSession, {}) }), [queries])
  const state: OperatorSession['state'] = answer.data ? 'known' : answer.isError ? 'unreachable' : 'asking'
  return { state, operator: answer.data?.operator ?? undefined, refresh }
}

/** Who may use the console: an operator with a complete sign-in [NFM-OPS-009]. */
export function useOperator(): OperatorSession {
  const { state, operator, refresh } = useOperatorHere()
  const known = operator !== undefined
  useEffect(() => (known ? onSessionLost(() => void refresh()) : undefined), [known, refresh])
  const signOut = useCallback(async () => {
    await call(signOutOperator)
    await refresh()
  }, [refresh])
  return { state, name: operator?.mustEnrol ? undefined : operator?.name, signOut }
}
