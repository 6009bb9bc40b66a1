import type { FaceManifest } from './manifest.ts'
import type { FaceTemplate } from './template.ts'

/**
 * How alike two faces are: cosine similarity in [-1, 1]; higher is more alike.
 * Thresholds are chosen per model and false-match rate in docs/face/thresholds.md, never here.
 * @throws RangeError when the templates come from different models or versions.
 * @see Deng et al., ArcFace, CVPR 2019: similarity on the unit hypersphere.
 */
export function compareTemplates(a: FaceTemplate, b: FaceTemplate): number {
  if (!sameRecipe(a, b)) {
    throw new RangeError(`templates of ${a.model} v${a.version} and ${b.model} v${b.version} cannot be compared`)
  }
  return Math.max(-1, Math.min(1, dot(a.vector, b.vector)))
}

/** Whether two templates come from the same model, version and dimension, so that they can be compared. */
export function sameRecipe(a: FaceTemplate, b: FaceTemplate): boolean {
  return a.model === b.model && a.version === b.version && a.vector.length === b.vector.length
}

/** Whether the models of this manifest made a template, so that its thresholds say something about it. */
export function isMadeBy({ template: recipe }: FaceManifest, { model, version, vector }: FaceTemplate): boolean {
  return model === recipe.model && version === recipe.version && vector.length === recipe.dimension
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** A template and whose it is. */
export interface Candidate {
  userId: string
  template: FaceTemplate
}

/** 1:1: any of the person's own templates may match; none, or of another model, is no match. */
export function findOwn(
  face: FaceTemplate,
  own: readonly Candidate[],
  threshold: number,
): { userId: string } | undefined {
  return own.find(({ template }) => sameRecipe(face, template) && compareTemplates(face, template) >= threshold)
}
