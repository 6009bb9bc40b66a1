// node tools/run.mjs tools/face-thresholds.ts --pairs FILE.csv --root DIR [--model NAME] [--from 0.3] [--to 0.6]
// The figures behind docs/face/thresholds.md: error rates over thresholds for 1:1 and for 1:N with unknown people.
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { compareTemplates, type FaceTemplate, identify, makeGallery, rateBounds } from '@kaoban/face'
import { startFaceWorkers } from '@kaoban/face-node'
import { chosenModel, observePairs, readPairs } from '../bench/face-pairs.ts'

type Photo = { readonly person: string; readonly template: FaceTemplate }

const { values } = parseArgs({
  options: {
    pairs: { type: 'string' },
    root: { type: 'string' },
    model: { type: 'string' },
    from: { type: 'string', default: '0.3' },
    to: { type: 'string', default: '0.6' },
  },
})
if (!values.pairs || !values.root)
  throw new Error('usage: --pairs FILE.csv --root DIR (pictures lie in a folder a person)')

/** Cosines that could be a line, from `--from` to `--to`. */
const step = (Number(values.to) - Number(values.from)) / 15
const lines = Array.from({ length: 16 }, (_, i) => Number(values.from) + i * step)
const written = (cosine: number) => cosine.toFixed(step < 0.01 ? 3 : 2)

const manifest = chosenModel(values.model)
const workers = await startFaceWorkers({ manifest, queue: 1000 })
const seen = await observePairs(workers, await readPairs(values.pairs), values.root)
await workers.close()
const photos: Photo[] = [...seen].flatMap(([name, observation]) => {
  const template = observation?.faces[0]?.template
  return template ? [{ person: dirname(name), template }] : []
})
const persons = new Set(photos.map(({ person }) => person))
console.log(
  `${manifest.template.model} v${manifest.template.version}: ${photos.length} photos of ${persons.size} people`,
)
printVerification()
printIdentification()

/** Every photo against every other: far more impostor pairs than a pair list holds, though not independent ones. */
function printVerification(): void {
  const genuine: number[] = []
  const impostor: number[] = []
  photos.forEach((a, i) => {
    for (const b of photos.slice(i + 1)) {
      const scores = a.person === b.person ? genuine : impostor
      scores.push(compareTemplates(a.template, b.template))
    }
  })
  console.log(`\n1:1, all pairs: ${genuine.length} genuine, ${impostor.length} impostor\n`)
  console.log(
    '| cosine | false matches | FMR | 95 % up to | FNMR | 95 % up to |\n| --- | --- | --- | --- | --- | --- |',
  )
  for (const threshold of lines) {
    const matches = impostor.filter((score) => score >= threshold).length
    const misses = genuine.filter((score) => score < threshold).length
    console.log(
      `| ${written(threshold)} | ${matches} | ${rate(matches, impostor.length)} | ` +
        `${rateBounds(matches, impostor.length).upper.toExponential(1)} | ${percent(misses, genuine.length)} | ` +
        `${(rateBounds(misses, genuine.length).upper * 100).toFixed(1)} % |`,
    )
  }
}

/** First photo of everybody in the gallery; the other photos search it with and without their own person in it. */
function printIdentification(): void {
  const owners = [...persons]
  const firsts = owners.map((person) => photos.find((photo) => photo.person === person)!)
  const entries = firsts.map(({ person, template }) => ({ owner: owners.indexOf(person), template }))
  const whole = makeGallery(entries)
  const probes = photos.filter((photo) => !firsts.includes(photo))
  const results = probes.map(({ person, template }) => {
    const owner = owners.indexOf(person)
    const without = makeGallery(entries.filter((entry) => entry.owner !== owner))
    return { owner, known: identify(whole, template), unknown: identify(without, template) }
  })
  console.log(
    `\n1:N: ${entries.length} people with one photo each, ${probes.length} probes, known and as unknown people\n`,
  )
  console.log('| cosine | margin | known: right | known: wrong person | unknown: accepted | 95 % up to |')
  console.log('| --- | --- | --- | --- | --- | --- |')
  for (const threshold of [6, 9, 10, 12, 14].map((i) => lines[i]!)) {
    for (const margin of [0, 1, 2].map((times) => times * manifest.thresholds.identificationMargin)) {
      const passes = ({ best, margin: ahead }: (typeof results)[number]['known']) =>
        best !== undefined && best.score >= threshold && ahead >= margin
      const right = results.filter(({ owner, known }) => passes(known) && known.best?.owner === owner).length
      const wrong = results.filter(({ owner, known }) => passes(known) && known.best?.owner !== owner).length
      const accepted = results.filter(({ unknown }) => passes(unknown)).length
      console.log(
        `| ${written(threshold)} | ${written(margin)} | ${percent(right, probes.length)} | ${wrong} | ${accepted} ` +
          `(${percent(accepted, probes.length)}) | ${(rateBounds(accepted, probes.length).upper * 100).toFixed(2)} % |`,
      )
    }
  }
}

function rate(hits: number, trials: number): string {
  return (hits / trials).toExponential(1)
}

function percent(hits: number, trials: number): string {
  return `${((hits / trials) * 100).toFixed(1)} %`
}
