import { createHash, randomBytes, randomInt } from 'node:crypto'
import { type FaceChallenge, KaobanError, type MotionKind } from '@kaoban/contract'
import { drawMotions, type Motion, motionLimits } from '@kaoban/face'
import type { Context } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { hashToken } from '../platform/secrets.ts'
import { deleteFramesSeenBefore, insertChallenge, insertFramesSeen, takeChallenge } from './challenges.store.ts'
import { challengeLifeMs, framesRememberedMs } from './sequences.rules.ts'

/** Whom a challenge is for: the signed-in person who enrols, or a terminal at which an ID was typed (or none). */
export type ChallengeFor =
  | { purpose: 'enrolment'; userId: string }
  | { purpose: 'sign-in'; terminalId: string; loginId: string | null }

/** Draws movements and a nonce. What is stored says who asked, and is the same whether or not the ID exists. */
export async function issueChallenge(ctx: Context, whom: ChallengeFor, choice: MotionKind): Promise<FaceChallenge> {
  const nonce = randomBytes(32).toString('base64url')
  const motions = drawMotions(choice, () => randomInt(2 ** 32) / 2 ** 32)
  const issuedAt = ctx.clock.now()
  const expiresAt = new Date(issuedAt.getTime() + challengeLifeMs(motions.length))
  const challengeId = newId()
  await insertChallenge(ctx.db, {
    tenantId: ctx.tenantId,
    challengeId,
    purpose: whom.purpose,
    nonceHash: hashToken(nonce),
    motions: JSON.stringify(motions),
    userId: whom.purpose === 'enrolment' ? whom.userId : null,
    terminalId: whom.purpose === 'sign-in' ? whom.terminalId : null,
    loginId: whom.purpose === 'sign-in' ? whom.loginId : null,
    issuedAt,
    expiresAt,
  })
  return { challengeId, nonce, motions, motionMs: motionLimits.motionMs, expiresAt: expiresAt.toISOString() }
}

export interface TakenChallenge {
  motions: Motion[]
  loginId: string | null
  issuedAt: Date
}

/**
 * Takes the challenge that a nonce belongs to, once.
 * @throws KaobanError face.challenge-ended for one that is unknown, used, expired or somebody else's.
 */
export async function redeemChallenge(
  ctx: Context,
  whom: { purpose: 'enrolment'; userId: string } | { purpose: 'sign-in'; terminalId: string },
  given: { challengeId: string; nonce: string },
): Promise<TakenChallenge> {
  const row = await takeChallenge(ctx.db, {
    challengeId: given.challengeId,
    purpose: whom.purpose,
    nonceHash: hashToken(given.nonce),
    userId: whom.purpose === 'enrolment' ? whom.userId : null,
    terminalId: whom.purpose === 'sign-in' ? whom.terminalId : null,
  })
  if (!row || row.expiresAt.getTime() <= ctx.clock.now().getTime())
    throw new KaobanError('face.challenge-ended', 'the challenge is unknown, used or expired')
  return { motions: JSON.parse(row.motions) as Motion[], loginId: row.loginId, issuedAt: row.issuedAt }
}

/** Remembers the frames of the tenant; false when any of them was sent before, to whichever challenge. */
export async function rememberFrames(ctx: Context, frames: Uint8Array[]): Promise<boolean> {
  const now = ctx.clock.now()
  await deleteFramesSeenBefore(ctx.db, new Date(now.getTime() - framesRememberedMs))
  const digests = frames.map((frame) => createHash('sha256').update(frame).digest().subarray(0, 8))
  return (await insertFramesSeen(ctx.db, ctx.tenantId, digests, now)) === frames.length
}
