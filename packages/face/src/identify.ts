import { sameRecipe } from './compare.ts'
import { scanVectors } from './scan.ts'
import type { FaceTemplate } from './template.ts'

/** Many templates of one model as one block of numbers, so that a search runs at the speed of memory. */
export type Gallery = {
  readonly model: string
  readonly version: number
  readonly dimension: number
  /** Templates one behind the other: `owners.length × dimension` numbers; may lie in a SharedArrayBuffer. */
  readonly vectors: Float32Array
  /** For each template the number of its person, chosen by the caller; several templates may have the same. */
  readonly owners: Int32Array
}

export type Match = { readonly owner: number; readonly score: number }

/** The person most like the probe, and the next *other* person; `margin` is how far the first is ahead. */
export type Identification = { readonly best?: Match; readonly second?: Match; readonly margin: number }

/**
 * Packs templates for a search.
 * @param shared keep the numbers in shared memory, so that worker threads search them without a copy.
 * @throws RangeError when the templates come from different models.
 */
export function makeGallery(
  entries: readonly { readonly owner: number; readonly template: FaceTemplate }[],
  shared = false,
): Gallery {
  const first = entries[0]?.template
  const dimension = first?.vector.length ?? 0
  const block = (bytes: number) => (shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes))
  const vectors = new Float32Array(block(entries.length * dimension * 4))
  const owners = new Int32Array(block(entries.length * 4))
  entries.forEach(({ owner, template }, i) => {
    if (first && !sameRecipe(first, template)) throw new RangeError('a gallery holds templates of one model only')
    vectors.set(template.vector, i * dimension)
    owners[i] = owner
  })
  return { model: first?.model ?? '', version: first?.version ?? 0, dimension, vectors, owners }
}

/**
 * Exact search: compares the probe with every template. Whether the best is accepted is for `decideIdentity`.
 * @throws RangeError when gallery and probe come from different models.
 */
export function identify(gallery: Gallery, probe: FaceTemplate): Identification {
  if (gallery.owners.length === 0) return { margin: Infinity }
  if (gallery.model !== probe.model || gallery.version !== probe.version || gallery.dimension !== probe.vector.length) {
    throw new RangeError(
      `a gallery of ${gallery.model} v${gallery.version} cannot be searched with ${probe.model} v${probe.version}`,
    )
  }
  const { vectors, owners, dimension } = gallery
  const scores = new Float32Array(owners.length)
  scanVectors(vectors, dimension, probe.vector, scores)
  let best: Match | undefined
  let second: Match | undefined
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!
    if (second && score <= second.score) continue
    const owner = owners[i]!
    if (!best || score > best.score) {
      if (best && best.owner !== owner) second = best
      best = { owner, score }
    } else if (owner !== best.owner) second = { owner, score }
  }
  return {
    ...(best ? { best } : {}),
    ...(second ? { second } : {}),
    margin: best && second ? best.score - second.score : Infinity,
  }
}
