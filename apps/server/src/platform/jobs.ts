import type { Clock } from './clock.ts'

/** Work that comes back; it must do no harm when it runs twice, because several servers may share a database. */
export interface ScheduledJob {
  name: string
  /** Once a day at an hour and minute of the server's zone, or at every full stretch of minutes of the day. */
  at: [hour: number, minute: number] | { everyMinutes: number }
  run(): Promise<number>
}

interface Log {
  info(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** The next time a job is due after `now`. */
export function nextRun(at: ScheduledJob['at'], now: Date): Date {
  if ('everyMinutes' in at) {
    const stretch = at.everyMinutes * 60_000
    return new Date((Math.floor(now.getTime() / stretch) + 1) * stretch)
  }
  const [hour, minute] = at
  const next = new Date(now)
  next.setHours(hour, minute, 0, 0)
  if (next <= now) next.setDate(next.getDate() + 1)
  return next
}

/** Runs jobs one after the other: once soon after the start, for what was missed, and then when due. */
export function startJobs(jobs: readonly ScheduledJob[], clock: Clock, log: Log, firstAfter = 30_000) {
  const started = clock.now().getTime()
  const due = new Map(jobs.map((job) => [job, new Date(started + firstAfter)]))
  let closed = false
  let running: Promise<void> = Promise.resolve()
  const tick = async () => {
    for (const job of jobs) {
      if (closed || clock.now() < due.get(job)!) continue
      due.set(job, nextRun(job.at, clock.now()))
      try {
        const count = await job.run()
        if (count > 0 || Array.isArray(job.at)) log.info({ job: job.name, count }, 'job done')
      } catch (err) {
        if (!closed) log.error({ err, job: job.name }, 'job failed; it runs again when it is next due')
      }
    }
  }
  const timer = setInterval(
    () => {
      running = running.then(tick)
    },
    Math.min(firstAfter, 30_000),
  )
  timer.unref()
  return {
    async close() {
      closed = true
      clearInterval(timer)
      await running
    },
  }
}
