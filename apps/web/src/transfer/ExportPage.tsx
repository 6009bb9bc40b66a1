import { exportUsers, type ImportFault } from '@kaoban/contract'
import { Button, Radio, Select, Table } from '@mantine/core'
import { useState } from 'react'
import { asProblem } from '../platform/api.ts'
import { downloadCsv } from '../platform/CsvButton.tsx'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { useAccount } from '../platform/session.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import classes from './transfer.module.css'

interface Choice extends Record<string, unknown> {
  file: 'shift_jis' | 'utf-8' | 'xlsx'
  headers: 'kaoban' | 'original'
}

/** 20261126093015 */
function stamp(): string {
  return new Date().toLocaleString('sv-SE').replace(/\D/g, '')
}

/** 利用者一覧の出力 [NFM-EXP-001]: no character is lost without a word [NFM-EXP-005]. */
export function ExportPage() {
  const say = useWord()
  const everybody = useAccount().role === 'system-administrator'
  const [lost, setLost] = useState<ImportFault[]>([])
  const form = useKaobanForm<Choice>({
    initialValues: { file: 'shift_jis', headers: 'kaoban' },
    save: async ({ file, headers }) => {
      setLost([])
      try {
        if (file === 'xlsx') await downloadCsv(exportUsers, { format: file, headers }, `users_${stamp()}.xlsx`)
        else await downloadCsv(exportUsers, { encoding: file, headers }, `users_${stamp()}.csv`)
      } catch (error) {
        const problem = asProblem(error)
        if (problem?.code === 'file.not-in-shift-jis') setLost((problem.details?.faults ?? []) as ImportFault[])
        throw error
      }
    },
    done: 'forms.csvDone',
  })
  return (
    <>
      <PageHeader
        title={say('LBL-NAV-io.userExport')}
        lead={say(everybody ? 'imports.export.lead' : 'imports.export.leadManaged')}
      />
      <FormPage form={form} submitLabel={say('LBL-GEN-output')} guard={false}>
        <Select
          label={say('imports.export.format')}
          allowDeselect={false}
          data={[
            { value: 'shift_jis', label: say('imports.export.shiftJis') },
            { value: 'utf-8', label: say('imports.export.csvUtf8') },
            { value: 'xlsx', label: say('imports.template.xlsx') },
          ]}
          {...form.field('file')}
        />
        <Radio.Group label={say('imports.export.headers')} {...form.field('headers')}>
          <Radio value="kaoban" label={say('imports.export.headers.kaoban')} mt="xs" />
          <Radio value="original" label={say('imports.export.headers.original')} mt="xs" />
        </Radio.Group>
        {lost.length > 0 && (
          <LostCharacters
            faults={lost}
            busy={form.saving}
            onUtf8={() => {
              form.set('file', 'utf-8')
              void form.submit()
            }}
          />
        )}
      </FormPage>
    </>
  )
}

/** Each character that Shift_JIS has not, by where it stands, and the encoding that has them all. */
function LostCharacters({ faults, busy, onUtf8 }: { faults: ImportFault[]; busy: boolean; onUtf8: () => void }) {
  const say = useWord()
  return (
    <section className={classes.section} aria-labelledby="lost">
      <h2 id="lost">{say('imports.export.lost', { n: faults.length })}</h2>
      <div>
        <Button variant="light" loading={busy} onClick={onUtf8}>
          {say('imports.export.utf8')}
        </Button>
      </div>
      <Table verticalSpacing="xs" aria-labelledby="lost">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{say('imports.rows.line')}</Table.Th>
            <Table.Th scope="col">{say('imports.rows.column')}</Table.Th>
            <Table.Th scope="col">{say('imports.export.character')}</Table.Th>
            <Table.Th scope="col">{say('imports.export.codePoint')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {faults.map(({ params = {}, line, column }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell may hold the same character twice
            <Table.Tr key={index}>
              <Table.Td className={classes.number}>{params.row ?? line}</Table.Td>
              <Table.Td lang="ja">{params.column ?? column}</Table.Td>
              <Table.Td lang="ja" className={classes.character}>
                {params.character}
              </Table.Td>
              <Table.Td>
                <code>{params.codePoint}</code>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
