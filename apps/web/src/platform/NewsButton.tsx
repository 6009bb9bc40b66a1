import { countUnreadAnnouncements } from '@kaoban/contract'
import { ActionIcon, Indicator, Tooltip } from '@mantine/core'
import { IconSpeakerphone } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useApi } from './api.ts'
import { useWord } from './language.tsx'

/** Milliseconds between looks for new announcements. */
const every = 300_000

/** お知らせ in the header, with the number of those that are unread [NFM-NAV-006, NFM-ANN-001]. */
export function NewsButton() {
  const say = useWord()
  const { data } = useApi(countUnreadAnnouncements, undefined, { staleTime: 60_000, refetchInterval: every })
  const unread = data?.unread ?? 0
  return (
    <Tooltip label={say('LBL-NAV-news')}>
      <ActionIcon
        renderRoot={(props) => <Link to="/announcements" {...props} />}
        aria-label={unread === 0 ? say('LBL-NAV-news') : say('announcements.open', { n: unread })}
      >
        <Indicator disabled={unread === 0} label={unread} size={16} aria-hidden="true">
          <IconSpeakerphone size={20} stroke={1.6} />
        </Indicator>
      </ActionIcon>
    </Tooltip>
  )
}
