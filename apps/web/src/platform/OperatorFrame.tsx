import { ActionIcon, Tooltip } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { BrandMark } from './Brand.tsx'
import { UnreachablePage } from './ErrorPage.tsx'
import classes from './frame.module.css'
import { HelpButton } from './HelpDrawer.tsx'
import { LeadTo } from './LeadTo.tsx'
import { useWord } from './language.tsx'
import menuClasses from './menu.module.css'
import { operatorMenu } from './menu.ts'
import { showProblem } from './notices.tsx'
import { PageLoading } from './PageLoading.tsx'
import { useRegistry } from './registry.tsx'
import { SkipLink } from './SkipLink.tsx'
import { useSession } from './session.tsx'
import { LanguageButton, SchemeButton } from './switches.tsx'

/** The console of the person who runs the service: no tenant, another menu, marked so that nobody mixes them up. */
export function OperatorFrame() {
  const say = useWord()
  const { mailboxPage } = useSession()
  const { has, useOperator } = useRegistry()
  const { state, name, signOut } = useOperator()
  const path = useLocation({ select: (location) => location.pathname })
  if (state === 'asking') return <PageLoading />
  if (state === 'unreachable') return <UnreachablePage />
  if (name === undefined) return <LeadTo to={`/operator/sign-in?next=${encodeURIComponent(path)}`} />
  const items = operatorMenu.filter((entry) => has(entry.to) && (entry.to !== '/operator/mailbox' || mailboxPage))
  return (
    <div className={classes.frame} data-operator>
      <SkipLink />
      <header className={classes.header}>
        <Link to="/operator" className={classes.home} aria-label={say('frame.home')}>
          <BrandMark size={28} />
          <span className={classes.product}>Kaoban</span>
        </Link>
        <span className={classes.console}>{say('frame.console')}</span>
        <nav className={classes.tabs} aria-label={say('frame.menu')}>
          {items.map(({ key, to, icon: Icon }) => (
            <Link
              key={to}
              to={to}
              className={menuClasses.entry}
              activeOptions={{ exact: to === '/operator' }}
              activeProps={{ 'aria-current': 'page' }}
            >
              <Icon size={18} stroke={1.6} aria-hidden="true" />
              <span>{say(key)}</span>
            </Link>
          ))}
        </nav>
        <div className={classes.tools}>
          <LanguageButton />
          <SchemeButton />
          <HelpButton />
          <span className={classes.personName}>{name}</span>
          <Tooltip label={say('LBL-NAV-logout')}>
            <ActionIcon aria-label={say('LBL-NAV-logout')} onClick={() => signOut().catch(showProblem)}>
              <IconLogout size={20} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </div>
      </header>
      <main id="content" tabIndex={-1} className={classes.content}>
        <Outlet />
      </main>
    </div>
  )
}
