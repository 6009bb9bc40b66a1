import { ActionIcon, Menu } from '@mantine/core'
import { type Icon, IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useWord } from './language.tsx'
import { targetOf } from './links.tsx'

export interface RowAction {
  label: string
  icon?: Icon
  /** Opens this address… */
  to?: string
  /** …or does this. */
  onClick?: () => void
  danger?: boolean
}

/** What can be done with one row. */
export function RowMenu({ name, actions }: { name: string; actions: readonly RowAction[] }) {
  const say = useWord()
  if (actions.length === 0) return null
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon size={32} aria-label={say('tables.rowActions', { name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ label, icon: Mark, to, onClick, danger }) => {
          const looks = {
            leftSection: Mark && <Mark size={18} stroke={1.6} />,
            ...(danger ? { color: 'red' } : {}),
          }
          return to === undefined ? (
            <Menu.Item key={label} {...looks} onClick={onClick}>
              {label}
            </Menu.Item>
          ) : (
            <Menu.Item key={label} {...looks} renderRoot={(props) => <Link {...targetOf(to)} {...props} />}>
              {label}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
