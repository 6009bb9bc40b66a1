import {
  confirmFaceDraft,
  discardFaceDraft,
  type FaceChallenge,
  type FaceDraft,
  readOwnFace,
  sendEnrolmentFrames,
  sendOwnPhoto,
  startEnrolment,
} from '@kaoban/contract'
import { Button, FileButton, Group, Stack } from '@mantine/core'
import { IconCamera, IconPhoto } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useGo } from '../platform/address.ts'
import { call, useApi, useApiAction } from '../platform/api.ts'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText, showDone, showProblem } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { ConsentCard } from './ConsentCard.tsx'
import { asUpload, type TakenFrame } from './captureMotions.ts'
import { type CameraTask, FaceCamera } from './FaceCamera.tsx'
import { PhotoGuidance } from './PhotoGuidance.tsx'
import { refusalOf } from './refusal.ts'

/** 顔の登録: consent, camera or photograph, preview, done. */
export function EnrolmentPage() {
  const say = useWord()
  const answer = useApi(readOwnFace)
  const [draft, setDraft] = useState<FaceDraft>()
  if (answer.error) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  return (
    <>
      <PageHeader title={say('faces.enrol.title')} back={{ to: '/me', label: say('faces.me.title') }} />
      {answer.data.consent === null ? (
        <ConsentCard />
      ) : draft ? (
        <Preview draft={draft} onAgain={() => setDraft(undefined)} />
      ) : (
        <Capture onDraft={setDraft} />
      )}
    </>
  )
}

function Capture({ onDraft }: { onDraft: (draft: FaceDraft) => void }) {
  const say = useWord()
  const [task, setTask] = useState<CameraTask>({ step: 'wait' })
  const [ready, setReady] = useState(false)
  const [problem, setProblem] = useState<unknown>()

  const fail = useCallback((error: unknown) => {
    setProblem(error)
    setTask({ step: 'wait' })
  }, [])
  const begin = () => {
    setProblem(undefined)
    call(startEnrolment).then((challenge) => setTask({ step: 'capture', challenge }), fail)
  }
  const send = (challenge: FaceChallenge, frames: TakenFrame[]) => {
    setTask({ step: 'busy' })
    const { challengeId, nonce } = challenge
    call(sendEnrolmentFrames, { challengeId, nonce, ...asUpload(frames) }).then(onDraft, fail)
  }
  const upload = async (file: File | null) => {
    if (!file) return
    setProblem(undefined)
    setTask({ step: 'busy' })
    const bytes = new Uint8Array(await file.arrayBuffer())
    call(sendOwnPhoto, { files: [{ field: 'photo', name: file.name, bytes }] }).then(onDraft, fail)
  }

  return (
    <Stack gap="lg">
      {problem !== undefined && <Refusal error={problem} />}
      <FaceCamera
        profile="enrolment"
        task={task}
        onFrames={send}
        onTrouble={fail}
        onReady={setReady}
        otherWays={
          <Stack gap="xs">
            <p>{say('faces.enrol.upload.lead')}</p>
            <Group gap="sm">
              <FileButton onChange={upload} accept="image/jpeg,image/png,image/bmp">
                {(props) => (
                  <Button
                    {...props}
                    variant="default"
                    leftSection={<IconPhoto size={18} />}
                    disabled={task.step === 'busy'}
                  >
                    {say('faces.enrol.upload')}
                  </Button>
                )}
              </FileButton>
              <LinkButton to="/me" variant="default">
                {say('faces.enrol.later')}
              </LinkButton>
            </Group>
          </Stack>
        }
      >
        {task.step === 'wait' && (
          <Button size="md" leftSection={<IconCamera size={20} />} variant={ready ? 'filled' : 'light'} onClick={begin}>
            {say('faces.enrol.start')}
          </Button>
        )}
      </FaceCamera>
      <PhotoGuidance />
    </Stack>
  )
}

function Refusal({ error }: { error: unknown }) {
  const say = useWord()
  const refusal = refusalOf(error)
  return (
    <Notice tone="warning" urgent title={refusal && say(refusal.title)}>
      {refusal ? refusal.advice && say(refusal.advice) : <ProblemText error={error} />}
    </Notice>
  )
}

function Preview({ draft, onAgain }: { draft: FaceDraft; onAgain: () => void }) {
  const say = useWord()
  const go = useGo()
  const confirm = useApiAction(confirmFaceDraft, { refreshes: [readOwnFace] })
  const { draftId } = draft
  const register = async () => {
    try {
      await confirm.run({ draftId })
      showDone('faces.enrol.done')
      go('/me')
    } catch (error) {
      showProblem(error)
      onAgain()
    }
  }
  const again = () => {
    call(discardFaceDraft, { draftId }).catch(() => undefined)
    onAgain()
  }
  return (
    <Stack gap="md" maw={480}>
      <h2>{say('faces.enrol.preview')}</h2>
      <img
        src={`/api/me/face/drafts/${draftId}/preview.jpg`}
        alt={say('faces.enrol.preview.alt')}
        width={240}
        height={320}
        style={{ objectFit: 'cover', borderRadius: 8 }}
      />
      {draft.state === 'provisional' && <p>{say('faces.provisional.lead')}</p>}
      <Group>
        <Button onClick={register} loading={confirm.busy}>
          {say('faces.enrol.confirm')}
        </Button>
        <Button variant="default" onClick={again}>
          {say('faces.enrol.again')}
        </Button>
      </Group>
    </Stack>
  )
}
