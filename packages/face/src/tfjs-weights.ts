/** Tensors by name; the last side runs fastest. */
export type Weights = ReadonlyMap<string, { readonly shape: readonly number[]; readonly values: Float32Array }>

type Entry = {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: string
  readonly quantization?: { readonly dtype: string; readonly scale: number; readonly min: number }
}

/**
 * Weights in the form of TensorFlow.js: tensors one behind the other in the order of the listing, as floats or as bytes
 * that mean `byte · scale + min`.
 * @throws RangeError when listing and bytes do not belong together or hold other kinds of numbers.
 */
export function readWeights(bytes: Uint8Array, listing: Uint8Array): Weights {
  const groups = JSON.parse(new TextDecoder().decode(listing)) as readonly { readonly weights: readonly Entry[] }[]
  const weights = new Map<string, { shape: readonly number[]; values: Float32Array }>()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = 0
  for (const { name, shape, dtype, quantization } of groups.flatMap((group) => group.weights)) {
    const width = quantization ? 1 : 4
    if (dtype !== 'float32' || (quantization && quantization.dtype !== 'uint8'))
      throw new RangeError(`${name} holds numbers of another kind`)
    const values = new Float32Array(shape.reduce((product, side) => product * side, 1))
    if (at + values.length * width > bytes.length) throw new RangeError(`the weights end within ${name}`)
    for (let i = 0; i < values.length; i++, at += width)
      values[i] = quantization ? view.getUint8(at) * quantization.scale + quantization.min : view.getFloat32(at, true)
    weights.set(name, { shape, values })
  }
  if (at !== bytes.length) throw new RangeError(`${bytes.length - at} bytes follow the last weights of the listing`)
  return weights
}
