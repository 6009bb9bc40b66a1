import type { TaskRow } from '@kaoban/contract'
import type { TaskView } from '../platform/feature.ts'
import type { Say } from '../platform/language.tsx'

/** How often the server is asked while something runs; milliseconds. */
export const askEvery = 1000

export function isOver({ state }: Pick<TaskRow, 'state'>): boolean {
  return state !== 'waiting' && state !== 'running'
}

/** What a task does, in the reader's words; a kind that this build does not know has a general name. */
export function labelOf({ kind }: Pick<TaskRow, 'kind'>, views: readonly TaskView[], say: Say): string {
  return say(views.find((view) => view.kind === kind)?.label ?? 'tasks.kind.other')
}

/** Tasks that were seen at work and are over now. */
export function endedSince(before: readonly TaskRow[], now: readonly TaskRow[]): TaskRow[] {
  const open = new Set(before.filter((task) => !isOver(task)).map((task) => task.taskId))
  return now.filter((task) => isOver(task) && open.has(task.taskId))
}
