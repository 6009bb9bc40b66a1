import { ActionIcon, Indicator, Popover, Progress, Tooltip } from '@mantine/core'
import { IconBell, IconX } from '@tabler/icons-react'
import classes from './frame.module.css'
import { type Job, useJobs } from './jobs.tsx'
import { useWord } from './language.tsx'
import { LinkAnchor } from './links.tsx'
import { StatusBadge } from './StatusBadge.tsx'

const tones = { waiting: 'neutral', running: 'info', done: 'success', failed: 'danger', cancelled: 'neutral' } as const

/** Long work from everywhere; absent as long as there is none. */
export function JobBell() {
  const say = useWord()
  const { jobs, dismiss } = useJobs()
  if (jobs.length === 0) return null
  const running = jobs.filter((job) => job.state === 'running' || job.state === 'waiting').length
  return (
    <Popover width={340} position="bottom-end" shadow="md" trapFocus>
      <Tooltip label={say('frame.jobs.title')}>
        <span>
          <Popover.Target>
            <ActionIcon aria-label={running > 0 ? say('frame.jobs.running', { n: running }) : say('frame.jobs.title')}>
              <Indicator disabled={running === 0} label={running} size={16} processing={running > 0} aria-hidden="true">
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
            <JobRow key={job.id} job={job} onDismiss={() => dismiss(job.id)} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

function JobRow({ job, onDismiss }: { job: Job; onDismiss: () => void }) {
  const say = useWord()
  const over = job.state !== 'running' && job.state !== 'waiting'
  const share = job.total ? (job.done / job.total) * 100 : 0
  return (
    <li>
      <div className={classes.jobTop}>
        {job.to ? <LinkAnchor to={job.to}>{job.label}</LinkAnchor> : <span>{job.label}</span>}
        <StatusBadge tone={tones[job.state]}>{say(`frame.jobs.state.${job.state}`)}</StatusBadge>
        {over && (
          <ActionIcon size={28} onClick={onDismiss} aria-label={say('frame.jobs.dismiss', { name: job.label })}>
            <IconX size={16} />
          </ActionIcon>
        )}
      </div>
      {!over && <Progress value={share} aria-label={job.label} />}
      {job.total !== undefined && (
        <span className={classes.jobCount}>{say('frame.jobs.count', { done: job.done, total: job.total })}</span>
      )}
    </li>
  )
}
