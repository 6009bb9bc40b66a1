import type { FileFault } from '@kaoban/codecs'
import type { Run } from '../platform/command.ts'
import { exit } from '../platform/exit.ts'
import { Stop } from '../platform/stop.ts'
import { inOrder, type ListFile, openList, type ReadOptions, requireOneLayout } from './list-file.service.ts'
import type { Report } from './report.service.ts'

export function readOptionsOf({ options }: Run): ReadOptions {
  const encoding = options.text('encoding')
  return {
    ...((encoding === 'utf-8' || encoding === 'shift_jis') && { encoding }),
    ignoreUnknownColumns: options.has('ignore-unknown-columns'),
    strict: options.has('strict'),
  }
}

/** Opens every list of a run; one that cannot be read at all ends the run with nothing done. */
export async function openLists(run: Run, report: Report): Promise<ListFile[]> {
  const files: ListFile[] = []
  const faults: FileFault[] = []
  for (const path of run.operands) {
    const opened = await openList(path, readOptionsOf(run))
    if (opened.ok) files.push(opened.file)
    else faults.push(...opened.faults.map((fault) => ({ ...fault, file: path })))
  }
  if (faults.length > 0) {
    report.add([], faults)
    report.end()
    throw new Stop(exit.usage, 'cli.file.refused')
  }
  if (new Set(files.map(({ name }) => name)).size < files.length) throw new Stop(exit.usage, 'cli.file.sameName')
  requireOneLayout(files)
  return inOrder(files)
}
