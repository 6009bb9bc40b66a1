import { type BulkAction, type bulkUsers, type CallOf, limits } from '@kaoban/contract'
import { useState } from 'react'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { useAccount } from '../platform/session.tsx'
import { GroupDialog } from './GroupDialog.tsx'
import { useBulk } from './useBulk.ts'

type Order = CallOf<typeof bulkUsers>

interface Props {
  kind: 'lock' | 'unlock' | 'move' | 'add' | 'reissue'
  selection: Order['selection']
  count: number
  /** Names of those who are on the page. */
  names: readonly string[]
  onClose: () => void
  onDone: () => void
}

/** Something that is done to people by a task: where it leads to, whom it concerns, what it means; then it starts. */
export function BulkDialog({ kind, selection, count, names, onClose, onDone }: Props) {
  const say = useWord()
  const { role, userId } = useAccount()
  const everything = role === 'system-administrator'
  // Nobody locks themselves out; among everybody found one would have to look for oneself.
  const others = kind === 'lock' && 'found' in selection
  const run = useBulk()
  const [to, setTo] = useState<{ groupId: string; name: string } | 'moving'>()
  if ((kind === 'move' || kind === 'add') && to === undefined)
    return (
      <GroupDialog
        opened
        title={say(`users.bulk.${kind}`)}
        reserved={kind === 'move' ? ['moving'] : []}
        scope="managed"
        mayAdd={false}
        onClose={onClose}
        onChoose={(choice) => {
          if (choice.kind === 'moving') setTo('moving')
          if (choice.kind === 'group') setTo({ groupId: choice.groupId, name: choice.name })
        }}
      />
    )
  const action = actionOf(kind, to)
  const shown = names.slice(0, namesShown)
  const more = count - shown.length
  const group = to === 'moving' ? say('LBL-GRP-moving') : (to?.name ?? '')
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      verb={say(`users.bulk.${kind}.do`)}
      danger={kind === 'lock'}
      losses={[...shown, ...(more > 0 && shown.length > 0 ? [say('users.andMore', { n: more })] : [])]}
      onConfirm={async () => {
        if (others) await run({ selection: { ...selection, except: [...(selection.except ?? []), userId] }, action })
        else await run({ selection, action, expected: count })
        onDone()
      }}
    >
      <p>
        {say(kind === 'move' && !everything ? 'users.bulk.move.askManaged' : `users.bulk.${kind}.ask`, {
          n: count,
          group,
        })}
      </p>
      {others && <p>{say('users.bulk.notYourself')}</p>}
      {count > limits.atOnce && <p>{say('users.bulk.task')}</p>}
    </ConfirmDialog>
  )
}

const namesShown = 10

function actionOf(kind: Props['kind'], to: { groupId: string } | 'moving' | undefined): BulkAction {
  if (kind === 'move') return { kind, to: to === 'moving' || to === undefined ? 'moving' : { groupId: to.groupId } }
  if (kind === 'add') return { kind, to: { groupId: to === undefined || to === 'moving' ? '' : to.groupId } }
  return { kind }
}
