import { downloadClient, readInstaller } from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { describeInstaller, giveOutClient } from './installer.service.ts'

export function installerRoutes(serve: Serve): void {
  serve(readInstaller, (ctx) => describeInstaller(ctx))
  serve(downloadClient, (ctx) => giveOutClient(ctx))
}
