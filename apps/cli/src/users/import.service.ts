import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import type { FileFault, MfaResult } from '@kaoban/codecs'
import {
  addImportRows,
  applyImport,
  type Call,
  closeImport,
  discardImport,
  downloadImportReport,
  type Import,
  importLots,
  KaobanError,
  listImportRows,
  openImport,
  planImportAgain,
  readImport,
  readTask,
} from '@kaoban/contract'
import { connect } from '../account/account.service.ts'
import type { Options, Run } from '../platform/command.ts'
import { type ExitCode, exit } from '../platform/exit.ts'
import { Lanes } from '../platform/lanes.ts'
import { Progress } from '../platform/output.ts'
import { exitOf, Stop } from '../platform/stop.ts'
import { deliver } from './export.service.ts'
import { dropJournal, dropOldJournals, type Journal, readJournal, writeJournal } from './journal.service.ts'
import { type ListFile, openList, readList, requireOneLayout } from './list-file.service.ts'
import { openLists, readOptionsOf } from './lists.service.ts'
import { lotsOf, packLot } from './lots.service.ts'
import { PictureFolder } from './pictures.service.ts'
import { Report } from './report.service.ts'

/** `kaoban users import`: sends, lets the server plan and apply, and tells what came of each row. */
export async function importLists(run: Run, purpose: 'import' | 'validate' = 'import'): Promise<ExitCode> {
  const { env } = run
  dropOldJournals(env, Date.now())
  const { call, server } = connect(run)
  const { journal, files } = await beginOrResume(run, server, purpose)
  const job: Job = { run, call, journal, files }
  try {
    await send(job)
    return await follow(job)
  } catch (error) {
    if (!(error instanceof KaobanError)) throw error
    if (error.code === 'request.not-found') throw new Stop(exit.usage, 'cli.import.gone')
    if (run.interrupted.aborted) interrupt(run, journal)
    // What was sent is kept for a day: nothing has to be sent twice.
    if (exitOf(error) === exit.server || exitOf(error) === exit.notAllowed)
      run.output.note(run.say('cli.import.resumable', { command: resumeCommand(journal) }), {
        ...{ event: 'resumable', job: journal.importId, received: journal.received },
      })
    throw error
  }
}

interface Job {
  run: Run
  call: Call
  journal: Journal
  files: readonly ListFile[]
}

async function beginOrResume(
  run: Run,
  server: string,
  purpose: Journal['purpose'],
): Promise<{ journal: Journal; files: ListFile[] }> {
  const { env, options, operands } = run
  const resumed = options.text('resume')
  if (resumed === undefined) return begin(run, server, purpose)
  if (operands.length > 0) throw new Stop(exit.usage, 'cli.import.resumeAlone')
  const journal = readJournal(env, resumed)
  if (journal.server !== server) throw new Stop(exit.usage, 'cli.import.otherTenant', { server: journal.server })
  const files: ListFile[] = []
  for (const { path, sha256 } of journal.files) {
    const opened = await openList(path, journal.reading)
    if (!opened.ok || opened.file.sha256 !== sha256) throw new Stop(exit.usage, 'cli.import.changedFile', { path })
    files.push(opened.file)
  }
  return { journal, files }
}

async function begin(
  run: Run,
  server: string,
  purpose: Journal['purpose'],
): Promise<{ journal: Journal; files: ListFile[] }> {
  const { env, options, output, say, operands } = run
  if (operands.length === 0) throw new Stop(exit.usage, 'cli.import.noFiles')
  const images = options.text('images')
  if (images !== undefined && !options.has('consent'))
    throw new Stop(exit.usage, purpose === 'validate' ? 'cli.validate.consentNeeded' : 'cli.import.consentNeeded')
  const batch = numberOf(options, 'batch', { min: 1, max: importLots.rows }) ?? 100
  const jobs = numberOf(options, 'jobs', { min: 1, max: importLots.jobs }) ?? 2
  numberOf(options, 'confirm-deletions', { min: 0, max: 10_000_000 })
  const report = new Report(output, say, run.locale, undefined)
  const files = await openLists(run, report)
  if (requireOneLayout(files) === 'users' && files.length > 1) throw new Stop(exit.usage, 'cli.file.tooManyUsersLists')
  const rows = await countRows(run, files, report)
  const reportPath = options.text('report')
  const journal: Journal = {
    ...{ purpose, importId: randomUUID(), server, startedAt: new Date().toISOString() },
    files: files.map(({ path, sha256 }) => ({ path: resolve(path), sha256 })),
    images: images === undefined ? null : resolve(images),
    reading: readOptionsOf(run),
    wanted: {
      ...{
        trial: purpose === 'validate' || options.has('dry-run'),
        strict: options.has('strict'),
        groupMove: options.has('group-move'),
      },
      ...{ forceChange: options.has('force-change'), consent: options.has('consent') },
    },
    report: reportPath === undefined ? null : resolve(reportPath),
    ...{ batch, jobs, rows, received: 0 },
  }
  writeJournal(env, journal)
  output.note(say('cli.import.job', { id: journal.importId }), { event: 'job', job: journal.importId, rows })
  return { journal, files }
}

