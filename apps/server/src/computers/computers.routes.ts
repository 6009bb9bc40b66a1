import { listComputers, registerComputer, renewComputerKeys, revokeComputer, syncComputer } from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import { addComputer, listComputersOf, makeKeys, revokeComputerOf, syncOwnComputer } from './computers.service.ts'

export function computerRoutes(serve: Serve): void {
  serve(listComputers, (ctx, query) => listComputersOf(ctx, query))
  serve(revokeComputer, (ctx, input) => revokeComputerOf(ctx, input.computerId))
  serve(renewComputerKeys, (ctx, input) => makeKeys(ctx, input.endFormer))
  serve.stepwise(registerComputer, (steps, input) => addComputer(steps, input))
  serve(syncComputer, (ctx, input) => syncOwnComputer(ctx, input))
}
