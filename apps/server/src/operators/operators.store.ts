import type { ColumnType, Generated } from 'kysely'
import type { Db } from '../platform/database.ts'

interface OperatorTable {
  tenantId: string
  operatorId: string
  name: string
  mail: string
  mailKey: string
  passwordHash: string
  totpSecret: Uint8Array | null
  totpConfirmed: Generated<boolean>
  totpLastStep: Generated<number>
  recoveryHashes: ColumnType<string[], string | undefined, string>
  failedSignIns: Generated<number>
  lockedUntil: Date | null
  createdAt: Date
}

interface OperatorSessionTable {
  tenantId: string
  sessionId: string
  tokenHash: Uint8Array
  operatorId: string
  complete: boolean
  address: string
  openedAt: Date
  lastSeenAt: Date
}

declare module '../platform/database.ts' {
  interface Database {
    operators: OperatorTable
    operatorSessions: OperatorSessionTable
    operatorSetups: { tenantId: string; tokenHash: Uint8Array; expiresAt: Date; invited: Generated<boolean> }
    operationLog: {
      tenantId: string
      seq: number
      at: Date
      actor: string
      address: string
      operation: string
      succeeded: boolean
      details: string
    }
  }
}

export async function hasOperators(db: Db): Promise<boolean> {
  return (await db.selectFrom('operators').select('operatorId').limit(1).executeTakeFirst()) !== undefined
}

export async function replaceSetup(db: Db, tenantId: string, tokenHash: Uint8Array, expiresAt: Date): Promise<void> {
  await db.deleteFrom('operatorSetups').where('invited', '=', false).execute()
  await db.insertInto('operatorSetups').values({ tenantId, tokenHash, expiresAt }).execute()
}

/** The set-up link of a token while it works; locked so that it makes one operator only. */
export function findSetup(db: Db, tokenHash: Uint8Array, now: Date) {
  return db
    .selectFrom('operatorSetups')
    .select(['expiresAt', 'invited'])
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', now)
    .forUpdate()
    .executeTakeFirst()
}

export async function insertInvitation(
  db: Db,
  tenantId: string,
  tokenHash: Uint8Array,
  expiresAt: Date,
): Promise<void> {
  await db.insertInto('operatorSetups').values({ tenantId, tokenHash, expiresAt, invited: true }).execute()
}

export async function deleteInvitations(db: Db): Promise<void> {
  await db.deleteFrom('operatorSetups').where('invited', '=', true).execute()
}

/** Ends this link, those of the first start, and what is over. */
export async function deleteSetups(db: Db, tokenHash: Uint8Array, now: Date): Promise<void> {
  await db
    .deleteFrom('operatorSetups')
    .where((eb) => eb.or([eb('tokenHash', '=', tokenHash), eb('invited', '=', false), eb('expiresAt', '<=', now)]))
    .execute()
}

export async function findOperators(db: Db, page: number, size: number) {
  const { total } = await db
    .selectFrom('operators')
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('operators')
    .select(['operatorId', 'name', 'mail', 'totpConfirmed', 'createdAt'])
    .orderBy('createdAt')
    .orderBy('operatorId')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  return { rows, total: Number(total) }
}

/** All of them, locked: two operators who remove each other do so one after the other. */
export function lockOperators(db: Db) {
  return db.selectFrom('operators').select(['operatorId', 'name']).orderBy('operatorId').forUpdate().execute()
}

export async function deleteOperator(db: Db, operatorId: string): Promise<void> {
  await db.deleteFrom('operators').where('operatorId', '=', operatorId).execute()
}

