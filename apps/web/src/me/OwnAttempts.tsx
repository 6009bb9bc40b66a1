import { listOwnAttempts, ownAttemptsShown } from '@kaoban/contract'
import { hasMessage } from '@kaoban/messages'
import { Button } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useState } from 'react'
import { useApi } from '../platform/api.ts'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText } from '../platform/notices.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import classes from './me.module.css'

const firstShown = 10

/** The own sign-ins, and refused ones under the own ID: whoever finds a strange one knows whom to tell. */
export function OwnAttempts() {
  const say = useWord()
  const answer = useApi(listOwnAttempts)
  const [all, setAll] = useState(false)
  const rows = answer.data?.rows ?? []
  const shown = all ? rows : rows.slice(0, firstShown)
  /** Terminals may be newer than the portal: what has no words here is shown as it is. */
  const name = (kind: 'means' | 'scene', value: string) => {
    const key = `authenticationLog.${kind}.${value}`
    return hasMessage(key) ? say(key) : value
  }
  return (
    <section className={classes.attempts} aria-labelledby="own-attempts">
      <h2 id="own-attempts">{say('me.attempts')}</h2>
      <p className={classes.hint}>{say('me.attempts.text', { n: ownAttemptsShown })}</p>
      {answer.error && (
        <Notice tone="danger">
          <ProblemText error={answer.error} />
        </Notice>
      )}
      {answer.data && rows.length === 0 && <p>{say('me.attempts.none')}</p>}
      {rows.length > 0 && (
        <ul className={classes.attemptList}>
          {shown.map((row) => (
            <li key={row.authenticationId}>
              <StatusBadge
                tone={row.succeeded ? 'success' : 'danger'}
                icon={row.succeeded ? IconCircleCheck : IconCircleX}
              >
                {say(row.succeeded ? 'me.attempts.succeeded' : 'me.attempts.failed')}
              </StatusBadge>
              <DateTimeText at={row.at} />
              <span>{name('means', row.means)}</span>
              <span className={classes.where}>
                {name('scene', row.scene)}
                {row.terminalName && ` · ${row.terminalName}`}
              </span>
              {row.errorCode && (
                <LinkAnchor to={`/errors/${row.errorCode}`}>
                  {say('me.attempts.why', { code: row.errorCode })}
                </LinkAnchor>
              )}
            </li>
          ))}
        </ul>
      )}
      {rows.length > firstShown && (
        <Button variant="default" onClick={() => setAll(!all)} aria-expanded={all}>
          {say(all ? 'me.attempts.fewer' : 'me.attempts.more', { n: rows.length })}
        </Button>
      )}
    </section>
  )
}
