#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'
import { KaobanError } from '@kaoban/contract'
import { localeOfEnvironment, problemWords } from '@kaoban/messages'
import { accountCommands } from './account/account.commands.ts'
import { directoryCommands } from './directory/directory.commands.ts'
import { helpCommands } from './help/help.commands.ts'
import { helpOf, operatorTasks, overview } from './help/help.service.ts'
import { type CodePage, codePageOf } from './platform/code-page.ts'
import type { CommandShape } from './platform/command.ts'
import { type ExitCode, exit } from './platform/exit.ts'
import { Output } from './platform/output.ts'
import { findCommand, parseArguments } from './platform/parse.ts'
import { networkReason } from './platform/server.ts'
import { exitOf, Stop } from './platform/stop.ts'
import { sayIn } from './platform/words.ts'
import { userCommands } from './users/users.commands.ts'

const commands: readonly CommandShape[] = [
  ...userCommands,
  ...directoryCommands,
  ...accountCommands,
  ...helpCommands(() => commands),
]
const version = '0.1.0'

// Left to itself, V8 lets garbage grow far beyond what a list of any length needs [MFA-LIM-011].
setFlagsFromString('--heap-growing-percent=20')

process.exitCode = await main(process.argv.slice(2))

async function main(words: string[]): Promise<ExitCode> {
  const { env, stdout: out, stderr: err } = process
  const given = (name: string) => words.includes(`--${name}`)
  const lang =
    words.find((word) => word.startsWith('--lang='))?.slice('--lang='.length) ??
    words[words.indexOf('--lang') + 1 || words.length]
  const locale = localeOfEnvironment(lang, env)
  const say = sayIn(locale)
  const quiet = given('quiet') || words.includes('-q')
  let page: CodePage | undefined
  const codePage = () => {
    page ??= codePageOf(env, process.platform)
    return page
  }
  const output = new Output(given('json') ? 'json' : quiet ? 'quiet' : 'words', { out, err }, codePage)
  const interrupted = listenForSignals()
  // Somebody who reads no further, such as head(1), is no fault.
  out.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? exit.done : exit.server))
  try {
    const found = findCommand(commands, words)
    if (!found) return withoutCommand(words)
    const { operands, options } = parseArguments(found.command, found.rest)
    if (options.has('help')) {
      output.text(helpOf(found.command, say))
      return exit.done
    }
    return await found.command.run({ operands, options, say, locale, output, env, interrupted })
  } catch (error) {
    return failWith(error)
  }

  function withoutCommand(typed: string[]): ExitCode {
    const [first] = typed
    if (typed.includes('--version')) output.text(`${version}\n`)
    else if (first === undefined || first === 'help' || given('help') || typed.includes('-h'))
      output.text(overview(commands, say))
    else if (operatorTasks.some(({ path }) => path.split(' ')[0] === first))
      throw new Stop(exit.usage, 'cli.usage.operator', { word: first })
    else
      throw new Stop(exit.usage, 'cli.usage.unknownCommand', {
        word: typed
          .filter((word) => !word.startsWith('-'))
          .slice(0, 2)
          .join(' '),
      })
    return exit.done
  }

  function failWith(error: unknown): ExitCode {
    if (error instanceof Stop) {
      output.failure(say(error.key, error.params), { code: error.key.replace(/^cli\./, '') })
      return error.code
    }
    if (error instanceof KaobanError) {
      const { title, remedy } = problemWords(error.code, locale, error.details as Record<string, string>)
      const { requestId } = error.details ?? {}
      const reason = networkReason(error.cause)
      const text =
        reason === undefined ? [title, remedy].filter(Boolean).join(' ') : say('cli.server.unreachable', { reason })
      output.failure(text, {
        code: error.code,
        ...(requestId ? { requestId } : {}),
      })
      return exitOf(error)
    }
    const { code, path } = error as NodeJS.ErrnoException
    if (code !== undefined && path !== undefined) {
      output.failure(say(code === 'ENOENT' ? 'cli.file.missing' : 'cli.file.unusable', { path, code }), {
        code: 'file',
        path,
      })
      return exit.usage
    }
    output.failure(say('cli.broken', { text: (error as Error).stack ?? String(error) }), { code: 'broken' })
    return exit.server
  }
}

/** The first signal asks to finish what is under way; one that comes a second later ends at once. */
function listenForSignals(): AbortSignal {
  const asked = new AbortController()
  let at = 0
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (!asked.signal.aborted) {
        at = Date.now()
        asked.abort()
      } else if (Date.now() - at > 1000) process.exit(exit.interrupted)
    })
  return asked.signal
}
