import {
  type Field,
  fieldHead,
  joinBytes,
  readFields,
  readVarint,
  writeField,
  writeNumber,
  writeText,
} from './protobuf.ts'

// Field numbers of onnx.proto: ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto, ValueInfoProto.
const modelGraph = 7
export const graphNode = 1
export const graphInitializer = 5
const tensorSides = 1
const tensorType = 2
const tensorName = 8
const tensorRaw = 9
const nodeInput = 1
const nodeOutput = 2
const nodeOperator = 4
const float32 = 1
const modelFormat = 1
const modelOperators = 8
const operatorsVersion = 2
const graphName = 2
const graphInput = 11
export const graphOutput = 12
export const graphShapes = 13
const nodeName = 3
const nodeAttribute = 5
const attributeName = 1
const attributeNumber = 3
const attributeNumbers = 8
const attributeType = 20
const number = 2
const numbers = 7
const valueName = 1
const valueType = 2

/** ONNX 1.5: the last operators whose paddings are attributes; every onnxruntime since has run them. */
const format = 5
const operators = 10

/** onnxruntime keeps convolutions in blocks of 8 or 16 channels and leaves these for every step it has in no such form. */
export const block = 16

/** A step of a graph, with attributes that are whole numbers or lists of them; it is called by its output. */
export function writeNode(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number | readonly number[]>> = {},
): Uint8Array {
  return writeField(
    graphNode,
    joinBytes([
      ...inputs.map((input) => writeText(nodeInput, input)),
      writeText(nodeOutput, output),
      writeText(nodeName, output),
      writeText(nodeOperator, operator),
      ...Object.entries(attributes).map(([name, values]) => writeAttribute(name, values)),
    ]),
  )
}

function writeAttribute(name: string, value: number | readonly number[]): Uint8Array {
  const content =
    typeof value === 'number'
      ? [writeNumber(attributeNumber, value), writeNumber(attributeType, number)]
      : [...value.map((one) => writeNumber(attributeNumbers, one)), writeNumber(attributeType, numbers)]
  return writeField(nodeAttribute, joinBytes([writeText(attributeName, name), ...content]))
}

/** Weights of a graph; the last side runs fastest. */
export function writeWeights(name: string, sides: readonly number[], values: Float32Array): Uint8Array {
  return writeField(
    graphInitializer,
    joinBytes([
      ...sides.map((side) => writeNumber(tensorSides, side)),
      writeNumber(tensorType, float32),
      writeText(tensorName, name),
      writeField(tensorRaw, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
    ]),
  )
}

/** What goes in or comes out: name and sides. */
export type GraphEnd = { readonly name: string; readonly sides: readonly number[] }

/** A model of nodes and weights with one input and one output, all of floats. */
export function writeModel(name: string, parts: readonly Uint8Array[], input: GraphEnd, output: GraphEnd): Uint8Array {
  const graph = joinBytes([
    ...parts,
    writeText(graphName, name),
    writeField(graphInput, writeEnd(input)),
    writeField(graphOutput, writeEnd(output)),
  ])
  return joinBytes([
    writeNumber(modelFormat, format),
    writeField(modelOperators, writeNumber(operatorsVersion, operators)),
    writeField(modelGraph, graph),
  ])
}

function writeEnd({ name, sides }: GraphEnd): Uint8Array {
  // TypeProto.tensor_type, of element type and shape; the shape is a list of dimensions, each with its value.
  const shape = joinBytes(sides.map((side) => writeField(1, writeNumber(1, side))))
  const tensor = joinBytes([writeNumber(1, float32), writeField(2, shape)])
  return joinBytes([writeText(valueName, name), writeField(valueType, writeField(1, tensor))])
}

/**
 * The graph of a model.
 * @throws RangeError when the bytes are no ONNX model.
 */
export function graphOf(model: Uint8Array): Field {
  for (const field of readFields(model)) if (field.number === modelGraph && field.wire === 2) return field
  throw new RangeError('no graph: not an ONNX model')
}

/** Weights: `whole` is their field in the graph, `raw` the numbers. */
export type FloatTensor = { name: string; sides: number[]; whole: Field; raw: Field }

/** The tensors of floats among the weights of a graph. */
export function* floatTensors(model: Uint8Array, graph: Field): Generator<FloatTensor> {
  for (const tensor of readFields(model, graph.from, graph.to)) {
    if (tensor.number !== graphInitializer) continue
    const fields = [...readFields(model, tensor.from, tensor.to)]
    const type = fields.find((field) => field.number === tensorType)
    if (!type || readVarint(model, type.from, type.to).value !== float32) continue
    const raw = fields.find((field) => field.number === tensorRaw)
    const sides = fields
      .filter(({ number }) => number === tensorSides)
      .map(({ from, to }) => readVarint(model, from, to).value)
    if (raw) yield { name: readName(model, tensor, tensorName), sides, whole: tensor, raw }
  }
}

/** What a step does, what it reads and writes by name, and into how many groups its channels are divided. */
export type Node = { operator: string; inputs: string[]; outputs: string[]; groups: number }

export function readNode(model: Uint8Array, node: Field): Node {
  const inputs: string[] = []
  const outputs: string[] = []
  let operator = ''
  let groups = 1
  for (const field of readFields(model, node.from, node.to)) {
    if (field.number === nodeInput) inputs.push(textOf(model, field))
    else if (field.number === nodeOutput) outputs.push(textOf(model, field))
    else if (field.number === nodeOperator) operator = textOf(model, field)
    else if (isGroups(model, field)) {
      for (const { number, from, to } of readFields(model, field.from, field.to))
        if (number === attributeNumber) groups = readVarint(model, from, to).value
    }
  }
  return { operator, inputs, outputs, groups }
}

/** A step whose channels are divided into that many groups. */
export function withGroups(model: Uint8Array, node: Field, groups: number): Uint8Array {
  const others = [...readFields(model, node.from, node.to)].filter((field) => !isGroups(model, field))
  const kept = others.map(({ start, to }) => model.subarray(start, to))
  return writeField(graphNode, joinBytes([...kept, writeAttribute('group', groups)]))
}

function isGroups(model: Uint8Array, field: Field): boolean {
  return field.number === nodeAttribute && readName(model, field, attributeName) === 'group'
}

/** The name of what goes in or comes out. */
export function readEnd(model: Uint8Array, end: Field): string {
  return readName(model, end, valueName)
}

function readName(model: Uint8Array, message: Field, number: number): string {
  for (const field of readFields(model, message.from, message.to))
    if (field.number === number) return textOf(model, field)
  return ''
}

/** The numbers of a tensor, copied. */
export function floatsOf(model: Uint8Array, { from, to }: Field): Float32Array {
  return new Float32Array(new Uint8Array(model.subarray(from, to)).buffer)
}

/** The model with other parts as its graph. */
export function replaceGraph(model: Uint8Array, graph: Field, parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  // Joined once: to touch fresh memory takes longer than everything else here.
  return joinBytes([model.subarray(0, graph.start), fieldHead(modelGraph, length), ...parts, model.subarray(graph.to)])
}

function textOf(model: Uint8Array, { from, to }: Field): string {
  return new TextDecoder().decode(model.subarray(from, to))
}
