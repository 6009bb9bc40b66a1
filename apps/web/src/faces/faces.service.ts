/** What other features use of this one. */
export { asUpload, type TakenFrame } from './captureMotions.ts'
export { type CameraTask, FaceCamera } from './FaceCamera.tsx'
export { PhotoGuidance } from './PhotoGuidance.tsx'
