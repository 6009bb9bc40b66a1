import { cancelTask, listTasks, readTask, type Task } from '@kaoban/contract'
import { Stack } from '@mantine/core'
import { Suspense, useState } from 'react'
import { usePathParams } from '../platform/address.ts'
import { useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { ProgressPanel } from '../platform/ProgressPanel.tsx'
import { useRegistry } from '../platform/registry.tsx'
import { TaskEnd } from './TaskEnd.tsx'
import { TaskFacts } from './TaskFacts.tsx'
import { TaskFailureList } from './TaskFailureList.tsx'
import { TaskSecret } from './TaskSecret.tsx'
import { askEvery, isOver, labelOf } from './taskWords.ts'

/** Progress and result of one task; what its kind has to say beyond that brings its own component. */
export function TaskPage() {
  const say = useWord()
  const { taskId } = usePathParams<'taskId'>()
  const { taskViews } = useRegistry()
  const answer = useApi(
    readTask,
    { taskId },
    { refetchInterval: (query) => (query.state.data && !isOver(query.state.data) ? askEvery : false) },
  )
  if (answer.error && !answer.data) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  const task = answer.data
  const label = labelOf(task, taskViews, say)
  const Result = taskViews.find((view) => view.kind === task.kind)?.Result
  return (
    <>
      <PageHeader title={label} />
      <Stack>
        {isOver(task) ? <TaskEnd task={task} /> : <AtWork task={task} label={label} seenAt={answer.dataUpdatedAt} />}
        {task.hasSecret && <TaskSecret task={task} />}
        <TaskFacts task={task} />
        <TaskFailureList result={task.result} />
        {Result && (
          <Suspense fallback={<PageLoading />}>
            <Result task={task} />
          </Suspense>
        )}
      </Stack>
    </>
  )
}

function AtWork({ task, label, seenAt }: { task: Task; label: string; seenAt: number }) {
  const say = useWord()
  const cancel = useApiAction(cancelTask, { refreshes: [readTask, listTasks] })
  const [asking, setAsking] = useState(false)
  const { taskId, state, done, total, cancelRequested } = task
  return (
    <>
      <ProgressPanel
        title={label}
        done={done}
        total={total}
        startedAt={seenAt - task.seconds * 1000}
        doing={say(cancelRequested ? 'tasks.stopping' : state === 'waiting' ? 'tasks.waiting' : 'tasks.running')}
        cancelLabel={say('tasks.cancel')}
        {...(cancelRequested ? {} : { onCancel: () => setAsking(true) })}
      />
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        verb={say('tasks.cancel')}
        danger
        onConfirm={() => cancel.run({ taskId })}
      >
        {say('tasks.cancelText', { name: label, done })}
      </ConfirmDialog>
    </>
  )
}
