import { type Call, type FaceChallenge, type FaceSignInAnswer, sendFaceSignIn, startFaceSignIn } from '@kaoban/contract'
import { hasMessage } from '@kaoban/messages'
import { Button, Group } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { asUpload, type CameraTask, FaceCamera, type TakenFrame } from '../faces/faces.service.ts'
import { useGo } from '../platform/address.ts'
import { asProblem } from '../platform/api.ts'
import { formatTime } from '../platform/dates.ts'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText } from '../platform/notices.tsx'
import { useSession } from '../platform/session.tsx'
import classes from './kiosk.module.css'

interface Props {
  call: Call
  /** Null: the terminal searches. */
  loginId: string | null
  timeZone: string
  onIdle: () => void
  /** The terminal is no longer registered. */
  onLost: () => void
}

/** Back to waiting so long after a result. */
const resultMs = 5_000
const refusalMs = 12_000
/** A good picture starts at once; after this the person is asked to move whatever the picture is like. */
const patienceMs = 4_000

/** One visit: camera, movements, answer. */
export function Looking({ call, loginId, timeZone, onIdle, onLost }: Props) {
  const say = useWord()
  const go = useGo()
  const { refresh } = useSession()
  const [task, setTask] = useState<CameraTask>({ step: 'wait' })
  const [ready, setReady] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const [welcome, setWelcome] = useState<FaceSignInAnswer>()
  const begun = useRef(false)

  const fail = useCallback(
    (error: unknown) => {
      if (asProblem(error)?.code === 'request.unauthenticated') onLost()
      setProblem(error)
      setTask({ step: 'over', guide: 'failed', message: say('problem.face-sign-in.refused') })
    },
    [onLost, say],
  )
  const begin = useCallback(() => {
    if (begun.current) return
    begun.current = true
    setProblem(undefined)
    call(startFaceSignIn, loginId === null ? {} : { loginId }).then(
      (challenge) => setTask({ step: 'capture', challenge }),
      fail,
    )
  }, [call, loginId, fail])
  useEffect(() => {
    if (begun.current) return
    if (ready) {
      begin()
      return
    }
    const timer = setTimeout(begin, patienceMs)
    return () => clearTimeout(timer)
  }, [ready, begin])

  const send = (challenge: FaceChallenge, frames: TakenFrame[]) => {
    setTask({ step: 'busy' })
    const { challengeId, nonce } = challenge
    call(sendFaceSignIn, { challengeId, nonce, ...asUpload(frames) }).then((answer) => {
      setWelcome(answer)
      setTask({ step: 'over', guide: 'done', message: say('terminals.kiosk.confirmed', { name: answer.displayName }) })
    }, fail)
  }

  const idle = useRef(onIdle)
  idle.current = onIdle
  useEffect(() => {
    if (!welcome) return
    if (welcome.sessionOpened) {
      const timer = setTimeout(async () => {
        await refresh()
        go('/me', { replace: true })
      }, 1_500)
      return () => clearTimeout(timer)
    }
    const timer = setTimeout(() => idle.current(), resultMs)
    return () => clearTimeout(timer)
  }, [welcome, refresh, go])
  useEffect(() => {
    if (problem === undefined) return
    const timer = setTimeout(() => idle.current(), refusalMs + waitOf(problem) * 1000)
    return () => clearTimeout(timer)
  }, [problem])

  const again = () => {
    begun.current = false
    begin()
  }
  if (welcome)
    return (
      <div className={classes.result} data-good role="status">
        <IconCircleCheck size={96} stroke={1.4} aria-hidden="true" />
        <strong>
          {say(welcome.sessionOpened ? 'terminals.kiosk.welcome' : 'terminals.kiosk.confirmed', {
            name: welcome.displayName,
          })}
        </strong>
        <time dateTime={welcome.at}>{formatTime(new Date(welcome.at), timeZone)}</time>
      </div>
    )
  return (
    <div className={classes.looking}>
      {problem !== undefined && <Refusal error={problem} onAgain={again} />}
      <FaceCamera
        profile="verification"
        task={task}
        onFrames={send}
        onTrouble={fail}
        onReady={setReady}
        otherWays={
          <Group gap="sm">
            <Button variant="default" onClick={onIdle}>
              {say('terminals.kiosk.back')}
            </Button>
          </Group>
        }
      />
    </div>
  )
}

function waitOf(error: unknown): number {
  const seconds = asProblem(error)?.details?.retryAfterSeconds
  return typeof seconds === 'number' ? seconds : 0
}

/** Why not, by the words of the error code, what to do, and how long to wait. */
function Refusal({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const say = useWord()
  const details = asProblem(error)?.details ?? {}
  const code = `EC-${String(details.errorCode)}`
  const hint = `camera.hint.${String(details.hint)}`
  const seconds = useCountdown(waitOf(error))
  return (
    <Notice
      tone="danger"
      urgent
      actions={
        seconds === 0 && (
          <Button size="compact-md" onClick={onAgain}>
            {say('terminals.kiosk.again')}
          </Button>
        )
      }
    >
      {hasMessage(code) ? (
        <>
          <p>{say(code)}</p>
          <p>{say('terminals.kiosk.code', { code: String(details.errorCode) })}</p>
        </>
      ) : (
        <ProblemText error={error} />
      )}
      {hasMessage(hint) && <p>{say(hint)}</p>}
      {seconds > 0 && <p>{say('terminals.kiosk.wait', { seconds })}</p>}
    </Notice>
  )
}

function useCountdown(from: number): number {
  const [left, setLeft] = useState(from)
  useEffect(() => setLeft(from), [from])
  useEffect(() => {
    if (left <= 0) return
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left])
  return left
}
