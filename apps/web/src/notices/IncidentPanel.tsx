import { endIncident, type Incident, noticeLimits, readIncident, recordIncident } from '@kaoban/contract'
import { Button, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import classes from './notices.module.css'
import { localOf } from './noticeValues.ts'

const minute = 60_000
const refreshes = [readIncident]

/** The running time since an incident was confirmed, and how much of the 120 minutes is left [NFM-ANN-004]. */
export function IncidentPanel({ incident, onWrite }: { incident: Incident | null; onWrite: () => void }) {
  const say = useWord()
  const [recording, setRecording] = useState(false)
  const [ending, setEnding] = useState(false)
  const end = useApiAction(endIncident, { refreshes })
  const now = useMinutes()
  if (incident === null)
    return (
      <section className={classes.incident} aria-label={say('notices.incident')}>
        <Notice
          tone="neutral"
          actions={
            <Button variant="default" size="compact-md" onClick={() => setRecording(true)}>
              {say('notices.incident.record')}
            </Button>
          }
        >
          {say('notices.incident.none')}
        </Notice>
        {recording && <RecordDialog onClose={() => setRecording(false)} />}
      </section>
    )
  const { confirmedAt, mailedAt, recordedBy: by } = incident
  const since = (until: number) => Math.max(0, Math.floor((until - Date.parse(confirmedAt)) / minute))
  const limit = noticeLimits.minutesAfterIncident
  const left = limit - since(now)
  return (
    <section className={classes.incident} aria-label={say('notices.incident')}>
      <Notice
        tone={mailedAt === null ? (left > 0 ? 'warning' : 'danger') : 'info'}
        title={say('notices.incident.running', { minutes: since(now), by })}
        actions={
          <>
            <Button size="compact-md" onClick={onWrite}>
              {say('notices.incident.write')}
            </Button>
            <Button variant="default" size="compact-md" onClick={() => setEnding(true)}>
              {say('notices.incident.end')}
            </Button>
          </>
        }
      >
        {mailedAt !== null
          ? say('notices.incident.mailed', { minutes: since(Date.parse(mailedAt)) })
          : left > 0
            ? say('notices.incident.due', { minutes: left, limit })
            : say('notices.incident.late', { limit })}
      </Notice>
      <ConfirmDialog
        opened={ending}
        onClose={() => setEnding(false)}
        verb={say('notices.incident.end')}
        onConfirm={() => end.run({ incidentId: incident.incidentId })}
      >
        {say('notices.incident.end.ask')}
      </ConfirmDialog>
    </section>
  )
}

function RecordDialog({ onClose }: { onClose: () => void }) {
  const say = useWord()
  const record = useApiAction(recordIncident, { refreshes })
  const form = useKaobanForm({
    initialValues: { confirmedAt: localOf(new Date()) },
    validate: {
      confirmedAt: (at) =>
        at === '' ? 'notices.dateMissing' : new Date(at).getTime() > Date.now() ? 'notices.incident.future' : undefined,
    },
    save: ({ confirmedAt }) => record.run({ confirmedAt: new Date(confirmedAt).toISOString() }),
    onSaved: onClose,
  })
  return (
    <FormDialog opened onClose={onClose} title={say('notices.incident.record')} form={form}>
      <TextInput
        type="datetime-local"
        label={say('notices.incident.confirmedAt')}
        required
        {...form.field('confirmedAt')}
      />
    </FormDialog>
  )
}

/** The present, moving on each ten seconds. */
function useMinutes(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
