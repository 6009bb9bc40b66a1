import { previewDeparture, readDeparture, recordDeparture } from '@kaoban/contract'
import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useApi, useApiAction } from '../platform/api.ts'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText, showDone } from '../platform/notices.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { DepartureFacts } from './DepartureNotice.tsx'
import classes from './leavers.module.css'
import { HeldTable } from './PlacesTable.tsx'

interface Props {
  userId: string
  name: string
  /** Told whether the departure was recorded. */
  onClose: (recorded: boolean) => void
}

/** 退職: shows what a person holds, takes it all in one act, and shows place by place what is gone. */
export function LeaverDialog({ userId, name, onClose }: Props) {
  const say = useWord()
  const fresh = { staleTime: 0, gcTime: 0 }
  const held = useApi(previewDeparture, { userId }, fresh)
  const former = useApi(readDeparture, { userId }, fresh)
  const record = useApiAction(recordDeparture)
  const [problem, setProblem] = useState<unknown>()
  const refused = problem ?? held.error ?? former.error
  const departure = record.answer ?? former.data?.departure ?? undefined
  const holdsNothing = held.data?.places.every((place) => place.held === 0) ?? false
  // Whoever left and holds nothing has nothing to lose.
  const over = record.answer !== undefined || (departure !== undefined && holdsNothing)
  const close = () => !record.busy && onClose(record.answer !== undefined)
  const leave = async () => {
    setProblem(undefined)
    try {
      await record.run({ userId })
      showDone('leavers.done')
    } catch (error) {
      setProblem(error)
    }
  }
  return (
    <Modal
      opened
      onClose={close}
      title={say('leavers.title', { name })}
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      <div className={classes.dialog}>
        {refused && (
          <Notice tone="danger" urgent>
            <ProblemText error={refused} />
          </Notice>
        )}
        {!held.data && !refused && <PageLoading />}
        {departure && <DepartureFacts departure={departure} />}
        {held.data && former.data && !over && (
          <>
            <p>{say('leavers.lead', { name })}</p>
            <HeldTable places={held.data.places} />
            {holdsNothing && <p>{say('leavers.nothing')}</p>}
            <Notice tone="warning">{say('leavers.permanent')}</Notice>
          </>
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={close} disabled={record.busy} data-autofocus>
            {say(over ? 'LBL-GEN-close' : 'LBL-GEN-cancel')}
          </Button>
          {held.data && former.data && !over && (
            <Button color="red" loading={record.busy} onClick={() => void leave()}>
              {say('leavers.record')}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}
