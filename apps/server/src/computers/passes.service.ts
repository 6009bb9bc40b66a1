import {
  currentConsent,
  type InputOf,
  KaobanError,
  type registerFaceAtComputer,
  type signInAtComputer,
} from '@kaoban/contract'
import { recordAuthentication } from '../authentication-log/authentication-log.service.ts'
import { giveOwnConsent, readConsent } from '../faces/consents.service.ts'
import { beginEnrolment, confirmDraft, type Enrolment, takeEnrolmentFrames } from '../faces/enrolment.service.ts'
import type { LockSettings } from '../passwords/passwords.service.ts'
import { type Actor, type Context, personOf, type Steps } from '../platform/context.ts'
import { newId, newToken } from '../platform/identifiers.ts'
import { hashToken } from '../platform/secrets.ts'
import { personWithoutSession } from '../sessions/sessions.service.ts'
import { proveAtComputer } from '../sign-in/sign-in.service.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { computerOf } from './computers.service.ts'
import { deletePass, findPass, insertPass } from './passes.store.ts'

/** Time to read the consent, to be coached, and to fail a few times. */
const passLifeMs = 10 * 60_000

/** Where it happened, for the authentication log. */
function placeOf(steps: Steps | Context) {
  const { computerId, name } = computerOf(steps)
  return { terminalId: computerId, terminalName: name }
}

/** Tenant, ID and password at a computer: C8 to CD in the log, one and the same refusal on the screen [NFM-CER-008]. */
export async function openPass(steps: Steps, lock: LockSettings, input: InputOf<typeof signInAtComputer>) {
  const { tenantCode, loginId, password } = input
  const door = { scene: 'face-registration' as const, ...placeOf(steps) }
  const ours = await steps.inTransaction(async (ctx) => {
    if ((await findOwnTenant(ctx))?.code === tenantCode) return true
    const refused = { succeeded: false, means: 'user-password', loginId, errorCode: 'C8' } as const
    await recordAuthentication(ctx, { ...refused, ...door })
    return false
  })
  if (!ours) throw new KaobanError('sign-in.refused', 'the computer belongs to another tenant')
  return proveAtComputer(steps, { loginId, password }, door, lock, async (ctx, userId) => {
    const now = ctx.clock.now()
    const person = await personWithoutSession(ctx.db, userId, '', now)
    if (!person) throw new Error('a person who may sign in is not there')
    const pass = newToken(ctx.tenantId)
    await insertPass(
      ctx.db,
      {
        ...{ tenantId: ctx.tenantId, passId: newId(), tokenHash: hashToken(pass), userId },
        ...{ computerId: computerOf(ctx).computerId, expiresAt: new Date(now.getTime() + passLifeMs) },
      },
      now,
    )
    const consented = (await readConsent(ctx, userId)) !== null
    return { pass, displayName: person.displayName, consented, consentVersion: currentConsent }
  })
}

/** Whoever signed in at this computer a moment ago. @throws KaobanError session.expired */
async function personOfPass(ctx: Context, pass: string): Promise<Extract<Actor, { kind: 'person' }>> {
  const now = ctx.clock.now()
  const { computerId } = computerOf(ctx)
  const row = await findPass(ctx.db, { tokenHash: hashToken(pass), computerId }, now)
  const person = row && (await personWithoutSession(ctx.db, row.userId, row.passId, now))
  if (!person) throw new KaobanError('session.expired', 'nobody has signed in at this computer within ten minutes')
  return person
}

/** Acts as the person; the operation log tells at which computer. */
function actingAs(ctx: Context, actor: Extract<Actor, { kind: 'person' }>): Context {
  const { computerId, name } = computerOf(ctx)
  const acting: Context = { ...ctx, actor }
  return {
    ...acting,
    audit: (details, operation, succeeded) =>
      ctx.audit.call(acting, { ...details, computer: { computerId, name } }, operation, succeeded),
  }
}

export async function consentByPass(ctx: Context, pass: string, version: number): Promise<undefined> {
  await giveOwnConsent(actingAs(ctx, await personOfPass(ctx, pass)), version)
}

export async function beginByPass(ctx: Context, enrolment: Enrolment, pass: string) {
  return beginEnrolment(actingAs(ctx, await personOfPass(ctx, pass)), enrolment)
}

/** Frames -> judged -> registered; the pass ends with the face that it was for. */
export async function registerByPass(
  steps: Steps,
  enrolment: Enrolment,
  { pass, ...frames }: InputOf<typeof registerFaceAtComputer>,
) {
  const actor = await steps.inTransaction((ctx) => personOfPass(ctx, pass))
  const inTransaction: Steps['inTransaction'] = (step) => steps.inTransaction((ctx) => step(actingAs(ctx, actor)))
  const here = { ...enrolment, place: placeOf(steps) }
  const draft = await takeEnrolmentFrames({ ...steps, actor, inTransaction }, here, frames)
  await inTransaction(async (ctx) => {
    await confirmDraft(ctx, draft.draftId, here)
    await deletePass(ctx.db, hashToken(pass))
  })
  return { state: draft.state, displayName: personOf({ ...steps, actor }).displayName }
}
