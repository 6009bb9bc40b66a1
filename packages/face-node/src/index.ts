export * from './decode.ts'
export type {
  AnalyseFault,
  AnalyseResult,
  ExtractResult,
  IdentifyResult,
  JudgedPhoto,
  JudgedPicture,
  JudgeResult,
  MotionResult,
  PhotoResult,
  PictureSource,
} from './jobs.ts'
export * from './models.ts'
export { Tensor } from './onnx-runtime.ts'
export * from './picture-file.ts'
export * from './portrait.ts'
export * from './sequence.ts'
export * from './workers.ts'
