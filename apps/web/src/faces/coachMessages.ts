import type { Hint, MotionFrame, QualityProfile } from '@kaoban/face'

interface Pixels {
  width: number
  height: number
  rgba: ArrayBuffer
}

/** What the page asks the worker that looks at frames. */
export type CoachQuestion =
  | { kind: 'ready' }
  | ({ kind: 'hint'; profile: QualityProfile } & Pixels)
  | ({ kind: 'motion'; sequence: number } & Pixels)
  | { kind: 'golden' }

export type CoachAnswer =
  | { kind: 'ready' }
  | { kind: 'hint'; hint: Hint; quality?: number }
  | { kind: 'motion'; frame: MotionFrame }
  | { kind: 'golden'; template: number[] }
