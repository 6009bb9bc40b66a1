import { useEffect, useState } from 'react'
import { useGo } from './address.ts'
import { PageLoading } from './PageLoading.tsx'

/**
 * Goes to another address in place of this one, once. The router's own Navigate goes again whenever its address changes,
 * which never ends where that address contains the present one.
 */
export function LeadTo({ to }: { to: string }) {
  const go = useGo()
  const [target] = useState(to)
  useEffect(() => go(target, { replace: true }), [go, target])
  return <PageLoading />
}
