import { analysePicture, type FaceEngine } from './analyse.ts'
import type { FaceObservation } from './observation.ts'
import type { Picture } from './picture.ts'
import { judgeQuality, photoLimits, type QualityVerdict } from './quality.ts'
import { type FaceTemplate, makeTemplate } from './template.ts'

export type PhotoReading = {
  readonly verdict: QualityVerdict
  /** The most prominent face; absent when there is none. */
  readonly face?: FaceObservation
  /** Of that face; absent where the picture is not good enough to enrol it. */
  readonly template?: FaceTemplate
}

/** Judges a photograph that came as a file; only one that is good enough costs the time of a template. */
export async function readPhoto(engine: FaceEngine, picture: Picture): Promise<PhotoReading> {
  const seen = await analysePicture(engine, picture, { template: false })
  const verdict = judgeQuality(seen, photoLimits, picture)
  const face = seen.faces[0]
  if (!face) return { verdict }
  if (!verdict.ok) return { verdict, face }
  return { verdict, face, template: await makeTemplate(engine.runtime, engine.manifest.template, face.templateFace) }
}
