#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { KaobanError } from '@kaoban/contract'
import { localeOfEnvironment, problemWords, word } from '@kaoban/messages'
import { faceCommands } from './face-registration/face-registration.commands.ts'
import { logonCommands } from './logon/logon.commands.ts'
import type { Command, Run } from './platform/run.ts'
import { version } from './platform/software.ts'
import { exit, Stop } from './platform/stop.ts'
import { registrationCommands } from './registration/registration.commands.ts'

const commands: readonly Command[] = [...registrationCommands, ...faceCommands, ...logonCommands]

// A camera that does not answer holds nothing up at the end.
process.exit(await main(process.argv.slice(2)))

async function main(words: string[]): Promise<number> {
  const lang = words[words.indexOf('--lang') + 1 || words.length]
  const locale = localeOfEnvironment(lang, process.env)
  const say: Run['say'] = (key, params) => word(key, locale, params)
  const tell = (text: string) => void process.stdout.write(`${text}\n`)
  const interrupted = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())
  const command = commands.find(({ name }) => name === words[0])
  if (!command) {
    if (words[0] === '--version') tell(version)
    else for (const { name, summary } of commands) tell(`kaoban-agent ${name.padEnd(12)} ${say(summary)}`)
    return words.length === 0 || words[0] === '--version' || words[0] === '--help' ? exit.done : exit.usage
  }
  try {
    const options = optionsOf(command, words.slice(1))
    return await command.run({ options, env: process.env, locale, say, tell, interrupted: interrupted.signal })
  } catch (error) {
    const { text, code } = wordsOf(error)
    process.stderr.write(`${text}\n`)
    return code
  }

  function wordsOf(error: unknown): { text: string; code: number } {
    if (interrupted.signal.aborted) return { text: say('cli.login.cancelled'), code: exit.interrupted }
    if (error instanceof Stop) return { text: say(error.key, error.params), code: error.code }
    if (!(error instanceof KaobanError))
      return { text: say('cli.broken', { text: (error as Error).stack ?? String(error) }), code: exit.server }
    const { title, remedy } = problemWords(error.code, locale, error.details as Record<string, string>)
    const denied = /^(computer|sign-in|session|face)\./.test(error.code)
    return { text: [title, remedy].filter(Boolean).join(' '), code: denied ? exit.notAllowed : exit.server }
  }
}

function optionsOf({ values, switches }: Command, words: string[]): Run['options'] {
  try {
    return parseArgs({
      args: words,
      options: Object.fromEntries([
        ...['lang', ...values].map((name) => [name, { type: 'string' as const }]),
        ...switches.map((name) => [name, { type: 'boolean' as const }]),
      ]),
    }).values as Run['options']
  } catch (error) {
    const option = /'(-[^']*)'/.exec((error as Error).message)?.[1] ?? ''
    throw new Stop(exit.usage, 'cli.usage.unknownOption', { option })
  }
}
