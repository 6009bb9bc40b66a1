import {
  float32,
  graphInitializer,
  graphNode,
  modelGraph,
  nodeInput,
  nodeOperator,
  nodeOutput,
  tensorRaw,
  tensorType,
  writeNode,
} from './onnx.ts'
import { type Field, fieldHead, joinBytes, readFields, readVarint } from './protobuf.ts'

/** Weights smaller than this trap the processor (denormal numbers) and change no result. */
const negligible = 1e-20

/**
 * Zeroes the float weights below 1e-20 of an ONNX model, in the bytes given: same answers, up to six times faster.
 * @returns how many there were.
 * @throws RangeError when the bytes are no ONNX model.
 */
export function flushDenormals(model: Uint8Array): number {
  const view = new DataView(model.buffer, model.byteOffset, model.byteLength)
  let flushed = 0
  for (const tensor of fieldsOf(model, graphOf(model), graphInitializer)) {
    const fields = [...readFields(model, tensor.from, tensor.to)]
    const type = fields.find((field) => field.number === tensorType)
    if (!type || readVarint(model, type.from, type.to).value !== float32) continue
    const raw = fields.find((field) => field.number === tensorRaw)
    if (!raw) continue
    for (let at = raw.from; at + 4 <= raw.to; at += 4) {
      const value = view.getFloat32(at, true)
      if (value !== 0 && value < negligible && value > -negligible) {
        view.setFloat32(at, 0, true)
        flushed++
      }
    }
  }
  return flushed
}

/**
 * An ONNX model in which PRelu(x, s) is Relu(x) − s·Relu(−x): the same function, faster in onnxruntime on
 * servers (its PRelu is not vectorised) and slower in single-threaded WebAssembly.
 */
export function splitPRelu(model: Uint8Array): { model: Uint8Array; split: number } {
  const graph = graphOf(model)
  let split = 0
  const parts: Uint8Array[] = []
  for (const field of readFields(model, graph.from, graph.to)) {
    const node = field.number === graphNode ? readNode(model, field) : undefined
    if (node?.operator !== 'PRelu') {
      parts.push(model.subarray(field.start, field.to))
      continue
    }
    const [x, slope] = node.inputs as [string, string]
    const [y] = node.outputs as [string]
    const step = (name: string) => `${y}/prelu-${name}`
    parts.push(
      writeNode('Relu', [x], step('positive')),
      writeNode('Neg', [x], step('mirrored')),
      writeNode('Relu', [step('mirrored')], step('negative')),
      writeNode('Mul', [step('negative'), slope], step('sloped')),
      writeNode('Sub', [step('positive'), step('sloped')], y),
    )
    split++
  }
  if (split === 0) return { model, split }
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  // Joined once: to touch fresh memory takes longer than everything else here.
  const whole = [model.subarray(0, graph.start), fieldHead(modelGraph, length), ...parts, model.subarray(graph.to)]
  return { model: joinBytes(whole), split }
}

function graphOf(model: Uint8Array): Field {
  for (const field of readFields(model)) if (field.number === modelGraph && field.wire === 2) return field
  throw new RangeError('no graph: not an ONNX model')
}

function* fieldsOf(model: Uint8Array, message: Field, number: number): Generator<Field> {
  for (const field of readFields(model, message.from, message.to)) if (field.number === number) yield field
}

function readNode(model: Uint8Array, node: Field): { operator: string; inputs: string[]; outputs: string[] } {
  const text = new TextDecoder()
  const inputs: string[] = []
  const outputs: string[] = []
  let operator = ''
  for (const field of readFields(model, node.from, node.to)) {
    if (field.wire !== 2) continue
    const value = () => text.decode(model.subarray(field.from, field.to))
    if (field.number === nodeInput) inputs.push(value())
    else if (field.number === nodeOutput) outputs.push(value())
    else if (field.number === nodeOperator) operator = value()
  }
  return { operator, inputs, outputs }
}
