import { type AnswerOf, planPasswordReissue, reissuePasswords } from '@kaoban/contract'
import { Button, Modal } from '@mantine/core'
import { useRef, useState } from 'react'
import { useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { CopyField } from '../platform/CopyField.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText } from '../platform/notices.tsx'
import { peopleReads } from './reads.ts'
import classes from './users.module.css'

type Results = AnswerOf<typeof reissuePasswords>['results']

interface Props {
  userIds: string[]
  /** Names of those who are on the page. */
  names: readonly string[]
  onClose: () => void
  onDone: () => void
}

/** パスワード再発行 by every branch of the specification [NFM-AUT-021..NFM-AUT-026]. */
export function ReissuePasswords({ userIds, names, onClose, onDone }: Props) {
  const say = useWord()
  const plan = useApi(planPasswordReissue, { userIds }, { staleTime: 0, gcTime: 0 })
  const reissue = useApiAction(reissuePasswords, { refreshes: peopleReads })
  // The confirmation closes itself when it is done; what follows it stays.
  const done = useRef(false)
  const [results, setResults] = useState<Results>()
  if (results) return <Reissued results={results} onClose={onDone} />
  const more = userIds.length - names.length
  return (
    <ConfirmDialog
      opened
      onClose={() => {
        if (!done.current) onClose()
      }}
      verb={say('LBL-USR-reissueDo')}
      losses={[...names, ...(more > 0 ? [say('users.andMore', { n: more })] : [])]}
      onConfirm={async () => {
        const { results: given } = await reissue.run({ userIds })
        done.current = true
        setResults(given)
      }}
    >
      {plan.isError && (
        <Notice tone="danger" urgent>
          <ProblemText error={plan.error} />
        </Notice>
      )}
      <p>{plan.data ? say(plan.data.dialog) : say('users.counting')}</p>
      <p>{say('users.chosen', { n: userIds.length })}</p>
    </ConfirmDialog>
  )
}

function Reissued({ results, onClose }: { results: Results; onClose: () => void }) {
  const say = useWord()
  const told = (['user', 'administrators'] as const)
    .map((party) => ({ party, n: results.filter(({ notified }) => notified === party).length }))
    .filter(({ n }) => n > 0)
  const shown = results.filter(({ password }) => password !== undefined)
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('users.reissued')}
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      {told.map(({ party, n }) => (
        <p key={party}>{say(`users.reissued.${party}`, { n })}</p>
      ))}
      {shown.length > 0 && (
        <>
          <Notice tone="warning">{say('users.reissued.nobody')}</Notice>
          <div className={classes.passwords}>
            {shown.map(({ userId, loginId, password }) => (
              <CopyField key={userId} label={loginId} value={password!} />
            ))}
          </div>
        </>
      )}
      <Button mt="md" onClick={onClose} data-autofocus>
        {say('LBL-GEN-close')}
      </Button>
    </Modal>
  )
}
