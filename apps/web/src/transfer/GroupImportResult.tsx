import { downloadImportReport, type Import, type ImportRow, limits, listImportRows } from '@kaoban/contract'
import { Button, Modal, Table } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useApi } from '../platform/api.ts'
import { downloadCsv } from '../platform/CsvButton.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { showDone, showProblem } from '../platform/notices.tsx'
import { FaultText } from './FaultList.tsx'
import classes from './groupImport.module.css'

/** What came of an import into a group: counts, the first failures, the whole as a file [MFA-UI-010, MFA-UI-011]. */
export function GroupImportResult({ import: shown, onClose }: { import: Import; onClose: () => void }) {
  const say = useWord()
  const [busy, setBusy] = useState(false)
  const { importId, fileName, trial, totals, files } = shown
  const failed = totals.refused + totals.failed
  const others = files.flatMap(({ name, faults }) =>
    // What is said of a picture names it.
    faults.map((fault) => ({ file: fault.level === 'warning' ? '' : (fault.file ?? name), fault })),
  )
  const counts = [
    ['added', trial ? totals.add : totals.added],
    ['updated', trial ? totals.change : totals.updated],
    ['deleted', trial ? totals.delete : totals.deleted],
    ['unchanged', totals.none],
    ['failed', failed],
    ['warned', totals.warnings],
    ['factors', totals.factors],
  ] as const
  const save = async () => {
    setBusy(true)
    try {
      await downloadCsv(downloadImportReport, { importId, rows: 'all' }, fileName.replace(/(\.csv)?$/i, '_result.csv'))
      showDone('forms.csvDone')
    } catch (error) {
      showProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={say(trial ? 'imports.group.checked' : 'imports.group.done')}
      size="xl"
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      <div className={classes.dialog}>
        {trial && <p className={classes.hint}>{say('imports.group.checked.text')}</p>}
        <ul className={classes.counts}>
          {counts.map(([id, n]) => (
            <li key={id}>
              {say(`imports.group.count.${id}`)}
              <strong>{n.toLocaleString()}</strong>
            </li>
          ))}
        </ul>
        {others.length > 0 && (
          <Notice tone="warning">
            <ul className={classes.faults}>
              {others.slice(0, limits.defaultPageSize).map(({ file, fault }) => (
                <li key={`${fault.file ?? file} ${fault.code} ${fault.column ?? ''}`}>
                  {file} <FaultText fault={fault} />
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {failed > 0 && <Failures import={shown} />}
        <Notice tone="warning">{say('imports.group.discardSource')}</Notice>
        <div className={classes.buttons}>
          {!trial && (
            <LinkButton to={`/transfer/user-import/${importId}`} variant="default">
              {say('imports.group.details')}
            </LinkButton>
          )}
          <Button
            variant="default"
            loading={busy}
            leftSection={<IconDownload size={18} aria-hidden="true" />}
            onClick={() => void save()}
          >
            {say('imports.group.save')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

const firstFailures = limits.defaultPageSize

function Failures({ import: { importId, files } }: { import: Import }) {
  const say = useWord()
  const heading = useId()
  const size = firstFailures
  const refused = useApi(listImportRows, { importId, action: 'refused', size })
  const failed = useApi(listImportRows, { importId, state: 'failed', size })
  const rows = [...(refused.data?.rows ?? []), ...(failed.data?.rows ?? [])].sort((a, b) => a.row - b.row)
  const told = rows.flatMap(messagesOf)
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className={classes.heading}>
        {say('imports.group.failures')}
      </h3>
      {told.length > firstFailures && (
        <p className={classes.hint}>{say('imports.group.failures.first', { n: firstFailures })}</p>
      )}
      <Table.ScrollContainer minWidth={0} mah="24rem">
        <Table verticalSpacing="xs" aria-labelledby={heading}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{say('imports.group.name')}</Table.Th>
              <Table.Th scope="col">{say('imports.rows.line')}</Table.Th>
              <Table.Th scope="col">{say('transfer.label.userid')}</Table.Th>
              <Table.Th scope="col">{say('imports.rows.column')}</Table.Th>
              <Table.Th scope="col">{say('imports.rows.message')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {told.slice(0, firstFailures).map(({ row, fault }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row may have the same fault twice
              <Table.Tr key={index}>
                <Table.Td className={classes.name}>{files[row.file - 1]?.name}</Table.Td>
                <Table.Td className={classes.number}>{row.line}</Table.Td>
                <Table.Td className={classes.name}>{row.loginId}</Table.Td>
                <Table.Td>{fault.column ?? '-'}</Table.Td>
                <Table.Td>
                  <FaultText fault={fault} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  )
}

function messagesOf(row: ImportRow) {
  return row.faults.filter(({ level }) => level !== 'warning').map((fault) => ({ row, fault }))
}
