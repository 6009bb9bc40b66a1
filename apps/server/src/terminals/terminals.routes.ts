import { changeTerminal, listTerminals, readOwnTerminal, registerTerminal, revokeTerminal } from '@kaoban/contract'
import type { Serve } from '../platform/http.ts'
import {
  addTerminal,
  changeTerminalOf,
  listTerminalsOf,
  readOwnTerminalOf,
  revokeTerminalOf,
} from './terminals.service.ts'

export function terminalRoutes(serve: Serve): void {
  serve(listTerminals, (ctx, query) => listTerminalsOf(ctx, query))
  serve(registerTerminal, (ctx, input) => addTerminal(ctx, input))
  serve(changeTerminal, (ctx, { terminalId, ...change }) => changeTerminalOf(ctx, terminalId, change))
  serve(revokeTerminal, (ctx, input) => revokeTerminalOf(ctx, input.terminalId))
  serve(readOwnTerminal, (ctx) => readOwnTerminalOf(ctx))
}
