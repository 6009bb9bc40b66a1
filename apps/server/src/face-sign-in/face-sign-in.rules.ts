import { type Candidate, type FaceTemplate, identify, makeGallery, sameRecipe, type Thresholds } from '@kaoban/face'

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
