import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './database.ts'
import type { Secrets } from './secrets.ts'

/**
 * Signed marks of the operation log. The chain of hashes shows that rows fit together; whoever may write to the
 * database could compute a new chain. A mark says "row seq of this tenant had this hash", signed with a key that the
 * database does not hold: Ed25519, its seed derived from the key-encryption key, so that its public half lets an
 * auditor check a copy of the log without any secret of the server.
 */
export interface Mark {
  tenantId: string
  seq: number
  at: Date
  hash: Uint8Array
  signature: string
}

/** A mark is written with every row whose number is a multiple of this, and daily. */
export const markEvery = 100

// What stands before the 32 bytes of the seed in a PKCS#8 key (RFC 8410).
const keyPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

const keys = new WeakMap<Secrets, KeyObject>()

function signingKey(secrets: Secrets): KeyObject {
  let key = keys.get(secrets)
  if (!key) {
    const der = Buffer.concat([keyPrefix, secrets.derive('operation-log marks')])
    key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    keys.set(secrets, key)
  }
  return key
}

/** The public half of the key, PEM: all that an auditor needs. */
export function publicKeyOf(secrets: Secrets): string {
  return createPublicKey(signingKey(secrets)).export({ format: 'pem', type: 'spki' }) as string
}

function textOf(mark: Omit<Mark, 'signature'>): Buffer {
  return Buffer.from(
    `kaoban operation log\n${mark.tenantId}\n${mark.seq}\n${mark.at.toISOString()}\n${Buffer.from(mark.hash).toString('hex')}`,
  )
}

/** @param publicKey PEM */
export function isGenuine(mark: Mark, publicKey: string): boolean {
  return verify(null, textOf(mark), publicKey, Buffer.from(mark.signature, 'base64url'))
}

/** Writes the mark of a row; one that is there already stays. */
export async function writeMark(db: Db, secrets: Secrets, mark: Omit<Mark, 'signature'>): Promise<void> {
  const signature = sign(null, textOf(mark), signingKey(secrets)).toString('base64url')
  await sql`insert into operation_log_checkpoints (tenant_id, seq, at, hash, signature)
    values (${mark.tenantId}, ${mark.seq}, ${mark.at}, ${Buffer.from(mark.hash)}, ${signature}) on conflict do nothing`.execute(
    db,
  )
}
