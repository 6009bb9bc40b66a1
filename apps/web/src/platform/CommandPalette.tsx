import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { useGo } from './address.ts'
import classes from './frame.module.css'
import { useWord } from './language.tsx'
import { menuFor, personMenuFor } from './menu.ts'
import { permits, useRegistry } from './registry.tsx'
import { useSession } from './session.tsx'

export const openPalette = spotlight.open

const size = 18

/** Ctrl+K: go to a page, do something, find a person. */
export function CommandPalette() {
  const say = useWord()
  const go = useGo()
  const { commands, finders, has } = useRegistry()
  const account = useSession().account!
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 200)

  const allowed = finders.filter((finder) => permits(account.role, finder.needs))
  const found = useQueries({
    queries: allowed.map((finder) => ({
      queryKey: ['palette', finder.id, asked],
      queryFn: () => finder.find(asked),
      enabled: asked !== '',
      staleTime: 30_000,
    })),
  })

  const needle = text.trim().toLocaleLowerCase()
  const fits = (label: string) => needle === '' || label.toLocaleLowerCase().includes(needle)
  const pages = [...menuFor(account, has), ...personMenuFor(account.role, has, account.hiddenMenus)].flatMap((item) =>
    'entries' in item ? item.entries.map((entry) => ({ ...entry, icon: item.icon })) : [item],
  )
  const groups: SpotlightActionGroupData[] = [
    {
      group: say('frame.palette.pages'),
      actions: pages
        .map(({ key, to, icon: Mark }) => ({
          id: to,
          label: say(key),
          leftSection: <Mark size={size} />,
          onClick: () => go(to),
        }))
        .filter((action) => fits(action.label)),
    },
    {
      group: say('frame.palette.actions'),
      actions: commands
        .filter((command) => permits(account.role, command.needs))
        .map(({ id, label, icon: Mark, run }) => ({
          id,
          label: say(label),
          leftSection: <Mark size={size} />,
          onClick: () => run(go),
        }))
        .filter((action) => fits(action.label)),
    },
    ...allowed.map((finder, index) => ({
      group: say(finder.label),
      actions: (asked === '' ? [] : (found[index]?.data ?? [])).map((finding) => ({
        id: `${finder.id}:${finding.id}`,
        label: finding.label,
        ...(finding.description === undefined ? {} : { description: finding.description }),
        onClick: () => go(finding.to),
      })),
    })),
  ].filter((group) => group.actions.length > 0)

  const searching = found.some((query) => query.isFetching)
  return (
    <Spotlight
      title={say('frame.palette.open')}
      className={classes.palette}
      actions={groups}
      filter={(_, actions) => actions}
      query={text}
      onQueryChange={setText}
      shortcut="mod + K"
      // Without a transition the field is there, and has the focus, before the next key: nothing typed is lost.
      transitionProps={{ duration: 0 }}
      scrollable
      maxHeight="min(60vh, 28rem)"
      nothingFound={searching ? say('frame.loading') : say('MSG-GEN-002')}
      searchProps={{
        autoFocus: true,
        leftSection: <IconSearch size={20} stroke={1.6} />,
        placeholder: say(allowed.length > 0 ? 'frame.palette.placeholder.people' : 'frame.palette.placeholder'),
        'aria-label': say('frame.palette.open'),
      }}
    />
  )
}
