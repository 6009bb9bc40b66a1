import {
  block,
  type FloatTensor,
  floatsOf,
  floatTensors,
  graphNode,
  graphOf,
  graphOutput,
  graphShapes,
  type Node,
  readEnd,
  readNode,
  replaceGraph,
  withGroups,
  writeWeights,
} from './onnx.ts'
import { readFields } from './protobuf.ts'

type Sides = readonly number[]

/**
 * An ONNX model in which the convolutions and PRelus that follow each other work on whole blocks of channels: those that
 * are missing are added, with weights of zero. The same function; onnxruntime need not lay out anew what comes out of
 * each. A model that does anything else with channels short of a block stays as it is.
 * @returns how many weights have grown.
 * @throws RangeError when the bytes are no ONNX model.
 */
export function fillBlocks(model: Uint8Array): { model: Uint8Array; filled: number } {
  const graph = graphOf(model)
  const tensors = [...floatTensors(model, graph)]
  const fields = [...readFields(model, graph.from, graph.to)].filter(({ number }) => number !== graphShapes)
  const nodes = fields.map((field) => (field.number === graphNode ? readNode(model, field) : undefined))
  const ends = fields.filter(({ number }) => number === graphOutput).map((field) => readEnd(model, field))
  const grown = grownSides(nodes, new Map(tensors.map(({ name, sides }) => [name, sides])), ends)
  if (!grown?.size) return { model, filled: 0 }
  const weights = new Map(tensors.map((tensor) => [tensor.whole.start, tensor]))
  const parts = fields.map((field, i) => {
    const { operator, inputs, groups = 1 } = nodes[i] ?? {}
    const channels = grown.get(inputs?.[1] ?? '')?.[0]
    if (operator === 'Conv' && groups > 1 && channels) return withGroups(model, field, channels)
    const tensor = weights.get(field.start)
    const sides = grown.get(tensor?.name ?? '')
    return tensor && sides ? grow(model, tensor, sides) : model.subarray(field.start, field.to)
  })
  return { model: replaceGraph(model, graph, parts), filled: grown.size }
}

/**
 * The sides that weights must have, by name, where channels are short of a block; undefined where these meet anything
 * but convolutions, dense or one filter a channel, and PRelus of one slope a channel.
 */
function grownSides(
  nodes: readonly (Node | undefined)[],
  sidesOf: ReadonlyMap<string, Sides>,
  ends: readonly string[],
): Map<string, Sides> | undefined {
  const short = new Set<string>()
  const grown = new Map<string, Sides>()
  for (const node of nodes) {
    if (!node) continue
    const [, weights = '', biases] = node.inputs
    const [channels = 0, depth = 0, ...kernel] = sidesOf.get(weights) ?? []
    const meetsShort = node.inputs.some((input) => short.has(input))
    const dense = node.operator === 'Conv' && node.groups === 1 && kernel.length === 2
    const single = node.operator === 'Conv' && node.groups === channels && depth === 1 && kernel.length === 2
    const slopes = node.operator === 'PRelu' && channels > 1 && kernel.length === 1
    if (meetsShort && !dense && !single && !slopes) return undefined
    if (!dense && !meetsShort) continue
    const sides = [fill(channels), dense && meetsShort ? fill(depth) : depth, ...kernel]
    if (sides[0] === channels && sides[1] === depth) continue
    grown.set(weights, sides)
    if (sides[0] === channels) continue
    if (biases) grown.set(biases, sides.slice(0, 1))
    short.add(node.outputs[0] ?? '')
  }
  return ends.some((end) => short.has(end)) ? undefined : grown
}

function fill(channels: number): number {
  return Math.ceil(channels / block) * block
}

/** Weights with zeros behind each filter and behind the last. */
function grow(model: Uint8Array, { name, sides, raw }: FloatTensor, grown: Sides): Uint8Array {
  const length = (all: Sides) => all.slice(1).reduce((product, side) => product * side, 1)
  const [before, after] = [length(sides), length(grown)]
  const values = floatsOf(model, raw)
  const filled = new Float32Array(grown[0]! * after)
  for (let i = 0; i < sides[0]!; i++) filled.set(values.subarray(i * before, (i + 1) * before), i * after)
  return writeWeights(name, grown, filled)
}
