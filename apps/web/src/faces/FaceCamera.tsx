import type { FaceChallenge } from '@kaoban/contract'
import type { QualityProfile } from '@kaoban/face'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { CameraPanel } from '../platform/camera/CameraPanel.tsx'
import type { Guide } from '../platform/camera/faceCoach.ts'
import { useCamera } from '../platform/camera/useCamera.ts'
import { useCoach } from '../platform/camera/useCoach.ts'
import { useWord } from '../platform/language.tsx'
import { captureMotions, type MotionProgress, type TakenFrame } from './captureMotions.ts'
import { useBrowserCoach } from './useBrowserCoach.ts'

/** `wait`: until it is asked. `capture`: do what `challenge` says now. `busy`: the server decides. */
export type CameraTask =
  | { step: 'wait' }
  | { step: 'capture'; challenge: FaceChallenge }
  | { step: 'busy' }
  | { step: 'over'; guide: Guide & ('done' | 'failed'); message: string }

interface Props {
  profile: QualityProfile
  task: CameraTask
  onFrames: (challenge: FaceChallenge, frames: TakenFrame[]) => void
  onTrouble: (error: unknown) => void
  /** The camera shows pictures, and the coach has seen a good one or there is no coach. */
  onReady?: (good: boolean) => void
  otherWays: ReactNode
  children?: ReactNode
}

/** Live view with coach that takes the frames of a challenge; used to enrol and to sign in. */
export function FaceCamera({ profile, task, onFrames, onTrouble, onReady, otherWays, children }: Props) {
  const say = useWord()
  const camera = useCamera()
  const start = useBrowserCoach(profile)
  const coach = start.state === 'ready' ? start.coach : undefined
  const capturing = task.step === 'capture'
  const seen = useCoach(camera, coach, task.step !== 'wait')
  const [progress, setProgress] = useState<MotionProgress>()
  const handlers = useRef({ onFrames, onTrouble })
  handlers.current = { onFrames, onTrouble }

  const challenge = capturing ? task.challenge : undefined
  const { video } = camera
  useEffect(() => {
    if (!challenge || camera.state !== 'ready' || !video.current) return
    const abort = new AbortController()
    setProgress({ index: 0, share: 0 })
    captureMotions({ video: video.current, challenge, coach, onProgress: setProgress, signal: abort.signal })
      .then((frames) => handlers.current.onFrames(challenge, frames))
      .catch((error) => {
        if (!abort.signal.aborted) handlers.current.onTrouble(error)
      })
      .finally(() => setProgress(undefined))
    return () => abort.abort()
  }, [challenge, camera.state, video, coach])

  const good = camera.state === 'ready' && (coach ? seen?.hint === 'hold-still' : start.state === 'plain')
  useEffect(() => onReady?.(good), [good, onReady])

  const motion = challenge && progress ? challenge.motions[progress.index] : undefined
  return (
    <CameraPanel
      camera={camera}
      seen={seen}
      motion={motion}
      motionStep={challenge && progress ? { at: progress.index + 1, of: challenge.motions.length } : undefined}
      progress={progress?.share}
      {...(task.step === 'over' ? { guide: task.guide, message: task.message } : {})}
      {...(task.step === 'busy' ? { guide: 'hold-still' as const, message: say('faces.enrol.sending') } : {})}
      {...(task.step === 'wait' && start.state === 'plain' ? { message: say('faces.enrol.plain') } : {})}
      {...(task.step === 'wait' && start.state === 'loading' ? { message: say('faces.enrol.loading') } : {})}
      otherWays={otherWays}
    >
      {children}
    </CameraPanel>
  )
}
