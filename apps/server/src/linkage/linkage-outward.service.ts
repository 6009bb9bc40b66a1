import { createHash } from 'node:crypto'
import type { LinkageKind } from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import type { Context } from '../platform/context.ts'
import type { Platform } from '../platform/http.ts'
import { inTenant } from '../platform/job-context.ts'
import {
  type Answer,
  type Connection,
  deleteExternal,
  findExternal,
  putExternal,
  type SentPerson,
  withoutFace,
} from './linkage.connector.ts'
import { mayPass, nextSending, outwardFault, serviceFault } from './linkage.rules.ts'
import { connectionOf, hasConsent, requireConnector } from './linkage.service.ts'
import { findConnector } from './linkage.store.ts'
import { findLinkedKeys } from './linkage-filter.store.ts'
import {
  dropPassedOn,
  findDue,
  findFaults,
  findLinkedPerson,
  recordFault,
  retryFaults,
  type Waiting,
} from './linkage-outbox.store.ts'
import { findSeen, putSeen, type SeenPerson } from './linkage-people.store.ts'

const job = 'linkage-outward'
const sentAtOnce = 4
/** What one tenant may take of a run; the rest follows at the next. */
const secondsEach = 20

/** How an attempt ended: passed on, nothing to do, or what is wrong. */
type Outcome =
  | { kind: 'done'; seen?: SeenPerson }
  | { kind: 'nothing' }
  | { kind: 'fault'; fault: MessageKey; again: boolean }

/** Passes on what has changed here [NFM-LNK-051..NFM-LNK-059]; returns how many people were. */
export async function sendChangesOf(platform: Platform, tenantId: string): Promise<number> {
  const until = performance.now() + secondsEach * 1000
  let sent = 0
  while (performance.now() < until) {
    const lot = await inTenant(platform, job, tenantId, (ctx) => takeDue(ctx))
    if (!lot || lot.work.length === 0) return sent
    const { connection } = lot
    const outcomes = await Promise.all(
      lot.work.map(async ({ waiting, person, seen }) => ({
        waiting,
        outcome: await pass(connection, waiting, person, seen),
      })),
    )
    await inTenant(platform, job, tenantId, (ctx) => record(ctx, outcomes))
    sent += outcomes.filter(({ outcome }) => outcome.kind === 'done').length
  }
  return sent
}

interface Work {
  waiting: Waiting
  /** Undefined: not there, or without a face, or not linked. */
  person: SentPerson | undefined
  seen: SeenPerson | undefined
}

/** Nothing goes out before somebody has agreed [NFM-LNK-005], nor of kind B before the bulk sync [NFM-LNK-038]. */
async function takeDue(ctx: Context): Promise<{ connection: Connection; work: Work[] } | undefined> {
  const connector = await findConnector(ctx.db)
  if (!connector || !hasConsent(connector) || (connector.kind === 'members' && !connector.syncedAt)) return undefined
  const due = await findDue(ctx.db, ctx.clock.now(), sentAtOnce)
  const keys = due.map(({ loginIdKey }) => loginIdKey)
  const [linked, seen] = [await findLinkedKeys(ctx.db, keys), await findSeen(ctx.db, keys)]
  const work: Work[] = []
  for (const waiting of due) {
    const wanted = waiting.act === 'put' && linked.has(waiting.loginIdKey)
    const person = wanted ? await openPerson(ctx, waiting.loginIdKey, connector.kind) : undefined
    work.push({ waiting, person, seen: seen.get(waiting.loginIdKey) })
  }
  return { connection: await connectionOf(ctx, connector), work }
}

async function openPerson(ctx: Context, loginIdKey: string, kind: LinkageKind): Promise<SentPerson | undefined> {
  const found = await findLinkedPerson(ctx.db, loginIdKey)
  if (!found) return undefined
  const { userId, loginId, pictures, ...fields } = found
  const owner = { tenantId: ctx.tenantId, userId, kind: 'face-image' as const }
  const faces: SentPerson['faces'] = []
  for (const { kind: of, image, createdAt } of pictures)
    if (image && (of === 'display' || kind === 'persons'))
      faces.push({ kind: of, value: await ctx.secrets.open(ctx.db, owner, image), taken: createdAt })
  return { loginId, fields, faces }
}

