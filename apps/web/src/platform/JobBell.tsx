import { ActionIcon, Indicator, Popover, Progress, Tooltip } from '@mantine/core'
import { IconBell, IconPlayerStop, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { formatDuration } from './dates.ts'
import classes from './frame.module.css'
import { type Job, useJobs } from './jobs.tsx'
import { useLanguage, useWord } from './language.tsx'
import { LinkAnchor } from './links.tsx'
import { paceOf, rateText } from './pace.ts'
import { StatusBadge } from './StatusBadge.tsx'

const tones = { waiting: 'neutral', running: 'info', done: 'success', failed: 'danger', cancelled: 'neutral' } as const

/** Long work from everywhere; absent as long as there is none. */
export function JobBell() {
  const say = useWord()
  const { jobs, dismiss } = useJobs()
  const [opened, setOpened] = useState(false)
  const [stopping, setStopping] = useState<Job>()
  if (jobs.length === 0) return null
  const running = jobs.filter(isOpen).length
  const forget = (job: Job) => {
    dismiss(job.id)
    job.onDismiss?.()
  }
  return (
    <>
      <Popover width={340} position="bottom-end" shadow="md" trapFocus opened={opened} onChange={setOpened}>
        <Tooltip label={say('frame.jobs.title')}>
          <span>
            <Popover.Target>
              <ActionIcon
                onClick={() => setOpened((open) => !open)}
                aria-label={running > 0 ? say('frame.jobs.running', { n: running }) : say('frame.jobs.title')}
              >
                <Indicator
                  disabled={running === 0}
                  label={running}
                  size={16}
                  processing={running > 0}
                  aria-hidden="true"
                >
                  <IconBell size={20} stroke={1.6} />
                </Indicator>
              </ActionIcon>
            </Popover.Target>
          </span>
        </Tooltip>
        <Popover.Dropdown>
          <h2 className={classes.helpTitle}>{say('frame.jobs.title')}</h2>
          <ul className={classes.jobs}>
            {jobs.map((job) => (
              <JobRow
                key={job.id}
                job={job}
                onDismiss={() => forget(job)}
                onCancel={() => {
                  setOpened(false)
                  setStopping(job)
                }}
                onOpen={() => setOpened(false)}
              />
            ))}
          </ul>
        </Popover.Dropdown>
      </Popover>
      <ConfirmDialog
        opened={stopping !== undefined}
        onClose={() => setStopping(undefined)}
        verb={say('tasks.cancel')}
        danger
        onConfirm={async () => stopping?.cancel?.()}
      >
        {stopping?.cancelText}
      </ConfirmDialog>
    </>
  )
}

interface RowProps {
  job: Job
  onDismiss: () => void
  onCancel: () => void
  onOpen: () => void
}

function JobRow({ job, onDismiss, onCancel, onOpen }: RowProps) {
  const say = useWord()
  const share = job.total ? (job.done / job.total) * 100 : 0
  return (
    <li>
      <div className={classes.jobTop}>
        {job.to ? (
          <LinkAnchor to={job.to} onClick={onOpen}>
            {job.label}
          </LinkAnchor>
        ) : (
          <span>{job.label}</span>
        )}
        <StatusBadge tone={tones[job.state]}>{say(`frame.jobs.state.${job.state}`)}</StatusBadge>
        {isOpen(job) && job.cancel && (
          <ActionIcon size={28} onClick={onCancel} aria-label={say('frame.jobs.cancel', { name: job.label })}>
            <IconPlayerStop size={16} />
          </ActionIcon>
        )}
        {!isOpen(job) && (
          <ActionIcon size={28} onClick={onDismiss} aria-label={say('frame.jobs.dismiss', { name: job.label })}>
            <IconX size={16} />
          </ActionIcon>
        )}
      </div>
      {isOpen(job) && <Progress value={share} aria-label={job.label} />}
      <JobCount job={job} />
    </li>
  )
}

/** Done of total and, while it runs, rate and time left; drawn anew with each report. */
function JobCount({ job }: { job: Job }) {
  const say = useWord()
  const { locale } = useLanguage()
  if (job.total === undefined) return null
  const count = say('frame.jobs.count', { done: job.done, total: job.total })
  const { rate, left } = paceOf(job.done, job.total, (Date.now() - job.startedAt) / 1000)
  const parts =
    job.state === 'running' && left !== undefined
      ? [
          count,
          say('frame.jobs.perSecond', { n: rateText(rate) }),
          say('frame.jobs.leftOf', { time: formatDuration(left, locale) }),
        ]
      : [count]
  return <span className={classes.jobCount}>{parts.join(' · ')}</span>
}

function isOpen(job: Job): boolean {
  return job.state === 'running' || job.state === 'waiting'
}
