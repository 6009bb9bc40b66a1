import type { Hint, Motion } from '@kaoban/face'

/** What the oval shows. */
export type Guide = 'searching' | 'too-far' | 'too-near' | 'off-centre' | 'hold-still' | 'done' | 'failed'

/** One frame of the live view, not mirrored, as the panel shows it. */
export interface CoachFrame {
  pixels: ImageData
  /** Milliseconds of performance.now(). */
  atMs: number
}

export interface CoachState {
  guide: Guide
  /** The one advice to give now. */
  hint: Hint
  /** How good the picture is, 0..1; absent without a face. */
  quality?: number | undefined
}

/** Looks at frames and advises; it never decides. The decision is the server's alone. */
export interface FaceCoach {
  observe: (frame: CoachFrame) => Promise<CoachState>
  /** Lets go of models and workers. */
  close?: () => void
}

export type { Hint, Motion }

const guides: Partial<Record<Hint, Guide>> = {
  'show-face': 'searching',
  'one-person-only': 'searching',
  'come-closer': 'too-far',
  'move-back': 'too-near',
  'move-to-middle': 'off-centre',
  'hold-still': 'hold-still',
}

/** How the oval stands for an advice; whatever is about light, pose or things worn leaves it searching. */
export function guideOf(hint: Hint): Guide {
  return guides[hint] ?? 'searching'
}
