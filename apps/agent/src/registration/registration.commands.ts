import { hostname } from 'node:os'
import { limits, registerComputer } from '@kaoban/contract'
import { Asker } from '../platform/ask.ts'
import { keepDevice, knownDevice, registered } from '../platform/device.ts'
import { type Command, type Run, textOption } from '../platform/run.ts'
import { guestCall, makeDeviceKey, serverOrigin } from '../platform/server.ts'
import { softwareHere } from '../platform/software.ts'
import { exit, Stop } from '../platform/stop.ts'
import { Vault } from '../platform/vault.ts'
import { synchronise } from '../sync/sync.service.ts'

export const registrationCommands: readonly Command[] = [
  {
    name: 'register',
    summary: 'agent.register.summary',
    values: ['server', 'tenant', 'access-key', 'name'],
    switches: ['insecure-http'],
    run: register,
  },
  { name: 'status', summary: 'agent.status.summary', values: [], switches: [], run: status },
  { name: 'unregister', summary: 'agent.unregister.summary', values: [], switches: [], run: unregister },
]

/** Binds this computer to a tenant [NFM-CLI-016]; what is no option is asked for, or read from standard input. */
async function register(run: Run): Promise<number> {
  const vault = new Vault(run.env)
  const known = knownDevice(vault)
  if (known) throw new Stop(exit.usage, 'agent.register.already', { tenant: known.tenant.name })
  const asker = new Asker()
  const need = async (option: string, question: Parameters<Run['say']>[0]) => {
    const given = textOption(run, option) ?? (await asker.ask(run.say(question)))
    if (given === '') throw new Stop(exit.usage, 'cli.usage.optionValue', { option: `--${option}` })
    return given
  }
  const server = serverOrigin(await need('server', 'cli.login.askServer'), run.options['insecure-http'] === true)
  const code = await need('tenant', 'agent.register.askTenant')
  const accessKey = await need('access-key', 'agent.register.askAccessKey')
  // Never an argument, which other users of the computer could read.
  const secretKey = await asker.ask(run.say('agent.register.askSecretKey'), true)
  asker.close()
  const name = textOption(run, 'name') ?? ownName()
  const { privateKey, publicKey } = makeDeviceKey()
  const call = await guestCall(server, run.locale)
  const made = await call(registerComputer, { code, accessKey, secretKey, name, publicKey, ...softwareHere() })
  const { computerId, proofName, tenant } = made
  keepDevice(vault, { server, computerId, name, proofName, privateKey, tenant })
  run.tell(run.say('agent.register.done', { name, tenant: tenant.name, server }))
  return exit.done
}

/** コンピュータ名, as Windows accounts name it. */
function ownName(): string {
  return hostname().split('.')[0]!.slice(0, limits.computerName.max)
}

/** Asks the server, so that a revoked computer learns of it. */
async function status(run: Run): Promise<number> {
  const here = registered(run)
  const { device } = here
  const { name, tenant, at } = await synchronise(here)
  run.tell(run.say('agent.status.is', { name, tenant: tenant.name, server: device.server, at }))
  return exit.done
}

/** Before a computer is retired: nothing stays here [NFM-CLI-015]. */
async function unregister(run: Run): Promise<number> {
  const { vault, device } = registered(run)
  vault.wipe()
  run.tell(run.say('agent.unregister.done', { name: device.name }))
  return exit.done
}
