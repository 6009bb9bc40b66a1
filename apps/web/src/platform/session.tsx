import { type Account, type AnswerOf, type MaintenanceNotice, readSession, signOut } from '@kaoban/contract'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { call, onSessionLost, queryKeyOf, useApi } from './api.ts'
import { readKept, writeKept } from './kept.ts'
import { useLanguage } from './language.tsx'

export type { Account }

type SessionAnswer = AnswerOf<typeof readSession>

interface Session {
  /** `asking` until the server answered for the first time; `unreachable` when it did not. */
  state: 'asking' | 'known' | 'unreachable'
  account: Account | undefined
  mailboxPage: boolean
  /** The portal is down: nothing but signing out works. */
  maintenance: MaintenanceNotice | undefined
  /** The help desk, for those who may ask it. */
  supportUrl: string | undefined
  /** The session ended by itself, so the sign-in page says so [MSG-GEN-003]. */
  expired: boolean
  /** Tenant of the last sign-in at this browser. */
  lastTenant: string | undefined
  /** Asks the server again; call it after signing in and after changing the own account. */
  refresh: () => Promise<void>
  signOut: () => Promise<void>
}

const SessionContext = createContext<Session | undefined>(undefined)
const sessionKey = queryKeyOf(readSession, {})
/** While the portal is down, how often pages ask whether it is over; milliseconds. */
export const maintenanceEvery = 20_000

export function SessionProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const { followAccount, setProduct } = useLanguage()
  const [expired, setExpired] = useState(false)
  const answer = useApi(readSession, undefined, {
    staleTime: 60_000,
    refetchOnWindowFocus: true,
    refetchInterval: (query) => (query.state.data?.maintenance ? maintenanceEvery : false),
  })
  const account = answer.data?.account ?? undefined

  useEffect(() => {
    if (account?.locale) followAccount(account.locale)
  }, [account, followAccount])
  const tenant = account?.tenant.code
  useEffect(() => {
    if (tenant === undefined) return
    writeKept('tenant', tenant)
    setExpired(false)
  }, [tenant])
  const product = answer.data?.productName
  useEffect(() => {
    if (product) setProduct(product)
  }, [product, setProduct])

  const forget = useCallback(() => {
    queries.setQueryData<SessionAnswer>(sessionKey, (known) => known && { ...known, account: null })
    queries.removeQueries({ predicate: (query) => query.queryKey[1] !== readSession.path })
  }, [queries])

  useEffect(
    () =>
      onSessionLost((error) => {
        const known = queries.getQueryData<SessionAnswer>(sessionKey)
        if (!known?.account) return
        if (error.code === 'portal.maintenance') return void queries.invalidateQueries({ queryKey: sessionKey })
        setExpired(error.code === 'session.expired')
        forget()
      }),
    [queries, forget],
  )

  const leave = useCallback(async () => {
    await call(signOut)
    forget()
    await queries.invalidateQueries({ queryKey: sessionKey })
  }, [queries, forget])

  const refresh = useCallback(() => queries.invalidateQueries({ queryKey: sessionKey }), [queries])

  const session = useMemo<Session>(
    () => ({
      state: answer.data ? 'known' : answer.isError ? 'unreachable' : 'asking',
      account,
      mailboxPage: answer.data?.mailboxPage ?? false,
      maintenance: answer.data?.maintenance ?? undefined,
      supportUrl: answer.data?.supportUrl ?? undefined,
      expired,
      lastTenant: tenant ?? readKept('tenant'),
      refresh,
      signOut: leave,
    }),
    [answer.data, answer.isError, account, expired, tenant, refresh, leave],
  )
  return <SessionContext value={session}>{children}</SessionContext>
}

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('SessionProvider is missing')
  return session
}

/** The signed-in person; only for pages of the portal frame, which never render without one. */
export function useAccount(): Account {
  const { account } = useSession()
  if (!account) throw new Error('no account: this component belongs into the portal frame')
  return account
}
