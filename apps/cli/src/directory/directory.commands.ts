import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { claimDirectory, isWindowsName, KaobanError, limits, readDirectory } from '@kaoban/contract'
import { problemWords } from '@kaoban/messages'
import { callAs, checkedKey, tokenOf } from '../account/account.service.ts'
import { ask, askHidden, readLines } from '../platform/ask.ts'
import { type CommandShape, type OptionShape, type Run, serverOptions } from '../platform/command.ts'
import { type ExitCode, exit } from '../platform/exit.ts'
import { serverOrigin } from '../platform/server.ts'
import { Stop } from '../platform/stop.ts'
import { timeHere } from '../platform/words.ts'
import { ActiveDirectory, directoryUrl } from './active-directory.service.ts'
import { type DirectorySettings, keepSettings, knownSettings, readSettings } from './settings.service.ts'
import { logRun, synchronise } from './sync.service.ts'

const setUpOptions: readonly OptionShape[] = [
  { name: 'ldap', value: 'URL', text: 'cli.directory.option.ldap' },
  { name: 'ca', value: 'FILE', completes: 'file', text: 'cli.directory.option.ca' },
  { name: 'account', value: 'NAME', text: 'cli.directory.option.account' },
  { name: 'ou', value: 'DN;DN', text: 'cli.directory.option.ou' },
  { name: 'group', value: 'DN;DN', text: 'cli.directory.option.group' },
  {
    ...{ name: 'on-disable', value: 'suspend|remove', choices: ['suspend', 'remove'] },
    ...{ text: 'cli.directory.option.onDisable', fallback: 'suspend' },
  },
  { name: 'name-length', value: 'N', text: 'cli.directory.option.nameLength', fallback: `${limits.personName.max}` },
  { name: 'take-over', text: 'cli.directory.option.takeOver' },
  ...serverOptions,
]

export const directoryCommands: readonly CommandShape[] = [
  {
    path: ['directory', 'setup'],
    summary: 'cli.directory.setup.summary',
    about: ['cli.directory.setup.about', 'cli.directory.setup.kept'],
    options: setUpOptions,
    examples: ['kaoban directory setup --server https://kaoban.example.co.jp --ldap ldaps://dc1.example.co.jp'],
    run: setUp,
  },
  {
    path: ['directory', 'sync'],
    summary: 'cli.directory.sync.summary',
    about: ['cli.directory.sync.about'],
    options: [
      { name: 'dry-run', text: 'cli.option.dryRun' },
      { name: 'watch', text: 'cli.directory.option.watch' },
      { name: 'every', value: 'TIME', text: 'cli.directory.option.every', fallback: '15m' },
    ],
    examples: ['kaoban directory sync --dry-run', 'kaoban directory sync --watch --every 15m'],
    run: sync,
  },
  {
    path: ['directory', 'status'],
    summary: 'cli.directory.status.summary',
    about: ['cli.directory.status.about'],
    options: [],
    examples: ['kaoban directory status'],
    run: status,
  },
]

async function setUp(run: Run): Promise<ExitCode> {
  const { env, options, say, output } = run
  const settings = await gather(run)
  const call = callAs(run, settings)
  const { tenant } = await call(readDirectory)
  const opened = await ActiveDirectory.open(settings.directory)
  let accounts = 0
  try {
    for await (const page of opened.accounts()) accounts += page.length
  } finally {
    await opened.close()
  }
  if (accounts === 0) throw new Stop(exit.usage, 'cli.directory.nobody')
  const { domain } = opened
  const nameLength = options.text('name-length')
  await call(claimDirectory, {
    ...{ domain, tool: settings.tool, takeOver: options.has('take-over') },
    ...{ onDisable: options.text('on-disable') === 'remove' ? 'remove' : 'suspend' },
    ...(nameLength !== undefined && { fullNameMax: lengthIn(nameLength) }),
  })
  const path = keepSettings(env, { ...settings, domain })
  const facts = { domain, accounts, tenant: tenant.name, server: settings.server, path }
  output.result(say('cli.directory.setup.done', facts), { event: 'directory-set-up', ...facts })
  return exit.done
}

