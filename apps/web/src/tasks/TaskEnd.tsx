import type { Task } from '@kaoban/contract'
import { problemWords } from '@kaoban/messages'
import { useLanguage, useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'

/** How a task ended, and what that means for what it had done. */
export function TaskEnd({ task }: { task: Task }) {
  const say = useWord()
  const { locale } = useLanguage()
  const { state, done, total, failure } = task
  if (state === 'done') return <Notice tone="success">{say('tasks.done', { total })}</Notice>
  if (state === 'cancelled') return <Notice tone="neutral">{say('tasks.cancelled', { done, total })}</Notice>
  const why = problemWords(failure ?? 'server.broken', locale)
  return (
    <Notice tone="danger" urgent title={why.title}>
      <p>{say('tasks.failed', { done, total })}</p>
      {why.remedy && <p>{why.remedy}</p>}
    </Notice>
  )
}
