import { BulkResult, bulkUsers, type CallOf, limits, listTasks, readTask } from '@kaoban/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useGo } from '../platform/address.ts'
import { call, queryKeyOf, useApiAction } from '../platform/api.ts'
import { showDone } from '../platform/notices.tsx'
import { peopleReads } from './reads.ts'

/** How long a task over few people is waited for before its page is opened; milliseconds. */
const patience = { total: 8000, between: 300 }

/**
 * Starts a task over people. A task over few of them is over at once: then a note says so, and nobody has to leave the
 * list. Otherwise, and where somebody could not be changed, its page opens.
 */
export function useBulk(): (order: CallOf<typeof bulkUsers>) => Promise<void> {
  const go = useGo()
  const queries = useQueryClient()
  const start = useApiAction(bulkUsers, { refreshes: [listTasks] })
  return async (order) => {
    const { taskId, users } = await start.run(order)
    const result = users <= limits.atOnce ? await endOf(taskId) : undefined
    for (const read of [...peopleReads, listTasks]) void queries.invalidateQueries({ queryKey: queryKeyOf(read) })
    if (result && result.failed === 0 && order.action.kind !== 'reissue')
      showDone(`users.bulk.done.${order.action.kind}`, { n: result.users })
    else go(`/tasks/${taskId}`)
  }
}

/** What came out of a task; undefined when it takes too long or did not come to its end. */
async function endOf(taskId: string): Promise<BulkResult | undefined> {
  for (const started = Date.now(); Date.now() - started < patience.total; ) {
    const { state, result } = await call(readTask, { taskId })
    if (state === 'done') return BulkResult.safeParse(result).data
    if (state !== 'waiting' && state !== 'running') return undefined
    await new Promise((resolve) => setTimeout(resolve, patience.between))
  }
  return undefined
}
