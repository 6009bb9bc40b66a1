import type {
  AnalyseOptions,
  Box,
  FaceManifest,
  FaceTemplate,
  Gallery,
  Identification,
  MotionFrame,
  MotionFrameOptions,
  Picture,
  PictureObservation,
  QualityProfile,
  QualityVerdict,
} from '@kaoban/face'
import type { PictureLimits } from './decode.ts'
import type { PictureFault } from './picture-file.ts'

/** What a worker can be asked. Everything in a job can be structured-cloned. */
export type Job =
  | { readonly kind: 'analyse'; readonly source: PictureSource; readonly options: AnalyseOptions }
  | { readonly kind: 'decode'; readonly source: Uint8Array }
  | { readonly kind: 'identify'; readonly gallery: Gallery; readonly probe: FaceTemplate }
  | { readonly kind: 'motion'; readonly source: Uint8Array; readonly options: MotionFrameOptions }
  | { readonly kind: 'judge'; readonly source: Uint8Array; readonly profile: QualityProfile }
  | { readonly kind: 'photo'; readonly source: Uint8Array; readonly portrait: boolean }

/** A picture file (JPEG, PNG, BMP) or pixels that are already decoded. */
export type PictureSource = Uint8Array | Picture

/** Why no answer came back: the picture was refused, or the engine was not available. Both deny. */
export type AnalyseFault = PictureFault | 'busy' | 'too-slow' | 'unavailable'

export type AnalyseResult =
  | { readonly ok: true; readonly observation: PictureObservation }
  | { readonly ok: false; readonly reason: AnalyseFault }

export type ExtractResult =
  | { readonly ok: true; readonly template: FaceTemplate }
  | { readonly ok: false; readonly reason: AnalyseFault | 'no-face' }

/** The outcome of a search among many people. */
export type IdentifyResult =
  | { readonly ok: true; readonly identification: Identification }
  | { readonly ok: false; readonly reason: AnalyseFault }

/** One frame of a motion challenge, with the size of its picture. */
export type MotionResult =
  | { readonly ok: true; readonly width: number; readonly height: number; readonly frame: MotionFrame }
  | { readonly ok: false; readonly reason: AnalyseFault }

type Judged = {
  readonly ok: true
  /** Of the upright picture, in pixels. */
  readonly width: number
  readonly height: number
  readonly verdict: QualityVerdict
}

/** A picture judged for enrolment or comparison. */
export type JudgedPicture = Judged & {
  /** The most prominent face; absent when there is none. */
  readonly face?: {
    readonly box: Box
    readonly template: FaceTemplate
    /** Probability 0..1 that the face is live; absent where its surroundings do not show enough to say so. */
    readonly liveScore?: number
    /** Head and shoulders as JPEG, made from pixels. */
    readonly portrait: Uint8Array
  }
}
export type JudgeResult = JudgedPicture | { readonly ok: false; readonly reason: AnalyseFault }

/** A photograph that came as a file. */
export type JudgedPhoto = Judged & {
  /** The most prominent face; absent when there is none. */
  readonly face?: {
    readonly box: Box
    /** Absent where the picture is not good enough to enrol the face. */
    readonly template?: FaceTemplate
    /** Head and shoulders as JPEG, made from pixels; absent when nobody asked for it. */
    readonly portrait?: Uint8Array
  }
}
export type PhotoResult = JudgedPhoto | { readonly ok: false; readonly reason: AnalyseFault }

/** What a worker is told when it starts. */
export type WorkerSettings = {
  readonly limits: PictureLimits
  readonly manifest: FaceManifest
  readonly modelFolder: string | undefined
}

/** What a worker is told: a picture to look at, or to end itself. */
export type WorkerOrder = { readonly id: number; readonly job: Job } | 'leave'

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'broken'; readonly message: string }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
