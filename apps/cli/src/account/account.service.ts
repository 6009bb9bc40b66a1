import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { apiKeyBody, type Call } from '@kaoban/contract'
import type { Run } from '../platform/command.ts'
import { exit } from '../platform/exit.ts'
import { configFolder, readPrivate, writePrivate } from '../platform/folders.ts'
import { type Access, serverCall, serverOrigin } from '../platform/server.ts'
import { Stop } from '../platform/stop.ts'

function loginFile(env: NodeJS.ProcessEnv): string {
  return join(configFolder(env), 'login.json')
}

export function readLogin(env: NodeJS.ProcessEnv): Access | undefined {
  const text = readPrivate(loginFile(env))
  if (text === undefined) return undefined
  try {
    const { server, token } = JSON.parse(text) as Partial<Access>
    if (typeof server === 'string' && typeof token === 'string') return { server, token }
  } catch {}
  throw new Stop(exit.notAllowed, 'cli.login.damaged', { path: loginFile(env) })
}

/** Returns where it is kept. */
export function keepLogin(env: NodeJS.ProcessEnv, access: Access): string {
  writePrivate(loginFile(env), `${JSON.stringify(access)}\n`)
  return loginFile(env)
}

export function forgetLogin(env: NodeJS.ProcessEnv): void {
  rmSync(loginFile(env), { force: true })
}

/** A key as somebody typed or pasted it. @throws Stop when it is none, or has a mistake in it */
export function checkedKey(text: string): string {
  const key = text.trim()
  if (apiKeyBody(key) === undefined) throw new Stop(exit.notAllowed, 'cli.login.malformed')
  return key
}

/**
 * Where to and with which key: the environment and a file named on the command line before what `kaoban login` kept.
 * The key itself is never an argument, which other users of the machine could read [MFA-CLI-013].
 */
function accessOf(run: Run): Access {
  const { options, env } = run
  const file = options.text('token-file')
  const kept = env.KAOBAN_TOKEN === undefined && file === undefined ? readLogin(env) : undefined
  const server = options.text('server') ?? env.KAOBAN_SERVER ?? kept?.server
  const token = tokenOf(run) ?? kept?.token
  if (token === undefined) throw new Stop(exit.notAllowed, 'cli.login.none')
  if (server === undefined) throw new Stop(exit.usage, 'cli.server.none')
  const origin = serverOrigin(server, options.has('insecure-http'))
  // A key that was kept for one server is not shown to another.
  if (kept && kept.token === token && serverOrigin(kept.server, true) !== origin)
    throw new Stop(exit.notAllowed, 'cli.login.otherServer', { kept: kept.server, server: origin })
  return { server: origin, token: checkedKey(token) }
}

/** Whether this run could ask a server: one is named, a key is given, or somebody is signed in. */
export function isServerKnown({ options, env }: Run): boolean {
  const named = options.text('server') ?? options.text('token-file') ?? env.KAOBAN_SERVER ?? env.KAOBAN_TOKEN
  return named !== undefined || readLogin(env) !== undefined
}

/** The key of the environment, or of a file named on the command line. */
export function tokenOf({ options, env }: Run): string | undefined {
  const file = options.text('token-file')
  return file === undefined ? env.KAOBAN_TOKEN : tokenFrom(file)
}

function tokenFrom(path: string): string {
  const text = readPrivate(path)
  if (text === undefined) throw new Stop(exit.usage, 'cli.file.missing', { path })
  return text
}

/** The server as the person of this run. */
export function connect(run: Run): { call: Call; server: string } {
  const access = accessOf(run)
  return { call: callAs(run, access), server: access.server }
}

/** The server with a key that is known. */
export function callAs(run: Run, access: Access): Call {
  return serverCall(access, {
    locale: run.locale,
    interrupted: run.interrupted,
    onWait: (milliseconds) =>
      run.output.note(run.say('cli.server.waiting', { seconds: Math.round(milliseconds / 1000) }), {
        event: 'waiting',
        seconds: milliseconds / 1000,
      }),
  })
}
