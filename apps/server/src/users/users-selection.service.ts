import { invalidFields, KaobanError, type UserSelection } from '@kaoban/contract'
import { reachOf } from '../groups/groups.service.ts'
import type { Context } from '../platform/context.ts'
import { findSelected, type SelectedPerson } from './users-search.store.ts'

/** Everybody whom a selection means, or a refusal: nobody is chosen, or somebody named is not there or out of reach. */
export async function chooseSelected(ctx: Context, selection: UserSelection): Promise<SelectedPerson[]> {
  const selected = await findSelected(ctx.db, selection, reachOf(ctx), ctx.clock.now())
  const named = 'userIds' in selection ? new Set(selection.userIds).size : undefined
  if (named === 0 || (named === undefined && selected.length === 0))
    throw invalidFields([{ field: 'selection', message: 'MSG-USR-022' }])
  if (named !== undefined && named !== selected.length) throw strangersChosen(ctx)
  return selected
}

/** A group administrator does not learn whether somebody exists outside the own range [NFM-ROL-010]. */
function strangersChosen(ctx: Context): KaobanError {
  return reachOf(ctx) === 'all'
    ? new KaobanError('request.not-found', 'a chosen user does not exist')
    : new KaobanError('user.out-of-reach', 'a chosen user is out of reach', { details: { message: 'MSG-USR-021' } })
}

/** @throws KaobanError request.conflict when the search finds others than when the question was asked. */
export function requireExpected(selected: readonly SelectedPerson[], expected: number | undefined): void {
  if (expected !== undefined && expected !== selected.length)
    throw new KaobanError('request.conflict', 'the search finds other people than when the question was shown')
}
