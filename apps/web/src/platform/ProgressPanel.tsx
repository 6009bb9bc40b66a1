import { Button, Progress } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { formatDuration } from './dates.ts'
import { useLanguage, useWord } from './language.tsx'
import { paceOf, rateText } from './pace.ts'
import classes from './progress.module.css'

interface Props {
  title: string
  done: number
  /** Unknown until counted. */
  total: number | undefined
  /** Epoch milliseconds. */
  startedAt: number
  /** What is being done right now. */
  doing?: ReactNode
  onCancel?: () => void
  cancelLabel?: string
}

/** Long work: done and total, rate, time left. Announced at every tenth, not at every step. */
export function ProgressPanel({ title, done, total, startedAt, doing, onCancel, cancelLabel }: Props) {
  const say = useWord()
  const { locale } = useLanguage()
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, (now - startedAt) / 1000)
  const { rate, left } = paceOf(done, total, seconds)
  const share = total ? Math.min(100, (done / total) * 100) : 0
  const tenth = useRef(-1)
  const [spoken, setSpoken] = useState('')
  const step = Math.floor(share / 10)
  useEffect(() => {
    if (total === undefined || step === tenth.current) return
    tenth.current = step
    setSpoken(say('frame.jobs.count', { done, total }))
  }, [step, done, total, say])
  return (
    <section className={classes.panel} aria-label={title}>
      <div className={classes.top}>
        <strong>{title}</strong>
        <span className={classes.share}>{total === undefined ? '' : `${Math.floor(share)} %`}</span>
      </div>
      <Progress value={total === undefined ? 100 : share} animated={total === undefined} size="lg" aria-label={title} />
      <dl className={classes.facts}>
        <div>
          <dt>{say('frame.jobs.done')}</dt>
          <dd>{total === undefined ? done : say('frame.jobs.count', { done, total })}</dd>
        </div>
        <div>
          <dt>{say('frame.jobs.rate')}</dt>
          <dd>{say('frame.jobs.perSecond', { n: rateText(rate) })}</dd>
        </div>
        <div>
          <dt>{say('frame.jobs.left')}</dt>
          <dd>{left === undefined ? '-' : formatDuration(left, locale)}</dd>
        </div>
      </dl>
      {doing && <p className={classes.doing}>{doing}</p>}
      {onCancel && (
        <div>
          <Button variant="default" onClick={onCancel}>
            {cancelLabel ?? say('LBL-GEN-cancel')}
          </Button>
        </div>
      )}
      <span role="status" className="kb-hidden">
        {spoken}
      </span>
    </section>
  )
}
