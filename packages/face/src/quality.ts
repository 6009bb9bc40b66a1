import type { FaceObservation, PictureObservation } from './observation.ts'
import type { Box, Picture } from './picture.ts'
import { seeOcclusion } from './probe.ts'
import { faceLight } from './quality-light.ts'

/** Why a picture is not good enough. Measured limits and error rates: docs/face/quality.md. */
export type QualityReason =
  | 'no-face'
  | 'several-faces'
  | 'too-small'
  | 'too-large'
  | 'near-border'
  | 'pose'
  | 'too-dark'
  | 'too-bright'
  | 'backlight'
  | 'uneven-light'
  | 'blurred'
  | 'mask'
  | 'sunglasses'
  | 'eyes-closed'
  | 'greyscale'
  | 'screen'

export type QualityProfile = 'enrolment' | 'verification'

/** Every limit of the gate. Lengths in pixels of the picture, angles in degrees, light in grey values 0..255. */
export type QualityLimits = {
  /** A second face counts from this part of the width of the first. */
  readonly secondFace: number
  readonly minEyeDistance: number
  /**
   * Largest face as part of the picture height or width, whichever is tighter. Passive liveness needs the surroundings:
   * up to one half its scores were the same as with all of its 2.7 times, beyond it the rim of a screen is cut off.
   */
  readonly maxFacePart: number
  /** Smallest part of the face box that must lie inside the picture. */
  readonly minInside: number
  readonly maxYaw: number
  readonly maxPitchUp: number
  readonly maxPitchDown: number
  readonly maxRoll: number
  readonly minSharpness: number
  readonly minBrightness: number
  readonly maxBrightness: number
  /** Largest part of the face that may be burnt out (≥ 250). */
  readonly maxBurnt: number
  readonly minContrast: number
  /** How much brighter than the face its surroundings may be. */
  readonly maxBacklight: number
  /** Difference between left and right half of the face as part of its brightness. */
  readonly maxUnevenness: number
  /** How closed the eyes may be: mean closed-probability plus three times what the contour ratio is below 0.27. */
  readonly maxEyesClosed: number
  /** Scores of the probes, 0..1. */
  readonly maskScore: number
  readonly sunglassesScore: number
  readonly minColourfulness: number
  readonly minLiveScore: number
}

/** Strict: what is enrolled today is compared with for years. */
const enrolment: QualityLimits = {
  secondFace: 0.4,
  minEyeDistance: 45,
  maxFacePart: 0.48,
  minInside: 0.98,
  maxYaw: 25,
  maxPitchUp: 25,
  maxPitchDown: 25,
  maxRoll: 20,
  minSharpness: 60,
  minBrightness: 60,
  maxBrightness: 205,
  maxBurnt: 0.15,
  minContrast: 20,
  maxBacklight: 55,
  maxUnevenness: 0.5,
  maxEyesClosed: 0.7,
  maskScore: 0.7,
  sunglassesScore: 0.7,
  minColourfulness: 2,
  minLiveScore: 0.15,
}

/** Looser: refusing costs the person a second look, and the comparison itself still decides. */
const verification: QualityLimits = {
  ...enrolment,
  secondFace: 0.7,
  minEyeDistance: 28,
  maxFacePart: 0.5,
  minInside: 0.9,
  maxYaw: 40,
  maxPitchUp: 35,
  maxPitchDown: 35,
  maxRoll: 35,
  minSharpness: 25,
  minBrightness: 40,
  maxBrightness: 225,
  maxBurnt: 0.3,
  minContrast: 12,
  maxBacklight: 75,
  maxUnevenness: 0.7,
  maxEyesClosed: 1,
}

export const qualityLimits: Readonly<Record<QualityProfile, QualityLimits>> = { enrolment, verification }

/**
 * Of a photograph that came as a file: it may be filled by the face, as portraits are. Whoever is in it was not seen alive
 * anyway.
 */
export const photoLimits: QualityLimits = { ...enrolment, maxFacePart: 0.8 }

export type QualityVerdict = {
  readonly ok: boolean
  /** Everything that is wrong, most important first; empty when `ok`. */
  readonly reasons: readonly QualityReason[]
  /** Where the face stands in the picture; absent without a face. */
  readonly face?: { readonly box: Box; readonly yaw: number; readonly pitch: number; readonly roll: number }
}

