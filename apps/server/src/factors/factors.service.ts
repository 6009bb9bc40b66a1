import { randomBytes } from 'node:crypto'
import { periodsClash, windowsLogonName } from '@kaoban/codecs'
import {
  type ClearableFactor,
  type changeFactors,
  type Factors,
  type FieldFault,
  hiddenMenus,
  type InputOf,
  invalidFields,
  KaobanError,
  namedFactors,
} from '@kaoban/contract'
import { Secret, TOTP } from 'otpauth'
import { toString as drawQrCode } from 'qrcode'
import { reachOf, requireReach } from '../groups/groups.service.ts'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import { readSettings } from '../settings/settings.service.ts'
import { registeredApps } from './apps.service.ts'
import { type FactorEntry, type HeldFactors, noFactors, withoutHidden } from './factors.rules.ts'
import {
  countHeld,
  type Delegation,
  deleteHeld,
  findChangeable,
  findCredentials,
  findFactorPerson,
  findParties,
  findUserFactors,
  findWithin,
  type Held,
} from './factors.store.ts'
import { factorsOf, sealedFor } from './factors-held.service.ts'
import { putDelegationPairs, putFactors } from './factors-write.service.ts'

export { registeredApps, spNameOf } from './apps.service.ts'
export { checkFactors, factorsToShow, forgetOldFailures, liftBlocks } from './factor-checks.service.ts'
export {
  type FactorEntry,
  type FactorWorld,
  type HeldFactors,
  judgeFactors,
  noFactors,
  nothingHeld,
  type PreparedFactors,
} from './factors.rules.ts'
export { factorsOf, factorWorld } from './factors-held.service.ts'
export {
  type FactorChange,
  keepFactors,
  prepareFactors,
  putFactors,
  restoreFactors,
} from './factors-write.service.ts'

export async function readFactorsOf(ctx: Context, userId: string): Promise<Factors> {
  await requireReach(ctx, [userId], 'see')
  const answer = await describe(ctx, userId)
  // Whom a group administrator does not see is not seen here either.
  const parties = [...answer.delegators, ...answer.delegates].map((party) => party.userId)
  const seen = await findWithin(ctx.db, parties, reachOf(ctx))
  const visible = (list: Factors['delegators']) => list.filter((party) => seen.has(party.userId))
  return { ...answer, delegators: visible(answer.delegators), delegates: visible(answer.delegates) }
}

/** The own factors, without what the organisation hides [MFA-ORG-005]. */
export async function readOwnFactorsOf(ctx: Context): Promise<Factors> {
  const factors = await describe(ctx, personOf(ctx).userId)
  return withoutHidden(factors, hiddenMenus(await readSettings(ctx)))
}

async function requirePerson(ctx: Context, userId: string, lock = false) {
  const person = await findFactorPerson(ctx.db, userId, lock)
  if (!person) throw new KaobanError('request.not-found', 'no such person')
  return person
}

async function describe(ctx: Context, userId: string): Promise<Factors> {
  const { version, password, faceState } = await requirePerson(ctx, userId)
  const held = (await factorsOf(ctx, [userId])).get(userId)!
  const names = await userNamesOf(ctx, userId)
  const { totp, pin, qrPin, qrCode, carryOut, delegators, delegates } = held
  return {
    names: await namesHere(ctx),
    hidden: [],
    ...{ version, password, face: faceState, totp, pin, qrPin, qrCode, carryOut, delegators, delegates },
    apps: [...(await registeredApps(ctx)).values()].map((app) => ({
      ...app,
      userName: names.get(app.appId) ?? '',
      parts: [...(held.apps.get(app.appId)?.keys() ?? [])],
    })),
    windows: held.windows.map(({ number, logon, description, passwordSet, accountId }) => ({
      ...{ number, description, passwordSet },
      kind: logon?.kind ?? null,
      logon: logon ? windowsLogonName(logon) : '',
      portal: accountId !== null,
    })),
  }
}

async function namesHere(ctx: Context): Promise<Factors['names']> {
  const settings = await readSettings(ctx)
  return Object.fromEntries(namedFactors.map((factor) => [factor, settings[`mfa.name.${factor}`]])) as Factors['names']
}

