import { parseArgs } from 'node:util'
import { equalErrorRate, type FaceManifest, foldAccuracy, type PairScores, rateBounds, tarAtFar } from '@kaoban/face'
import { startFaceWorkers } from '@kaoban/face-node'
import { chosenModel, observePairs, readPairs, scorePairs } from './face-pairs.ts'

/** How well same and different people are told apart on labelled pairs, by the whole pipeline from file to template. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      pairs: { type: 'string' },
      root: { type: 'string' },
      model: { type: 'string' },
      json: { type: 'boolean' },
      workers: { type: 'string' },
    },
  })
  if (!values.pairs || !values.root)
    throw Object.assign(new Error('--pairs and --root are needed'), { code: 'ERR_PARSE_ARGS_NEEDED' })
  const pairs = await readPairs(values.pairs)
  const manifest = chosenModel(values.model)
  const workers = await startFaceWorkers({
    manifest,
    queue: 1000,
    ...(values.workers ? { workers: Number(values.workers) } : {}),
  })
  const seen = await observePairs(workers, pairs, values.root)
  await workers.close()
  const missed = [...seen].filter(([, observation]) => !observation).map(([name]) => name)
  const report = judge(manifest, scorePairs(pairs, seen), seen.size, missed)
  if (values.json) console.log(JSON.stringify(report))
  else print(report)
}

type Report = ReturnType<typeof judge>

function judge({ thresholds, template }: FaceManifest, scores: PairScores, pictures: number, missed: string[]) {
  const rates = [1e-2, 1e-3, 1e-4].map((far) => tarAtFar(scores, far))
  const accuracy = foldAccuracy(scores)
  const eer = equalErrorRate(scores)
  const shipped = Object.fromEntries(
    (['standard', 'secure', 'identification'] as const).map((name) => [name, atThreshold(scores, thresholds[name])]),
  )
  return {
    model: `${template.model} v${template.version}`,
    pictures,
    detectionFailures: missed.length,
    missed,
    genuine: scores.genuine.length,
    impostor: scores.impostor.length,
    accuracy: accuracy.mean,
    accuracyDeviation: accuracy.deviation,
    eer: eer.rate,
    eerThreshold: eer.threshold,
    tar: { '1e-2': rates[0]?.tar, '1e-3': rates[1]?.tar, '1e-4': rates[2]?.tar },
    tarDetail: rates.map((rate) => ({ ...rate, bounds95: rateBounds(rate.genuineAccepted, scores.genuine.length) })),
    shipped,
  }
}

function atThreshold(scores: PairScores, threshold: number) {
  const falseMatches = scores.impostor.filter((score) => score >= threshold).length
  const falseNonMatches = scores.genuine.filter((score) => score < threshold).length
  return {
    threshold,
    falseMatches,
    fmr: scores.impostor.length > 0 ? falseMatches / scores.impostor.length : null,
    fmrBounds95: rateBounds(falseMatches, scores.impostor.length),
    falseNonMatches,
    fnmr: scores.genuine.length > 0 ? falseNonMatches / scores.genuine.length : null,
    fnmrBounds95: rateBounds(falseNonMatches, scores.genuine.length),
  }
}

function print(report: Report): void {
  const percent = (value: number | null | undefined) => (value == null ? '–' : `${(value * 100).toFixed(3)} %`)
  console.log(`${report.model}: ${report.pictures} pictures, ${report.detectionFailures} without a face`)
  for (const name of report.missed) console.log(`  no face: ${name}`)
  console.log(`${report.genuine} genuine and ${report.impostor} impostor pairs`)
  console.log(
    `accuracy (10 folds) ${percent(report.accuracy)} ± ${percent(report.accuracyDeviation)}, EER ${percent(report.eer)}`,
  )
  for (const rate of report.tarDetail) {
    console.log(
      `TAR at FAR ${rate.far}: ${percent(rate.tar)} (${rate.genuineAccepted} of ${report.genuine}; ` +
        `${rate.impostorsAccepted} impostors; cosine > ${rate.threshold.toFixed(4)})`,
    )
  }
  for (const [name, at] of Object.entries(report.shipped)) {
    console.log(
      `${name} ${at.threshold}: FMR ${percent(at.fmr)} (${at.falseMatches}; 95 % up to ${percent(at.fmrBounds95.upper)}), ` +
        `FNMR ${percent(at.fnmr)} (${at.falseNonMatches}; 95 % up to ${percent(at.fnmrBounds95.upper)})`,
    )
  }
}
