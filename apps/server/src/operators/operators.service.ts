import { checkNewPassword, invalidFields, KaobanError } from '@kaoban/contract'
import { toString as drawQrCode } from 'qrcode'
import { hashPassword, isLocked, type LockSettings, lockAfter, verifyPassword } from '../passwords/passwords.service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Actor, Context, Steps } from '../platform/context.ts'
import { type DatabaseHandle, type Db, withinScope } from '../platform/database.ts'
import { houseTenantId, newId, newToken } from '../platform/identifiers.ts'
import { hashToken } from '../platform/secrets.ts'
import { isSessionOpen, type SessionLimits } from '../sessions/sessions.service.ts'
import {
  hashRecoveryCode,
  newRecoveryCodes,
  newTotpSecret,
  operatorFaults,
  stepOfCode,
  totpUri,
} from './operators.rules.ts'
import {
  completeOperatorSession,
  confirmTotp,
  countOperatorFailure,
  deleteInvitations,
  deleteOperator,
  deleteOperatorSession,
  deleteSetups,
  findLogPage,
  findOperatorByMail,
  findOperatorSession,
  findOperators,
  findSetup,
  hasOperators,
  insertInvitation,
  insertOperator,
  insertOperatorSession,
  lockOperator,
  lockOperators,
  recordOperatorSuccess,
  replaceSetup,
  type StoredOperator,
  saveTotpSecret,
  setOperatorLock,
  touchOperatorSession,
} from './operators.store.ts'

type OperatorActor = Actor & { kind: 'operator' }

const setupHours = 24

/**
 * The page where the first operator is made, as a whole address, or undefined once there is one. Each call makes a
 * new link and ends the older.
 */
export async function operatorSetupUrl(
  database: DatabaseHandle,
  clock: Clock,
  portalUrl: string,
): Promise<string | undefined> {
  return database.transaction({ tenantId: houseTenantId, role: 'operator' }, async (db) => {
    if (await hasOperators(db)) return undefined
    const token = newToken(houseTenantId)
    const expiresAt = new Date(clock.now().getTime() + setupHours * 3_600_000)
    await replaceSetup(db, houseTenantId, hashToken(token), expiresAt)
    return `${portalUrl}/setup/${token}`
  })
}

/** Acts before somebody is known as operator: the tables of operators are closed to every other role. */
function asOperators<T>(ctx: Context, work: (house: Context) => Promise<T>): Promise<T> {
  return withinScope(ctx.db, { tenantId: houseTenantId, role: 'operator' }, () =>
    work({ ...ctx, tenantId: houseTenantId }),
  )
}

async function setupOf(house: Context, token: string) {
  const setup = await findSetup(house.db, hashToken(token), house.clock.now())
  if (!setup || (!setup.invited && (await hasOperators(house.db))))
    throw new KaobanError('operator.setup-expired', 'the set-up link has expired or was used')
  return setup
}

export function readSetup(ctx: Context, token: string) {
  return asOperators(ctx, async (house) => {
    const { expiresAt, invited } = await setupOf(house, token)
    return { expiresAt: expiresAt.toISOString(), invited }
  })
}

interface NewOperator {
  token: string
  name: string
  mail: string
  newPassword: string
  confirmation: string
}

/**
 * Makes an operator and opens their first session. The first one may still put off a second factor; whoever was
 * invited sets it up before anything else.
 */
export async function setUpFirstOperator(steps: Steps, input: NewOperator): Promise<undefined> {
  await steps.inTransaction((ctx) => readSetup(ctx, input.token))
  const faults = operatorFaults(input)
  const fault = checkNewPassword(input.newPassword, { loginId: input.mail, words: [input.name] })
  if (fault) faults.push({ field: 'newPassword', message: fault })
  else if (input.newPassword !== input.confirmation) faults.push({ field: 'confirmation', message: 'MSG-AUT-005' })
  if (faults.length > 0) throw invalidFields(faults)
  const passwordHash = await hashPassword(input.newPassword)
  await steps.inTransaction((ctx) =>
    asOperators(ctx, async (house) => {
      const { invited } = await setupOf(house, input.token)
      const operatorId = newId()
      const { name, mail } = input
      const made = await insertOperator(house.db, {
        tenantId: houseTenantId,
        operatorId,
        name,
        mail,
        mailKey: mail.toLowerCase(),
        passwordHash,
        createdAt: house.clock.now(),
      })
      if (!made) throw invalidFields([{ field: 'mail', message: 'operators.mailTaken' }])
      await deleteSetups(house.db, hashToken(input.token), house.clock.now())
      const actor = await openOperatorSession(house, { operatorId, name }, !invited)
      await { ...house, actor }.audit({ operatorId })
    }),
  )
}

