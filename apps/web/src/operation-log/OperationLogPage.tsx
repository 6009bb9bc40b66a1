import { exportOperationLog } from '@kaoban/contract'
import { Radio, TextInput } from '@mantine/core'
import { downloadCsv } from '../platform/CsvButton.tsx'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { useAccount } from '../platform/session.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import { instantOf, localOf } from '../platform/zone.ts'

const day = 86_400_000

/** 操作ログ出力: a time span and a file, no list [NFM-OPL-001]. */
export function OperationLogPage() {
  const say = useWord()
  const zone = useAccount().tenant.timeZone
  const now = Date.now()
  const form = useKaobanForm({
    initialValues: {
      from: localOf(new Date(now - 7 * day).toISOString(), zone),
      to: localOf(new Date(now).toISOString(), zone),
      encoding: 'shift_jis' as 'shift_jis' | 'utf-8',
    },
    validate: {
      from: (from, { to }) => (from === '' || from > to ? 'MSG-LOG-001' : undefined),
      to: (to) => (to === '' ? 'MSG-LOG-001' : undefined),
    },
    save: ({ from, to, encoding }) =>
      downloadCsv(exportOperationLog, {
        from: instantOf(from, zone)?.toISOString(),
        to: new Date((instantOf(to, zone)?.getTime() ?? now) + 59_999).toISOString(),
        encoding,
      }),
    done: 'forms.csvDone',
  })
  return (
    <>
      <PageHeader title={say('LBL-NAV-oplog')} lead={say('operationLog.lead')} />
      <FormPage form={form} submitLabel={say('LBL-GEN-output')} guard={false}>
        <TextInput type="datetime-local" label={say('operationLog.from')} {...form.field('from')} />
        <TextInput type="datetime-local" label={say('operationLog.to')} {...form.field('to')} />
        <Radio.Group label={say('forms.encoding')} {...form.field('encoding')}>
          <Radio value="shift_jis" label="Shift_JIS" mt="xs" />
          <Radio value="utf-8" label={say('forms.utf8')} mt="xs" />
        </Radio.Group>
      </FormPage>
    </>
  )
}
