import { cancelTask, dismissTask, listTasks, readTask, type TaskRow } from '@kaoban/contract'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useApi, useApiAction } from '../platform/api.ts'
import { useJobs } from '../platform/jobs.tsx'
import { useWord } from '../platform/language.tsx'
import { showDone, showStopped } from '../platform/notices.tsx'
import { useRegistry } from '../platform/registry.tsx'
import { useSession } from '../platform/session.tsx'
import { askEvery, endedSince, isOver, labelOf } from './taskWords.ts'

/** Brings own tasks to the bell, from wherever they were started, and says when one has ended. */
export function WatchTasks() {
  const say = useWord()
  const { taskViews } = useRegistry()
  const { report, dismiss } = useJobs()
  const { account } = useSession()
  const path = useLocation({ select: (location) => location.pathname })
  const answer = useApi(
    listTasks,
    {},
    {
      enabled: account?.mustChangePassword === false,
      refetchOnWindowFocus: true,
      refetchInterval: (query) => (query.state.data?.rows.some((task) => !isOver(task)) ? askEvery : false),
    },
  )
  const { run: cancel } = useApiAction(cancelTask, { refreshes: [listTasks, readTask] })
  const { run: forget } = useApiAction(dismissTask, { refreshes: [listTasks] })
  const rows = answer.data?.rows
  const seenAt = answer.dataUpdatedAt

  useEffect(() => {
    for (const task of [...(rows ?? [])].reverse()) {
      const { taskId, state, done, total, seconds } = task
      const label = labelOf(task, taskViews, say)
      report({
        ...{ id: taskId, label, state, done, total, startedAt: seenAt - seconds * 1000, to: `/tasks/${taskId}` },
        cancelText: say('tasks.cancelText', { name: label, done }),
        cancel: () => cancel({ taskId }),
        onDismiss: () => void forget({ taskId }).catch(() => {}),
      })
    }
  }, [rows, seenAt, taskViews, say, report, cancel, forget])

  // Of a task that its own page shows, that page speaks.
  const shown = useRef(path)
  shown.current = path
  const known = useRef<TaskRow[]>([])
  useEffect(() => {
    if (!rows) return
    const listed = new Set(rows.map(({ taskId }) => taskId))
    for (const { taskId } of known.current) if (!listed.has(taskId)) dismiss(taskId)
    for (const task of endedSince(known.current, rows)) {
      if (shown.current === `/tasks/${task.taskId}`) continue
      const name = labelOf(task, taskViews, say)
      if (task.state === 'failed') showStopped('tasks.over.failed', { name })
      else showDone(task.state === 'done' ? 'tasks.over.done' : 'tasks.over.cancelled', { name })
    }
    known.current = rows
  }, [rows, dismiss, taskViews, say])

  // Whoever signs in next at this browser has tasks of their own.
  useEffect(
    () => () => {
      for (const { taskId } of known.current) dismiss(taskId)
    },
    [dismiss],
  )
  return null
}