export async function listAll(ctx: Context, page: number, size: number) {
  const { rows, total } = await findOperators(ctx.db, page, size)
  const { operatorId: own } = operatorOf(ctx)
  return {
    rows: rows.map(({ totpConfirmed, createdAt, ...row }) => ({
      ...row,
      twoFactor: totpConfirmed,
      createdAt: createdAt.toISOString(),
      current: row.operatorId === own,
    })),
    ...{ total, page, size },
  }
}

export async function invite(ctx: Context) {
  // Whoever is being removed leaves no invitation behind.
  if (!(await lockOperator(ctx.db, operatorOf(ctx).operatorId)))
    throw new KaobanError('session.expired', 'the operator was removed meanwhile')
  const token = newToken(houseTenantId)
  const expiresAt = new Date(ctx.clock.now().getTime() + setupHours * 3_600_000)
  await insertInvitation(ctx.db, houseTenantId, hashToken(token), expiresAt)
  await ctx.audit({ expiresAt: expiresAt.toISOString() })
  return { token, expiresAt: expiresAt.toISOString() }
}

/** Whoever invited them, open invitations end: nobody comes back by one they kept for themselves. */
export async function removeById(ctx: Context, operatorId: string): Promise<undefined> {
  const all = await lockOperators(ctx.db)
  const gone = all.find((one) => one.operatorId === operatorId)
  if (!gone) throw new KaobanError('request.not-found', 'no such operator')
  if (all.length === 1) throw new KaobanError('operator.last', 'one operator must stay')
  await deleteOperator(ctx.db, operatorId)
  await deleteInvitations(ctx.db)
  await ctx.audit({ operatorId, name: gone.name })
}

async function openOperatorSession(
  house: Context,
  operator: { operatorId: string; name: string },
  complete: boolean,
): Promise<OperatorActor> {
  const { operatorId, name } = operator
  const token = newToken(houseTenantId)
  const sessionId = newId()
  const now = house.clock.now()
  await insertOperatorSession(house.db, {
    tenantId: houseTenantId,
    sessionId,
    tokenHash: hashToken(token),
    operatorId,
    complete,
    address: house.address,
    openedAt: now,
    lastSeenAt: now,
  })
  house.browser.remember('operator', token)
  return { kind: 'operator', operatorId, name, sessionId, mustEnrol: !complete }
}

/** Who an operator's token stands for; asked under the operator's role. */
export async function operatorOfToken(
  db: Db,
  token: string,
  now: Date,
  limits: SessionLimits,
): Promise<OperatorActor | undefined> {
  const session = await findOperatorSession(db, hashToken(token))
  if (!session || !isSessionOpen(session, now, limits)) return undefined
  if (now.getTime() - session.lastSeenAt.getTime() > 60_000) await touchOperatorSession(db, session.sessionId, now)
  const { operatorId, name, sessionId, complete } = session
  return { kind: 'operator', operatorId, name, sessionId, mustEnrol: !complete }
}

/** The operator at this browser, for pages that serve others too. */
export async function operatorHere(ctx: Context, limits: SessionLimits): Promise<OperatorActor | undefined> {
  const token = ctx.browser.token('operator')
  if (token === undefined) return undefined
  return asOperators(ctx, (house) => operatorOfToken(house.db, token, house.clock.now(), limits))
}

interface OperatorSignIn {
  mail: string
  password: string
  code?: string | undefined
}

type SignInState = 'signed-in' | 'code-needed' | 'enrolment-needed'

/** Password, then the code [NFM-OPS-009]; an unknown address, a wrong password and a locked account answer alike. */
export async function signInOperatorBy(
  steps: Steps,
  input: OperatorSignIn,
  lock: LockSettings,
): Promise<{ state: SignInState }> {
  const known = await steps.inTransaction((ctx) =>
    asOperators(ctx, (house) => findOperatorByMail(house.db, input.mail.toLowerCase())),
  )
  const proven = await verifyPassword(known?.passwordHash, input.password)
  const state = await steps.inTransaction((ctx) =>
    asOperators(ctx, (house) => decideSignIn(house, known, proven, input, lock)),
  )
  if (state === 'refused') throw new KaobanError('operator.refused', 'mail, password or code is wrong, or it is locked')
  return { state }
}

