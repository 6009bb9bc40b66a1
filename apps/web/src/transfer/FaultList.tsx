import type { ImportFault } from '@kaoban/contract'
import { Table } from '@mantine/core'
import { useWord } from '../platform/language.tsx'
import { faultWords } from './faultWords.ts'
import classes from './transfer.module.css'

const shownFaults = 100

/** Why a file was refused: each fault with its place and what to do about it. */
export function FaultList({ faults, fileName }: { faults: readonly ImportFault[]; fileName: string }) {
  const say = useWord()
  return (
    <section className={classes.section} aria-labelledby="faults">
      <h2 id="faults">{say('imports.refused', { n: faults.length })}</h2>
      <p className={classes.fileName}>{fileName}</p>
      <Table.ScrollContainer minWidth={0}>
        <Table verticalSpacing="xs" aria-labelledby="faults">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{say('imports.rows.line')}</Table.Th>
              <Table.Th scope="col">{say('imports.rows.column')}</Table.Th>
              <Table.Th scope="col">{say('imports.rows.message')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {faults.slice(0, shownFaults).map((fault, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same fault may stand at one place twice
              <Table.Tr key={index}>
                <Table.Td className={classes.number}>{fault.line ?? '-'}</Table.Td>
                <Table.Td lang="ja">{fault.column ?? '-'}</Table.Td>
                <Table.Td>
                  <FaultText fault={fault} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {faults.length > shownFaults && <p>{say('forms.andMore', { n: faults.length - shownFaults })}</p>}
    </section>
  )
}

export function FaultText({ fault }: { fault: ImportFault }) {
  const { message, remedy } = faultWords(fault, useWord())
  return (
    <>
      {message}
      {remedy && <span className={classes.remedy}>{remedy}</span>}
    </>
  )
}
