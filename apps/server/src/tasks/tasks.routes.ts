import { cancelTask, dismissTask, listTasks, readTask, takeTaskSecret } from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { type AnyTaskKind, cancel, dismiss, listOwnTasks, readOwnTask, takeSecret } from './tasks.service.ts'

export function taskRoutes(serve: Serve, kinds: readonly AnyTaskKind[]): void {
  serve(listTasks, (ctx, input) => listOwnTasks(ctx, input.of))
  serve(readTask, (ctx, input) => readOwnTask(ctx, input.taskId))
  serve(cancelTask, (ctx, input) => cancel(ctx, input.taskId, kinds))
  serve(dismissTask, (ctx, input) => dismiss(ctx, input.taskId))
  serve(takeTaskSecret, (ctx, input) => takeSecret(ctx, input.taskId))
}
