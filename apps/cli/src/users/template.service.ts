import { downloadImportTemplate, downloadMfaTemplate } from '@kaoban/contract'
import { connect } from '../account/account.service.ts'
import type { Run } from '../platform/command.ts'
import { exit } from '../platform/exit.ts'
import { deliver, outputOf } from './export.service.ts'

/** A header row to fill in: of the portal's list, or of the multi-factor product's. */
export async function writeTemplate(run: Run) {
  const { options, say, output } = run
  const path = outputOf(run)
  const encoding = options.text('encoding') === 'utf-8' ? 'utf-8' : 'shift_jis'
  const { call } = connect(run)
  const bytes = await call(options.text('layout') === 'mfa' ? downloadMfaTemplate : downloadImportTemplate, {
    encoding,
  })
  await deliver(run, path, bytes)
  if (path !== undefined)
    output.result(say('cli.export.done', { path }), { event: 'written', path, bytes: bytes.length })
  return exit.done
}
