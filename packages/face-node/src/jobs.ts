import type { AnalyseOptions, FaceTemplate, Picture, PictureObservation } from '@kaoban/face'
import type { PictureLimits } from './decode.ts'
import type { PictureFault } from './picture-file.ts'

/** What a worker can be asked. Everything in a job can be structured-cloned. */
export type Job =
  | { readonly kind: 'analyse'; readonly source: PictureSource; readonly options: AnalyseOptions }
  | { readonly kind: 'decode'; readonly source: Uint8Array }

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

/** What a worker is told when it starts. */
export type WorkerSettings = { readonly limits: PictureLimits; readonly modelFolder: string | undefined }

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'broken'; readonly message: string }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