async function pass(
  connection: Connection,
  waiting: Waiting,
  person: SentPerson | undefined,
  seen: SeenPerson | undefined,
): Promise<Outcome> {
  if (waiting.act !== 'put') return seen ? passLoss(connection, waiting, seen) : { kind: 'nothing' }
  if (!person) return { kind: 'nothing' }
  const fault = outwardFault(connection.kind, person)
  if (fault) return { kind: 'fault', fault, again: false }
  const found = await findExternal(connection, person.loginId)
  if (!found.ok) return faultOf(connection, found, person)
  const answer = await putExternal(connection, person, found.value)
  if (!answer.ok) return faultOf(connection, answer, person)
  const display = person.faces.find(({ kind }) => kind === 'display')!
  return {
    kind: 'done',
    seen: {
      loginIdKey: waiting.loginIdKey,
      externalId: answer.value.id,
      modifiedAt: answer.value.modifiedAt ?? null,
      face: createHash('sha256').update(display.value).digest(),
    },
  }
}

/** A face that is gone goes outside too, of kind B with the member; a person that is gone goes [NFM-LNK-055, NFM-LNK-057]. */
async function passLoss(connection: Connection, { act }: Waiting, seen: SeenPerson): Promise<Outcome> {
  if (act === 'remove' || connection.kind === 'members') {
    const answer = await deleteExternal(connection, seen.externalId)
    return answer.ok ? { kind: 'done' } : faultOf(connection, answer)
  }
  const answer = await withoutFace(connection, seen.externalId)
  if (!answer.ok) return faultOf(connection, answer)
  return answer.value
    ? { kind: 'done', seen: { ...seen, modifiedAt: answer.value.modifiedAt ?? null, face: null } }
    : { kind: 'done' }
}

function faultOf({ kind }: Connection, answer: Extract<Answer<unknown>, { ok: false }>, person?: SentPerson): Outcome {
  const again = mayPass(answer.fault) || answer.fault === 'unauthorised'
  const own = kind === 'members' ? serviceFault(answer.detail, person?.loginId ?? '') : undefined
  return { kind: 'fault', fault: own ?? `linkage.fault.${answer.fault}`, again: again || own === 'MSG-LNK-007' }
}

async function record(ctx: Context, outcomes: readonly { waiting: Waiting; outcome: Outcome }[]): Promise<void> {
  const now = ctx.clock.now()
  const seen: SeenPerson[] = []
  const told: object[] = []
  for (const { waiting, outcome } of outcomes) {
    const { loginId, act, attempts } = waiting
    if (outcome.kind !== 'fault') {
      if (outcome.kind === 'done') {
        if (outcome.seen) seen.push(outcome.seen)
        told.push({ loginId, act })
      }
      await dropPassedOn(ctx.db, waiting)
      continue
    }
    const { fault, again } = outcome
    const triedAt = waiting.triedAt ?? now
    const next = again ? nextSending(triedAt, attempts + 1, now) : undefined
    const state = next ? 'waiting' : 'failed'
    await recordFault(ctx.db, waiting, { state, attempts: attempts + 1, triedAt, nextAttemptAt: next ?? null, fault })
    told.push({ loginId, act, fault, state })
  }
  await putSeen(ctx.db, ctx.tenantId, seen)
  if (told.length > 0) await ctx.audit({ people: told }, 'linkage.sent')
}

/** 連携エラー [NFM-LNK-068]. */
export async function listFaults(ctx: Context, { page, size }: { page: number; size: number }) {
  await requireConnector(ctx)
  const { rows, total } = await findFaults(ctx.db, page, size)
  return {
    rows: rows.map((row) => ({
      ...row,
      triedAt: row.triedAt?.toISOString() ?? null,
      nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
      fault: row.fault!,
    })),
    total,
    page,
    size,
  }
}

export async function retry(ctx: Context, loginIds: readonly string[] | undefined) {
  await requireConnector(ctx)
  const retried = await retryFaults(
    ctx.db,
    loginIds?.map((loginId) => loginId.toLowerCase()),
  )
  await ctx.audit({ loginIds: retried.slice(0, 200), retried: retried.length })
  return { retried: retried.length }
}
