import { Menu, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconLogout } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import classes from './frame.module.css'
import { useWord } from './language.tsx'
import { personMenuFor } from './menu.ts'
import { showProblem } from './notices.tsx'
import { useRegistry } from './registry.tsx'
import { useSession } from './session.tsx'
import { LanguageItems, SchemeItems } from './switches.tsx'

const roleWords = {
  'system-administrator': 'LBL-ROL-sys',
  'group-administrator': 'LBL-ROL-grp',
  user: 'LBL-ROL-usr',
} as const

/** サブメニューボタン and サブメニューエリア [NFM-NAV-001, NFM-NAV-006]. */
export function PersonMenu() {
  const say = useWord()
  const { has } = useRegistry()
  const session = useSession()
  const account = session.account!
  const [leaving, setLeaving] = useState(false)
  const entries = account.mustChangePassword ? [] : personMenuFor(account.role, has, account.hiddenMenus)
  const leave = async () => {
    setLeaving(true)
    try {
      await session.signOut()
    } catch (error) {
      showProblem(error)
    } finally {
      setLeaving(false)
    }
  }
  return (
    <Menu width={260} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton
          className={classes.person}
          aria-label={say('frame.signedInAs', { name: account.displayName })}
          disabled={leaving}
        >
          <span className={classes.avatar} data-initial={[...account.displayName][0]} aria-hidden="true" />
          <span className={classes.personName}>{account.displayName}</span>
          <IconChevronDown size={16} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.personCard}>
          <strong>{account.displayName}</strong>
          <span>{account.loginId}</span>
          <span>{say(roleWords[account.role])}</span>
        </div>
        <Menu.Divider />
        {entries.map(({ key, to, icon: Icon }) => (
          <Menu.Item
            key={to}
            leftSection={<Icon size={18} stroke={1.6} />}
            renderRoot={(props) => <Link to={to} {...props} />}
          >
            {say(key)}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<IconLogout size={18} stroke={1.6} />} onClick={leave}>
          {say('LBL-NAV-logout')}
        </Menu.Item>
        <div className={classes.narrowOnlyBlock}>
          <Menu.Divider />
          <Menu.Label>{say('frame.language')}</Menu.Label>
          <LanguageItems />
          <Menu.Label>{say('frame.theme')}</Menu.Label>
          <SchemeItems />
        </div>
      </Menu.Dropdown>
    </Menu>
  )
}