export function numberOf(options: Options, name: string, bounds: { min: number; max: number }): number | undefined {
  const text = options.text(name)
  if (text === undefined) return undefined
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= bounds.min && value <= bounds.max))
    throw new Stop(exit.usage, 'cli.usage.number', { option: `--${name}`, ...bounds })
  return value
}

/** Reads every list to its end, so that one that breaks off ends the run before anything is sent [MFA-CLI-006]. */
async function countRows(run: Run, files: readonly ListFile[], report: Report): Promise<number> {
  const progress = new Progress(run.output, run.say, 'reading', { total: 0 })
  const refused: FileFault[] = []
  let rows = 0
  for (const file of files)
    for await (const part of readList(file, readOptionsOf(run))) {
      if (run.interrupted.aborted) throw new Stop(exit.interrupted, 'cli.interrupted')
      if (part.kind === 'refused') refused.push(...part.faults.map((fault) => ({ ...fault, file: file.name })))
      if (part.kind === 'row' && ++rows % 500 === 0) progress.at(rows, 0, rows)
    }
  if (refused.length === 0) return rows
  report.add([], refused)
  report.end()
  throw new Stop(exit.usage, 'cli.file.refused')
}

/** Sends what the server has not got yet, one lot after the other. */
async function send({ run, call, journal, files }: Job): Promise<void> {
  const { importId, wanted, reading, rows, batch } = journal
  const { trial, strict, groupMove, forceChange, consent } = wanted
  const { ignoreUnknownColumns = false } = reading
  const { import: known, received } = await call(openImport, {
    ...{ importId, layout: files[0]!.layout, trial, strict, groupMove, forceChange, consent },
    ignoreUnknownColumns,
    files: await Promise.all(
      files.map(async (file) => ({
        ...{ name: file.name, encoding: file.encoding, sha256: file.sha256 },
        header: await headerOf(file, journal),
      })),
    ),
  })
  if (known.state !== 'uploading') return
  const pictures = journal.images === null ? undefined : await PictureFolder.open(journal.images)
  const progress = new Progress(run.output, run.say, 'sending', { total: rows, before: received })
  // What was sent before has named its pictures all the same.
  if (pictures && received > 0) await claim(files, journal, pictures, received)
  const lots = new Lanes(journal.jobs)
  try {
    for await (const lot of lotsOf(files, reading, { after: received, batch }))
      for await (const { from, file, rows: part, files: sent } of packLot(lot, pictures)) {
        if (run.interrupted.aborted) await lots.empty().then(() => interrupt(run, journal))
        await lots.take(async () => {
          const answer = await call(addImportRows, {
            importId,
            ignoreUnknownColumns,
            from,
            file,
            rows: part,
            files: sent,
          })
          journal.received = Math.max(journal.received, answer.received)
          writeJournal(run.env, journal)
          progress.at(journal.received, 0)
        })
      }
  } finally {
    await lots.empty()
  }
  if (run.interrupted.aborted) interrupt(run, journal)
  await call(closeImport, { importId, rows, unnamedPictures: pictures?.leftOver().slice(0, 1000) ?? [] })
}

async function headerOf(file: ListFile, journal: Journal): Promise<string> {
  for await (const part of readList(file, journal.reading)) if (part.kind === 'header') return part.raw
  throw new Error(`${file.path} has no header`)
}

async function claim(files: readonly ListFile[], { reading }: Journal, pictures: PictureFolder, rows: number) {
  let number = 0
  for (const file of files)
    for await (const part of readList(file, reading)) {
      if (part.kind !== 'row') continue
      if (++number > rows) return
      if (part.row.picture) pictures.claim(part.row, part.row.picture.name)
    }
}

function resumeCommand({ importId }: Journal): string {
  return `kaoban users import --resume ${importId}`
}

function interrupt(run: Run, journal: Journal): never {
  writeJournal(run.env, journal)
  throw new Stop(exit.interrupted, 'cli.interrupted.resume', { command: resumeCommand(journal) })
}

