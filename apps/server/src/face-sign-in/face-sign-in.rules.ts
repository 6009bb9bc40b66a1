import type { ErrorCode } from '@kaoban/contract'
import { compareTemplates, type FaceTemplate, identify, makeGallery, sameRecipe, type Thresholds } from '@kaoban/face'

/** At which kind of door the face was shown; each has codes of its own (endpoint.md §11). */
export type Door = 'logon' | 'unlock' | 'continuous'

/** What was found, before it becomes a code. Unsure is never a yes. */
export interface Findings {
  /** A face, large and clear enough to compare. */
  face: 'usable' | 'none'
  /** The asked movements were done, and passive liveness has no doubt. */
  movement: 'done' | 'not-done'
  match: 'same' | 'different'
}

const codes: Readonly<Record<Door, Readonly<Record<'noFace' | 'movement' | 'match' | 'both', ErrorCode>>>> = {
  logon: { noFace: '97', movement: '83', match: '8B', both: '93' },
  unlock: { noFace: '9B', movement: 'A3', match: '8F', both: '9F' },
  // Nobody is asked to move while working: only the match can fail.
  continuous: { noFace: 'A7', movement: 'D8', match: 'D8', both: 'D8' },
}

/** Internal fault, at every door. */
export const faultCode: ErrorCode = '72'

/** The decision: undefined lets the person in, a code does not [NFM-ERR-006..NFM-ERR-009]. */
export function decide(found: Findings, door: Door): ErrorCode | undefined {
  if (found.face === 'none') return codes[door].noFace
  if (found.movement === 'done') return found.match === 'same' ? undefined : codes[door].match
  return found.match === 'same' ? codes[door].movement : codes[door].both
}

export interface Candidate {
  userId: string
  template: FaceTemplate
}

/** 1:1: any of the person's own templates may match; none, or of another model, is no match. */
export function compare(
  face: FaceTemplate,
  own: readonly Candidate[],
  threshold: number,
): { userId: string } | undefined {
  return own.find(({ template }) => sameRecipe(face, template) && compareTemplates(face, template) >= threshold)
}

/** 1:N: the best person must reach the search threshold and be clearly ahead of the second. */
export function findPerson(
  face: FaceTemplate,
  everybody: readonly Candidate[],
  thresholds: Pick<Thresholds, 'identification' | 'identificationMargin'>,
): { userId: string } | undefined {
  const people = [...new Set(everybody.map(({ userId }) => userId))]
  const owners = new Map(people.map((userId, owner) => [userId, owner]))
  const comparable = everybody.filter(({ template }) => sameRecipe(face, template))
  const gallery = makeGallery(comparable.map(({ userId, template }) => ({ owner: owners.get(userId)!, template })))
  const { best, margin } = identify(gallery, face)
  if (!best || best.score < thresholds.identification || margin < thresholds.identificationMargin) return undefined
  return { userId: people[best.owner]! }
}
