import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { readKept, writeKept } from '../kept.ts'

/**
 * `off`: not started. `asking`: the browser asks the person. `ready`: frames arrive. `denied`: the person or a policy
 * said no. `missing`: no camera. `busy`: another program has it. `lost`: it was unplugged or taken away. `insecure`: the
 * page did not come over HTTPS, so the browser has no cameras. `failed`: anything else.
 */
export type CameraState = 'off' | 'asking' | 'ready' | 'denied' | 'missing' | 'busy' | 'lost' | 'insecure' | 'failed'

export interface CameraDevice {
  id: string
  label: string
}

export interface Camera {
  state: CameraState
  video: RefObject<HTMLVideoElement | null>
  devices: readonly CameraDevice[]
  /** The device in use. */
  deviceId: string | undefined
  /** Starts, or starts again after a failure. */
  start: () => void
  stop: () => void
  choose: (deviceId: string) => void
}

/** DOMException names of getUserMedia (W3C Media Capture and Streams, §10.2) by what they mean to a person. */
const failures: Readonly<Record<string, CameraState>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

function end(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

async function openCamera(deviceId: string | undefined): Promise<MediaStream> {
  const ideal = { width: { ideal: 1280 }, height: { ideal: 960 }, frameRate: { ideal: 30 } }
  if (deviceId !== undefined) {
    try {
      return await navigator.mediaDevices.getUserMedia({ video: { ...ideal, deviceId: { exact: deviceId } } })
    } catch (error) {
      // The camera of last time is gone: any other will do.
      if (!(error instanceof DOMException) || failures[error.name] !== 'missing') throw error
    }
  }
  return navigator.mediaDevices.getUserMedia({ video: { ...ideal, facingMode: 'user' } })
}

/** One camera for as long as the component lives; every track is stopped when it leaves the page. */
export function useCamera({ autoStart = true }: { autoStart?: boolean } = {}): Camera {
  const [state, setState] = useState<CameraState>('off')
  const [devices, setDevices] = useState<readonly CameraDevice[]>([])
  const [deviceId, setDeviceId] = useState<string | undefined>(() => readKept('camera'))
  const video = useRef<HTMLVideoElement>(null)
  const stream = useRef<MediaStream>(undefined)
  /** Counts the starts, so that an answer that comes too late is dropped. */
  const attempt = useRef(0)

  const stop = useCallback(() => {
    attempt.current++
    end(stream.current)
    stream.current = undefined
    if (video.current) video.current.srcObject = null
    setState('off')
  }, [])

  const begin = useCallback(async (wanted: string | undefined) => {
    const mine = ++attempt.current
    end(stream.current)
    stream.current = undefined
    if (!navigator.mediaDevices?.getUserMedia) {
      setState(window.isSecureContext ? 'missing' : 'insecure')
      return
    }
    setState('asking')
    try {
      const opened = await openCamera(wanted)
      if (mine !== attempt.current) return end(opened)
      stream.current = opened
      const [track] = opened.getVideoTracks()
      track?.addEventListener('ended', () => {
        if (mine === attempt.current) setState('lost')
      })
      setDeviceId(track?.getSettings().deviceId)
      setDevices(await listDevices())
      const view = video.current
      if (mine !== attempt.current || !view) return
      view.srcObject = opened
      await view.play()
      if (mine === attempt.current) setState('ready')
    } catch (error) {
      if (mine !== attempt.current) return
      setState((error instanceof DOMException ? failures[error.name] : undefined) ?? 'failed')
    }
  }, [])

  const start = useCallback(() => void begin(readKept('camera')), [begin])
  const choose = useCallback(
    (chosen: string) => {
      writeKept('camera', chosen)
      void begin(chosen)
    },
    [begin],
  )

  useEffect(() => {
    if (autoStart) start()
    return stop
  }, [autoStart, start, stop])

  useEffect(() => {
    const media = navigator.mediaDevices
    if (!media) return
    const refresh = async () => setDevices(await listDevices())
    media.addEventListener('devicechange', refresh)
    return () => media.removeEventListener('devicechange', refresh)
  }, [])

  // A camera that comes back, or a permission given afterwards, needs no button.
  const waiting = state === 'missing' || state === 'lost'
  useEffect(() => {
    if (waiting && devices.length > 0 && state === 'missing') start()
  }, [waiting, devices, state, start])

  return { state, video, devices, deviceId, start, stop, choose }
}

async function listDevices(): Promise<CameraDevice[]> {
  const all = await navigator.mediaDevices.enumerateDevices()
  return all
    .filter((device) => device.kind === 'videoinput' && device.deviceId !== '')
    .map((device, index) => ({ id: device.deviceId, label: device.label || `Camera ${index + 1}` }))
}
