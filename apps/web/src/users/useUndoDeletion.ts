import { restoreUsers } from '@kaoban/contract'
import { useApiAction } from '../platform/api.ts'
import { showDone, showProblem, showStopped, showUndo } from '../platform/notices.tsx'
import { peopleReads } from './reads.ts'

/** Brings back people who were deleted together, and says who came and who could not. */
export function useRestoreBatch(): { restore: (batchId: string) => Promise<void>; busy: boolean } {
  const action = useApiAction(restoreUsers, { refreshes: peopleReads })
  const restore = async (batchId: string) => {
    try {
      const { users, hindered } = await action.run({ selection: { batchId } })
      if (users > 0) showDone('users.deletion.undone', { n: users })
      if (hindered.length > 0) showStopped('recycleBin.hindered', { n: hindered.length })
    } catch (error) {
      showProblem(error)
    }
  }
  return { restore, busy: action.busy }
}

/** Says that people were deleted and, for a while, offers to bring them back. */
export function useUndoDeletion(): (deleted: { users: number; batchId: string }) => void {
  const { restore } = useRestoreBatch()
  return ({ users, batchId }) =>
    showUndo('users.deletion.done', { n: users }, { verb: 'users.deletion.undo', run: () => void restore(batchId) })
}
