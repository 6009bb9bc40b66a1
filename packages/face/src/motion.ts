import { faceplugin } from './manifest.ts'
import type { EyeState } from './observation.ts'
import type { Box } from './picture.ts'
import type { FaceTemplate } from './template.ts'

/** Left and right are those of the person: `gaze-left` moves the iris to the right side of an unmirrored picture. */
export type Motion = 'blink' | 'gaze-left' | 'gaze-right' | 'head-shake'

/** The choices of the tenant setting 顔動き検知 (NFM-SET-004). */
export type MotionChoice = 'NONE' | 'BLINK1' | 'BLINK_GAZE_SHAKE1' | 'BLINK_GAZE2' | 'BLINK_GAZE_SHAKE3'

const choices: Readonly<Record<MotionChoice, { readonly set: readonly Motion[]; readonly count: number }>> = {
  NONE: { set: [], count: 0 },
  BLINK1: { set: ['blink'], count: 1 },
  BLINK_GAZE_SHAKE1: { set: ['blink', 'gaze-right', 'gaze-left', 'head-shake'], count: 1 },
  BLINK_GAZE2: { set: ['blink', 'gaze-right', 'gaze-left'], count: 2 },
  BLINK_GAZE_SHAKE3: { set: ['blink', 'gaze-right', 'gaze-left', 'head-shake'], count: 3 },
}

/**
 * Draws the movements of one challenge: as many as the choice counts, evenly from its set, never the same twice in a
 * row (NFM-SET-004).
 * @param random gives numbers in [0, 1); the server passes one fed by a cryptographic source.
 */
export function drawMotions(choice: MotionChoice, random: () => number): Motion[] {
  const { set, count } = choices[choice]
  const drawn: Motion[] = []
  while (drawn.length < count) {
    const open = set.filter((motion) => motion !== drawn.at(-1))
    drawn.push(open[Math.min(open.length - 1, Math.floor(random() * open.length))]!)
  }
  return drawn
}

/** What the machine needs of the face in one frame. */
export type MotionFace = {
  readonly box: Box
  readonly eyeDistance: number
  /** 68 points in picture pixels, x and y alternating. */
  readonly landmarks: Float32Array
  readonly eyes: EyeState
  /** Both eyes straightened (see `straightenEyes`): tells closing lids and moving irises. */
  readonly eyeStrips: Uint8Array
  /** The aligned face as 28×28 grey bytes: tells a moved face from another picture. */
  readonly patch: Uint8Array
  readonly template?: FaceTemplate
  /** How sure it is, 0..1, that the eyes are seen through holes in a print (see `seeCutEyes`). */
  readonly cutEyes: number
  /** Passive liveness 0..1; absent where it was not computed or is not reliable. */
  readonly liveScore?: number
}

/** One analysed frame of a challenge. */
export type MotionFrame = {
  /** Running number that the capturing side gave, counting up from any number. */
  readonly sequence: number
  /** Digest of the received bytes, the same for the same bytes only. */
  readonly digest: string
  /** Faces in the frame that are at least half as wide as the largest. */
  readonly faces: number
  readonly face?: MotionFace
}

export type CheatReason =
  /** The face of the start is not the face of a later frame. */
  | 'face-changed'
  /** No face for longer than `limits.faceLostMs`. */
  | 'face-lost'
  /** A second face of similar size stayed in the picture. */
  | 'several-faces'
  /** Identical frames, or a time-out without any natural movement. */
  | 'still-picture'
  /** A frame came a second time. */
  | 'replayed'
  /** Other movements than the asked one were performed, more often than a mistake explains. */
  | 'wrong-motion'
  /** Running numbers or times go backwards or stand still. */
  | 'out-of-order'
  /** The eyes closed, but the rest of the face changed as well: pictures were exchanged. */
  | 'pictures-exchanged'
  /** The eyes closed, but something was held before them. */
  | 'eyes-covered'
  /** The eyes closed because a flat picture was tilted. */
  | 'tilted-picture'
  /** The eyes that move are seen through holes in a print. */
  | 'eyes-cut-out'
  /** The head movement has no depth: a flat picture was turned. */
  | 'flat-face'
  /** Passive liveness says screen or paper. */
  | 'not-live'

