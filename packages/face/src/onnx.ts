import { joinBytes, writeField, writeNumber, writeText } from './protobuf.ts'

// Field numbers of onnx.proto: ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto, ValueInfoProto.
export const modelGraph = 7
export const graphNode = 1
export const graphInitializer = 5
export const tensorSides = 1
export const tensorType = 2
export const tensorName = 8
export const tensorRaw = 9
export const nodeInput = 1
export const nodeOutput = 2
export const nodeOperator = 4
export const float32 = 1
const modelFormat = 1
const modelOperators = 8
const operatorsVersion = 2
const graphName = 2
const graphInput = 11
const graphOutput = 12
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
