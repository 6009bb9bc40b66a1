import type { Task } from '@kaoban/contract'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'

/** The way from a task to the import that it plans, applies or takes back. */
export function ImportTaskResult({ task }: { task: Task }) {
  const say = useWord()
  const { importId } = (task.result ?? {}) as { importId?: unknown }
  if (typeof importId !== 'string') return null
  return (
    <div>
      <LinkButton to={`/transfer/user-import/${importId}`} variant="default">
        {say('imports.task.open')}
      </LinkButton>
    </div>
  )
}
