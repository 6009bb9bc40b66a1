import { alignFace } from './align.ts'
import { detectFaces, lookAgain } from './detect.ts'
import { judgeEyes } from './eyes.ts'
import { eyeDistanceOf, findLandmarks } from './landmarks.ts'
import { judgeLiveness } from './liveness.ts'
import type { FaceManifest } from './manifest.ts'
import type { FaceObservation, PictureObservation } from './observation.ts'
import type { Box, Picture } from './picture.ts'
import { estimatePose } from './pose.ts'
import type { FaceRuntime } from './runtime.ts'
import { measureFace } from './statistics.ts'
import { makeTemplate } from './template.ts'

/** A runtime with the description of the models it has loaded. */
export type FaceEngine = { readonly runtime: FaceRuntime; readonly manifest: FaceManifest }

export type AnalyseOptions = {
  /** Make templates (default true); without, frames of a motion challenge cost half. */
  readonly template?: boolean
  /** How many of the faces found are observed in full, the most prominent first (default 1). */
  readonly faces?: number
}

/**
 * Everything the engine sees in a picture: all faces found, the most prominent (or `faces` of them) observed in full.
 * A picture without a face is an observation with empty lists, not an error.
 */
export async function analysePicture(
  engine: FaceEngine,
  picture: Picture,
  options: AnalyseOptions = {},
): Promise<PictureObservation> {
  const found = await detectFaces(engine.runtime, picture)
  const faces: FaceObservation[] = []
  for (const face of found.slice(0, options.faces ?? 1)) {
    const { box, score } = await lookAgain(engine.runtime, picture, face)
    faces.push(await observeFace(engine, picture, box, score, options.template ?? true))
  }
  return { width: picture.width, height: picture.height, found, faces }
}

/** Observes one face whose box is known. */
export async function observeFace(
  engine: FaceEngine,
  picture: Picture,
  box: Box,
  score: number,
  wantTemplate: boolean,
): Promise<FaceObservation> {
  const { runtime, manifest } = engine
  const landmarks = await findLandmarks(runtime, picture, box)
  const aligned112 = alignFace(picture, landmarks)
  const pose = await estimatePose(runtime, picture, box)
  const eyes = await judgeEyes(runtime, picture, landmarks)
  const liveness = await judgeLiveness(runtime, picture, box)
  const statistics = measureFace(aligned112)
  const seen = {
    box,
    score,
    landmarks,
    eyeDistance: eyeDistanceOf(landmarks),
    pose,
    eyes,
    ...liveness,
    aligned112,
    statistics,
  }
  return wantTemplate ? { ...seen, template: await makeTemplate(runtime, manifest.template, aligned112) } : seen
}
