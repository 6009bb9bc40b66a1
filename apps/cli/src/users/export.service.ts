import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { decodeTextAs, mfaFields, readCsv, writeTable } from '@kaoban/codecs'
import { exportMfaUsers, exportUsers, KaobanError } from '@kaoban/contract'
import { connect } from '../account/account.service.ts'
import type { Run } from '../platform/command.ts'
import { exit } from '../platform/exit.ts'
import { Stop } from '../platform/stop.ts'
import { Report } from './report.service.ts'

/** Writes the list of everybody within range. */
export async function exportUsersTo(run: Run) {
  const { options, say } = run
  const path = outputOf(run)
  const { call } = connect(run)
  const encoding = options.text('encoding') === 'utf-8' ? 'utf-8' : 'shift_jis'
  const headers = options.text('headers') === 'original' ? 'original' : 'kaoban'
  const group = options.text('group')
  const mfa = options.text('layout') === 'mfa'
  const columns = options
    .text('columns')
    ?.split(',')
    .map((name) => name.trim())
  if ((group ?? columns) !== undefined && !mfa) throw new Stop(exit.usage, 'cli.export.ofMfa')
  const format = formatOf(run, path)
  if (format === 'xlsx' && mfa) throw new Stop(exit.usage, 'cli.export.workbookOfUsers')
  const unknown = columns?.find((name) => !mfaFields.some((field) => field === name))
  if (unknown !== undefined) throw new Stop(exit.usage, 'cli.export.noColumn', { column: unknown })
  let bytes: Uint8Array
  try {
    bytes = mfa
      ? await call(exportMfaUsers, { encoding, group })
      : await call(exportUsers, { format, encoding, headers })
  } catch (error) {
    if (error instanceof KaobanError && error.code === 'file.not-in-shift-jis') tellLost(run, error)
    throw error
  }
  if (columns !== undefined) bytes = onlyColumns(bytes, encoding, columns)
  await deliver(run, path, bytes)
  if (path !== undefined)
    run.output.result(say('cli.export.done', { path }), { event: 'exported', path, bytes: bytes.length })
  return exit.done
}

/** Names each character that Shift_JIS does not have, with its row and column [MFA-CLI-005]. */
function tellLost({ output, say, locale }: Run, error: KaobanError): void {
  const report = new Report(output, say, locale, undefined)
  report.add([], (error.details?.faults ?? []) as Parameters<Report['add']>[1] & object)
  report.end()
}

/** As it is asked for, else as the name of the file says. */
function formatOf({ options }: Run, path: string | undefined): 'csv' | 'xlsx' {
  const wanted = options.text('format')
  return wanted === 'xlsx' || (wanted === undefined && path !== undefined && /\.xlsx$/i.test(path)) ? 'xlsx' : 'csv'
}

/** The file to write, or undefined for standard output, which is taken with `--json`. */
export function outputOf({ options, output }: Run): string | undefined {
  const path = options.text('output')
  const toFile = path !== undefined && path !== '-'
  if (!toFile && output.mode === 'json') throw new Stop(exit.usage, 'cli.usage.outputNeeded')
  return toFile ? path : undefined
}

/** A file is there as a whole or not at all, and is for its owner's eyes: it lists people. */
export async function deliver({ output }: Run, path: string | undefined, bytes: Uint8Array): Promise<void> {
  if (path === undefined) return output.bytes(bytes)
  const beside = `${path}.${process.pid}.part`
  try {
    writeFileSync(beside, bytes, { mode: 0o600, flag: 'wx', flush: true })
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/** Without these an import could not tell whom a row is about. */
const alwaysThere = ['mode', 'userid', 'groupId']

function onlyColumns(bytes: Uint8Array, encoding: 'utf-8' | 'shift_jis', wanted: readonly string[]): Uint8Array {
  const fileEncoding = encoding === 'utf-8' ? 'utf-8-bom' : encoding
  const decoded = decodeTextAs(bytes, fileEncoding)
  const records = decoded.ok ? readCsv(decoded.text).records : []
  const kept = (records[0]?.cells ?? []).map((name) => alwaysThere.includes(name) || wanted.includes(name))
  const written = writeTable(
    records.map(({ cells }) => cells.filter((_, place) => kept[place])),
    fileEncoding,
  )
  if (!decoded.ok || !written.ok) throw new Error('a list of the server is not in its encoding')
  return written.bytes
}
