import { describe, expect, test } from 'vitest'
import { buildDlibNetwork } from './dlib-network.ts'
import { readWeights } from './tfjs-weights.ts'

const listingOf = (...weights: object[]) => new TextEncoder().encode(JSON.stringify([{ weights }]))
const bytes = { dtype: 'uint8', scale: 0.5, min: -1 }
const small = { name: 'small', shape: [2, 2], dtype: 'float32', quantization: bytes }
const exact = { name: 'exact', shape: [1], dtype: 'float32' }

describe('weights of TensorFlow.js', () => {
  test('are floats, or bytes with a scale and a least value, one tensor behind the other', () => {
    const data = Uint8Array.of(0, 1, 2, 255, 0, 0, 128, 63)
    const weights = readWeights(data, listingOf(small, exact))
    expect([...weights.get('small')!.values]).toEqual([-1, -0.5, 0, 126.5])
    expect(weights.get('small')!.shape).toEqual([2, 2])
    expect([...weights.get('exact')!.values]).toEqual([1])
  })

  test('that end early, go on, or are of another kind are refused', () => {
    expect(() => readWeights(Uint8Array.of(1, 2, 3), listingOf(small))).toThrow('the weights end within small')
    expect(() => readWeights(Uint8Array.of(1, 2, 3, 4, 5), listingOf(small))).toThrow('1 bytes follow the last weights')
    const other = { ...small, quantization: { ...bytes, dtype: 'uint16' } }
    expect(() => readWeights(new Uint8Array(8), listingOf(other))).toThrow('small holds numbers of another kind')
    expect(() => readWeights(new Uint8Array(4), listingOf({ ...exact, dtype: 'int32' }))).toThrow('another kind')
  })
})

describe('the network of dlib', () => {
  const zeros = (name: string, ...shape: number[]) => ({ name, shape, dtype: 'float32', quantization: bytes })
  const stem = (inputs: number, biases: number) => {
    const filters = zeros('conv32_down/conv/filters', 7, 7, inputs, 32)
    const vectors = ['conv/bias', 'scale/weights', 'scale/biases'].map((part) => zeros(`conv32_down/${part}`, biases))
    return [new Uint8Array(7 * 7 * inputs * 32 + 3 * biases), listingOf(filters, ...vectors)] as const
  }

  test('is not built of the weights of another one, and what is missing is named', () => {
    expect(() => buildDlibNetwork(new Uint8Array(4), listingOf(small))).toThrow('conv32_down/conv/filters is missing')
    expect(() => buildDlibNetwork(...stem(4, 32))).toThrow('conv32_down should take 3 planes')
    expect(() => buildDlibNetwork(...stem(3, 31))).toThrow('conv32_down/conv/bias should hold 32 numbers')
    expect(() => buildDlibNetwork(...stem(3, 32))).toThrow('conv32_1/conv1/conv/filters is missing')
  })
})
