import { changeGroup, createGroup, deleteGroup, listGroups, readGroup } from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { addGroup, deleteGroupById, readGroupById, renameGroupById, searchGroups } from './groups.service.ts'

export function groupRoutes(serve: Serve): void {
  serve(listGroups, (ctx, query) => searchGroups(ctx, query))
  serve(readGroup, (ctx, input) => readGroupById(ctx, input.groupId))
  serve(createGroup, (ctx, input) => addGroup(ctx, input))
  serve(changeGroup, (ctx, input) => renameGroupById(ctx, input))
  serve(deleteGroup, (ctx, input) => deleteGroupById(ctx, input.groupId))
}
