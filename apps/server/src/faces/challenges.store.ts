import type { Db } from '../platform/database.ts'

export interface ChallengeTable {
  tenantId: string
  challengeId: string
  purpose: 'enrolment' | 'sign-in'
  nonceHash: Uint8Array
  motions: string
  userId: string | null
  terminalId: string | null
  loginId: string | null
  issuedAt: Date
  expiresAt: Date
}

declare module '../platform/database.ts' {
  interface Database {
    faceChallenges: ChallengeTable
    faceFramesSeen: { tenantId: string; digest: Uint8Array; seenAt: Date }
  }
}

export async function insertChallenge(db: Db, row: ChallengeTable): Promise<void> {
  await db.deleteFrom('faceChallenges').where('expiresAt', '<=', row.issuedAt).execute()
  await db.insertInto('faceChallenges').values(row).execute()
}

/** Takes a challenge out of the table: of two requests that bring the same nonce one gets it. */
export function takeChallenge(
  db: Db,
  wanted: Pick<ChallengeTable, 'challengeId' | 'purpose' | 'nonceHash' | 'userId' | 'terminalId'>,
): Promise<ChallengeTable | undefined> {
  return db
    .deleteFrom('faceChallenges')
    .where('challengeId', '=', wanted.challengeId)
    .where('purpose', '=', wanted.purpose)
    .where('nonceHash', '=', wanted.nonceHash)
    .$if(wanted.purpose === 'enrolment', (query) => query.where('userId', '=', wanted.userId))
    .$if(wanted.purpose === 'sign-in', (query) => query.where('terminalId', '=', wanted.terminalId))
    .returningAll()
    .executeTakeFirst()
}

/** Remembers frames; returns how many of them nobody had sent before. */
export async function insertFramesSeen(db: Db, tenantId: string, digests: Uint8Array[], at: Date): Promise<number> {
  const inserted = await db
    .insertInto('faceFramesSeen')
    .values(digests.map((digest) => ({ tenantId, digest, seenAt: at })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('digest')
    .execute()
  return inserted.length
}

export async function deleteFramesSeenBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('faceFramesSeen').where('seenAt', '<', before).execute()
}
