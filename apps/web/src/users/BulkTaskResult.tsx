import { BulkResult, restoreUsers, type Task } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useApiAction } from '../platform/api.ts'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { showDone, showProblem } from '../platform/notices.tsx'
import { peopleReads } from './reads.ts'
import classes from './users.module.css'

/** What a bulk action over people did, and the way back after a deletion. */
export function BulkTaskResult({ task }: { task: Task }) {
  const say = useWord()
  const restore = useApiAction(restoreUsers, { refreshes: peopleReads })
  const { data } = BulkResult.safeParse(task.result)
  if (!data) return null
  const { action, users, batchId } = data
  const undo = async () => {
    try {
      const { users: back } = await restore.run({ selection: { batchId: batchId! } })
      showDone('users.deletion.undone', { n: back })
    } catch (error) {
      showProblem(error)
    }
  }
  return (
    <div className={classes.result}>
      <p>{say(`users.bulk.done.${action}`, { n: users })}</p>
      <div>
        {action === 'delete' && batchId !== undefined && (
          <Button
            variant="light"
            leftSection={<IconArrowBackUp size={18} />}
            loading={restore.busy}
            onClick={() => void undo()}
          >
            {say('users.deletion.undo')}
          </Button>
        )}
        <LinkButton to={action === 'delete' ? '/users/recycle-bin' : '/users'} variant="default">
          {say(action === 'delete' ? 'recycleBin.title' : 'LBL-FAC-back')}
        </LinkButton>
      </div>
    </div>
  )
}