/** What a challenge came to so far. */
export type MotionVerdict =
  | { readonly status: 'not-yet'; readonly asked: Motion; readonly index: number; readonly remainingMs: number }
  | { readonly status: 'seen' }
  | { readonly status: 'timed-out'; readonly asked: Motion; readonly index: number }
  | { readonly status: 'cheating'; readonly reason: CheatReason }

/** All limits of the machine. Measured values and their error rates: docs/face/motion.md. */
export type MotionLimits = {
  /** Time for each movement (NFM-CLG-010). */
  readonly motionMs: number
  readonly faceLostMs: number
  readonly severalFacesMs: number
  /** Cosine to the first template below which the face counts as changed; that of the manifest in use. */
  readonly sameFace: number
  /** Identical frames in a row that are still a slow camera and not a still picture. */
  readonly identicalFrames: number
  /** Complete movements other than the asked one that count as a mistake. */
  readonly strayMotions: number
  /**
   * Closing between two frames: rise of the mean closed-probability plus twice the fall of the contour ratio (as part
   * of the open one); what counts as closed, and how far back it must go to count as open again.
   */
  readonly closing: number
  readonly reopening: number
  /** The contour ratio must fall at least to this part of the open one. */
  readonly closedRatio: number
  /** Likeness of open and closed eyes (that of the eye that changed less) must fall below this. */
  readonly closedLikeness: number
  readonly blinkMs: number
  /** Largest change of the bridge of the nose during a blink, in standard deviations of the face: covered eyes change it. */
  readonly blinkBridge: number
  /** Largest squeeze of the face during a blink or gaze: a tilted picture narrows and shifts the eyes as well. */
  readonly faceSqueeze: number
  /** Correlation of the face without the eyes before and during a blink or gaze: other pictures change all of it. */
  readonly faceStays: number
  /** Iris shift from the first frame, in half eye widths. */
  readonly gazeShift: number
  /** How well the irises must be found again. */
  readonly gazeLikeness: number
  /** Largest head turn (as nose parallax) during a gaze movement. */
  readonly gazeHeadTurn: number
  /** Nose parallax to each side that a head shake must reach, in eye distances. */
  readonly shakeSide: number
  /** Likeness of the face from frame to frame during a shake: other pictures and bent prints change faster than heads. */
  readonly shakeStep: number
  /** Squeeze of the face that, with hardly any parallax, means a turned flat picture. */
  readonly flatTurn: number
  /** The way from one side to the other takes at most this long. */
  readonly shakeMs: number
  /** Movement of the landmarks (root mean square, in eye distances) below which nothing moved. */
  readonly stillMovement: number
  /** Median of `MotionFace.cutEyes` above which the eyes are behind a print. */
  readonly cutEyes: number
  /** Mean evidence of passive liveness of the sequence below which it is refused. */
  readonly liveScore: number
}

export const motionLimits: MotionLimits = {
  motionMs: 10_000,
  faceLostMs: 1_500,
  severalFacesMs: 1_000,
  sameFace: faceplugin.thresholds.sameFace,
  identicalFrames: 2,
  strayMotions: 1,
  closing: 0.3,
  reopening: 0.2,
  closedRatio: 0.93,
  closedLikeness: 0.88,
  blinkMs: 2_500,
  blinkBridge: 0.15,
  faceSqueeze: 0.12,
  faceStays: 0.85,
  gazeShift: 0.2,
  gazeLikeness: 0.5,
  gazeHeadTurn: 0.05,
  shakeSide: 0.05,
  shakeStep: 0.8,
  flatTurn: 0.12,
  shakeMs: 2_500,
  stillMovement: 0.004,
  cutEyes: 0.9,
  liveScore: 0.03,
}