/** What was said on the command line, asked for on a terminal, or stands on standard input: the key, then the password. */
async function gather(run: Run): Promise<DirectorySettings> {
  const { env, options, say } = run
  const onTerminal = process.stdin.isTTY === true
  const need = async (name: string, question: Parameters<typeof say>[0]) => {
    const given = options.text(name) ?? (onTerminal ? await ask(say(question)) : '')
    if (given === '') throw new Stop(exit.usage, 'cli.usage.optionValue', { option: `--${name}` })
    return given
  }
  const server = options.text('server') ?? env.KAOBAN_SERVER ?? (await need('server', 'cli.login.askServer'))
  const url = directoryUrl(await need('ldap', 'cli.directory.askLdap'))
  const account = await need('account', 'cli.directory.askAccount')
  if (!isWindowsName(account) || account.length > limits.windowsAccountName.max)
    throw new Stop(exit.usage, 'cli.directory.account')
  const lines = onTerminal ? [] : await readLines(2)
  const token = tokenOf(run) ?? (onTerminal ? await askHidden(say('cli.login.askKey')) : (lines.shift() ?? ''))
  const password = onTerminal ? await askHidden(say('cli.directory.askPassword')) : (lines.shift() ?? '')
  if (password === '') throw new Stop(exit.usage, 'cli.directory.noPassword')
  const ca = options.text('ca')
  return {
    server: serverOrigin(server, options.has('insecure-http')),
    token: checkedKey(token),
    // Set up anew, it stays the same installation.
    tool: knownSettings(env)?.tool ?? randomUUID(),
    domain: '',
    directory: {
      ...{ url, account, password, ca: ca === undefined ? null : resolve(ca) },
      ...{ units: namesIn(options.text('ou')), groups: namesIn(options.text('group')) },
    },
  }
}

function namesIn(text = ''): string[] {
  return text
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

function lengthIn(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : 0
  if (value < 1 || value > limits.personName.max)
    throw new Stop(exit.usage, 'cli.usage.number', { option: '--name-length', min: 1, max: limits.personName.max })
  return value
}

async function sync(run: Run): Promise<ExitCode> {
  const { options, interrupted } = run
  const every = millisecondsIn(options.text('every') ?? '15m')
  const settings = readSettings(run.env)
  if (!options.has('watch')) return logged(run, () => synchronise(run, settings))
  for (;;) {
    try {
      await logged(run, () => synchronise(run, settings))
    } catch (error) {
      if (interrupted.aborted) throw error
      run.output.failure(wordsOf(run, error), { code: codeOf(error) })
    }
    await pause(every, interrupted)
    if (interrupted.aborted) return exit.done
  }
}

/** A run that fails leaves its line, too. */
async function logged(run: Run, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work()
  } catch (error) {
    logRun(run.env, { failed: codeOf(error) })
    throw error
  }
}

function codeOf(error: unknown): string {
  if (error instanceof KaobanError) return error.code
  return error instanceof Stop ? error.key : 'broken'
}

function wordsOf({ say, locale }: Run, error: unknown): string {
  if (error instanceof Stop) return say(error.key, error.params)
  if (error instanceof KaobanError)
    return problemWords(error.code, locale, error.details as Record<string, string>).title
  return say('cli.broken', { text: String(error) })
}

function millisecondsIn(text: string): number {
  const [, count, unit] = /^(\d+)([smh])$/.exec(text) ?? []
  const value = Number(count) * ({ s: 1000, m: 60_000, h: 3_600_000 }[unit as 's'] ?? 0)
  if (!(value >= 5000 && value <= 86_400_000)) throw new Stop(exit.usage, 'cli.directory.every')
  return value
}

function pause(milliseconds: number, interrupted: AbortSignal): Promise<void> {
  return new Promise((wake) => {
    const timer = setTimeout(wake, milliseconds)
    interrupted.addEventListener('abort', () => {
      clearTimeout(timer)
      wake()
    })
  })
}

async function status(run: Run): Promise<ExitCode> {
  const { say, output } = run
  const settings = readSettings(run.env)
  const { tenant, domains } = await callAs(run, settings)(readDirectory)
  for (const found of domains) {
    const { domain, provisioned, accounts, reportedAt, run: last, tool } = found
    const facts = { domain, provisioned, accounts, at: reportedAt, failed: last?.errorCount ?? 0, tenant: tenant.name }
    const own = tool === settings.tool
    const text = say('cli.directory.status.is', { ...facts, at: timeHere(run.locale, reportedAt) })
    output.result(text, { event: 'directory-status', own, ...facts })
    if (last?.import.state === 'planned') output.note(say('cli.directory.waiting', { n: last.import.totals.delete }))
  }
  return exit.done
}