/**
 * Judges whether a picture is good enough to enrol or to compare.
 * @param picture the picture that was analysed; without it the light behind the person is not judged.
 * @param seen what `analysePicture` saw in `picture`; the first observed face is judged.
 */
export function judgeQuality(seen: PictureObservation, limits: QualityLimits, picture?: Picture): QualityVerdict {
  const face = seen.faces[0]
  if (!face) return { ok: false, reasons: ['no-face'] }
  const light = faceLight(face, picture)
  const covered = seeOcclusion(face.aligned112)
  const { pose, statistics } = face
  const wrong: Record<Exclude<QualityReason, 'no-face'>, boolean> = {
    'several-faces': seen.found.filter((other) => other.box.width >= face.box.width * limits.secondFace).length > 1,
    'too-small': face.eyeDistance < limits.minEyeDistance,
    'too-large': facePart(face, seen) > limits.maxFacePart,
    'near-border': insidePart(face.box, seen) < limits.minInside,
    pose:
      Math.abs(pose.yaw) > limits.maxYaw ||
      pose.pitch > limits.maxPitchUp ||
      pose.pitch < -limits.maxPitchDown ||
      Math.abs(rollOf(face)) > limits.maxRoll,
    'too-dark': statistics.brightness < limits.minBrightness,
    'too-bright': statistics.brightness > limits.maxBrightness || light.burnt > limits.maxBurnt,
    backlight: light.surroundings !== undefined && light.surroundings - statistics.brightness > limits.maxBacklight,
    'uneven-light': light.unevenness > limits.maxUnevenness,
    blurred: statistics.sharpness < limits.minSharpness || statistics.contrast < limits.minContrast,
    mask: covered.mask > limits.maskScore,
    sunglasses: covered.sunglasses > limits.sunglassesScore,
    'eyes-closed': eyesClosed(face) > limits.maxEyesClosed,
    greyscale: statistics.colourfulness < limits.minColourfulness,
    screen: face.liveScore !== undefined && face.liveScore < limits.minLiveScore,
  }
  // Dark glasses hide the eyes: what the eye model says about them means nothing.
  if (wrong.sunglasses) wrong['eyes-closed'] = false
  const reasons = order.filter((reason) => wrong[reason])
  const { box } = face
  return { ok: reasons.length === 0, reasons, face: { box, yaw: pose.yaw, pitch: pose.pitch, roll: rollOf(face) } }
}

/** First what the person can put right most easily and what spoils the other measures. */
const order: readonly Exclude<QualityReason, 'no-face'>[] = [
  'several-faces',
  'too-small',
  'near-border',
  'too-large',
  'too-dark',
  'too-bright',
  'backlight',
  'pose',
  'mask',
  'sunglasses',
  'uneven-light',
  'blurred',
  'eyes-closed',
  'greyscale',
  'screen',
]

/** The eye model alone takes lowered and tilted eyes for closed, the contour alone narrow ones: together they err less. */
function eyesClosed({ eyes }: FaceObservation): number {
  const score = (eyes.leftClosed + eyes.rightClosed) / 2
  return score + 3 * (0.27 - (eyes.leftRatio + eyes.rightRatio) / 2)
}

type Size = { readonly width: number; readonly height: number }

function facePart(face: FaceObservation, picture: Size): number {
  return Math.max(face.box.height / picture.height, face.box.width / picture.width)
}

function insidePart(box: Box, picture: Size): number {
  const width = Math.min(picture.width, box.x + box.width) - Math.max(0, box.x)
  const height = Math.min(picture.height, box.y + box.height) - Math.max(0, box.y)
  return (Math.max(0, width) * Math.max(0, height)) / (box.width * box.height)
}

/**
 * Roll in degrees by the line through the outer eye corners, which also tells a face that stands on its head
 * (the pose model does not). Positive = clockwise in the picture.
 */
function rollOf({ landmarks }: FaceObservation): number {
  const dx = landmarks[90]! - landmarks[72]!
  const dy = landmarks[91]! - landmarks[73]!
  return (Math.atan2(dy, dx) * 180) / Math.PI
}
