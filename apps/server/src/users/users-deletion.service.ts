import { invalidFields, type UserSelection } from '@kaoban/contract'
import { type Context, personOf } from '../platform/context.ts'
import { newId } from '../platform/identifiers.ts'
import { recyclePeople } from '../recycle-bin/recycle-bin.service.ts'
import { displayName } from '../sessions/sessions.service.ts'
import { judgeBulk } from './users.rules.ts'
import { findSystemAdministrators, lockSystemAdministrators } from './users.store.ts'
import type { SelectedPerson } from './users-search.store.ts'
import { chooseSelected, requireExpected } from './users-selection.service.ts'

const namesShown = 10
/** IDs in one row of the operation log. */
const idsLogged = 200

/** What a deletion would take away, and whether it would be refused; nothing changes. */
export async function previewDeletion(ctx: Context, selection: UserSelection) {
  const selected = await chooseSelected(ctx, selection)
  const administrators = await findSystemAdministrators(ctx.db)
  return {
    users: selected.length,
    faces: facesOf(selected),
    windowsAccounts: selected.reduce((sum, { accountCount }) => sum + accountCount, 0),
    systemAdministrators: selected.filter((person) => person.systemAdministrator).length,
    names: selected.slice(0, namesShown).map(displayName),
    refusal: judgeBulk('delete', selected, administrators, personOf(ctx)) ?? null,
  }
}

/** Deletes the whole selection or nobody [NFM-USR-043]; logs keep what they hold about them [NFM-USR-042]. */
export async function deleteSelected(ctx: Context, selection: UserSelection, expected?: number) {
  const administrators = await lockSystemAdministrators(ctx.db)
  const selected = await chooseSelected(ctx, selection)
  requireExpected(selected, expected)
  const refusal = judgeBulk('delete', selected, administrators, personOf(ctx))
  if (refusal !== undefined) throw invalidFields([{ field: 'selection', message: refusal }])
  const batchId = newId()
  await recyclePeople(
    ctx,
    selected.map(({ userId }) => userId),
    batchId,
  )
  for (let start = 0; start < selected.length; start += idsLogged)
    await ctx.audit({ batchId, loginIds: selected.slice(start, start + idsLogged).map(({ loginId }) => loginId) })
  return { users: selected.length, faces: facesOf(selected), batchId }
}

function facesOf(people: readonly SelectedPerson[]): number {
  return people.filter(({ faceState }) => faceState !== 'none').length
}
