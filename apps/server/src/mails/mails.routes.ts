import { KaobanError, readMailbox } from '@kaoban/contract'
import type { Config } from '../platform/config.ts'
import type { Context } from '../platform/context.ts'
import type { Serve } from '../platform/http.ts'
import { mayReadMailbox } from './mails.rules.ts'
import { readOutbox } from './mails.transport.ts'

export function mailRoutes(serve: Serve, config: Config, operatorHere: (ctx: Context) => Promise<unknown>): void {
  serve.stepwise(readMailbox, async (steps, input) => {
    const operator = await steps.inTransaction(async (ctx) => (await operatorHere(ctx)) !== undefined)
    if (!mayReadMailbox(config, steps.local, operator))
      throw new KaobanError('request.not-found', 'there is no mailbox page here')
    return { rows: await readOutbox(config, input.limit) }
  })
}
