import { describe, expect, test } from 'vitest'
import { fillBlocks } from './blocks.ts'
import { floatsOf, floatTensors, graphNode, graphOf, readNode, writeModel, writeNode, writeWeights } from './onnx.ts'
import { readFields } from './protobuf.ts'

const weights = (name: string, ...sides: number[]) =>
  writeWeights(name, sides, new Float32Array(sides.reduce((product, side) => product * side)).fill(1))

/** 3 channels become 13, each of them has a filter of its own, and 32 come out; PRelu in between. */
function narrow(...more: Uint8Array[]) {
  const parts = [
    writeNode('Conv', ['input', 'wide', 'wide-bias'], 'a'),
    writeNode('PRelu', ['a', 'slopes'], 'b'),
    writeNode('Conv', ['b', 'own', 'own-bias'], 'c', { group: 13, pads: [1, 1, 1, 1] }),
    writeNode('Conv', ['c', 'last', 'last-bias'], 'output'),
    weights('wide', 13, 3, 1, 1),
    weights('wide-bias', 13),
    weights('slopes', 13, 1, 1),
    weights('own', 13, 1, 3, 3),
    weights('own-bias', 13),
    weights('last', 32, 13, 1, 1),
    weights('last-bias', 32),
  ]
  const ends = [
    { name: 'input', sides: [1, 3, 8, 8] },
    { name: 'output', sides: [1, 32, 8, 8] },
  ] as const
  return writeModel('narrow', [...parts, ...more], ...ends)
}

describe('blocks of channels', () => {
  test('are filled with weights of zero', () => {
    const { model, filled } = fillBlocks(narrow())
    expect(filled).toBe(6)
    const tensors = [...floatTensors(model, graphOf(model))]
    expect(Object.fromEntries(tensors.map(({ name, sides }) => [name, sides]))).toEqual({
      wide: [16, 3, 1, 1],
      'wide-bias': [16],
      slopes: [16, 1, 1],
      own: [16, 1, 3, 3],
      'own-bias': [16],
      last: [32, 16, 1, 1],
      'last-bias': [32],
    })
    const last = floatsOf(model, tensors.find(({ name }) => name === 'last')!.raw)
    last.forEach((value, i) => {
      expect(value).toBe(i % 16 < 13 ? 1 : 0)
    })
    const { from, to } = graphOf(model)
    const nodes = [...readFields(model, from, to)].filter(({ number }) => number === graphNode)
    expect(nodes.map((node) => readNode(model, node).groups)).toEqual([1, 1, 16, 1])
  })

  test('stay as they are where anything else works on them', () => {
    for (const other of [
      writeNode('Relu', ['c'], 'd'),
      writeNode('Add', ['b', 'c'], 'd'),
      writeNode('Conv', ['c', 'pairs'], 'd', { group: 13 }),
    ]) {
      const before = narrow(other, weights('pairs', 26, 1, 1, 1))
      expect(fillBlocks(before)).toEqual({ model: before, filled: 0 })
    }
  })

  test('stay as they are where they come out', () => {
    const before = writeModel(
      'short',
      [writeNode('Conv', ['input', 'w'], 'output'), weights('w', 13, 3, 1, 1)],
      { name: 'input', sides: [1, 3, 8, 8] },
      { name: 'output', sides: [1, 13, 8, 8] },
    )
    expect(fillBlocks(before)).toEqual({ model: before, filled: 0 })
  })

  test('bytes that are no model are refused', () => {
    expect(() => fillBlocks(new Uint8Array())).toThrow(RangeError)
  })
})
