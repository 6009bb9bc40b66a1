/**
 * Dot products of one probe with many vectors, four numbers at a time (WebAssembly SIMD). Vectors are copied in blocks
 * that stay in the processor's cache, so any Float32Array can be searched, also one in shared memory.
 */
export type Scan = (vectors: Float32Array, dimension: number, probe: Float32Array, scores: Float32Array) => void

/** Writes probe · vector to `scores` for every vector. Falls back to plain code where WebAssembly is not allowed. */
export const scanVectors: Scan = (vectors, dimension, probe, scores) => {
  fastScan ??= compileScan()
  if (fastScan && dimension % laneGroup === 0 && dimension * 4 <= blockBytes)
    fastScan(vectors, dimension, probe, scores)
  else plainScan(vectors, dimension, probe, scores)
}

let fastScan: Scan | false | undefined

/** The same in plain code. */
export const plainScan: Scan = (vectors, dimension, probe, scores) => {
  for (let row = 0; row < scores.length; row++) {
    const from = row * dimension
    let sum = 0
    for (let i = 0; i < dimension; i++) sum += vectors[from + i]! * probe[i]!
    scores[row] = sum
  }
}

// Memory: the probe, the scores of one block, the vectors of one block.
const laneGroup = 16
const blockBytes = 256 * 1024
const probeAt = 0
const scoresAt = blockBytes
const vectorsAt = 2 * blockBytes

function compileScan(): Scan | false {
  let kernel: (rows: number, count: number, rowBytes: number, probe: number, out: number) => void
  let memory: WebAssembly.Memory
  try {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(kernelBytes()))
    kernel = instance.exports.scan as typeof kernel
    memory = instance.exports.memory as WebAssembly.Memory
  } catch {
    return false
  }
  const numbers = new Float32Array(memory.buffer)
  return (vectors, dimension, probe, scores) => {
    const rowsInBlock = Math.floor(blockBytes / (dimension * 4))
    numbers.set(probe, probeAt / 4)
    for (let row = 0; row < scores.length; row += rowsInBlock) {
      const count = Math.min(rowsInBlock, scores.length - row)
      numbers.set(vectors.subarray(row * dimension, (row + count) * dimension), vectorsAt / 4)
      kernel(vectorsAt, count, dimension * 4, probeAt, scoresAt)
      scores.set(numbers.subarray(scoresAt / 4, scoresAt / 4 + count), row)
    }
  }
}

/**
 * The kernel as a WebAssembly module: scan(rows, count ≥ 1, rowBytes, probe, out), 16 numbers a turn in four sums.
 * @see https://webassembly.github.io/spec/core/binary
 */
function kernelBytes(): Uint8Array<ArrayBuffer> {
  const [rows, count, rowBytes, probe, out, end, at, sum0] = [0, 1, 2, 3, 4, 5, 6, 7] as const
  const get = (local: number) => [0x20, local]
  const set = (local: number) => [0x21, local]
  const step = (local: number, by: number) => [...get(local), 0x41, ...signed(by), 0x6a, ...set(local)]
  const load = (local: number, offset: number) => [...get(local), 0xfd, 0x00, 0x04, offset]
  const zero = [0xfd, 0x0c, ...new Array<number>(16).fill(0)]
  const add4 = [0xfd, 0xe4, 0x01]
  const multiply4 = [0xfd, 0xe6, 0x01]
  const sums = [0, 1, 2, 3].map((i) => sum0 + i)
  const lane = (i: number) => [...get(sum0), 0xfd, 0x1f, i]
  const body = [
    ...[2, 2, 0x7f, 4, 0x7b], // locals: end and at (i32), four sums (v128)
    ...[0x03, 0x40], // loop over vectors
    ...sums.flatMap((sum) => [...zero, ...set(sum)]),
    ...[...get(probe), ...set(at), ...get(rows), ...get(rowBytes), 0x6a, ...set(end)],
    ...[0x03, 0x40], // loop over numbers
    ...sums.flatMap((sum, i) => [
      ...get(sum),
      ...load(rows, i * 16),
      ...load(at, i * 16),
      ...multiply4,
      ...add4,
      ...set(sum),
    ]),
    ...[...step(rows, 64), ...step(at, 64)],
    ...[...get(rows), ...get(end), 0x49, 0x0d, 0, 0x0b], // while rows < end
    ...[
      ...get(sums[0]!),
      ...get(sums[1]!),
      ...add4,
      ...get(sums[2]!),
      ...get(sums[3]!),
      ...add4,
      ...add4,
      ...set(sum0),
    ],
    ...[...get(out), ...lane(0), ...lane(1), 0x92, ...lane(2), ...lane(3), 0x92, 0x92, 0x38, 0x02, 0x00],
    ...[...step(out, 4), ...step(count, -1), ...get(count), 0x0d, 0, 0x0b], // until count is 0
    0x0b,
  ]
  const text = (value: string) => [value.length, ...[...value].map((letter) => letter.charCodeAt(0))]
  const section = (id: number, content: number[]) => [id, ...unsigned(content.length), ...content]
  const pages = (3 * blockBytes) / 65536
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, 5, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0x00, ...unsigned(pages)]),
    ...section(7, [2, ...text('scan'), 0x00, 0, ...text('memory'), 0x02, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ])
}

function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]
}

function signed(value: number): number[] {
  if (value >= -64 && value < 64) return [value & 127]
  return [(value & 127) | 128, ...signed(value >> 7)]
}