async function decideSignIn(
  house: Context,
  known: StoredOperator | undefined,
  proven: boolean,
  input: OperatorSignIn,
  lock: LockSettings,
): Promise<SignInState | 'refused'> {
  const refuse = async () => {
    const claimed: Context = { ...house, actor: { kind: 'guest', claims: input.mail } }
    await claimed.audit({}, 'session.refused', false)
    return 'refused' as const
  }
  const operator = known && (await lockOperator(house.db, known.operatorId))
  const now = house.clock.now()
  if (!operator || operator.passwordHash !== known.passwordHash || isLocked(operator, now)) return refuse()
  const fail = async () => {
    const until = lockAfter(await countOperatorFailure(house.db, operator.operatorId), now, lock)
    if (until) await setOperatorLock(house.db, operator.operatorId, until)
    return refuse()
  }
  if (!proven) return fail()
  if (operator.totpConfirmed) {
    if (input.code === undefined || input.code === '') return 'code-needed'
    const used = await useCode(house, operator, input.code)
    if (!used) return fail()
    await recordOperatorSuccess(house.db, operator.operatorId, used)
  } else await recordOperatorSuccess(house.db, operator.operatorId, {})
  const actor = await openOperatorSession(house, operator, operator.totpConfirmed)
  await { ...house, actor }.audit({ twoFactor: operator.totpConfirmed }, 'session.opened')
  return operator.totpConfirmed ? 'signed-in' : 'enrolment-needed'
}

/** Takes a code of the authenticator or a recovery code; each works once. */
async function useCode(
  house: Context,
  operator: StoredOperator,
  code: string,
): Promise<{ totpLastStep?: number; recoveryHashes?: string[] } | undefined> {
  const secret = await openSecret(house, operator)
  const step = secret && stepOfCode(secret, code, house.clock.now(), operator.totpLastStep)
  if (step) return { totpLastStep: step }
  const hash = hashRecoveryCode(code)
  if (!operator.recoveryHashes.includes(hash)) return undefined
  return { recoveryHashes: operator.recoveryHashes.filter((other) => other !== hash) }
}

const sealedFor = (operatorId: string) => ({
  tenantId: houseTenantId,
  userId: operatorId,
  kind: 'one-time-secret' as const,
})

async function openSecret(house: Context, operator: StoredOperator): Promise<string | undefined> {
  if (operator.totpSecret === null) return undefined
  const plain = await house.secrets.open(house.db, sealedFor(operator.operatorId), operator.totpSecret)
  return plain.toString('utf8')
}

function operatorOf(ctx: Context): OperatorActor {
  if (ctx.actor.kind !== 'operator') throw new Error('this handler runs for operators only')
  return ctx.actor
}

export async function signOutOperatorHere(ctx: Context): Promise<undefined> {
  await deleteOperatorSession(ctx.db, operatorOf(ctx).sessionId)
  await ctx.audit({})
  ctx.browser.forget('operator')
}

/** A secret for the authenticator; an account that has a second factor keeps it. */
export async function beginEnrolment(ctx: Context, product: string) {
  const { operatorId, name } = operatorOf(ctx)
  const operator = await lockOperator(ctx.db, operatorId)
  if (operator?.totpConfirmed) throw new KaobanError('request.conflict', 'two-factor sign-in is set up already')
  const secret = newTotpSecret()
  await saveTotpSecret(ctx.db, operatorId, await ctx.secrets.seal(ctx.db, sealedFor(operatorId), Buffer.from(secret)))
  const uri = totpUri(secret, product, name)
  const svg = await drawQrCode(uri, { type: 'svg', margin: 2 })
  return { secret, uri, qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` }
}

/** Switches two-factor sign-in on with a first code and hands out the recovery codes, this once. */
export async function confirmEnrolment(ctx: Context, code: string): Promise<{ recoveryCodes: string[] }> {
  const { operatorId, sessionId } = operatorOf(ctx)
  const operator = await lockOperator(ctx.db, operatorId)
  if (!operator || operator.totpConfirmed)
    throw new KaobanError('request.conflict', 'two-factor sign-in is set up already')
  const secret = await openSecret(ctx, operator)
  const step = secret && stepOfCode(secret, code, ctx.clock.now(), operator.totpLastStep)
  if (!step) throw invalidFields([{ field: 'code', message: 'operators.codeWrong' }])
  const recoveryCodes = newRecoveryCodes()
  await confirmTotp(ctx.db, operatorId, step, recoveryCodes.map(hashRecoveryCode))
  await completeOperatorSession(ctx.db, sessionId)
  await ctx.audit({ twoFactor: true })
  return { recoveryCodes }
}

export async function readOperatorLog(ctx: Context, page: number, size: number) {
  const { rows, total } = await findLogPage(ctx.db, page, size)
  return { rows: rows.map((row) => ({ ...row, seq: Number(row.seq), at: row.at.toISOString() })), total, page, size }
}
