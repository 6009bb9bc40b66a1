import {
  type AnswerOf,
  deleteDisplayImage,
  deleteLearnedImage,
  type FaceKind,
  readFaceDetails,
  registerFaceFor,
} from '@kaoban/contract'
import { Button, Checkbox, FileButton, Group, Stack } from '@mantine/core'
import { IconEye, IconPhoto, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { usePathParams } from '../platform/address.ts'
import { useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { FaceStateBadge } from '../platform/FaceStateBadge.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText, showDone } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import classes from './faces.module.css'
import { PhotoGuidance } from './PhotoGuidance.tsx'
import { refusalOf } from './refusal.ts'

type Details = AnswerOf<typeof readFaceDetails>

/** 顔情報の詳細 [NFM-FAC-001]. */
export function FaceDetailsPage() {
  const say = useWord()
  const { userId } = usePathParams<'userId'>()
  const answer = useApi(readFaceDetails, { userId })
  if (answer.error) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  const details = answer.data
  return (
    <>
      <PageHeader title={say('LBL-FAC-title')} back={{ to: '/users', label: say('LBL-FAC-back') }} />
      <dl className={classes.person}>
        <div>
          <dt>{say('LBL-USR-id')}</dt>
          <dd>{details.loginId}</dd>
        </div>
        <div>
          <dt>{say('LBL-USR-name')}</dt>
          <dd>{details.displayName}</dd>
        </div>
        <div>
          <dt>{say('faces.details.consent')}</dt>
          <dd>{details.consent ? <DateTimeText at={details.consent.givenAt} /> : say('faces.details.consent.none')}</dd>
        </div>
      </dl>
      {details.lookAlike && (
        <Notice tone="warning">{say('faces.details.lookAlike', { loginId: details.lookAlike.loginId })}</Notice>
      )}
      <div className={classes.images}>
        <FaceImage details={details} kind="display" />
        <FaceImage details={details} kind="learned" />
      </div>
      <PhotoFor details={details} />
    </>
  )
}

function FaceImage({ details, kind }: { details: Details; kind: FaceKind }) {
  const say = useWord()
  const part = details[kind]
  const [asking, setAsking] = useState(false)
  // Looking is logged, so a picture is fetched only when somebody wants to see it.
  const [shown, setShown] = useState<string>()
  const display = useApiAction(deleteDisplayImage, { refreshes: [readFaceDetails] })
  const learned = useApiAction(deleteLearnedImage, { refreshes: [readFaceDetails] })
  const { userId } = details
  const title = say(kind === 'display' ? 'LBL-FAC-display' : 'LBL-FAC-learn')
  const version = part?.updatedAt
  return (
    <section className={classes.image} aria-label={title}>
      <h2>{title}</h2>
      <div className={classes.picture}>
        {part?.imageKept && shown === version ? (
          <img src={`/api/users/${userId}/face/${kind}.jpg?at=${encodeURIComponent(version!)}`} alt={title} />
        ) : (
          <span>
            {say(part && !part.imageKept ? 'LBL-FAC-dummy' : part ? 'faces.details.shown' : 'LBL-FAC-noPhoto')}
          </span>
        )}
      </div>
      {kind === 'display' && (
        <FaceStateBadge state={part?.state} suspendedUntil={part?.suspendedUntil} ofOtherModel={part?.ofOtherModel} />
      )}
      {kind === 'display' && part?.ofOtherModel && <p>{say('faces.ofOtherModel')}</p>}
      <p>
        {say('LBL-FAC-updated')}: {part ? <DateTimeText at={part.updatedAt} /> : say('faces.details.never')}
      </p>
      <Group gap="xs">
        {part?.imageKept && shown !== version && (
          <Button variant="default" leftSection={<IconEye size={18} />} onClick={() => setShown(version)}>
            {say('faces.details.show')}
          </Button>
        )}
        {part && (
          <Button
            variant="default"
            leftSection={<IconTrash size={18} />}
            aria-label={`${title} ${say('faces.details.delete')}`}
            onClick={() => setAsking(true)}
          >
            {say('faces.details.delete')}
          </Button>
        )}
      </Group>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        verb={say('faces.details.delete')}
        danger
        onConfirm={async () => {
          await (kind === 'display' ? display : learned).run({ userId })
          showDone('faces.details.deleted')
        }}
      >
        {say('MSG-FAC-001')}
      </ConfirmDialog>
    </section>
  )
}

function PhotoFor({ details }: { details: Details }) {
  const say = useWord()
  const [consent, setConsent] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const register = useApiAction(registerFaceFor, { refreshes: [readFaceDetails] })
  const send = async (file: File | null) => {
    if (!file) return
    setProblem(undefined)
    try {
      const bytes = new Uint8Array(await file.arrayBuffer())
      await register.run({ userId: details.userId, consent, files: [{ field: 'photo', name: file.name, bytes }] })
      showDone('faces.details.uploaded')
      setConsent(false)
    } catch (error) {
      setProblem(error)
    }
  }
  const refusal = refusalOf(problem)
  return (
    <Stack gap="sm" mt="xl" maw={640}>
      <h2>{say('faces.details.upload')}</h2>
      <p>{say('faces.details.upload.lead')}</p>
      {problem !== undefined && (
        <Notice tone="warning" urgent title={refusal && say(refusal.title)}>
          {refusal ? refusal.advice && say(refusal.advice) : <ProblemText error={problem} />}
        </Notice>
      )}
      <Checkbox
        label={say('faces.details.upload.consent')}
        checked={consent}
        onChange={(event) => setConsent(event.currentTarget.checked)}
      />
      <div>
        <FileButton onChange={send} accept="image/jpeg,image/png,image/bmp" disabled={!consent}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              disabled={!consent}
              loading={register.busy}
              leftSection={<IconPhoto size={18} />}
            >
              {say('faces.enrol.upload.choose')}
            </Button>
          )}
        </FileButton>
      </div>
      <PhotoGuidance />
    </Stack>
  )
}
