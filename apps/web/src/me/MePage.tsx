import { readOwnFace, withdrawFaceConsent } from '@kaoban/contract'
import { Button, Group } from '@mantine/core'
import { IconDevices, IconFaceId, IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { OwnFactors } from '../factors/factors.service.ts'
import { useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { FaceStateBadge } from '../platform/FaceStateBadge.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { showDone } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import classes from './me.module.css'
import { OwnAttempts } from './OwnAttempts.tsx'
import { OwnDataFacts } from './OwnDataFacts.tsx'

/** The page of an employee: who I am, my face, my password, my browsers. */
export function MePage() {
  const say = useWord()
  const face = useApi(readOwnFace)
  const withdraw = useApiAction(withdrawFaceConsent, { refreshes: [readOwnFace] })
  const [asking, setAsking] = useState(false)
  if (face.error) return <ErrorPage error={face.error} retry={face.refetch} />
  if (!face.data) return <PageLoading />
  const { display, consent } = face.data
  return (
    <>
      <PageHeader title={say('faces.me.title')} />
      <div className={classes.cards}>
        <section className={classes.card} aria-label={say('faces.me.face')}>
          <h2>{say('faces.me.face')}</h2>
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
        </section>
        <section className={classes.card} aria-label={say('faces.me.account')}>
          <h2>{say('faces.me.account')}</h2>
          <OwnDataFacts />
          <Group gap="sm">
            <LinkButton to="/password" variant="default" leftSection={<IconKey size={18} />}>
              {say('faces.me.password')}
            </LinkButton>
            <LinkButton to="/sessions" variant="default" leftSection={<IconDevices size={18} />}>
              {say('faces.me.sessions')}
            </LinkButton>
          </Group>
        </section>
      </div>
      <OwnFactors />
      <OwnAttempts />
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
    </>
  )
}
