import { BulkResult, limits, listRecycledUsers, type Task } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useApi } from '../platform/api.ts'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import classes from './users.module.css'
import { useRestoreBatch } from './useUndoDeletion.ts'

/** What a bulk action over people did, and the way back after a deletion, for those who still lie in the recycle bin. */
export function BulkTaskResult({ task }: { task: Task }) {
  const say = useWord()
  const { restore, busy } = useRestoreBatch()
  const { data } = BulkResult.safeParse(task.result)
  const batchId = data?.batchId
  const bin = useApi(
    listRecycledUsers,
    { batchId, page: 1, size: limits.pageSizes[0] },
    { enabled: batchId !== undefined },
  )
  if (!data) return null
  const { action, users } = data
  const left = bin.data?.total
  return (
    <div className={classes.result}>
      <p>{say(`users.bulk.done.${action}`, { n: users })}</p>
      {left !== undefined && left !== users && <p>{say('users.deletion.left', { n: left })}</p>}
      <div>
        {batchId !== undefined && left !== 0 && (
          <Button
            variant="light"
            leftSection={<IconArrowBackUp size={18} />}
            loading={busy}
            onClick={() => void restore(batchId)}
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
