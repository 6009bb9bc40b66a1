// node tools/run.mjs tools/face-thresholds.ts --pairs FILE.csv --root DIR
// The figures behind docs/face/thresholds.md: error rates over thresholds for 1:1 and for 1:N with unknown people.
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { compareTemplates, type FaceTemplate, faceplugin, identify, makeGallery, rateBounds } from '@kaoban/face'
import { startFaceWorkers } from '@kaoban/face-node'
import { observePairs, readPairs } from '../bench/face-pairs.ts'

type Photo = { readonly person: string; readonly template: FaceTemplate }

const { values } = parseArgs({ options: { pairs: { type: 'string' }, root: { type: 'string' } } })
if (!values.pairs || !values.root)
  throw new Error('usage: --pairs FILE.csv --root DIR (pictures lie in a folder a person)')

const workers = await startFaceWorkers({ queue: 1000 })
const seen = await observePairs(workers, await readPairs(values.pairs), values.root)
await workers.close()
const photos: Photo[] = [...seen].flatMap(([name, observation]) => {
  const template = observation?.faces[0]?.template
  return template ? [{ person: dirname(name), template }] : []
})
const persons = new Set(photos.map(({ person }) => person))
console.log(
  `${faceplugin.template.model} v${faceplugin.template.version}: ${photos.length} photos of ${persons.size} people`,
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
  for (const threshold of steps(0.3, 0.6, 0.02)) {
    const matches = impostor.filter((score) => score >= threshold).length
    const misses = genuine.filter((score) => score < threshold).length
    console.log(
      `| ${threshold.toFixed(2)} | ${matches} | ${rate(matches, impostor.length)} | ` +
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
  for (const threshold of [0.42, 0.48, 0.5, 0.54, 0.58]) {
    for (const margin of [0, 0.05, 0.1]) {
      const passes = ({ best, margin: ahead }: (typeof results)[number]['known']) =>
        best !== undefined && best.score >= threshold && ahead >= margin
      const right = results.filter(({ owner, known }) => passes(known) && known.best?.owner === owner).length
      const wrong = results.filter(({ owner, known }) => passes(known) && known.best?.owner !== owner).length
      const accepted = results.filter(({ unknown }) => passes(unknown)).length
      console.log(
        `| ${threshold.toFixed(2)} | ${margin.toFixed(2)} | ${percent(right, probes.length)} | ${wrong} | ${accepted} ` +
          `(${percent(accepted, probes.length)}) | ${(rateBounds(accepted, probes.length).upper * 100).toFixed(2)} % |`,
      )
    }
  }
}

function steps(from: number, to: number, by: number): number[] {
  return Array.from({ length: Math.round((to - from) / by) + 1 }, (_, i) => from + i * by)
}

function rate(hits: number, trials: number): string {
  return (hits / trials).toExponential(1)
}

function percent(hits: number, trials: number): string {
  return `${((hits / trials) * 100).toFixed(1)} %`
}
