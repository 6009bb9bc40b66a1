import { type AnswerOf, readOwnApiKey } from '@kaoban/contract'
import { ask, askHidden, readLines } from '../platform/ask.ts'
import { type CommandShape, type Run, serverOptions } from '../platform/command.ts'
import { exit } from '../platform/exit.ts'
import { serverCall, serverOrigin } from '../platform/server.ts'
import { Stop } from '../platform/stop.ts'
import { dayIn } from '../platform/words.ts'
import { checkedKey, connect, forgetLogin, keepLogin } from './account.service.ts'

const insecureHttp = serverOptions.filter(({ name }) => name === 'insecure-http')

export const accountCommands: readonly CommandShape[] = [
  {
    path: ['login'],
    summary: 'cli.login.summary',
    about: ['cli.login.about', 'cli.login.about.keys', 'cli.login.about.kept'],
    operand: { name: 'URL', text: 'cli.login.url', needed: false },
    options: insecureHttp,
    examples: ['kaoban login https://kaoban.example.co.jp', 'kaoban login https://kaoban.example.co.jp < key.txt'],
    run: login,
  },
  {
    path: ['whoami'],
    summary: 'cli.whoami.summary',
    about: ['cli.whoami.about'],
    options: serverOptions,
    examples: ['kaoban whoami', 'kaoban whoami --json'],
    run: whoami,
  },
  {
    path: ['logout'],
    summary: 'cli.logout.summary',
    about: ['cli.logout.about'],
    options: [],
    examples: ['kaoban logout'],
    run: async ({ env, output, say }) => {
      forgetLogin(env)
      output.result(say('cli.logout.done'), { event: 'logged-out' })
      return exit.done
    },
  },
]

async function login(run: Run) {
  const { env, options, say, output } = run
  const onTerminal = process.stdin.isTTY === true
  const typed = run.operands[0] ?? env.KAOBAN_SERVER ?? (onTerminal ? await ask(say('cli.login.askServer')) : undefined)
  if (!typed) throw new Stop(exit.usage, 'cli.server.none')
  const server = serverOrigin(typed, options.has('insecure-http'))
  if (onTerminal) output.note(say('cli.login.where', { address: `${server}/api-keys` }))
  const token = checkedKey(onTerminal ? await askHidden(say('cli.login.askKey')) : (await readLines(1))[0]!)
  const { locale, interrupted } = run
  const key = await serverCall({ server, token }, { locale, interrupted })(readOwnApiKey)
  const path = keepLogin(env, { server, token })
  output.result(say('cli.login.done', { ...wordsOf(run, key), server }), { event: 'logged-in', server, path, ...key })
  return exit.done
}

async function whoami(run: Run) {
  const { call, server } = connect(run)
  const key = await call(readOwnApiKey)
  run.output.result(run.say('cli.whoami.is', { ...wordsOf(run, key), server }), { event: 'whoami', server, ...key })
  return exit.done
}

function wordsOf({ say, locale }: Run, key: AnswerOf<typeof readOwnApiKey>) {
  const { name, scope, expiresAt, person, tenant } = key
  return {
    ...{ name, scope: say(`apiKeys.scope.${scope}`), loginId: person.loginId, tenant: tenant.name },
    until: dayIn(locale, tenant.timeZone, expiresAt),
  }
}
