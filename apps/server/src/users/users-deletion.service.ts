import { invalidFields, KaobanError, type UserSelection } from '@kaoban/contract'
import { eraseLogImagesOf } from '../authentication-log/authentication-log.service.ts'
import { type Context, personOf } from '../platform/context.ts'
import { displayName } from '../sessions/sessions.service.ts'
import { judgeDeletion } from './users.rules.ts'
import { deletePeople, findSystemAdministrators, lockSystemAdministrators } from './users.store.ts'
import { findSelected, type SelectedPerson } from './users-search.store.ts'

const namesShown = 10
/** IDs in one row of the operation log. */
const idsLogged = 200

/** What a deletion would take away, and whether it would be refused; nothing changes. */
export async function previewDeletion(ctx: Context, selection: UserSelection) {
  const selected = await choose(ctx, selection)
  const administrators = await findSystemAdministrators(ctx.db)
  return {
    users: selected.length,
    faces: facesOf(selected),
    systemAdministrators: selected.filter((person) => person.systemAdministrator).length,
    names: selected.slice(0, namesShown).map(displayName),
    refusal: judgeDeletion(selected, administrators, personOf(ctx).userId) ?? null,
  }
}

/** Deletes the whole selection or nobody [NFM-USR-043]; logs keep what they hold about them [NFM-USR-042]. */
export async function deleteSelected(ctx: Context, selection: UserSelection, expected?: number) {
  const administrators = await lockSystemAdministrators(ctx.db)
  const selected = await choose(ctx, selection)
  if (expected !== undefined && expected !== selected.length)
    throw new KaobanError('request.conflict', 'the search finds other people than when the question was shown')
  const refusal = judgeDeletion(selected, administrators, personOf(ctx).userId)
  if (refusal !== undefined) throw invalidFields([{ field: 'selection', message: refusal }])
  await removePeople(ctx, selected)
  for (let start = 0; start < selected.length; start += idsLogged)
    await ctx.audit({ loginIds: selected.slice(start, start + idsLogged).map(({ loginId }) => loginId) })
  return { users: selected.length, faces: facesOf(selected) }
}

/** The one place where people go. */
async function removePeople(ctx: Context, people: readonly SelectedPerson[]): Promise<void> {
  const userIds = people.map(({ userId }) => userId)
  await eraseLogImagesOf(ctx, userIds)
  const deleted = await deletePeople(ctx.db, userIds)
  if (deleted !== people.length) throw new KaobanError('request.conflict', 'somebody else deleted some of these people')
}

async function choose(ctx: Context, selection: UserSelection): Promise<SelectedPerson[]> {
  const selected = await findSelected(ctx.db, selection, ctx.clock.now())
  const named = 'userIds' in selection ? new Set(selection.userIds).size : undefined
  if (named === 0 || (named === undefined && selected.length === 0))
    throw invalidFields([{ field: 'selection', message: 'MSG-USR-022' }])
  if (named !== undefined && named !== selected.length)
    throw new KaobanError('request.not-found', 'a chosen user does not exist')
  return selected
}

function facesOf(people: readonly SelectedPerson[]): number {
  return people.filter(({ faceState }) => faceState !== 'none').length
}
