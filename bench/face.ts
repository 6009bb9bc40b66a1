import { cpus, freemem, loadavg } from 'node:os'
import { setTimeout as rest } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import {
  alignFace,
  analysePicture,
  arcFace,
  detectFaces,
  estimatePose,
  type FaceTemplate,
  faceplugin,
  findLandmarks,
  goldenPicture,
  identify,
  judgeEyes,
  judgeLiveness,
  lookAgain,
  makePicture,
  makeTemplate,
  measureFace,
  type Picture,
  resizePicture,
  templateInput,
  unitLength,
} from '@kaoban/face'
import { decodePicture, loadModels, openSession, readModel, startFaceWorkers, Tensor } from '@kaoban/face-node'
import sharp from 'sharp'

const portalSize = 24_774
const million = 1_000_000

/**
 * How fast the face engine is: every step on a VGA and a 5 MP picture, start, memory, search. The picture is the drawn
 * golden face, so that the figures need no photographs; the networks take the same time for every picture.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' }, rounds: { type: 'string' } } })
  const rounds = Number(values.rounds ?? 60)
  const cold = performance.now()
  const runtime = await loadModels(faceplugin)
  const coldStartMs = performance.now() - cold
  const engine = { runtime, manifest: faceplugin }
  const report = {
    processor: `${cpus()[0]?.model.trim() ?? 'unknown'} × ${cpus().length}`,
    loadAverage: round(loadavg()[0] ?? 0),
    coldStartMs: round(coldStartMs),
    vga: await stages(engine, 640, 480, rounds),
    fiveMegapixels: await stages(engine, 2592, 1944, Math.max(10, Math.round(rounds / 3))),
    template: await templateRatio(engine, rounds),
    rssMb: round(process.memoryUsage().rss / 1e6),
    bulk: await bulk(),
    search: { [portalSize]: searchTimes(portalSize, 100), [million]: searchMillion() },
  }
  console.log(JSON.stringify(report, undefined, values.json ? undefined : 2))
}

type Engine = Parameters<typeof analysePicture>[0]
type Times = { p50: number; p95: number; cpu?: { p50: number; p95: number } }

async function stages(engine: Engine, width: number, height: number, rounds: number): Promise<Record<string, Times>> {
  const { runtime, manifest } = engine
  const picture = drawnFace(width, height)
  const raw = sharp(picture.data, { raw: { width, height, channels: 3 } })
  const jpeg = await raw.clone().jpeg({ quality: 90 }).toBuffer()
  const [found] = await detectFaces(runtime, picture)
  if (!found) throw new Error('the drawn face was not found')
  const { box } = found
  const landmarks = await findLandmarks(runtime, picture, box)
  const aligned = alignFace(picture, landmarks, arcFace)
  return {
    decode: await timed(rounds, () => decodePicture(jpeg)),
    detect: await timed(rounds, () => detectFaces(runtime, picture)),
    lookAgain: await timed(rounds, () => lookAgain(runtime, picture, found)),
    landmarks: await timed(rounds, () => findLandmarks(runtime, picture, box)),
    align: await timed(rounds, () => alignFace(picture, landmarks, arcFace)),
    statistics: await timed(rounds, () => measureFace(aligned)),
    pose: await timed(rounds, () => estimatePose(runtime, picture, box)),
    eyes: await timed(rounds, () => judgeEyes(runtime, picture, landmarks)),
    liveness: await timed(rounds, () => judgeLiveness(runtime, picture, box)),
    template: await timed(rounds, () => makeTemplate(runtime, manifest.template, aligned)),
    whole: await timed(rounds, async () => {
      const decoded = await decodePicture(jpeg)
      if (decoded.ok) await analysePicture(engine, decoded.picture)
    }),
  }
}

/** The template network as we run it against the file as shipped, in turns so that both meet the same machine. */
async function templateRatio(engine: Engine, rounds: number) {
  const input = templateInput(faceplugin.template, resizePicture(goldenPicture(), 112, 112))
  const shipped = await openSession(await readModel(faceplugin, 'feature'))
  const name = shipped.inputNames[0] ?? ''
  const ours: number[] = []
  const theirs: number[] = []
  for (let i = 0; i < Math.max(20, rounds / 2); i++) {
    // The runtime lets go of what it is given.
    const given = input.slice()
    ours.push(await once(() => engine.runtime.run('feature', given, [1, 3, 112, 112])))
    theirs.push(await once(() => shipped.run({ [name]: new Tensor('float32', input, [1, 3, 112, 112]) })))
  }
  const best = round(Math.min(...ours) / Math.min(...theirs), 3)
  const [mine, original] = [quantiles(ours), quantiles(theirs)]
  const note =
    'how much the flushed weights gain depends on the processor: six times on one machine, nothing on another'
  return { ours: mine, shipped: original, ratio: round(mine.p50 / original.p50, 3), ratioOfBest: best, note }
}

