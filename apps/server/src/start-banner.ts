import type { Config } from './platform/config.ts'
import type { RunningServer } from './server.ts'

/** Tells the person at the terminal where to go next; everything else goes to the log. */
export async function announceStart(server: RunningServer, config: Config, url: string): Promise<void> {
  const address = (config.KAOBAN_PUBLIC_URL ?? url).replace(/\/$/, '')
  const lines = [`${config.KAOBAN_PRODUCT_NAME} is ready at ${address}`]
  if (server.database.kind === 'embedded')
    lines.push(`Embedded database in ${config.KAOBAN_DATA}: for evaluation and small sites; set DATABASE_URL for PostgreSQL.`)
  if (server.kek.created)
    lines.push(`Made the key that protects faces and secrets: ${server.kek.origin}. Back it up apart from the database; without it they are lost.`)
  if (config.KAOBAN_SMTP_URL === undefined) lines.push(`No mail server is set (KAOBAN_SMTP_URL): mails are kept and shown at ${address}/mailbox`)
  const setup = await server.operatorSetupUrl(address)
  lines.push(setup === undefined ? `Operator console: ${address}/operator` : `Set up the operator account first (once, within 24 hours): ${setup}`)
  console.log(`\n${lines.map((line) => `  ${line}`).join('\n')}\n`)
}
