import { Button, Progress } from '@mantine/core'
import { formatDuration } from '../platform/dates.ts'
import { useLanguage, useWord } from '../platform/language.tsx'
import { paceOf } from '../platform/pace.ts'
import type { Sent } from '../platform/upload.ts'
import { sizeText } from './listFile.ts'
import classes from './transfer.module.css'

/** Bytes sent and all, rate, time left, and the way to give up; nothing once everything has gone. */
export function UploadProgress({ sent, onCancel }: { sent: Sent | undefined; onCancel: () => void }) {
  const say = useWord()
  const { locale } = useLanguage()
  if (!sent || sent.done >= sent.total) return null
  const { done, total, startedAt } = sent
  const { rate, left } = paceOf(done, total, (Date.now() - startedAt) / 1000)
  return (
    <div className={classes.sending}>
      <Progress value={(done / total) * 100} size="lg" aria-label={say('imports.sending')} />
      <p className={classes.hint}>
        {say('imports.sending.bytes', { done: sizeText(done), total: sizeText(total) })}
        {rate > 0 && ` · ${say('imports.sending.rate', { size: sizeText(rate) })}`}
        {left !== undefined && ` · ${say('imports.sending.left', { time: formatDuration(left, locale) })}`}
      </p>
      <Button variant="default" onClick={onCancel}>
        {say('imports.sending.cancel')}
      </Button>
    </div>
  )
}
