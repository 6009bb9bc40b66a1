import { compareTemplates, sameRecipe } from './compare.ts'
import type { Identification } from './identify.ts'
import type { FaceManifest } from './manifest.ts'
import type { FaceObservation } from './observation.ts'
import type { FaceTemplate } from './template.ts'

/** How sure a logon must be; the tenant's policy chooses. */
export type SecurityLevel = 'standard' | 'secure'

/**
 * A decision about a face. Everything but 'accepted' denies: 'failed' (it is somebody else or no live face),
 * 'unsure' (not enough seen to say), 'unavailable' (nothing to compare with, or the engine could not work).
 */
export type Decision =
  | { readonly outcome: 'accepted'; readonly owner?: number }
  | { readonly outcome: 'failed'; readonly reason: 'other-person' | 'not-live' | 'unknown-person' }
  | {
      readonly outcome: 'unsure'
      readonly reason: 'no-face' | 'several-faces' | 'nearly' | 'ambiguous' | 'liveness-unclear'
    }
  | { readonly outcome: 'unavailable'; readonly reason: 'not-registered' | 'other-model' | 'engine' }

export type DecisionPolicy = {
  readonly manifest: FaceManifest
  readonly level: SecurityLevel
  /** Whether passive liveness is judged here. */
  readonly liveness: boolean
  /** Whether a picture with several faces is decided by the most prominent one (default false). */
  readonly severalFaces?: boolean
}

/**
 * Whether the pictured person is the registered one (1:1). `seen` is what was observed in the picture (undefined when
 * the engine did not answer); of several registered templates the most similar counts.
 */
export function decideVerification(
  policy: DecisionPolicy,
  seen: { readonly found: { readonly length: number }; readonly faces: readonly FaceObservation[] } | undefined,
  registered: readonly FaceTemplate[],
): Decision {
  const probe = judgeProbe(policy, seen)
  if ('outcome' in probe) return probe
  if (registered.length === 0) return { outcome: 'unavailable', reason: 'not-registered' }
  const comparable = registered.filter((template) => sameRecipe(template, probe))
  if (comparable.length === 0) return { outcome: 'unavailable', reason: 'other-model' }
  const score = Math.max(...comparable.map((template) => compareTemplates(template, probe)))
  const { nearly, [policy.level]: threshold } = policy.manifest.thresholds
  if (score >= threshold) return { outcome: 'accepted' }
  return score >= threshold - nearly
    ? { outcome: 'unsure', reason: 'nearly' }
    : { outcome: 'failed', reason: 'other-person' }
}

/**
 * Who the pictured person is (1:N), given the search result: the best must reach the identification threshold and be
 * ahead of the second person by the margin.
 */
export function decideIdentity(
  policy: DecisionPolicy,
  seen: { readonly found: { readonly length: number }; readonly faces: readonly FaceObservation[] } | undefined,
  search: (probe: FaceTemplate) => Identification,
): Decision {
  const probe = judgeProbe(policy, seen)
  if ('outcome' in probe) return probe
  const { best, margin } = search(probe)
  if (!best) return { outcome: 'unavailable', reason: 'not-registered' }
  const { identification, identificationMargin, nearly } = policy.manifest.thresholds
  if (best.score < identification - nearly) return { outcome: 'failed', reason: 'unknown-person' }
  if (best.score < identification) return { outcome: 'unsure', reason: 'nearly' }
  if (margin < identificationMargin) return { outcome: 'unsure', reason: 'ambiguous' }
  return { outcome: 'accepted', owner: best.owner }
}

/** The probe template when the picture allows a decision at all, else the decision that it does not. */
function judgeProbe(
  policy: DecisionPolicy,
  seen: { readonly found: { readonly length: number }; readonly faces: readonly FaceObservation[] } | undefined,
): FaceTemplate | Decision {
  if (!seen) return { outcome: 'unavailable', reason: 'engine' }
  const face = seen.faces[0]
  if (!face) return { outcome: 'unsure', reason: 'no-face' }
  if (seen.found.length > 1 && !policy.severalFaces) return { outcome: 'unsure', reason: 'several-faces' }
  if (!face.template) return { outcome: 'unavailable', reason: 'engine' }
  if (policy.liveness) {
    if (face.liveScore === undefined || !face.liveScoreReliable)
      return { outcome: 'unsure', reason: 'liveness-unclear' }
    if (face.liveScore < policy.manifest.thresholds.live) return { outcome: 'failed', reason: 'not-live' }
  }
  return face.template
}
