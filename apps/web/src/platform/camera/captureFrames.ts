export interface CapturedFrame {
  /** Running number from 0. */
  sequence: number
  /** Milliseconds since the first frame of this capture. */
  atMs: number
  jpeg: Uint8Array
}

export interface CaptureOptions {
  count: number
  /** Frames per second; 10 when not said. */
  fps?: number
  /** Longer side of the picture in pixels; the shorter is three quarters of it. */
  size?: number
  /** JPEG quality 0..1. */
  quality?: number
  signal?: AbortSignal
  onFrame?: (frame: CapturedFrame) => void
}

/** The part of the video that the panel shows: centred, 4:3, or 3:4 when the video stands upright. */
export function visiblePart(width: number, height: number) {
  const upright = height > width
  const ratio = upright ? 3 / 4 : 4 / 3
  const cut = width / height > ratio ? { w: height * ratio, h: height } : { w: width, h: width / ratio }
  return { upright, x: (width - cut.w) / 2, y: (height - cut.h) / 2, w: cut.w, h: cut.h }
}

/** Draws what the panel shows, not mirrored, 640×480 (480×640 when upright) unless another size is asked. */
export function drawFrame(video: HTMLVideoElement, size = 640, canvas = document.createElement('canvas')) {
  const part = visiblePart(video.videoWidth, video.videoHeight)
  const short = Math.round((size * 3) / 4)
  canvas.width = part.upright ? short : size
  canvas.height = part.upright ? size : short
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser gives no 2d canvas')
  context.drawImage(video, part.x, part.y, part.w, part.h, 0, 0, canvas.width, canvas.height)
  return canvas
}

async function jpegOf(canvas: HTMLCanvasElement, quality: number): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
  if (!blob) throw new Error('this browser made no JPEG of the canvas')
  return new Uint8Array(await blob.arrayBuffer())
}

/**
 * Takes `count` frames at an even pace as JPEG bytes.
 * @throws the reason of `signal` when it is aborted; DOMException when the video has no picture.
 */
export async function captureFrames(video: HTMLVideoElement, options: CaptureOptions): Promise<CapturedFrame[]> {
  const { count, fps = 10, size = 640, quality = 0.9, signal, onFrame } = options
  if (video.videoWidth === 0) throw new DOMException('the camera shows no picture', 'InvalidStateError')
  const canvas = document.createElement('canvas')
  const frames: CapturedFrame[] = []
  const begun = performance.now()
  for (let sequence = 0; sequence < count; sequence++) {
    await pause(begun + (sequence * 1000) / fps - performance.now(), signal)
    const atMs = Math.round(performance.now() - begun)
    const frame = { sequence, atMs, jpeg: await jpegOf(drawFrame(video, size, canvas), quality) }
    frames.push(frame)
    onFrame?.(frame)
  }
  return frames
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  if (ms <= 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
