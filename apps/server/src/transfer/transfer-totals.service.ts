import type { ImportTotals } from '@kaoban/contract'
import type { Steps } from '../platform/context.ts'
import { noTotals } from './transfer.store.ts'
import { countRows, findLastRow } from './transfer-rows.store.ts'

/** Rows counted in one transaction: a twentieth of a second. */
const countedAtOnce = 5000

/**
 * What the rows of an import do and have become, counted a portion at a time: others wait for the embedded database's one
 * connection. Nobody but who calls may be changing them.
 */
export async function countInPortions(steps: Steps, importId: string): Promise<ImportTotals> {
  const last = await steps.inTransaction(({ db }) => findLastRow(db, importId))
  const totals = { ...noTotals }
  for (let after = 0; after < last; after += countedAtOnce) {
    const portion = await steps.inTransaction(({ db }) =>
      countRows(db, importId, { after, until: after + countedAtOnce }),
    )
    for (const [name, count] of Object.entries(portion)) totals[name as keyof ImportTotals] += count
  }
  return totals
}
