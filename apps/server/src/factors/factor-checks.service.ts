import { randomBytes } from 'node:crypto'
import type { FactorNumber } from '@kaoban/contract'
import { Secret, TOTP } from 'otpauth'
import type { Context, Steps } from '../platform/context.ts'
import type { Db } from '../platform/database.ts'
import { readSettings } from '../settings/settings.service.ts'
import { countAttempt, forgetFailures, forgetFailuresBefore, useStep } from './factor-checks.store.ts'
import { findFactorPerson, findUserFactors, type UserFactorRow } from './factors.store.ts'
import { sealedFor } from './factors-held.service.ts'
import { hashPin, verifyPin } from './pins.ts'

/** What somebody shows beside a password. */
export interface ShownFactors {
  pin?: string | undefined
  totp?: string | undefined
}

type Checked = 104 | 109

/** Failures of an ID are forgotten after these days. */
const forgottenAfterDays = 2

/** Steps that the clock of a token may be off [MFA-TOTP-002]. */
const driftSteps = 1

/** Numbers of factors that somebody has and can show without a terminal. */
export async function factorsToShow(ctx: Context, userId: string): Promise<Set<FactorNumber>> {
  const person = await findFactorPerson(ctx.db, userId, false)
  const [row] = await findUserFactors(ctx.db, [userId])
  return new Set<FactorNumber>([
    ...(person?.password ? [16 as const] : []),
    ...(row?.totpSeed ? [104 as const] : []),
    ...(row?.pinHash ? [109 as const] : []),
  ])
}

/**
 * Checks what is shown of an ID, whether or not somebody has it; each factor counts on its own. An attempt counts as failed
 * before it is looked at, so that requests at the same time count too [MFA-AUTH-006].
 */
export async function checkFactors(
  steps: Steps,
  who: { loginId: string; userId: string | undefined },
  shown: ShownFactors,
): Promise<Map<Checked, 'proven' | 'wrong' | 'blocked'>> {
  const given = ([104, 109] as const).filter((factor) => textOf(shown, factor) !== undefined)
  const loginIdKey = who.loginId.toLowerCase()
  const { tenantId } = steps
  const before = await steps.inTransaction(async (ctx) => {
    const settings = await readSettings(ctx)
    const at = ctx.clock.now()
    const until = new Date(at.getTime() + settings['mfa.auth.blockMinutes'] * 60_000)
    const limit = { at, until, failures: settings['mfa.auth.maxFailures'] }
    const open = new Set<Checked>()
    for (const factor of given)
      if (await countAttempt(ctx.db, { tenantId, loginIdKey, factor }, limit)) open.add(factor)
    const row = who.userId === undefined ? undefined : (await findUserFactors(ctx.db, [who.userId]))[0]
    return { open, row, seed: row?.totpSeed ? await openSeed(ctx, row) : undefined }
  })
  const proven = new Map<Checked, number | true>()
  if (before.open.has(109) && (await isPin(steps, before.row, shown.pin!))) proven.set(109, true)
  const step = before.open.has(104) && before.seed ? stepOf(before.row!, before.seed, shown.totp!, steps) : undefined
  if (step !== undefined) proven.set(104, step)
  return steps.inTransaction(async (ctx) => {
    const outcomes = new Map<Checked, 'proven' | 'wrong' | 'blocked'>()
    for (const factor of given) {
      const found = proven.get(factor)
      const good =
        found !== undefined &&
        (found === true || (await useStep(ctx.db, { tenantId, userId: who.userId!, step: found })))
      if (good) await forgetFailures(ctx.db, [loginIdKey], factor)
      outcomes.set(factor, good ? 'proven' : before.open.has(factor) ? 'wrong' : 'blocked')
    }
    return outcomes
  })
}

function textOf(shown: ShownFactors, factor: Checked): string | undefined {
  return factor === 104 ? shown.totp : shown.pin
}

async function openSeed(ctx: Context, row: UserFactorRow): Promise<Buffer> {
  return ctx.secrets.open(ctx.db, { tenantId: ctx.tenantId, ...sealedFor.totp(row.userId) }, row.totpSeed!)
}

/** A PIN takes as long where there is none to compare it with. */
let nobodysPin: Promise<string> | undefined

async function isPin(steps: Steps, row: UserFactorRow | undefined, pin: string): Promise<boolean> {
  nobodysPin ??= hashPin(steps, 'pin', randomBytes(16).toString('hex'))
  const same = await verifyPin(steps, 'pin', row?.pinHash ?? (await nobodysPin), pin)
  return same && row?.pinHash != null
}

function stepOf(row: UserFactorRow, seed: Buffer, code: string, { clock }: Steps): number | undefined {
  const { totpAlgorithm: algorithm, totpDigits: digits, totpSeconds: period } = row
  const secret = Secret.fromHex(seed.toString('hex'))
  const timestamp = clock.now().getTime()
  const token = code.replace(/\s+/g, '')
  const delta = new TOTP({ algorithm, digits, period, secret }).validate({ token, timestamp, window: driftSteps })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / period) + delta
}

/** Lets people try again whose factors are blocked. */
export function liftBlocks(ctx: Context, loginIds: readonly string[]): Promise<void> {
  return forgetFailures(
    ctx.db,
    loginIds.map((loginId) => loginId.toLowerCase()),
  )
}

export function forgetOldFailures(db: Db, now: Date): Promise<void> {
  return forgetFailuresBefore(db, new Date(now.getTime() - forgottenAfterDays * 86_400_000))
}
