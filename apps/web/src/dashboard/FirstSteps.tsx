import type { MessageKey } from '@kaoban/messages'
import { IconCircleCheck } from '@tabler/icons-react'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { useRegistry } from '../platform/registry.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import classes from './dashboard.module.css'

/** What a new tenant does first; steps whose page this build lacks are left out. */
export function FirstSteps({ people, faces, terminals }: { people: boolean; faces: boolean; terminals: boolean }) {
  const say = useWord()
  const { has } = useRegistry()
  const steps: readonly { key: MessageKey; text: MessageKey; page: string; to: string; done: boolean }[] = [
    {
      key: 'dashboard.begin.people',
      text: 'dashboard.begin.people.text',
      page: '/users',
      to: '/users?add=1',
      done: people,
    },
    { key: 'dashboard.begin.face', text: 'dashboard.begin.face.text', page: '/me/face', to: '/me/face', done: faces },
    {
      key: 'dashboard.begin.terminal',
      text: 'dashboard.begin.terminal.text',
      page: '/terminals',
      to: '/terminals',
      done: terminals,
    },
  ]
  return (
    <section aria-labelledby="begin" className={classes.section}>
      <h2 id="begin">{say('dashboard.begin')}</h2>
      <p className={classes.text}>{say('dashboard.begin.text')}</p>
      <ol className={classes.steps}>
        {steps
          .filter(({ page }) => has(page))
          .map(({ key, text, to, done }) => (
            <li key={key} className={classes.step}>
              <strong>{say(key)}</strong>
              <span className={classes.text}>{say(text)}</span>
              {done ? (
                <StatusBadge tone="success" icon={IconCircleCheck}>
                  {say('dashboard.done')}
                </StatusBadge>
              ) : (
                <LinkButton to={to} variant="default">
                  {say(key)}
                </LinkButton>
              )}
            </li>
          ))}
      </ol>
    </section>
  )
}
