import { alignFace, arcFace } from './align.ts'
import type { FaceEngine } from './analyse.ts'
import { seeCutEyes } from './cut-eyes.ts'
import { detectFaces } from './detect.ts'
import { judgeEyes } from './eyes.ts'
import { straightenEyes } from './gaze.ts'
import { eyeDistanceOf, findLandmarks } from './landmarks.ts'
import { judgeLiveness } from './liveness.ts'
import type { MotionFace, MotionFrame } from './motion.ts'
import { patchSide } from './motion-signs.ts'
import { greyOf, type Picture, resizePicture } from './picture.ts'
import { makeTemplate, templateFace } from './template.ts'

export type MotionFrameOptions = {
  /** Running number given by the capturing side. */
  readonly sequence: number
  /** Digest of the bytes as received. */
  readonly digest: string
  /** Make a template of this frame: what `wantsTemplate` said. */
  readonly template: boolean
  /** Run passive liveness on this frame; every fifth frame is enough. */
  readonly liveness: boolean
}

/**
 * Reads of one frame what the motion machine needs: faces, landmarks, lids and eyes (about a tenth of the cost of a
 * full observation is saved for the pose model, which motions do not need), template and liveness only when asked.
 */
export async function readMotionFrame(
  engine: FaceEngine,
  picture: Picture,
  options: MotionFrameOptions,
): Promise<MotionFrame> {
  const { runtime, manifest } = engine
  const recipe = manifest.template
  const found = await detectFaces(runtime, picture)
  const { sequence, digest } = options
  const largest = found[0]
  if (!largest) return { sequence, digest, faces: 0 }
  const { box } = largest
  const landmarks = await findLandmarks(runtime, picture, box)
  const aligned = alignFace(picture, landmarks, arcFace)
  const eyes = await judgeEyes(runtime, picture, landmarks)
  const liveness = options.liveness ? await judgeLiveness(runtime, picture, box, { twice: true }) : undefined
  const face: MotionFace = {
    box,
    eyeDistance: eyeDistanceOf(landmarks),
    landmarks,
    eyes,
    eyeStrips: straightenEyes(picture, landmarks),
    cutEyes: seeCutEyes(picture, landmarks),
    patch: greyOf(resizePicture(aligned, patchSide, patchSide)),
    template: options.template
      ? await makeTemplate(runtime, recipe, templateFace(recipe, picture, landmarks, aligned))
      : undefined,
    liveScore: liveness?.liveScore,
  }
  return { sequence, digest, faces: found.filter((other) => other.box.width >= box.width / 2).length, face }
}
