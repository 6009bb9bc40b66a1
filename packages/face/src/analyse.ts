import { alignFace, arcFace } from './align.ts'
import { detectFaces, type FoundFace, lookAgain } from './detect.ts'
import { judgeEyes } from './eyes.ts'
import { eyeDistanceOf, findLandmarks } from './landmarks.ts'
import { judgeLiveness } from './liveness.ts'
import type { FaceManifest } from './manifest.ts'
import type { FaceObservation, PictureObservation } from './observation.ts'
import type { Picture } from './picture.ts'
import { estimatePose } from './pose.ts'
import { meanBlocks } from './pyramid.ts'
import type { FaceRuntime } from './runtime.ts'
import { measureFace } from './statistics.ts'
import { makeTemplate, templateFace } from './template.ts'

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
  const whole = { picture, scale: 1 }
  const working = reduceLarge(picture)
  const found = (await detectFaces(engine.runtime, working.picture)).map((face) => enlargeFace(face, working.scale))
  const faces: FaceObservation[] = []
  for (const face of found.slice(0, options.faces ?? 1)) {
    const level = face.box.height / working.scale >= ampleFace ? working : whole
    faces.push(await observeFace(engine, level, face, options.template ?? true))
  }
  return { width: picture.width, height: picture.height, found, faces }
}

// Pictures of more pixels are halved first, and faces of at least this height in the halved picture observed there:
// no model looks closer than at 150 pixels a face, so that more pixels cost time and show nothing.
const amplePixels = 2_000_000
const ampleFace = 200

/** A picture at a scale: one of its pixels is `scale` pixels of the picture analysed. */
type Level = { readonly picture: Picture; readonly scale: number }

function reduceLarge(picture: Picture): Level {
  let scale = 1
  while (picture.width * picture.height > amplePixels * scale * scale) scale *= 2
  if (scale === 1) return { picture, scale }
  const [width, height] = [Math.floor(picture.width / scale), Math.floor(picture.height / scale)]
  return { picture: meanBlocks(picture, 0, 0, scale, width, height), scale }
}

/** Observes one face that was found, at one level; the observation is in pixels of the picture analysed. */
async function observeFace(
  { runtime, manifest }: FaceEngine,
  { picture, scale }: Level,
  found: FoundFace,
  wantTemplate: boolean,
): Promise<FaceObservation> {
  const { box, score } = await lookAgain(runtime, picture, enlargeFace(found, 1 / scale))
  const landmarks = await findLandmarks(runtime, picture, box)
  const aligned112 = alignFace(picture, landmarks, arcFace)
  const shown = templateFace(manifest.template, picture, landmarks, aligned112)
  const pose = await estimatePose(runtime, picture, box)
  const eyes = await judgeEyes(runtime, picture, landmarks)
  const liveness = await judgeLiveness(runtime, picture, box)
  const template = wantTemplate ? await makeTemplate(runtime, manifest.template, shown) : undefined
  return {
    ...enlargeFace({ box, score }, scale),
    landmarks: landmarks.map((value) => value * scale),
    eyeDistance: eyeDistanceOf(landmarks) * scale,
    pose,
    eyes,
    ...liveness,
    aligned112,
    templateFace: shown,
    statistics: measureFace(aligned112),
    ...(template ? { template } : {}),
  }
}

function enlargeFace({ box, score }: FoundFace, by: number): FoundFace {
  return { box: { x: box.x * by, y: box.y * by, width: box.width * by, height: box.height * by }, score }
}
