import { Button, NativeSelect } from '@mantine/core'
import {
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconCamera,
  IconCircleCheck,
  IconCircleX,
  IconEye,
  IconFaceId,
  IconFocusCentered,
  IconHandStop,
  IconMask,
  IconMoodEmpty,
  IconSun,
  IconSunglasses,
  IconUsers,
} from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useWord } from '../language.tsx'
import { Notice } from '../Notice.tsx'
import classes from './camera.module.css'
import type { CoachState, Guide, Hint, Motion } from './faceCoach.ts'
import { guideOf } from './faceCoach.ts'
import { MotionPrompt } from './MotionPrompt.tsx'
import { OvalGuide } from './OvalGuide.tsx'
import { useCalm } from './useCalm.ts'
import type { Camera } from './useCamera.ts'

const hintIcons: Record<Hint, typeof IconCamera> = {
  'show-face': IconFaceId,
  'one-person-only': IconUsers,
  'come-closer': IconArrowsMaximize,
  'move-back': IconArrowsMinimize,
  'move-to-middle': IconFocusCentered,
  'look-straight': IconFaceId,
  'raise-chin': IconMoodEmpty,
  'lower-chin': IconMoodEmpty,
  'hold-head-upright': IconMoodEmpty,
  'more-light': IconSun,
  'less-light': IconSun,
  'no-light-behind': IconSun,
  'even-light': IconSun,
  sharper: IconFocusCentered,
  'take-off-mask': IconMask,
  'take-off-sunglasses': IconSunglasses,
  'open-eyes': IconEye,
  'colour-camera': IconCamera,
  'no-picture-of-a-face': IconFaceId,
  'hold-still': IconHandStop,
}

interface Props {
  camera: Camera
  /** What the coach sees; without one the page still works, with the oval and the first hint. */
  seen?: CoachState | undefined
  /** Overrules the coach, for instance while the server decides, and when it has. */
  guide?: Guide | undefined
  /** Words of that state, in place of the hint. */
  message?: string | undefined
  /** The motion that is asked now. */
  motion?: Motion | undefined
  motionStep?: { at: number; of: number } | undefined
  /** 0..1 around the oval. */
  progress?: number | undefined
  /** 「ほかの方法」: always visible, whatever the camera does. */
  otherWays: ReactNode
  /** Buttons under the view. */
  children?: ReactNode
}

/** The live view with its guide: one hint at a time, in words and sign, never long without one. */
export function CameraPanel(props: Props) {
  const { camera, seen, motion, motionStep, progress, otherWays, children } = props
  const say = useWord()
  const upright = useUpright(camera)
  const hint = useCalm(seen?.hint ?? 'show-face')
  const guide = props.guide ?? guideOf(hint)
  const words = props.message ?? (motion ? say(`camera.motion.${motion}`) : say(`camera.hint.${hint}`))
  const Mark = props.guide === 'done' ? IconCircleCheck : props.guide === 'failed' ? IconCircleX : hintIcons[hint]
  const ready = camera.state === 'ready'
  return (
    <section className={classes.panel} aria-label={say('camera.title')}>
      <div className={classes.split}>
        <div className={classes.view} data-upright={upright || undefined} data-ready={ready || undefined}>
          <video ref={camera.video} className={classes.video} muted playsInline aria-label={say('camera.live')} />
          {ready ? (
            <OvalGuide guide={guide} upright={upright} progress={progress} />
          ) : (
            <CameraTrouble camera={camera} />
          )}
        </div>
        <div className={classes.below}>
          {ready && (
            <>
              <div className={classes.hint} data-guide={guide}>
                {motion && props.guide === undefined ? (
                  <MotionPrompt motion={motion} step={motionStep} />
                ) : (
                  <>
                    <Mark size={28} stroke={1.6} aria-hidden="true" />
                    <strong>{words}</strong>
                  </>
                )}
              </div>
              <Quality value={seen?.quality} />
            </>
          )}
          <p className="kb-hidden" role="status">
            {ready ? words : ''}
          </p>
          {children && <div className={classes.actions}>{children}</div>}
          {camera.devices.length > 1 && (
            <NativeSelect
              label={say('camera.device')}
              value={camera.deviceId}
              data={camera.devices.map(({ id, label }) => ({ value: id, label }))}
              onChange={(event) => camera.choose(event.currentTarget.value)}
            />
          )}
          <section className={classes.otherWays} aria-label={say('camera.otherWays')}>
            <h2>{say('camera.otherWays')}</h2>
            <div>{otherWays}</div>
          </section>
        </div>
      </div>
    </section>
  )
}

/** Follows the video: cameras of tablets stand upright. */
function useUpright(camera: Camera): boolean {
  const [upright, setUpright] = useState(false)
  const { video, state } = camera
  // biome-ignore lint/correctness/useExhaustiveDependencies: another stream may have another shape
  useEffect(() => {
    const view = video.current
    if (!view) return
    const measure = () => setUpright(view.videoHeight > view.videoWidth)
    measure()
    view.addEventListener('resize', measure)
    view.addEventListener('loadedmetadata', measure)
    return () => {
      view.removeEventListener('resize', measure)
      view.removeEventListener('loadedmetadata', measure)
    }
  }, [video, state])
  return upright
}

const tones = { off: 'neutral', asking: 'info' } as const

/** Why there is no picture, and what to do about it. */
function CameraTrouble({ camera }: { camera: Camera }) {
  const say = useWord()
  const { state } = camera
  if (state === 'ready') return null
  const mayRetry = state !== 'asking' && state !== 'insecure'
  return (
    <div className={classes.trouble}>
      <Notice
        tone={state === 'off' || state === 'asking' ? tones[state] : 'warning'}
        title={say(`camera.state.${state}`)}
        actions={
          mayRetry && (
            <Button size="compact-sm" variant="default" onClick={camera.start}>
              {say(state === 'off' ? 'camera.start' : 'frame.retry')}
            </Button>
          )
        }
      >
        {say(`camera.state.${state}.remedy`)}
      </Notice>
    </div>
  )
}

function Quality({ value }: { value: number | undefined }) {
  const say = useWord()
  const share = Math.round((useCalm(value, 250) ?? 0) * 100)
  const level = share >= 70 ? 'good' : share >= 40 ? 'fair' : 'poor'
  if (value === undefined) return null
  return (
    <div className={classes.quality} data-level={level}>
      <span aria-hidden="true">{say('camera.quality')}</span>
      <meter className="kb-hidden" min={0} max={100} value={share} aria-label={say('camera.quality')} />
      <div className={classes.bar} aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </div>
      <span>{say(`camera.quality.${level}`)}</span>
    </div>
  )
}