/** Looks on while the server plans and applies, and does what has to be decided between them. */
async function follow(job: Job): Promise<ExitCode> {
  const { run, call, journal } = job
  const { importId } = journal
  let progress: { of: string; bar: Progress } | undefined
  // A short list is ready at once, a long one is not asked about all the time.
  for (let wait = 25; ; wait = Math.min(wait * 2, 400)) {
    const found = await call(readImport, { importId })
    if (found.state === 'planned') await decide(job, found)
    else if (found.state === 'checked' || found.state === 'applied') return finish(job, found)
    else if (found.state === 'undoing' || found.state === 'undone' || found.state === 'discarded')
      throw new Stop(exit.usage, 'cli.import.cancelled')
    else if (found.taskId !== null) {
      const of = found.state === 'planning' ? 'checking' : 'applying'
      const task = await call(readTask, { taskId: found.taskId })
      if (task.state === 'failed') throw new KaobanError((task.failure ?? 'server.broken') as never, 'the task failed')
      if (task.state === 'cancelled' && found.state === 'planning') throw new Stop(exit.usage, 'cli.import.cancelled')
      if (progress?.of !== of)
        progress = { of, bar: new Progress(run.output, run.say, of, { total: task.total, before: task.done }) }
      progress.bar.at(task.done, failedOf(task.result), Math.max(task.total, task.done))
    }
    if (run.interrupted.aborted)
      throw new Stop(exit.interrupted, 'cli.interrupted.goesOn', { command: resumeCommand(journal) })
    await new Promise((wake) => setTimeout(wake, wait))
  }
}

function failedOf(result: unknown): number {
  const failed = (result as { failed?: unknown } | null)?.failed
  return typeof failed === 'number' ? failed : 0
}

/** Applies a plan, unless its warnings count as errors, or it deletes more people than was said. */
async function decide(
  { run, call, journal }: Job,
  { importId, totals, layout, confirmDeletions }: Import,
): Promise<void> {
  if (journal.wanted.strict && layout === 'users' && totals.warnings > 0) {
    await tellRows(run, call, importId, 'planned')
    await call(discardImport, { importId })
    dropJournal(run.env, importId)
    throw new Stop(exit.someFailed, 'cli.import.strict', { n: totals.warnings })
  }
  const said = numberOf(run.options, 'confirm-deletions', { min: 0, max: 10_000_000 })
  if (said !== undefined && said !== totals.delete)
    throw new Stop(exit.usage, 'cli.import.otherDeletions', { given: said, n: totals.delete })
  if (confirmDeletions && said === undefined) {
    const command = `${resumeCommand(journal)} --confirm-deletions ${totals.delete}`
    throw new Stop(exit.interrupted, 'cli.import.deletions', { n: totals.delete, command })
  }
  try {
    await call(applyImport, { importId, deletions: totals.delete, ifFree: run.options.has('no-wait') })
  } catch (error) {
    if (!(error instanceof KaobanError)) throw error
    if (error.code === 'import.running')
      throw new Stop(exit.locked, 'cli.import.locked.resume', { command: resumeCommand(journal) })
    if (error.code === 'import.outdated') {
      await call(planImportAgain, { importId })
      return
    }
    // An answer that was lost on the way: it is being applied.
    if (error.code !== 'import.not-ready') throw error
  }
}

async function finish({ run, call, journal }: Job, { importId, state, totals, files }: Import): Promise<ExitCode> {
  const { output, say } = run
  const { rows, warnings } = totals
  const trial = state === 'checked'
  const counts = trial
    ? {
        added: totals.add,
        updated: totals.change,
        deleted: totals.delete,
        unchanged: totals.none,
        failed: totals.refused,
      }
    : {
        ...{ added: totals.added, updated: totals.updated, deleted: totals.deleted, unchanged: totals.none },
        failed: totals.refused + totals.failed,
      }
  await tellRows(run, call, importId, trial ? 'checked' : 'applied', files)
  if (journal.report !== null)
    await deliver(run, journal.report, await call(downloadImportReport, { importId, rows: 'all' }))
  const facts = { job: importId, trial, rows, ...counts, warned: warnings }
  output.result(
    say(trial ? 'cli.import.checked' : 'cli.import.done', { rows, ...counts, warned: warnings }),
    journal.purpose === 'validate' ? { event: 'validated', server: true, ...facts } : { event: 'imported', ...facts },
  )
  dropJournal(run.env, importId)
  const refusedByWarnings = trial && journal.wanted.strict && warnings > 0
  return counts.failed > 0 || refusedByWarnings ? exit.someFailed : exit.done
}

/** Pages of rows with something to be said of them; more than that stands in the report. */
const toldPages = 10

async function tellRows(
  { output, say, locale }: Run,
  call: Call,
  importId: string,
  state: 'planned' | 'checked' | 'applied',
  files: Import['files'] = [],
): Promise<void> {
  const report = new Report(output, say, locale, undefined)
  for (const { name, faults } of files) report.add([], faults.map((fault) => ({ file: name, ...fault })) as FileFault[])
  for (let page = 1; page <= (output.mode === 'json' ? Number.POSITIVE_INFINITY : toldPages); page++) {
    const { rows, total } = await call(listImportRows, { importId, faulty: 'true', page, size: 100 })
    report.add(
      rows.map((row): MfaResult => {
        const failed = row.action === 'refused' || row.state === 'failed'
        return {
          ...{ file: files[row.file - 1]?.name ?? '', line: row.line, userid: row.loginId, mode: '' },
          ...{ result: failed ? 'failed' : state === 'applied' ? 'updated' : 'unchanged' },
          faults: row.faults as FileFault[],
        }
      }),
    )
    if (page * 100 >= total) break
  }
  report.end()
}
