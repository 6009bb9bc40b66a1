import { useLocation } from '@tanstack/react-router'
import { LeadTo } from './LeadTo.tsx'
import { useSession } from './session.tsx'

/** Leads somebody without a session to the sign-in page of the tenant last used here, and back again afterwards. */
export function GuestHome() {
  const { lastTenant, expired } = useSession()
  const wanted = useLocation({ select: (location) => location.href })
  if (lastTenant === undefined) return <LeadTo to="/" />
  const search = `?next=${encodeURIComponent(wanted)}${expired ? '&reason=expired' : ''}`
  return <LeadTo to={`/t/${encodeURIComponent(lastTenant)}${search}`} />
}

export { nextPath } from './nextPath.ts'
