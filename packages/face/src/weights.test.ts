import { describe, expect, test } from 'vitest'
import { joinBytes, readFields, writeField, writeText } from './protobuf.ts'
import { softmax } from './runtime.ts'
import { flushDenormals, splitPRelu } from './weights.ts'

const floats = (values: number[]) => new Uint8Array(Float32Array.from(values).buffer)
const varintField = (number: number, value: number) => Uint8Array.of(number * 8, value)
const tensor = (type: number, raw: Uint8Array, ...sides: number[]) =>
  writeField(
    5,
    joinBytes([...sides.map((n) => varintField(1, n)), varintField(2, type), writeText(8, 'w'), writeField(9, raw)]),
  )
const node = (operator: string, inputs: string[], output: string) =>
  writeField(
    1,
    joinBytes([...inputs.map((input) => writeText(1, input)), writeText(2, output), writeText(4, operator)]),
  )
const model = (...graph: Uint8Array[]) =>
  joinBytes([varintField(1, 7), writeField(7, joinBytes(graph)), writeText(2, 'tail')])

const operatorsOf = (bytes: Uint8Array) => {
  const text = new TextDecoder()
  const operators: string[] = []
  for (const part of readFields(bytes)) {
    if (part.number !== 7) continue
    for (const field of readFields(bytes, part.from, part.to)) {
      if (field.number !== 1) continue
      for (const inner of readFields(bytes, field.from, field.to)) {
        if (inner.number === 4) operators.push(text.decode(bytes.subarray(inner.from, inner.to)))
      }
    }
  }
  return operators
}

describe('model bytes', () => {
  test('weights too small to matter become zero, all others stay', () => {
    const weights = model(tensor(1, floats([1, 1e-30, -1e-38, 0, -2, 1e-19])))
    expect(flushDenormals(weights)).toBe(2)
    expect(weights).toEqual(model(tensor(1, floats([1, 0, 0, 0, -2, 1e-19]))))
  })

  test('tensors that hold no floats are left alone', () => {
    const numbers = model(tensor(7, floats([1e-30, 1e-30])))
    expect(flushDenormals(numbers)).toBe(0)
    expect(numbers).toEqual(model(tensor(7, floats([1e-30, 1e-30]))))
  })

  test('PRelu becomes Relu(x) − s·Relu(−x), everything else stays in place', () => {
    const before = model(node('Conv', ['a', 'w'], 'x'), node('PRelu', ['x', 's'], 'y'), node('Add', ['y', 'a'], 'z'))
    const { model: after, split } = splitPRelu(before)
    expect(split).toBe(1)
    expect(operatorsOf(after)).toEqual(['Conv', 'Relu', 'Neg', 'Relu', 'Mul', 'Sub', 'Add'])
    expect(new TextDecoder().decode(after.subarray(-4))).toBe('tail')
  })

  test('PRelu of blocks of channels becomes convolutions of one point, Relu and a sum', () => {
    const prelu = (slopes: number[], ...sides: number[]) =>
      operatorsOf(splitPRelu(model(node('PRelu', ['x', 'w'], 'y'), tensor(1, floats(slopes), ...sides))).model)
    const slopes = Array.from({ length: 32 }, (_, i) => i / 31 - 0.5)
    expect(prelu(slopes, 32, 1, 1)).toEqual(['Conv', 'Relu', 'Conv', 'Add'])
    expect(prelu([...slopes.slice(1), 1.5], 32, 1, 1)).toEqual(['Relu', 'Conv', 'Conv', 'Add'])
    const others = ['Relu', 'Neg', 'Relu', 'Mul', 'Sub']
    expect(prelu(slopes.slice(1), 31, 1, 1)).toEqual(others)
    expect(prelu(slopes, 32)).toEqual(others)
    expect(prelu(slopes, 16, 2, 1)).toEqual(others)
  })

  test('a model without PRelu stays as it is', () => {
    const before = model(node('Conv', ['a', 'w'], 'x'))
    expect(splitPRelu(before)).toEqual({ model: before, split: 0 })
  })

  test('bytes that are no model are refused', () => {
    expect(() => flushDenormals(new Uint8Array())).toThrow(RangeError)
    expect(() => flushDenormals(Uint8Array.of(0x3a, 0x7f, 1))).toThrow(RangeError)
    expect(() => splitPRelu(new TextEncoder().encode('<html>not a model</html>'))).toThrow(RangeError)
  })

  test('softmax sums to one and does not overflow', () => {
    const shares = softmax(Float32Array.of(1000, 1001, 900))
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6)
    expect(shares[1]).toBeGreaterThan(shares[0]!)
  })
})
