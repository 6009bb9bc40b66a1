import { Button, Group } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { CameraPanel } from '../platform/camera/CameraPanel.tsx'
import { captureFrames } from '../platform/camera/captureFrames.ts'
import { type CoachState, type FaceCoach, guideOf, type Hint, type Motion } from '../platform/camera/faceCoach.ts'
import { useCamera } from '../platform/camera/useCamera.ts'
import { useCoach } from '../platform/camera/useCoach.ts'
import { KioskScreen } from '../platform/KioskFrame.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'

const hints: Hint[] = ['show-face', 'come-closer', 'move-back', 'move-to-middle', 'more-light', 'hold-still']
const motions: Motion[] = ['blink', 'gaze-left', 'gaze-right', 'head-shake']

/** A coach that judges by the brightness of the middle only: enough to see the panel move. */
const brightnessCoach: FaceCoach = {
  observe: async ({ pixels }): Promise<CoachState> => {
    const middle = ((pixels.height / 2) * pixels.width + pixels.width / 2) * 4
    const light = (pixels.data[middle] ?? 0) / 255
    const hint: Hint = light < 0.15 ? 'more-light' : 'hold-still'
    return { guide: guideOf(hint), hint, quality: light }
  },
}

export function CameraPage() {
  const say = useWord()
  return (
    <>
      <PageHeader title={say('frame.ownPage')} />
      <Panel />
    </>
  )
}

export function KioskPage() {
  return (
    <KioskScreen tenant="顔番商事株式会社" terminal="受付1">
      <Panel />
    </KioskScreen>
  )
}

function Panel() {
  const say = useWord()
  const camera = useCamera()
  const [hint, setHint] = useState<Hint>()
  const [motion, setMotion] = useState<Motion>()
  const [taken, setTaken] = useState<{ count: number; bytes: number }>()
  const [progress, setProgress] = useState<number>()
  const seen = useCoach(camera, brightnessCoach)
  const abort = useRef<AbortController>(undefined)
  useEffect(() => () => abort.current?.abort(), [])
  const take = async () => {
    abort.current = new AbortController()
    const frames = await captureFrames(camera.video.current!, {
      count: 10,
      signal: abort.current.signal,
      onFrame: (frame) => setProgress((frame.sequence + 1) / 10),
    })
    setTaken({ count: frames.length, bytes: frames.reduce((sum, frame) => sum + frame.jpeg.length, 0) })
  }
  return (
    <CameraPanel
      camera={camera}
      seen={hint ? { guide: guideOf(hint), hint, quality: 0.8 } : seen}
      motion={motion}
      motionStep={{ at: 1, of: 3 }}
      progress={progress}
      {...(taken ? { guide: 'done' as const, message: `${taken.count} / ${taken.bytes > 10_000}` } : {})}
      otherWays={<LinkAnchor to="/t/tenant">{say('LBL-AUT-password')}</LinkAnchor>}
    >
      <Button onClick={take}>{say('LBL-GEN-continue')}</Button>
      <Group gap="xs">
        {hints.map((one) => (
          <Button key={one} variant="default" size="compact-sm" onClick={() => setHint(one)}>
            {one}
          </Button>
        ))}
        {motions.map((one) => (
          <Button key={one} variant="default" size="compact-sm" onClick={() => setMotion(one)}>
            {one}
          </Button>
        ))}
      </Group>
    </CameraPanel>
  )
}
