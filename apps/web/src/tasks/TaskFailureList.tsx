import { TaskFailures } from '@kaoban/contract'
import { problemWords } from '@kaoban/messages'
import { Table } from '@mantine/core'
import { useLanguage, useWord } from '../platform/language.tsx'
import classes from './tasks.module.css'

/** The first of what a task could not do, where its result says so. */
export function TaskFailureList({ result }: { result: unknown }) {
  const say = useWord()
  const { locale } = useLanguage()
  const read = TaskFailures.safeParse(result)
  if (!read.success || read.data.failed === 0) return null
  const { failed, failures } = read.data
  return (
    <section>
      <h2 className={classes.title}>{say('tasks.failures', { n: failed })}</h2>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{say('tasks.failures.name')}</Table.Th>
            <Table.Th scope="col">{say('tasks.failures.why')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {failures.map(({ name, problem }) => (
            <Table.Tr key={`${name} ${problem}`}>
              <Table.Td className={classes.name}>{name}</Table.Td>
              <Table.Td>{problemWords(problem, locale).title}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {failed > failures.length && <p>{say('tasks.failures.more', { n: failed - failures.length })}</p>}
    </section>
  )
}
