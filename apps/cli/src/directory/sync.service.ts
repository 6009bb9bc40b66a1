import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  addDirectoryAccounts,
  type Call,
  closeDirectoryRun,
  type DirectoryAccount,
  type DirectoryRun,
  directoryRuns,
  KaobanError,
  openDirectoryRun,
  readDirectoryRun,
} from '@kaoban/contract'
import { hasMessage } from '@kaoban/messages'
import { callAs } from '../account/account.service.ts'
import type { Run } from '../platform/command.ts'
import { type ExitCode, exit } from '../platform/exit.ts'
import { configFolder } from '../platform/folders.ts'
import { Progress } from '../platform/output.ts'
import { Stop } from '../platform/stop.ts'
import { ActiveDirectory } from './active-directory.service.ts'
import type { DirectorySettings } from './settings.service.ts'

/** One run: reads every account, sends them all, and looks on until the server has followed. */
export async function synchronise(run: Run, settings: DirectorySettings): Promise<ExitCode> {
  const accounts = await readAll(run, settings)
  const call = callAs(run, settings)
  const importId = randomUUID()
  const { domain, tool } = settings
  await call(openDirectoryRun, { importId, domain, tool, trial: run.options.has('dry-run') })
  const progress = new Progress(run.output, run.say, 'sending', { total: accounts.length })
  for (let start = 0; start < accounts.length; start += directoryRuns.accounts) {
    if (run.interrupted.aborted) throw new Stop(exit.interrupted, 'cli.interrupted')
    const lot = accounts.slice(start, start + directoryRuns.accounts)
    await call(addDirectoryAccounts, { importId, from: start + 1, accounts: lot })
    progress.at(start + lot.length, 0)
  }
  await call(closeDirectoryRun, { importId, accounts: accounts.length })
  return finish(run, await follow(run, call, importId), accounts.length)
}

async function readAll(run: Run, { directory, domain }: DirectorySettings): Promise<DirectoryAccount[]> {
  const opened = await ActiveDirectory.open(directory)
  try {
    if (opened.domain !== domain)
      throw new Stop(exit.usage, 'cli.directory.otherDomain', { domain, found: opened.domain })
    const progress = new Progress(run.output, run.say, 'reading', { total: 0 })
    const accounts: DirectoryAccount[] = []
    for await (const page of opened.accounts()) {
      accounts.push(...page)
      progress.at(accounts.length, 0, accounts.length)
      if (run.interrupted.aborted) throw new Stop(exit.interrupted, 'cli.interrupted')
    }
    // Nobody at all is a wrong scope or a right that is missing: it would delete everybody.
    if (accounts.length === 0) throw new Stop(exit.usage, 'cli.directory.nobody')
    return accounts
  } finally {
    await opened.close()
  }
}

async function follow(run: Run, call: Call, importId: string): Promise<DirectoryRun> {
  let bar: { of: string; progress: Progress } | undefined
  for (let wait = 25; ; wait = Math.min(wait * 2, 400)) {
    const found = await call(readDirectoryRun, { importId })
    const { state } = found.import
    if (found.failure !== null) throw new KaobanError(found.failure as never, 'the task failed')
    if (['planned', 'checked', 'applied'].includes(state)) return found
    if (!['planning', 'queued', 'applying'].includes(state)) throw new Stop(exit.usage, 'cli.import.cancelled')
    const of = state === 'planning' ? 'checking' : 'applying'
    if (found.progress && bar?.of !== of)
      bar = { of, progress: new Progress(run.output, run.say, of, { total: found.progress.total }) }
    if (found.progress) bar?.progress.at(found.progress.done, 0, found.progress.total)
    if (run.interrupted.aborted) throw new Stop(exit.interrupted, 'cli.directory.goesOn')
    await new Promise((wake) => setTimeout(wake, wait))
  }
}

function finish(run: Run, found: DirectoryRun, accounts: number): ExitCode {
  const { output, say } = run
  const { importId, state, totals } = found.import
  for (const { logonName, fault } of found.errors) {
    const text = hasMessage(fault.message) ? say(fault.message, fault.params) : fault.message
    output.result(`${logonName}: ${text} [${fault.code}]`, { event: 'fault', logonName, code: fault.code, text })
  }
  const written = state === 'applied'
  const counts = {
    accounts,
    ...(written
      ? { added: totals.added, updated: totals.updated, deleted: totals.deleted }
      : { added: totals.add, updated: totals.change, deleted: totals.delete }),
    failed: found.errorCount,
  }
  logRun(run.env, { importId, state, ...counts })
  if (state === 'planned') throw new Stop(exit.interrupted, 'cli.directory.waiting', { n: totals.delete })
  const text = say(written ? 'cli.directory.done' : 'cli.directory.checked', counts)
  output.result(text, { event: 'directory', trial: !written, run: importId, ...counts })
  return found.errorCount > 0 ? exit.someFailed : exit.done
}

const logBytes = 1024 * 1024

export function logFile(env: NodeJS.ProcessEnv): string {
  return join(configFolder(env), 'directory.log')
}

/** One line for each run, and for each that failed [NFM-ADP-054]. */
export function logRun(env: NodeJS.ProcessEnv, facts: Record<string, unknown>): void {
  const path = logFile(env)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > logBytes) renameSync(path, `${path}.1`)
  appendFileSync(path, `${JSON.stringify({ at: new Date().toISOString(), ...facts })}\n`, { mode: 0o600 })
}
