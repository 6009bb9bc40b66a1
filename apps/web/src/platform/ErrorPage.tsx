import { KaobanError } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { CopyField } from './CopyField.tsx'
import classes from './error.module.css'
import { useWord } from './language.tsx'
import { LinkButton } from './links.tsx'
import { useProblemWords } from './notices.tsx'
import { PublicLayout } from './PublicFrame.tsx'
import { useSession } from './session.tsx'

interface Props {
  error: unknown
  /** Tries again what failed. */
  retry?: () => void
  children?: ReactNode
}

/** A page that cannot be shown: what happened, what to do, who can do it, and the numbers to quote. */
export function ErrorPage({ error, retry, children }: Props) {
  const say = useWord()
  const facts = useProblemWords(error)
  useEffect(() => {
    document.title = `${facts.title} - ${say('frame.product')}`
  }, [facts.title, say])
  return (
    <section className={classes.page}>
      <p className={classes.code}>{facts.code}</p>
      <h1 className={classes.title}>{facts.title}</h1>
      <dl className={classes.facts}>
        {facts.remedy && (
          <>
            <dt>{say('errors.remedy')}</dt>
            <dd>{facts.remedy}</dd>
          </>
        )}
        <dt>{say('errors.who')}</dt>
        <dd>{facts.who}</dd>
        {facts.requestId && (
          <>
            <dt>{say('errors.requestId')}</dt>
            <dd>
              <CopyField value={facts.requestId} label={say('errors.requestId')} compact />
            </dd>
          </>
        )}
      </dl>
      <div className={classes.actions}>
        {retry && <Button onClick={retry}>{say('frame.retry')}</Button>}
        <LinkButton to="/" variant="default">
          {say('frame.toStart')}
        </LinkButton>
        {children}
      </div>
    </section>
  )
}

export function NotFoundPage() {
  return (
    <PublicLayout>
      <ErrorPage error={new KaobanError('request.not-found', 'no page at this address')} />
    </PublicLayout>
  )
}

export function ForbiddenPage() {
  return <ErrorPage error={new KaobanError('request.forbidden', 'the role may not open this page')} />
}

export function HiddenPage() {
  return <ErrorPage error={new KaobanError('self-service.hidden', 'the organisation hides this page')} />
}

/** The server does not answer; asks again by itself every ten seconds. */
export function UnreachablePage() {
  const { refresh } = useSession()
  useEffect(() => {
    const timer = setInterval(() => void refresh(), 10_000)
    return () => clearInterval(timer)
  }, [refresh])
  return (
    <PublicLayout>
      <ErrorPage error={new KaobanError('server.busy', 'the server cannot be reached')} retry={() => void refresh()} />
    </PublicLayout>
  )
}

/** Something threw while a page was drawn. */
export function BrokenPage({ error, reset }: { error: unknown; reset?: () => void }) {
  const router = useRouter()
  return (
    <ErrorPage
      error={error}
      retry={() => {
        reset?.()
        void router.invalidate()
      }}
    />
  )
}
