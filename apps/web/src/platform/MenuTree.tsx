import { UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { useWord } from './language.tsx'
import classes from './menu.module.css'
import type { MenuEntry, MenuGroup, MenuItem } from './menu.ts'

export function MenuTree({ items }: { items: MenuItem[] }) {
  return (
    <ul className={classes.list}>
      {items.map((item) => (
        <li key={item.key}>{'entries' in item ? <Group group={item} /> : <Entry entry={item} />}</li>
      ))}
    </ul>
  )
}

function isUnder(path: string, to: string): boolean {
  return path === to || path.startsWith(`${to}/`)
}

function Entry({ entry }: { entry: MenuEntry }) {
  const say = useWord()
  const path = useLocation({ select: (location) => location.pathname })
  const Icon = entry.icon
  const below = entry.below ?? []
  const current = isUnder(path, entry.to) && !below.some(({ to }) => isUnder(path, to)) ? 'page' : undefined
  return (
    <>
      <Link
        to={entry.to}
        className={classes.entry}
        aria-current={current}
        activeOptions={{ exact: below.length > 0 }}
        activeProps={{ 'aria-current': current }}
      >
        {Icon && <Icon size={20} stroke={1.6} aria-hidden="true" />}
        <span>{say(entry.key)}</span>
      </Link>
      {below.length > 0 && (
        <ul className={classes.sub}>
          {below.map((one) => (
            <li key={one.to}>
              <Entry entry={one} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Group({ group }: { group: MenuGroup }) {
  const say = useWord()
  const id = useId()
  const path = useLocation({ select: (location) => location.pathname })
  const inside = group.entries.some((entry) => isUnder(path, entry.to))
  const [opened, setOpened] = useState<boolean | undefined>(undefined)
  const open = opened ?? inside
  const Icon = group.icon
  return (
    <>
      <UnstyledButton
        className={classes.entry}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpened(!open)}
      >
        <Icon size={20} stroke={1.6} aria-hidden="true" />
        <span>{say(group.key)}</span>
        <IconChevronRight className={classes.chevron} size={16} aria-hidden="true" />
      </UnstyledButton>
      <ul id={id} className={classes.sub} hidden={!open}>
        {group.entries.map((entry) => (
          <li key={entry.to}>
            <Entry entry={entry} />
          </li>
        ))}
      </ul>
    </>
  )
}
