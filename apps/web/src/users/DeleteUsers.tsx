import { type CallOf, deleteUsers, limits, previewUserDeletion } from '@kaoban/contract'
import { useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText } from '../platform/notices.tsx'
import { peopleReads } from './reads.ts'
import { useBulk } from './useBulk.ts'
import { useUndoDeletion } from './useUndoDeletion.ts'

interface Props {
  /** As the API takes it. */
  selection: CallOf<typeof deleteUsers>['selection']
  onClose: () => void
  onDone: () => void
}

/** 削除する: says who and what is lost before anything is [NFM-USR-041, NFM-USR-043]. */
export function DeleteUsers({ selection, onClose, onDone }: Props) {
  const say = useWord()
  const preview = useApi(previewUserDeletion, { selection }, { staleTime: 0, gcTime: 0 })
  const remove = useApiAction(deleteUsers, { refreshes: peopleReads })
  const bulk = useBulk()
  const offerUndo = useUndoDeletion()
  const losses = preview.data
  const refused = losses?.refusal ?? null
  const confirm = async () => {
    if (!losses || refused !== null) return
    const order = { selection, expected: losses.users }
    if (losses.users > limits.atOnce) await bulk({ ...order, action: { kind: 'delete' } })
    else offerUndo(await remove.run(order))
    onDone()
  }
  const more = losses ? losses.users - losses.names.length : 0
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      verb={say(losses && refused === null ? 'LBL-GEN-delete' : 'LBL-GEN-close')}
      danger={losses !== undefined && refused === null}
      losses={losses ? [...losses.names, ...(more > 0 ? [say('users.andMore', { n: more })] : [])] : []}
      onConfirm={confirm}
    >
      {preview.isError && (
        <Notice tone="danger" urgent>
          <ProblemText error={preview.error} />
        </Notice>
      )}
      {preview.isPending && <p>{say('users.counting')}</p>}
      {refused !== null && (
        <Notice tone="danger" urgent>
          {say(refused)}
        </Notice>
      )}
      {losses && refused === null && (
        <>
          <p>{say('DLG-USR-001')}</p>
          <p>
            <strong>
              {say('users.deletion.losses', {
                ...{ users: losses.users, faces: losses.faces, accounts: losses.windowsAccounts },
              })}
            </strong>
            {losses.systemAdministrators > 0 && (
              <>
                <br />
                {say('users.deletion.administrators', { n: losses.systemAdministrators })}
              </>
            )}
          </p>
          <p>{say('users.deletion.days', { days: limits.recycleDays })}</p>
          {losses.users > limits.atOnce && <p>{say('users.bulk.task')}</p>}
        </>
      )}
    </ConfirmDialog>
  )
}
