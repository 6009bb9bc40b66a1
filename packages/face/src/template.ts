import { alignFace } from './align.ts'
import type { TemplateRecipe } from './manifest.ts'
import { mirrorPicture, type Picture } from './picture.ts'
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

/** The face as the network of a recipe is shown it; `aligned112` unless the recipe lays it in its own way. */
export function templateFace(
  { alignment }: TemplateRecipe,
  picture: Picture,
  landmarks: Float32Array,
  aligned112: Picture,
): Picture {
  return alignment ? alignFace(picture, landmarks, alignment) : aligned112
}

const colours = { red: 0, green: 1, blue: 2 } as const

/** The planes of a face as the recipe wants them, each as (v − mean) / divisor. */
export function templateInput({ planes, divisor }: TemplateRecipe, face: Picture): Float32Array {
  const size = face.width * face.height
  const input = new Float32Array(size * planes.length)
  planes.forEach(({ colour, mean }, plane) => {
    for (let i = plane * size, p = colours[colour]; p < face.data.length; i++, p += 3)
      input[i] = (face.data[p]! - mean) / divisor
  })
  return input
}

/** The template of a face that was made by `templateFace`. */
export async function makeTemplate(runtime: FaceRuntime, recipe: TemplateRecipe, face: Picture): Promise<FaceTemplate> {
  const sum = new Float32Array(recipe.dimension)
  for (const view of recipe.mirrored ? [face, mirrorPicture(face)] : [face]) {
    const outputs = await runtime.run('feature', templateInput(recipe, view), [1, 3, view.height, view.width])
    outputOf(outputs, recipe.output, recipe.dimension).forEach((value, i) => {
      sum[i]! += value
    })
  }
  return { model: recipe.model, version: recipe.version, vector: unitLength(sum) }
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
