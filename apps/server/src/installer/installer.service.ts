import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { KaobanError } from '@kaoban/contract'
import { readAccessKey } from '../computers/computers.service.ts'
import type { Context } from '../platform/context.ts'

/** What `npm run build` makes where the client software runs. */
const archive = fileURLToPath(new URL('../../../agent/dist/kaoban-agent-linux-x64.tgz', import.meta.url))
const description = fileURLToPath(new URL('../../../agent/package.json', import.meta.url))

export async function describeInstaller(ctx: Context) {
  return { client: clientHere(), accessKey: await readAccessKey(ctx) }
}

function clientHere(): { version: string; bytes: number } | null {
  if (!existsSync(archive)) return null
  const { version } = JSON.parse(readFileSync(description, 'utf8')) as { version: string }
  return { version, bytes: statSync(archive).size }
}

/** The file, whose download is logged [NFM-OPL-021]. */
export async function giveOutClient(ctx: Context) {
  const client = clientHere()
  if (!client) throw new KaobanError('request.not-found', 'this server has no client software to give out')
  await ctx.audit({ client: client.version })
  return { fileName: 'kaoban-agent-linux-x64.tgz', body: createReadStream(archive) }
}
