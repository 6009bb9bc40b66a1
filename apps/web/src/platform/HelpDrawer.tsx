import type { MessageKey } from '@kaoban/messages'
import { ActionIcon, Anchor, Drawer, Kbd, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconHelp } from '@tabler/icons-react'
import classes from './frame.module.css'
import { useWord } from './language.tsx'
import { useSession } from './session.tsx'

const keys: readonly { keys: string[]; key: MessageKey }[] = [
  { keys: ['Ctrl', 'K'], key: 'frame.keys.palette' },
  { keys: ['/'], key: 'frame.keys.search' },
  { keys: ['↑', '↓'], key: 'frame.keys.rows' },
  { keys: ['Enter'], key: 'frame.keys.open' },
  { keys: ['Space'], key: 'frame.keys.select' },
  { keys: ['Ctrl', 'Enter'], key: 'frame.keys.save' },
  { keys: ['Esc'], key: 'frame.keys.close' },
]

export function HelpButton() {
  const say = useWord()
  const { supportUrl } = useSession()
  const [opened, drawer] = useDisclosure(false)
  return (
    <>
      <Tooltip label={say('frame.help')}>
        <ActionIcon onClick={drawer.open} aria-label={say('frame.help')}>
          <IconHelp size={20} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Drawer
        opened={opened}
        onClose={drawer.close}
        position="right"
        size="22rem"
        title={say('frame.help')}
        closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
      >
        {supportUrl !== undefined && (
          <>
            <h2 className={classes.helpTitle}>{say('frame.support')}</h2>
            <p className={classes.helpText}>
              <Anchor href={supportUrl} target="_blank" rel="noreferrer">
                {say('frame.support.open')}
              </Anchor>
            </p>
          </>
        )}
        <h2 className={classes.helpTitle}>{say('frame.keys')}</h2>
        <dl className={classes.keys}>
          {keys.map((row) => (
            <div key={row.key}>
              <dt>
                {row.keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dt>
              <dd>{say(row.key)}</dd>
            </div>
          ))}
        </dl>
        <h2 className={classes.helpTitle}>{say('frame.network')}</h2>
        <p className={classes.helpText}>
          {say('frame.network.text', { host: window.location.hostname, port: window.location.port || '443' })}
        </p>
      </Drawer>
    </>
  )
}
