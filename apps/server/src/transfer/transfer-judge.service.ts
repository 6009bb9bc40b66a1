import { administeredHere, groupsByKey, reachOf } from '../groups/groups.service.ts'
import { type Context, personOf } from '../platform/context.ts'
import { findMany, holdersOfMails } from '../users/users-many.service.ts'
import { accountsByKey } from '../windows-accounts/windows-accounts.service.ts'
import type { JudgedRow, KnownPerson, Mentioned, World } from './transfer.rules.ts'
import type { WorkRow } from './transfer.store.ts'
import { openRecord, type RowRecord } from './transfer-records.service.ts'
import { judgeUserRow, mentionedByUser } from './transfer-users.rules.ts'

/** Everything that these rows are judged against, as it is now; `hold` locks the people that they name. */
export async function lookAround(ctx: Context, mentioned: readonly Mentioned[], hold: boolean) {
  const lower = (texts: string[]) => texts.map((text) => text.toLowerCase())
  const people = await findMany(ctx, lower(mentioned.flatMap(({ loginIds }) => loginIds)), hold)
  const administered = await administeredHere(ctx)
  const world: World = {
    actor: { userId: personOf(ctx).userId, system: reachOf(ctx) === 'all', administered: administered ?? new Set() },
    groups: await groupsByKey(ctx, lower(mentioned.flatMap(({ groups }) => groups))),
    mails: await holdersOfMails(ctx, lower(mentioned.flatMap(({ mails }) => mails))),
    accounts: await accountsByKey(
      ctx,
      mentioned.flatMap(({ accounts }) => accounts),
    ),
  }
  return { people, world }
}

/** Judges rows against the people as they are now. */
export async function judgeRows(ctx: Context, importId: string, rows: readonly WorkRow[], hold: boolean) {
  const records: RowRecord[] = []
  for (const row of rows) records.push(await openRecord(ctx, importId, row))
  const { people, world } = await lookAround(ctx, records.map(mentionedBy), hold)
  return rows.map((row, index) => {
    const record = records[index]!
    const known: KnownPerson | undefined = people.get(row.loginId.toLowerCase())
    return { row, record, known, world, judged: judgeRow(record, row.line, known, world) }
  })
}

function mentionedBy(record: RowRecord): Mentioned {
  return mentionedByUser(record.entry)
}

function judgeRow({ entry, faults }: RowRecord, line: number, known: KnownPerson | undefined, world: World): JudgedRow {
  return judgeUserRow({ entry, line, faults }, known, world)
}
