import { exportOperationLog } from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { exportOperations } from './operation-log.service.ts'

export function operationLogRoutes(serve: Serve): void {
  serve.stepwise(exportOperationLog, exportOperations)
}