/** User names by application; an ID manager's is sealed like everything else of it. */
async function userNamesOf(ctx: Context, userId: string): Promise<Map<number, string>> {
  const names = new Map<number, string>()
  for (const row of await findCredentials(ctx.db, [userId])) {
    if (row.part === 'spname') names.set(row.appId, row.plain ?? '')
    if (row.part !== 'userid' || row.sealed === null) continue
    const owner = { tenantId: ctx.tenantId, ...sealedFor.credential(row) }
    names.set(row.appId, (await ctx.secrets.open(ctx.db, owner, row.sealed)).toString())
  }
  return names
}

/** The person as the page had them, locked for a change. */
async function holdPerson(ctx: Context, { userId, version }: { userId: string; version: number }) {
  await requireReach(ctx, [userId], 'change')
  const person = await requirePerson(ctx, userId, true)
  if (person.version !== version)
    throw new KaobanError('request.conflict', 'this person was changed since the form was opened')
  return person
}

/** Changes what the page of a person may change; passwords and PINs come by lists only. */
export async function changeFactorsOf(ctx: Context, input: InputOf<typeof changeFactors>): Promise<Factors> {
  const { userId } = input
  const person = await holdPerson(ctx, input)
  const held = (await factorsOf(ctx, [userId])).get(userId)!
  const faults: FieldFault[] = []
  if (input.carryOut && periodsClash(input.carryOut.deleteDays, input.carryOut.updateDays))
    faults.push({ field: 'carryOut.updateDays', message: 'factors.periodsClash' })
  const apps = await registeredApps(ctx)
  for (const [index, { appId }] of input.appUserNames.entries())
    if (!apps.has(appId)) faults.push({ field: `appUserNames.${index}.appId`, message: 'factors.appUnknown' })
  const pairs = await delegationsAsked(ctx, input, held, faults)
  if (faults.length > 0) throw invalidFields(faults)
  await putFactors(ctx, [{ userId, entry: entryOf(input, held, apps) }])
  await putDelegationPairs(ctx, pairs)
  await ctx.audit({
    ...{ userId, loginId: person.loginId, clear: input.clear },
    ...{ clearWindows: input.clearWindows, clearApps: input.clearApps },
    ...{ carryOut: input.carryOut, appUserNames: input.appUserNames.map(({ appId }) => appId) },
    ...{ delegationsAdded: pairs.added, delegationsRemoved: pairs.removed },
  })
  return readFactorsOf(ctx, userId)
}

function entryOf(
  { carryOut, clear, clearWindows, clearApps, appUserNames }: InputOf<typeof changeFactors>,
  held: HeldFactors,
  apps: Awaited<ReturnType<typeof registeredApps>>,
): FactorEntry {
  const cleared = (factor: ClearableFactor) => (clear.includes(factor) ? ('clear' as const) : undefined)
  const idManager: FactorEntry['idManager'] = []
  const saml: FactorEntry['saml'] = []
  const add = (app: number, part: string, value: FactorEntry['saml'][number]['value']) => {
    const cell = { app, part, column: '', value }
    if (apps.get(app)?.kind === 'saml') saml.push(cell as FactorEntry['saml'][number])
    else idManager.push(cell as FactorEntry['idManager'][number])
  }
  for (const appId of clearApps) for (const part of held.apps.get(appId)?.keys() ?? []) add(appId, part, 'clear')
  for (const { appId, userName } of appUserNames)
    add(appId, apps.get(appId)?.kind === 'saml' ? 'spname' : 'userid', userName === '' ? 'clear' : { set: userName })
  return {
    ...noFactors,
    ...{ totpSeed: cleared('totp'), pin: cleared('pin'), qrPin: cleared('qr') },
    ...(carryOut && {
      boEnable: { set: carryOut.enabled },
      boDeletePeriod: { set: carryOut.deleteDays },
      boUpdatePeriod: { set: carryOut.updateDays },
    }),
    ...{ idManager, saml },
    windows: clearWindows.map((index) => ({ index, username: 'clear', password: undefined, description: undefined })),
  }
}

