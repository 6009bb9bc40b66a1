import { ActionIcon, Tooltip } from '@mantine/core'
import { IconMenu2, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { BrandMark } from './Brand.tsx'
import { openPalette } from './CommandPalette.tsx'
import classes from './frame.module.css'
import { HelpButton } from './HelpDrawer.tsx'
import { JobBell } from './JobBell.tsx'
import { useWord } from './language.tsx'
import { NewsButton } from './NewsButton.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import { useRegistry } from './registry.tsx'
import { useSession } from './session.tsx'
import { LanguageButton, SchemeButton } from './switches.tsx'

/** ヘッダエリア: tenant and person, language, theme, help, announcements, jobs [NFM-NAV-001, NFM-NAV-006]. */
export function Header({ onMenu }: { onMenu: (() => void) | undefined }) {
  const say = useWord()
  const { has } = useRegistry()
  const session = useSession()
  const account = session.account!
  const free = !account.mustChangePassword && !session.maintenance
  return (
    <header className={classes.header}>
      {onMenu && (
        <ActionIcon className={classes.narrowOnly} onClick={onMenu} aria-label={say('frame.openMenu')}>
          <IconMenu2 size={22} />
        </ActionIcon>
      )}
      <Link to="/" className={classes.home} aria-label={say('frame.home')}>
        <BrandMark size={28} />
        <span className={classes.product}>Kaoban</span>
      </Link>
      <span className={classes.tenant} title={account.tenant.name}>
        {account.tenant.name}
      </span>
      <div className={classes.tools}>
        {free && (
          <>
            <Tooltip label={say('frame.palette.open')}>
              <button type="button" className={classes.search} onClick={openPalette} aria-keyshortcuts="Control+K">
                <IconSearch size={18} aria-hidden="true" />
                <span>{say('LBL-GEN-search')}</span>
                <kbd>Ctrl K</kbd>
              </button>
            </Tooltip>
            <JobBell />
            {has('/announcements') && <NewsButton />}
          </>
        )}
        <span className={classes.wideOnly}>
          <LanguageButton />
          <SchemeButton />
        </span>
        <HelpButton />
        <PersonMenu />
      </div>
    </header>
  )
}