/** @returns false when the address belongs to another operator */
export async function insertOperator(
  db: Db,
  operator: Pick<OperatorTable, 'tenantId' | 'operatorId' | 'name' | 'mail' | 'mailKey' | 'passwordHash' | 'createdAt'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('operators')
    .values({ ...operator, totpSecret: null, lockedUntil: null })
    .onConflict((conflict) => conflict.constraint('operators_mail').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

const columns = [
  'operatorId',
  'name',
  'passwordHash',
  'totpSecret',
  'totpConfirmed',
  'totpLastStep',
  'recoveryHashes',
  'lockedUntil',
] as const

export interface StoredOperator {
  operatorId: string
  name: string
  passwordHash: string
  totpSecret: Uint8Array | null
  totpConfirmed: boolean
  totpLastStep: number
  recoveryHashes: string[]
  lockedUntil: Date | null
}

export function findOperatorByMail(db: Db, mailKey: string): Promise<StoredOperator | undefined> {
  return db.selectFrom('operators').select(columns).where('mailKey', '=', mailKey).executeTakeFirst()
}

/** Locks the row: a code or a failure is judged and recorded in one transaction. */
export function lockOperator(db: Db, operatorId: string): Promise<StoredOperator | undefined> {
  return db.selectFrom('operators').select(columns).where('operatorId', '=', operatorId).forUpdate().executeTakeFirst()
}

export async function countOperatorFailure(db: Db, operatorId: string): Promise<number> {
  const { failedSignIns } = await db
    .updateTable('operators')
    .set((eb) => ({ failedSignIns: eb('failedSignIns', '+', 1) }))
    .where('operatorId', '=', operatorId)
    .returning('failedSignIns')
    .executeTakeFirstOrThrow()
  return failedSignIns
}

export async function setOperatorLock(db: Db, operatorId: string, until: Date): Promise<void> {
  await db.updateTable('operators').set({ lockedUntil: until }).where('operatorId', '=', operatorId).execute()
}

export async function recordOperatorSuccess(
  db: Db,
  operatorId: string,
  used: { totpLastStep?: number; recoveryHashes?: string[] },
): Promise<void> {
  const { totpLastStep, recoveryHashes } = used
  await db
    .updateTable('operators')
    .set({
      failedSignIns: 0,
      lockedUntil: null,
      ...(totpLastStep === undefined ? {} : { totpLastStep }),
      ...(recoveryHashes === undefined ? {} : { recoveryHashes: JSON.stringify(recoveryHashes) }),
    })
    .where('operatorId', '=', operatorId)
    .execute()
}

export async function saveTotpSecret(db: Db, operatorId: string, sealed: Uint8Array): Promise<void> {
  await db.updateTable('operators').set({ totpSecret: sealed }).where('operatorId', '=', operatorId).execute()
}

export async function confirmTotp(db: Db, operatorId: string, step: number, recoveryHashes: string[]): Promise<void> {
  await db
    .updateTable('operators')
    .set({ totpConfirmed: true, totpLastStep: step, recoveryHashes: JSON.stringify(recoveryHashes) })
    .where('operatorId', '=', operatorId)
    .execute()
}

export async function insertOperatorSession(db: Db, session: OperatorSessionTable): Promise<void> {
  await db.insertInto('operatorSessions').values(session).execute()
}

export function findOperatorSession(db: Db, tokenHash: Uint8Array) {
  return db
    .selectFrom('operatorSessions as s')
    .innerJoin('operators as o', (join) =>
      join.onRef('o.tenantId', '=', 's.tenantId').onRef('o.operatorId', '=', 's.operatorId'),
    )
    .select(['s.sessionId', 's.openedAt', 's.lastSeenAt', 's.complete', 'o.operatorId', 'o.name'])
    .where('s.tokenHash', '=', tokenHash)
    .executeTakeFirst()
}

export async function touchOperatorSession(db: Db, sessionId: string, at: Date): Promise<void> {
  await db.updateTable('operatorSessions').set({ lastSeenAt: at }).where('sessionId', '=', sessionId).execute()
}

export async function completeOperatorSession(db: Db, sessionId: string): Promise<void> {
  await db.updateTable('operatorSessions').set({ complete: true }).where('sessionId', '=', sessionId).execute()
}

export async function deleteOperatorSession(db: Db, sessionId: string): Promise<void> {
  await db.deleteFrom('operatorSessions').where('sessionId', '=', sessionId).execute()
}

export async function findLogPage(db: Db, page: number, size: number) {
  const { total } = await db
    .selectFrom('operationLog')
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('operationLog')
    .select(['seq', 'at', 'actor', 'address', 'operation', 'succeeded', 'details'])
    .orderBy('seq', 'desc')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  return { rows, total: Number(total) }
}
