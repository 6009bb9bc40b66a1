import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compareTemplates, type FaceManifest, faceModels, type PairScores, type PictureObservation } from '@kaoban/face'
import type { FaceWorkers } from '@kaoban/face-node'

export type Pair = { readonly a: string; readonly b: string; readonly same: boolean }

/**
 * What `--model` names; the shipped default without one.
 * @throws Error for a name that nobody has.
 */
export function chosenModel(name = 'faceplugin'): FaceManifest {
  const chosen = Object.values(faceModels).find((model) => model.name === name)
  if (!chosen) throw new Error(`no model is called ${name}; there are: ${Object.keys(faceModels).join(', ')}`)
  return chosen
}

/**
 * Pairs of a CSV `a,b,same` (same: 1/0 or true/false).
 * @throws Error naming the first line that is no pair.
 */
export async function readPairs(file: string): Promise<Pair[]> {
  const lines = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '').split(/\r?\n/)
  const pairs: Pair[] = []
  lines.forEach((line, i) => {
    if (line.trim() === '' || (i === 0 && /^a,b,same$/i.test(line.trim()))) return
    const [a, b, same, ...rest] = line.split(',').map((cell) => cell.trim())
    if (!a || !b || !same || rest.length > 0 || !/^(1|0|true|false)$/i.test(same)) {
      throw new Error(`${file} line ${i + 1} is not "a,b,same": ${line}`)
    }
    pairs.push({ a, b, same: same === '1' || same.toLowerCase() === 'true' })
  })
  return pairs
}

/** Observations of every picture named in the pairs, by name; pictures that are refused or show no face map to undefined. */
export async function observePairs(
  workers: FaceWorkers,
  pairs: readonly Pair[],
  root: string,
): Promise<Map<string, PictureObservation | undefined>> {
  const names = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]
  const seen = new Map<string, PictureObservation | undefined>()
  let next = 0
  const lane = async () => {
    for (let name = names[next++]; name !== undefined; name = names[next++]) {
      const result = await workers.analyse(await readFile(join(root, name)))
      seen.set(name, result.ok && result.observation.faces[0]?.template ? result.observation : undefined)
    }
  }
  await Promise.all(Array.from({ length: workers.state().workers * 2 }, lane))
  return seen
}

/** Cosines of all pairs in the order of the file; −1 where a picture has no face. */
export function scorePairs(
  pairs: readonly Pair[],
  seen: ReadonlyMap<string, PictureObservation | undefined>,
): PairScores {
  const genuine: number[] = []
  const impostor: number[] = []
  for (const { a, b, same } of pairs) {
    const left = seen.get(a)?.faces[0]?.template
    const right = seen.get(b)?.faces[0]?.template
    const score = left && right ? compareTemplates(left, right) : -1
    if (same) genuine.push(score)
    else impostor.push(score)
  }
  return { genuine: Float64Array.from(genuine), impostor: Float64Array.from(impostor) }
}
