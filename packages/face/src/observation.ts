import type { Box, Picture } from './picture.ts'
import type { FaceTemplate } from './template.ts'

/** Head pose in degrees. Yaw: positive = turned to the picture's left or right as the model card says; 0,0,0 = straight. */
export type HeadPose = { readonly yaw: number; readonly pitch: number; readonly roll: number }

/** Eyes of the pictured person: `left` stands on the right side of the picture. */
export type EyeState = {
  /** Probability 0..1 that the eye is closed, by the eye model. */
  readonly leftClosed: number
  readonly rightClosed: number
  /** Height by width of the eye contour: closed ≈ 0.12, open 0.27–0.46. */
  readonly leftRatio: number
  readonly rightRatio: number
}

/** Raw statistics for the quality gate; judged there, not here. All on the grey values 0..255 of the aligned face. */
export type FaceStatistics = {
  /** Variance of the Laplacian (4-neighbour); small = blurred. */
  readonly sharpness: number
  /** Mean grey value. */
  readonly brightness: number
  /** Standard deviation of the grey values. */
  readonly contrast: number
  /** Difference of the mean grey of the left and right half of the face, 0..255. */
  readonly unevenness: number
  /** Mean distance of the channels from grey, 0..255; near 0 = a grey-scale picture. */
  readonly colourfulness: number
}

/** Everything the engine sees in one face. Distances and positions are in pixels of the analysed picture. */
export type FaceObservation = {
  readonly box: Box
  /** Detector score 0..1. */
  readonly score: number
  /** 68 points of the iBUG layout, x and y alternating (length 136). */
  readonly landmarks: Float32Array
  /** Distance of the eye centres in pixels. */
  readonly eyeDistance: number
  readonly pose: HeadPose
  readonly eyes: EyeState
  /** Probability 0..1 that the face is live and not shown on a screen or paper; absent where it fills the picture. */
  readonly liveScore: number | undefined
  /** Whether the surroundings that the liveness model needs (2.7 × box) lie inside the picture; if not, `liveScore` says little. */
  readonly liveScoreReliable: boolean
  /** Absent when the caller asked for no template. */
  readonly template?: FaceTemplate
  /** The face turned upright and scaled to 112×112 by its eyes, nose and mouth. */
  readonly aligned112: Picture
  /** The face as the template network is shown it; the same picture where it is shown that one. */
  readonly templateFace: Picture
  readonly statistics: FaceStatistics
}

/** What was seen in one picture: every face found; only the most prominent is observed in full unless asked for more. */
export type PictureObservation = {
  readonly width: number
  readonly height: number
  /** All faces found, the most prominent (large, sure, near the middle) first. */
  readonly found: readonly { readonly box: Box; readonly score: number }[]
  /** The observed faces, in the order of `found`. Empty when there is none. */
  readonly faces: readonly FaceObservation[]
}
