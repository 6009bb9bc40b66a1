import { readOwnFace, withdrawFaceConsent } from '@kaoban/contract'
import { Button, Group } from '@mantine/core'
import { IconFaceId } from '@tabler/icons-react'
import { useState } from 'react'
import { useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { FaceStateBadge } from '../platform/FaceStateBadge.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText, showDone } from '../platform/notices.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import classes from './me.module.css'

/** The own face: its state, how to register it, and the consent. */
export function OwnFaceCard() {
  const say = useWord()
  const face = useApi(readOwnFace)
  const withdraw = useApiAction(withdrawFaceConsent, { refreshes: [readOwnFace] })
  const [asking, setAsking] = useState(false)
  const { display, consent } = face.data ?? {}
  return (
    <section className={classes.card} aria-label={say('faces.me.face')}>
      <h2>{say('faces.me.face')}</h2>
      {face.error && (
        <Notice tone="danger">
          <ProblemText error={face.error} />
        </Notice>
      )}
      {face.isPending && <PageLoading />}
      {face.data && (
        <>
          <FaceStateBadge
            state={display?.state}
            suspendedUntil={display?.suspendedUntil}
            ofOtherModel={display?.ofOtherModel}
          />
          {display ? (
            <p>
              {say('LBL-FAC-updated')}: <DateTimeText at={display.updatedAt} />
            </p>
          ) : (
            <p>{say('faces.me.face.none')}</p>
          )}
          {display?.ofOtherModel && <p>{say('faces.ofOtherModel')}</p>}
          {display?.state === 'provisional' && <p>{say('faces.provisional.lead')}</p>}
          {consent && (
            <p>
              {say('faces.consent.given')}: <DateTimeText at={consent.givenAt} />
            </p>
          )}
          <Group gap="sm">
            <LinkButton to="/me/face" leftSection={<IconFaceId size={18} />}>
              {say(display ? 'faces.me.face.again' : 'faces.me.face.register')}
            </LinkButton>
            {consent && (
              <Button variant="default" onClick={() => setAsking(true)}>
                {say('faces.consent.withdraw')}
              </Button>
            )}
          </Group>
        </>
      )}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        verb={say('faces.consent.withdraw')}
        danger
        onConfirm={async () => {
          await withdraw.run()
          showDone('faces.consent.withdrawn')
        }}
      >
        {say('faces.consent.withdraw.ask')}
      </ConfirmDialog>
    </section>
  )
}
