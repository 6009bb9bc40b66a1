import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'

/** Long work that goes on when its page is left. */
export interface Job {
  id: string
  /** What it does, in the reader's words. */
  label: string
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  done: number
  /** Unknown until counted. */
  total?: number
  /** Epoch milliseconds. */
  startedAt: number
  /** Page with its progress and result. */
  to?: string
  /** Stops it; asked for confirmation with `cancelText` first. */
  cancel?: () => Promise<unknown>
  cancelText?: string
  /** Told when the person takes it from the list. */
  onDismiss?: () => void
}

interface Jobs {
  jobs: readonly Job[]
  /** Adds or replaces a job by its id. */
  report: (job: Job) => void
  dismiss: (id: string) => void
}

const JobsContext = createContext<Jobs | undefined>(undefined)

export function JobsProvider({ children }: { children: ReactNode }) {
  const [jobs, setJobs] = useState<readonly Job[]>([])
  const report = useCallback((job: Job) => {
    setJobs((known) =>
      known.some((one) => one.id === job.id) ? known.map((one) => (one.id === job.id ? job : one)) : [job, ...known],
    )
  }, [])
  const dismiss = useCallback((id: string) => setJobs((known) => known.filter((one) => one.id !== id)), [])
  const value = useMemo(() => ({ jobs, report, dismiss }), [jobs, report, dismiss])
  return <JobsContext value={value}>{children}</JobsContext>
}

/** Reports long work to the bell in the header: `useJobs().report({ id, label, state, done, total, … })`. */
export function useJobs(): Jobs {
  const jobs = useContext(JobsContext)
  if (!jobs) throw new Error('JobsProvider is missing')
  return jobs
}
