import { useEffect, useState } from 'react'
import { drawFrame } from './captureFrames.ts'
import type { CoachState, FaceCoach } from './faceCoach.ts'
import type { Camera } from './useCamera.ts'

/** Pause between two looks in milliseconds; the coach itself may take longer. */
const restMs = 80

/** Lets the coach look at the live view; absent until it has seen a frame, or when there is no coach. */
export function useCoach(camera: Camera, coach: FaceCoach | undefined, paused = false): CoachState | undefined {
  const [seen, setSeen] = useState<CoachState | undefined>(undefined)
  const running = camera.state === 'ready' && coach !== undefined && !paused
  const { video } = camera
  useEffect(() => {
    if (!running) return
    let stopped = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const canvas = document.createElement('canvas')
    const look = async () => {
      const view = video.current
      if (view && view.videoWidth > 0 && !document.hidden) {
        const { width, height } = drawFrame(view, 640, canvas)
        const pixels = canvas.getContext('2d', { willReadFrequently: true })!.getImageData(0, 0, width, height)
        const state = await coach.observe({ pixels, atMs: performance.now() }).catch(() => undefined)
        if (stopped) return
        setSeen(state)
      }
      if (!stopped) timer = setTimeout(look, restMs)
    }
    void look()
    return () => {
      stopped = true
      clearTimeout(timer)
      setSeen(undefined)
    }
  }, [running, coach, video])
  return seen
}