/** Photographs a second through the pool, a worker a core, from JPEG bytes to template. */
async function bulk() {
  const picture = drawnFace(640, 480)
  const jpeg = await sharp(picture.data, { raw: { width: 640, height: 480, channels: 3 } })
    .jpeg()
    .toBuffer()
  const started = performance.now()
  const workers = await startFaceWorkers({ queue: 1000 })
  const startMs = performance.now() - started
  while (workers.state().ready < workers.state().workers) await rest(10)
  await Promise.all(Array.from({ length: 8 }, () => workers.analyse(jpeg)))
  const count = 120
  const begun = performance.now()
  await Promise.all(Array.from({ length: count }, () => workers.analyse(jpeg)))
  const seconds = (performance.now() - begun) / 1000
  const { workers: threads } = workers.state()
  const rssMb = round(process.memoryUsage().rss / 1e6)
  await workers.close()
  return { photosPerSecond: round(count / seconds), workers: threads, startMs: round(startMs), rssMb }
}

function searchMillion() {
  const needed = million * faceplugin.template.dimension * 4 * 1.2
  if (freemem() < needed) return { skipped: `needs ${round(needed / 1e9)} GB of free memory` }
  return searchTimes(million, 5)
}

function searchTimes(count: number, rounds: number): Times {
  const { model, version, dimension } = faceplugin.template
  const vectors = new Float32Array(count * dimension)
  let state = 1
  for (let i = 0; i < vectors.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    vectors[i] = state / 2 ** 31 / 13
  }
  const gallery = { model, version, dimension, vectors, owners: Int32Array.from({ length: count }, (_, i) => i) }
  const probe: FaceTemplate = { model, version, vector: unitLength(vectors.slice(0, dimension)) }
  const times: number[] = []
  for (let i = 0; i < rounds; i++) {
    const begun = performance.now()
    identify(gallery, probe)
    times.push(performance.now() - begun)
  }
  return quantiles(times)
}

/** The golden face on a canvas of that size. */
function drawnFace(width: number, height: number): Picture {
  const golden = goldenPicture()
  const scaled = resizePicture(golden, Math.round((height * golden.width) / golden.height), height)
  return makePicture(width, height, resizePicture(scaled, width, height).data)
}

/** Wall-clock times, and the processor time of the whole process, which other work on the machine does not lengthen. */
async function timed(rounds: number, work: () => unknown): Promise<Times> {
  const wall: number[] = []
  const cpu: number[] = []
  for (let i = 0; i < rounds + 3; i++) {
    const before = process.cpuUsage()
    const time = await once(work)
    const used = process.cpuUsage(before)
    if (i < 3) continue
    wall.push(time)
    cpu.push((used.user + used.system) / 1000)
  }
  return { ...quantiles(wall), cpu: quantiles(cpu) }
}

async function once(work: () => unknown): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

function quantiles(times: number[]): Times {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0, 2)
  return { p50: at(0.5), p95: at(0.95) }
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits))
}
