import { Menu } from '@mantine/core'
import { type Icon, IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useWord } from './language.tsx'
import { targetOf } from './links.tsx'
import classes from './table/table.module.css'

export interface RowAction {
  label: string
  icon?: Icon
  /** Opens this address… */
  to?: string
  /** …or does this. */
  onClick?: () => void
  danger?: boolean
}

/** What can be done with one row; a plain button until it is wanted, because a page has a hundred of them. */
export function RowMenu({ name, actions }: { name: string; actions: readonly RowAction[] }) {
  const say = useWord()
  const [wanted, setWanted] = useState(false)
  if (actions.length === 0) return null
  const label = say('tables.rowActions', { name })
  if (!wanted) {
    return (
      <button
        type="button"
        className={classes.dots}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={false}
        onClick={() => setWanted(true)}
      >
        <IconDots size={18} aria-hidden="true" />
      </button>
    )
  }
  return (
    <Menu defaultOpened returnFocus>
      <Menu.Target>
        <button type="button" className={classes.dots} aria-label={label}>
          <IconDots size={18} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map((action) => (
          <ActionItem key={action.label} action={action} />
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function ActionItem({ action: { label, icon: Mark, to, onClick, danger } }: { action: RowAction }) {
  const looks = { leftSection: Mark && <Mark size={18} stroke={1.6} />, ...(danger ? { color: 'red' } : {}) }
  if (to === undefined) {
    return (
      <Menu.Item {...looks} onClick={onClick}>
        {label}
      </Menu.Item>
    )
  }
  return (
    <Menu.Item {...looks} renderRoot={(props) => <Link {...targetOf(to)} {...props} />}>
      {label}
    </Menu.Item>
  )
}
