import { type FileFault, type MfaResult, mfaFault } from '@kaoban/codecs'
import { isServerKnown } from '../account/account.service.ts'
import type { Run } from '../platform/command.ts'
import { type ExitCode, exit } from '../platform/exit.ts'
import { Progress } from '../platform/output.ts'
import { Stop } from '../platform/stop.ts'
import { importLists } from './import.service.ts'
import { type ListFile, type ListRow, readList } from './list-file.service.ts'
import { openLists, readOptionsOf } from './lists.service.ts'
import { PictureFolder } from './pictures.service.ts'
import { Report } from './report.service.ts'

const reportedAtOnce = 500

/** `kaoban users validate`: a trial on the server where one is known, so that it says what an import would. */
export async function validateLists(run: Run): Promise<ExitCode> {
  if (run.options.has('offline')) return validateAlone(run)
  if (isServerKnown(run)) return importLists(run, 'validate')
  run.output.note(run.say('cli.validate.alone'), { event: 'alone' })
  return validateAlone(run)
}

/** Everything that the lists alone can tell, row by row in bounded memory. */
async function validateAlone(run: Run): Promise<ExitCode> {
  const { options, output, say, locale } = run
  const report = new Report(output, say, locale, options.text('report'))
  const files = await openLists(run, report)
  const folder = options.text('images')
  const pictures = folder === undefined ? undefined : await PictureFolder.open(folder)
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const progress = new Progress(output, say, 'reading', { total: 0 })
  /** IDs of the files before, which may not come again [MFA-CSV-023]. */
  const before = new Set<string>()
  let rows = 0
  let refused = false
  for (const file of files) {
    const own: string[] = []
    let portion: MfaResult[] = []
    for await (const part of readList(file, readOptionsOf(run))) {
      if (run.interrupted.aborted) throw new Stop(exit.interrupted, 'cli.interrupted')
      if (part.kind === 'refused') {
        report.add(
          [],
          part.faults.map((fault) => ({ ...fault, file: file.name })),
        )
        refused = true
      }
      if (part.kind !== 'row') continue
      const { row } = part
      const faults = [...row.faults, ...(await pictureFaults(row, pictures))]
      if (files.length > 1) {
        if (before.has(row.userid.toLowerCase())) faults.push(repeated(row))
        own.push(row.userid.toLowerCase())
      }
      rows++
      portion.push(resultOf(file, row, faults, options.has('strict')))
      if (portion.length < reportedAtOnce) continue
      report.add(portion)
      portion = []
      progress.at(rows, report.failed, rows)
    }
    report.add(portion)
    for (const id of own) before.add(id)
  }
  for (const name of pictures?.leftOver() ?? [])
    report.add([], [mfaFault('warning', 'MFA-W-IMG-UNREF', { file: name, params: { name } })])
  report.end()
  const { failed, warned } = report
  output.result(say('cli.validate.done', { files: files.length, rows, failed, warned }), {
    ...{ event: 'validated', server: false, files: files.length, bytes: total, rows, failed, warned },
  })
  if (refused) return exit.usage
  return failed > 0 ? exit.someFailed : exit.done
}

async function pictureFaults(row: ListRow, pictures: PictureFolder | undefined): Promise<FileFault[]> {
  if (!row.picture || !pictures) return []
  const read = await pictures.read(row, row.picture)
  return read instanceof Uint8Array ? [] : [read]
}

function repeated({ line }: ListRow): FileFault {
  return mfaFault('row', 'MFA-E-USERID-DUP', { line, column: 'userid' })
}

/** What a list alone says of a row: that it fails, or nothing yet. */
function resultOf(file: ListFile, row: ListRow, faults: FileFault[], strict: boolean): MfaResult {
  const fails = faults.some(({ level }) => strict || level !== 'warning')
  const { line, userid, mode } = row
  return { file: file.name, line, userid, mode, result: fails ? 'failed' : 'unchanged', faults }
}
