import { writeModel, writeNode, writeWeights } from './onnx.ts'
import { readWeights, type Weights } from './tfjs-weights.ts'

// In the order of the network; `down` halves the sides. Names and order are those of the weights.
const blocks = [
  ...['conv32_1', 'conv32_2', 'conv32_3'],
  ...['conv64_down', 'conv64_1', 'conv64_2', 'conv64_3'],
  ...['conv128_down', 'conv128_1', 'conv128_2'],
  ...['conv256_down', 'conv256_1', 'conv256_2', 'conv256_down_out'],
]
const side = 150

/** What one layer hands to the next: `channels` planes of `side`×`side` numbers. */
type Layer = { readonly name: string; readonly side: number; readonly channels: number }

/**
 * dlib's network for faces as an ONNX model, made of its weights: `input` 1×3×150×150 (planes), `output` 1×128.
 * A ResNet with 29 convolutions; shortcuts are averaged over 2×2 where a block halves the sides, and padded with zeros
 * where it has more channels. Scale and bias of every convolution are folded into it.
 * @param weights numbers in the form of TensorFlow.js; `listing` tells their names, shapes and scales.
 * @throws RangeError when they are not the weights of this network.
 * @see He et al., Deep Residual Learning for Image Recognition, CVPR 2016; http://dlib.net/dnn_face_recognition_ex.cpp.html
 */
export function buildDlibNetwork(weights: Uint8Array, listing: Uint8Array): Uint8Array {
  const tensors = readWeights(weights, listing)
  const parts: Uint8Array[] = []

  function add(operator: string, inputs: readonly string[], output: string, attributes = {}): string {
    parts.push(writeNode(operator, inputs, output, attributes))
    return output
  }

  function convolve(from: Layer, name: string, stride: number, padding: number): Layer {
    const { filters, biases, sides } = foldScale(tensors, name, from.channels)
    const [channels, , kernel] = sides
    parts.push(writeWeights(`${name}/filters`, sides, filters), writeWeights(`${name}/biases`, [channels], biases))
    add('Conv', [from.name, `${name}/filters`, `${name}/biases`], name, {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      pads: [padding, padding, padding, padding],
    })
    return { name, side: Math.floor((from.side + 2 * padding - kernel) / stride) + 1, channels }
  }

  function pool(from: Layer, operator: 'MaxPool' | 'AveragePool', width: number): Layer {
    const name = add(operator, [from.name], `${from.name}/pooled`, { kernel_shape: [width, width], strides: [2, 2] })
    return { name, side: Math.floor((from.side - width) / 2) + 1, channels: from.channels }
  }

  /** Zeros behind what there is, until it has that form. */
  function grow(from: Layer, to: Omit<Layer, 'name'>): Layer {
    const [planes, rows] = [to.channels - from.channels, to.side - from.side]
    if (planes === 0 && rows === 0) return from
    return { ...to, name: add('Pad', [from.name], `${from.name}/grown`, { pads: [0, 0, 0, 0, 0, planes, rows, rows] }) }
  }

  const rectify = (from: Layer): Layer => ({ ...from, name: add('Relu', [from.name], `${from.name}/rectified`) })

  function residual(from: Layer, block: string): Layer {
    const halves = block.includes('down')
    const first = rectify(convolve(from, `${block}/conv1`, halves ? 2 : 1, halves ? 0 : 1))
    const second = convolve(first, `${block}/conv2`, 1, 1)
    const shortcut = halves ? pool(from, 'AveragePool', 2) : from
    const form = {
      side: Math.max(second.side, shortcut.side),
      channels: Math.max(second.channels, shortcut.channels),
    }
    const sum = add('Add', [grow(second, form).name, grow(shortcut, form).name], block)
    return rectify({ ...form, name: sum })
  }

  const stem = rectify(convolve({ name: 'input', side, channels: 3 }, 'conv32_down', 2, 0))
  const last = blocks.reduce(residual, pool(stem, 'MaxPool', 3))
  const { values, shape } = take(tensors, 'fc', 2)
  if (shape[0] !== last.channels) throw new RangeError(`fc should take ${last.channels} numbers, not ${shape[0]}`)
  parts.push(writeWeights('fc', shape, values))
  add('MatMul', [add('Flatten', [add('GlobalAveragePool', [last.name], 'mean')], 'flat'), 'fc'], 'output')
  return writeModel(
    'dlib',
    parts,
    { name: 'input', sides: [1, 3, side, side] },
    { name: 'output', sides: [1, shape[1]!] },
  )
}

/** A convolution with its scale: filters as output × input × rows × columns, where the weights have them last to first. */
function foldScale(tensors: Weights, name: string, channels: number) {
  const { values, shape } = take(tensors, `${name}/conv/filters`, 4)
  const [rows, columns, inputs, outputs] = shape as [number, number, number, number]
  if (rows !== columns || inputs !== channels)
    throw new RangeError(`${name} should take ${channels} planes, its filters are ${shape.join('×')}`)
  const [bias, scale, shift] = ['conv/bias', 'scale/weights', 'scale/biases'].map((part) => {
    const vector = take(tensors, `${name}/${part}`, 1)
    if (vector.values.length !== outputs) throw new RangeError(`${name}/${part} should hold ${outputs} numbers`)
    return vector.values
  }) as [Float32Array, Float32Array, Float32Array]
  const filters = new Float32Array(values.length)
  const patch = rows * columns
  for (let place = 0, from = 0; place < patch; place++)
    for (let input = 0; input < inputs; input++)
      for (let output = 0; output < outputs; output++, from++)
        filters[(output * inputs + input) * patch + place] = values[from]! * scale[output]!
  const biases = bias.map((value, output) => value * scale[output]! + shift[output]!)
  return { filters, biases, sides: [outputs, inputs, rows, columns] as const }
}

function take(tensors: Weights, name: string, rank: number) {
  const tensor = tensors.get(name)
  if (tensor?.shape.length !== rank) throw new RangeError(`${name} is missing from the weights or has another shape`)
  return tensor
}