/** Delegations between a person and others, both of whom the administrator decides about [MFA-PRX-003]. */
async function delegationsAsked(
  ctx: Context,
  input: InputOf<typeof changeFactors>,
  held: HeldFactors,
  faults: FieldFault[],
): Promise<{ added: Delegation[]; removed: Delegation[] }> {
  const { userId } = input
  const typed = [...input.addDelegators, ...input.addDelegates].map((loginId) => loginId.toLowerCase())
  const found = await findParties(ctx.db, [...new Set(typed)], reachOf(ctx), undefined)
  const people = new Map(found.map((party) => [party.loginIdKey, party]))
  const partiesOf = (field: 'addDelegators' | 'addDelegates') =>
    input[field].flatMap((loginId, index) => {
      const party = people.get(loginId.toLowerCase())
      const message = !party?.changeable
        ? 'factors.partyUnknown'
        : party.userId === userId
          ? 'factors.partyOneself'
          : undefined
      if (message !== undefined) faults.push({ field: `${field}.${index}`, message })
      return message === undefined ? [party!.userId] : []
    })
  const delegatorPair = (delegatorId: string) => ({ userId, delegatorId })
  const delegatePair = (delegateId: string) => ({ userId: delegateId, delegatorId: userId })
  const changeable = await findChangeable(ctx.db, [...input.removeDelegators, ...input.removeDelegates], reachOf(ctx))
  const removable = (wanted: readonly string[], has: HeldFactors['delegators'], field: string) => {
    const there = new Set(has.map((party) => party.userId))
    for (const [index, id] of wanted.entries())
      if (!changeable.has(id) || !there.has(id))
        faults.push({ field: `${field}.${index}`, message: 'factors.partyUnknown' })
    return wanted
  }
  return {
    added: [...partiesOf('addDelegators').map(delegatorPair), ...partiesOf('addDelegates').map(delegatePair)],
    removed: [
      ...removable(input.removeDelegators, held.delegators, 'removeDelegators').map(delegatorPair),
      ...removable(input.removeDelegates, held.delegates, 'removeDelegates').map(delegatePair),
    ],
  }
}

/** The seed of a person, for a system administrator who has just proven themselves again [MFA-TOTP-004]. */
export async function revealTotpSeed(steps: Steps, userId: string, product: string) {
  const shown = await steps.inTransaction(async (ctx) => {
    const { loginId } = await requirePerson(ctx, userId)
    const [row] = await findUserFactors(ctx.db, [userId])
    if (!row?.totpSeed) throw new KaobanError('request.not-found', 'this person has no TOTP seed')
    const owner = { tenantId: ctx.tenantId, ...sealedFor.totp(userId) }
    const seed = await ctx.secrets.open(ctx.db, owner, row.totpSeed)
    await ctx.audit({ userId, loginId })
    return { loginId, seed, algorithm: row.totpAlgorithm, digits: row.totpDigits, seconds: row.totpSeconds }
  })
  const { loginId, seed, ...kind } = shown
  const { algorithm, digits, seconds } = kind
  const secret = Secret.fromHex(seed.toString('hex'))
  const uri = new TOTP({ issuer: product, label: loginId, algorithm, digits, period: seconds, secret }).toString()
  const svg = await drawQrCode(uri, { type: 'svg', margin: 2 })
  return {
    ...kind,
    seed: seed.toString('hex').toUpperCase(),
    uri,
    qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
  }
}

/** 160 bits, as RFC 4226 recommends. */
const seedBytes = 20

/** A new seed; what the old one made is no code any more [MFA-TOTP-005]. */
export async function renewTotpSeedOf(ctx: Context, input: { userId: string; version: number }): Promise<Factors> {
  const { userId } = input
  const { loginId } = await holdPerson(ctx, input)
  const totpSeed = { set: randomBytes(seedBytes).toString('hex') }
  await putFactors(ctx, [{ userId, entry: { ...noFactors, totpSeed } }])
  await ctx.audit({ userId, loginId, renewed: 'totp' })
  return readFactorsOf(ctx, userId)
}

export function countFactorsOf(ctx: Context, userId: string): Promise<Held> {
  return countHeld(ctx.db, userId)
}

/** Takes one kind of what this feature holds from somebody who leaves; delegations go in both directions. */
export async function revokeFactorsOf(ctx: Context, userId: string, what: keyof Held): Promise<void> {
  await deleteHeld(ctx.db, userId, what)
}
