import { NotFoundPage, UnreachablePage } from './ErrorPage.tsx'
import { LeadTo } from './LeadTo.tsx'
import { useWord } from './language.tsx'
import { LinkButton } from './links.tsx'
import { PageLoading } from './PageLoading.tsx'
import { PublicCard, PublicLayout } from './PublicFrame.tsx'
import { homeOf, useRegistry } from './registry.tsx'
import { useSession } from './session.tsx'

/** `/`: the first page of whoever is signed in, else the sign-in page of the tenant last used at this browser. */
export function HomePage() {
  const { state, account, lastTenant } = useSession()
  const { pages } = useRegistry()
  if (state === 'asking') return <PageLoading />
  if (state === 'unreachable') return <UnreachablePage />
  if (account) {
    const home = homeOf(account.role, pages)
    return home === undefined ? <NotFoundPage /> : <LeadTo to={home} />
  }
  if (lastTenant !== undefined) return <LeadTo to={`/t/${encodeURIComponent(lastTenant)}`} />
  return <Welcome />
}

const otherDoors = [
  { to: '/apply', label: 'frame.welcome.apply' },
  { to: '/operator', label: 'frame.welcome.operator' },
] as const

function Welcome() {
  const say = useWord()
  const { pages } = useRegistry()
  const doors = otherDoors.filter(({ to }) => pages.some((page) => page.path === to))
  return (
    <PublicLayout>
      <PublicCard title={say('frame.welcome')}>
        <p>{say('frame.welcome.text')}</p>
        {doors.map(({ to, label }) => (
          <LinkButton key={to} to={to} variant="default" fullWidth mt="sm">
            {say(label)}
          </LinkButton>
        ))}
      </PublicCard>
    </PublicLayout>
  )
}
