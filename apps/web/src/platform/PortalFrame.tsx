import { Drawer } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { Outlet, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useCurrentPage } from './address.ts'
import { CommandPalette } from './CommandPalette.tsx'
import { ForbiddenPage, HiddenPage, UnreachablePage } from './ErrorPage.tsx'
import classes from './frame.module.css'
import { GuestHome } from './GuestHome.tsx'
import { Header } from './Header.tsx'
import { LeadTo } from './LeadTo.tsx'
import { useWord } from './language.tsx'
import { UnderMaintenance } from './MaintenanceText.tsx'
import { MenuTree } from './MenuTree.tsx'
import { menuFor } from './menu.ts'
import { Notice } from './Notice.tsx'
import { PageLoading } from './PageLoading.tsx'
import { permits, useRegistry } from './registry.tsx'
import { SkipLink } from './SkipLink.tsx'
import { useSession } from './session.tsx'

/** Pages of signed-in people: header, the menu of their role (none for employees), content. */
export function PortalFrame() {
  const { state, account } = useSession()
  if (state === 'asking') return <PageLoading />
  if (state === 'unreachable') return <UnreachablePage />
  if (!account) return <GuestHome />
  return <SignedIn key={account.userId} />
}

function SignedIn() {
  const say = useWord()
  const session = useSession()
  const account = session.account!
  const { maintenance } = session
  const page = useCurrentPage()
  const { has, backgrounds } = useRegistry()
  const [drawer, setDrawer] = useDisclosure(false)
  const path = useLocation({ select: (location) => location.pathname })
  const wide = useMediaQuery('(min-width: 56.25em)')
  // biome-ignore lint/correctness/useExhaustiveDependencies: opening a page closes the drawer
  useEffect(() => setDrawer.close(), [path, wide])

  if (account.mustChangePassword && page && !page.beforePasswordChange) return <LeadTo to="/password" />
  const menu = account.mustChangePassword || maintenance ? [] : menuFor(account, has)
  const allowed = !page || permits(account.role, page.needs)
  const hidden =
    page?.selfService !== undefined && account.hiddenMenus.includes(page.selfService) && !account.mustChangePassword
  return (
    <div className={classes.frame} data-menu={menu.length > 0 || undefined}>
      <SkipLink />
      <Header onMenu={menu.length > 0 ? setDrawer.open : undefined} />
      {menu.length > 0 && (
        <>
          <nav className={classes.menu} aria-label={say('frame.menu')}>
            <MenuTree items={menu} />
          </nav>
          <Drawer
            opened={drawer}
            onClose={setDrawer.close}
            size="18rem"
            title={account.tenant.name}
            closeButtonProps={{ 'aria-label': say('frame.closeMenu') }}
          >
            <nav aria-label={say('frame.menu')}>
              <MenuTree items={menu} />
            </nav>
          </Drawer>
        </>
      )}
      <main id="content" tabIndex={-1} className={classes.content}>
        {account.restriction && !maintenance && (
          <Notice tone="warning">{say(account.restriction === 'outside' ? 'MSG-IPA-004' : 'MSG-IPA-005')}</Notice>
        )}
        {maintenance ? (
          <UnderMaintenance notice={maintenance} />
        ) : hidden ? (
          <HiddenPage />
        ) : allowed ? (
          <Outlet />
        ) : (
          <ForbiddenPage />
        )}
      </main>
      {!account.mustChangePassword && !maintenance && <CommandPalette />}
      {!maintenance && backgrounds.map((Background) => <Background key={Background.name} />)}
    </div>
  )
}
