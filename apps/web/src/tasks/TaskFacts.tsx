import type { Task } from '@kaoban/contract'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { formatDuration } from '../platform/dates.ts'
import { useLanguage, useWord } from '../platform/language.tsx'
import classes from './tasks.module.css'
import { isOver } from './taskWords.ts'

/** Who started it and when. */
export function TaskFacts({ task }: { task: Task }) {
  const say = useWord()
  const { locale } = useLanguage()
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{say('tasks.startedBy')}</dt>
        <dd>{task.startedBy.loginId}</dd>
      </div>
      <div>
        <dt>{say('tasks.startedAt')}</dt>
        <dd>
          <DateTimeText at={task.createdAt} style="second" />
        </dd>
      </div>
      {isOver(task) && (
        <>
          <div>
            <dt>{say('tasks.finishedAt')}</dt>
            <dd>
              <DateTimeText at={task.finishedAt} style="second" />
            </dd>
          </div>
          <div>
            <dt>{say('tasks.took')}</dt>
            <dd>{formatDuration(task.seconds, locale)}</dd>
          </div>
        </>
      )}
    </dl>
  )
}
