import { readTask, type Task, takeTaskSecret } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { useApiAction } from '../platform/api.ts'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { showProblem } from '../platform/notices.tsx'

/** Hands the sealed part of a result to the browser's downloads; there is no second time. */
export function TaskSecret({ task }: { task: Task }) {
  const say = useWord()
  const take = useApiAction(takeTaskSecret, { refreshes: [readTask] })
  const { taskId, kind } = task
  const save = async () => {
    try {
      const { text } = await take.run({ taskId })
      download(`${kind}.csv`, text)
    } catch (error) {
      showProblem(error)
    }
  }
  return (
    <Notice
      tone="warning"
      actions={
        <Button loading={take.busy} onClick={() => void save()}>
          {say('tasks.secret.save')}
        </Button>
      }
    >
      {say('tasks.secret')}
    </Notice>
  )
}

/** Spreadsheets take a file for UTF-8 by the mark at its beginning. */
function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
