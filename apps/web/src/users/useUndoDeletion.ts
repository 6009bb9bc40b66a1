import { restoreUsers } from '@kaoban/contract'
import { useApiAction } from '../platform/api.ts'
import { showDone, showProblem, showStopped, showUndo } from '../platform/notices.tsx'
import { peopleReads } from './reads.ts'

/** Says that people were deleted and, for a while, offers to bring them back. */
export function useUndoDeletion(): (deleted: { users: number; batchId: string }) => void {
  const restore = useApiAction(restoreUsers, { refreshes: peopleReads })
  const undo = async (batchId: string) => {
    try {
      const { users, hindered } = await restore.run({ selection: { batchId } })
      if (users > 0) showDone('users.deletion.undone', { n: users })
      if (hindered.length > 0) showStopped('recycleBin.hindered', { n: hindered.length })
    } catch (error) {
      showProblem(error)
    }
  }
  return ({ users, batchId }) =>
    showUndo('users.deletion.done', { n: users }, { verb: 'users.deletion.undo', run: () => void undo(batchId) })
}
