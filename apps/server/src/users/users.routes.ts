import {
  bulkUsers,
  changeUser,
  chooseLocale,
  createUser,
  deleteUsers,
  listOwnAttempts,
  listUsers,
  ownAttemptsShown,
  previewUserDeletion,
  readOwnData,
  readUser,
  repeatMail,
} from '@kaoban/contract'
import type { LicenceRule } from '../licences/licences.service.ts'
import type { Serve } from '../platform/http.ts'
import { listOwn, readOwn } from './own-data.service.ts'
import { changeUserById, chooseOwnLocale, readUserById, registerUser, searchUsers } from './users.service.ts'
import { startBulk } from './users-bulk.service.ts'
import { deleteSelected, previewDeletion } from './users-deletion.service.ts'
import { repeatUndelivered } from './users-mail.service.ts'

export function userRoutes(serve: Serve, licences: LicenceRule): void {
  serve(listUsers, (ctx, query) => searchUsers(ctx, query))
  serve(readUser, (ctx, input) => readUserById(ctx, input.userId))
  serve.stepwise(createUser, (steps, input) => registerUser(steps, input, licences))
  serve.stepwise(changeUser, (steps, input) => changeUserById(steps, input))
  serve(repeatMail, (ctx, input) => repeatUndelivered(ctx, input))
  serve(readOwnData, (ctx) => readOwn(ctx))
  serve(listOwnAttempts, (ctx) => listOwn(ctx, ownAttemptsShown))
  serve(chooseLocale, (ctx, input) => chooseOwnLocale(ctx, input.locale))
  serve(previewUserDeletion, (ctx, input) => previewDeletion(ctx, input.selection))
  serve(bulkUsers, (ctx, input) => startBulk(ctx, input))
  serve(deleteUsers, (ctx, input) => deleteSelected(ctx, input.selection, input.expected))
}
