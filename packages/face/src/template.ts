import type { TemplateRecipe } from './manifest.ts'
import type { Picture } from './picture.ts'
import { type FaceRuntime, outputOf } from './runtime.ts'

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

/** BGR planes of an aligned face as (v − 127.5) / 128. */
export function templateInput(aligned: Picture): Float32Array {
  const plane = aligned.width * aligned.height
  const input = new Float32Array(plane * 3)
  for (let i = 0, p = 0; i < plane; i++, p += 3) {
    input[i] = (aligned.data[p + 2]! - 127.5) / 128
    input[plane + i] = (aligned.data[p + 1]! - 127.5) / 128
    input[2 * plane + i] = (aligned.data[p]! - 127.5) / 128
  }
  return input
}

/**
 * The template of an aligned 112×112 face.
 */
export async function makeTemplate(
  runtime: FaceRuntime,
  recipe: TemplateRecipe,
  aligned: Picture,
): Promise<FaceTemplate> {
  const outputs = await runtime.run('feature', templateInput(aligned), [1, 3, aligned.height, aligned.width])
  const vector = outputOf(outputs, recipe.output, recipe.dimension)
  return { model: recipe.model, version: recipe.version, vector: unitLength(vector) }
}

/**
 * The vector scaled to length 1.
 * @throws RangeError for a vector without direction (zero, NaN, infinite).
 */
export function unitLength(vector: Float32Array): Float32Array {
  let sum = 0
  for (const value of vector) sum += value * value
  const length = Math.sqrt(sum)
  if (!(length > 1e-12) || !Number.isFinite(length)) throw new RangeError('a vector without direction is no template')
  return vector.map((value) => value / length)
}

const magic = 0x3154464b // "KFT1", little endian

/**
 * Bytes of a template, to be encrypted and stored: "KFT1", version u16, dimension u16, length of the model name u8,
 * the name in ASCII, then float32 numbers; little endian throughout.
 */
export function writeTemplate(template: FaceTemplate): Uint8Array {
  const name = template.model
  if (!/^[\x21-\x7e]{1,64}$/.test(name)) throw new RangeError(`a model name is 1–64 ASCII characters, not "${name}"`)
  const bytes = new Uint8Array(9 + name.length + template.vector.length * 4)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, magic, true)
  view.setUint16(4, template.version, true)
  view.setUint16(6, template.vector.length, true)
  view.setUint8(8, name.length)
  for (let i = 0; i < name.length; i++) view.setUint8(9 + i, name.charCodeAt(i))
  template.vector.forEach((value, i) => {
    view.setFloat32(9 + name.length + i * 4, value, true)
  })
  return bytes
}

/**
 * The template in these bytes, or undefined when they are none (wrong mark, cut short, not of length 1).
 */
export function readTemplate(bytes: Uint8Array): FaceTemplate | undefined {
  if (bytes.length < 10) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (view.getUint32(0, true) !== magic) return undefined
  const dimension = view.getUint16(6, true)
  const nameLength = view.getUint8(8)
  if (bytes.length !== 9 + nameLength + dimension * 4) return undefined
  const model = String.fromCharCode(...bytes.subarray(9, 9 + nameLength))
  const vector = new Float32Array(dimension)
  let sum = 0
  for (let i = 0; i < dimension; i++) {
    const value = view.getFloat32(9 + nameLength + i * 4, true)
    vector[i] = value
    sum += value * value
  }
  if (!(Math.abs(sum - 1) < 1e-3)) return undefined
  return { model, version: view.getUint16(4, true), vector }
}
