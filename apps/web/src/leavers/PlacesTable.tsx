import type { Departure, LeaverPlace } from '@kaoban/contract'
import { Table } from '@mantine/core'
import { IconCheck, IconClock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWord } from '../platform/language.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'

/** How much a person holds, place by place. */
export function HeldTable({ places }: { places: readonly { place: LeaverPlace; held: number }[] }) {
  const say = useWord()
  return (
    <Places heading={say('leavers.held')}>
      {places.map(({ place, held }) => (
        <Place key={place} place={place}>
          {say(held === 0 ? 'leavers.none' : 'leavers.count', { n: held })}
        </Place>
      ))}
    </Places>
  )
}

/** What is gone for sure and what a device has yet to confirm. */
export function RevokedTable({ places }: Pick<Departure, 'places'>) {
  const say = useWord()
  return (
    <Places heading={say('leavers.result')}>
      {places.map(({ place, revoked, pending }) => (
        <Place key={place} place={place}>
          {revoked > 0 && (
            <StatusBadge tone="success" icon={IconCheck}>
              {say('leavers.confirmed', { n: revoked })}
            </StatusBadge>
          )}{' '}
          {pending > 0 && (
            <StatusBadge tone="warning" icon={IconClock}>
              {say('leavers.pending', { n: pending })}
            </StatusBadge>
          )}
          {revoked === 0 && pending === 0 && say('leavers.none')}
        </Place>
      ))}
    </Places>
  )
}

function Places({ heading, children }: { heading: string; children: ReactNode }) {
  const say = useWord()
  return (
    <Table verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{say('leavers.place')}</Table.Th>
          <Table.Th scope="col">{heading}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  )
}

function Place({ place, children }: { place: LeaverPlace; children: ReactNode }) {
  const say = useWord()
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {say(`leavers.place.${place}`)}
      </Table.Th>
      <Table.Td>{children}</Table.Td>
    </Table.Tr>
  )
}
