/** The models an engine runs; every name is a file in the manifest. */
export const modelNames = ['detect', 'landmark', 'feature', 'liveness', 'eye', 'pose'] as const
export type ModelName = (typeof modelNames)[number]

/**
 * What runs the networks: onnxruntime-node on servers, onnxruntime-web in browsers.
 * One float input of the given shape in, which is used up; every output by its name out; nothing is kept between calls.
 */
export type FaceRuntime = {
  run(model: ModelName, input: Float32Array, shape: readonly number[]): Promise<Record<string, Float32Array>>
}

/** Softmax over the whole array, numerically stable. */
export function softmax(logits: Float32Array): Float32Array {
  let top = -Infinity
  for (const value of logits) top = Math.max(top, value)
  const out = logits.map((value) => Math.exp(value - top))
  let sum = 0
  for (const value of out) sum += value
  return out.map((value) => value / sum)
}

/** The output of that name; a model that does not deliver it is not the model of the manifest. */
export function outputOf(outputs: Record<string, Float32Array>, name: string, length: number): Float32Array {
  const output = outputs[name]
  if (output?.length !== length) {
    throw new Error(`model output ${name} should hold ${length} numbers but holds ${output?.length ?? 'nothing'}`)
  }
  return output
}
