import { describe, expect, test } from 'vitest'
import { type DecisionPolicy, decideIdentity, decideVerification } from './decide.ts'
import { faceplugin } from './manifest.ts'
import type { FaceObservation } from './observation.ts'
import type { FaceTemplate } from './template.ts'

const policy: DecisionPolicy = { manifest: faceplugin, level: 'standard', liveness: true }
const { thresholds } = faceplugin

/** A template whose cosine with `at(1)` is the given number. */
function at(cosine: number): FaceTemplate {
  return { model: 'm', version: 1, vector: Float32Array.of(cosine, Math.sqrt(1 - cosine * cosine)) }
}

function seen(changes: Partial<FaceObservation> = {}, found = 1) {
  const face = { liveScore: 0.99, liveScoreReliable: true, template: at(1), ...changes } as FaceObservation
  return { found: { length: found }, faces: [face] }
}

describe('1:1', () => {
  test('the same person is accepted at the threshold of the level', () => {
    expect(decideVerification(policy, seen(), [at(thresholds.standard + 0.01)])).toEqual({ outcome: 'accepted' })
    expect(decideVerification({ ...policy, level: 'secure' }, seen(), [at(thresholds.secure + 0.01)]).outcome).toBe(
      'accepted',
    )
  })

  test('a score that is enough for standard is not enough for secure', () => {
    const between = [at((thresholds.standard + thresholds.secure) / 2)]
    expect(decideVerification(policy, seen(), between).outcome).toBe('accepted')
    expect(decideVerification({ ...policy, level: 'secure' }, seen(), between).outcome).not.toBe('accepted')
  })

  test('the most similar of several registered templates counts', () => {
    expect(decideVerification(policy, seen(), [at(0.1), at(0.9), at(0.2)]).outcome).toBe('accepted')
  })

  test.each([
    ['nobody in the picture', { found: { length: 0 }, faces: [] }, [at(1)], 'unsure', 'no-face'],
    ['several people', seen({}, 2), [at(1)], 'unsure', 'several-faces'],
    ['another person', seen(), [at(0.1)], 'failed', 'other-person'],
    ['just below the threshold', seen(), [at(thresholds.standard - 0.01)], 'unsure', 'nearly'],
    ['a picture of a screen', seen({ liveScore: 0.01 }), [at(1)], 'failed', 'not-live'],
    [
      'surroundings that liveness cannot judge',
      seen({ liveScoreReliable: false }),
      [at(1)],
      'unsure',
      'liveness-unclear',
    ],
    ['nothing registered', seen(), [], 'unavailable', 'not-registered'],
    ['only templates of an older model', seen(), [{ ...at(1), version: 0 }], 'unavailable', 'other-model'],
    ['an engine that did not answer', undefined, [at(1)], 'unavailable', 'engine'],
    ['an observation without template', seen({ template: undefined }), [at(1)], 'unavailable', 'engine'],
  ])('%s denies with its own reason', (_, observation, registered, outcome, reason) => {
    expect(decideVerification(policy, observation, registered)).toEqual({ outcome, reason })
  })

  test('liveness is not judged where the policy leaves it to the motion challenge', () => {
    const decision = decideVerification({ ...policy, liveness: false }, seen({ liveScore: 0 }), [at(1)])
    expect(decision.outcome).toBe('accepted')
  })
})

describe('1:N', () => {
  const found = (score: number, margin: number) => () => ({ best: { owner: 7, score }, margin })

  test('the best person far ahead of the second is accepted by name', () => {
    expect(decideIdentity(policy, seen(), found(0.8, 0.4))).toEqual({ outcome: 'accepted', owner: 7 })
  })

  test.each([
    ['nobody similar', found(0.2, 0.1), 'failed', 'unknown-person'],
    ['just below the threshold', found(thresholds.identification - 0.01, 0.3), 'unsure', 'nearly'],
    ['two people alike', found(0.8, thresholds.identificationMargin / 2), 'unsure', 'ambiguous'],
    ['an empty gallery', () => ({ margin: Infinity }), 'unavailable', 'not-registered'],
  ])('%s denies with its own reason', (_, search, outcome, reason) => {
    expect(decideIdentity(policy, seen(), search)).toEqual({ outcome, reason })
  })

  test('a picture that does not pass liveness is never searched', () => {
    let searched = false
    const search = () => {
      searched = true
      return { margin: Infinity }
    }
    expect(decideIdentity(policy, seen({ liveScore: 0 }), search)).toEqual({ outcome: 'failed', reason: 'not-live' })
    expect(searched).toBe(false)
  })
})
