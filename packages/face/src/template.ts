/**
 * A face as a direction: `vector` has length 1 (L2). Only templates of the same model and version can be compared.
 */
export type FaceTemplate = {
  /** Name of the model in the manifest. */
  readonly model: string
  /** Version of the recipe (pre-processing and weights) in the manifest. */
  readonly version: number
  readonly vector: Float32Array
}
