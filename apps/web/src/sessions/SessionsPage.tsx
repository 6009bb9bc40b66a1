import { type AnswerOf, listSessions, revokeSession } from '@kaoban/contract'
import { Button, Table } from '@mantine/core'
import { useState } from 'react'
import { useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { browserName } from './browsers.ts'

type SessionRow = AnswerOf<typeof listSessions>['rows'][number]

/** The own open sessions and the way to end one. */
export function SessionsPage() {
  const say = useWord()
  const answer = useApi(listSessions)
  const revoke = useApiAction(revokeSession, { refreshes: [listSessions] })
  const [ending, setEnding] = useState<SessionRow>()
  if (answer.error) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  const named = (row: SessionRow) => ({
    browser: browserName(row.userAgent) ?? say('sessions.unknownBrowser'),
    address: row.address,
  })
  return (
    <>
      <PageHeader title={say('sessions.title')} lead={say('sessions.lead')} />
      <Table.ScrollContainer minWidth={640} type="native">
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{say('sessions.browser')}</Table.Th>
              <Table.Th scope="col">{say('sessions.address')}</Table.Th>
              <Table.Th scope="col">{say('sessions.means')}</Table.Th>
              <Table.Th scope="col">{say('sessions.openedAt')}</Table.Th>
              <Table.Th scope="col">{say('sessions.lastSeenAt')}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {answer.data.rows.map((row) => (
              <Table.Tr key={row.sessionId}>
                <Table.Td>{named(row).browser}</Table.Td>
                <Table.Td>{row.address}</Table.Td>
                <Table.Td>{say(row.means === 'face' ? 'sessions.means.face' : 'sessions.means.password')}</Table.Td>
                <Table.Td>
                  <DateTimeText at={row.openedAt} />
                </Table.Td>
                <Table.Td>
                  <DateTimeText at={row.lastSeenAt} />
                </Table.Td>
                <Table.Td align="right">
                  {row.current ? (
                    <StatusBadge tone="success">{say('sessions.current')}</StatusBadge>
                  ) : (
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={say('sessions.endNamed', named(row))}
                      onClick={() => setEnding(row)}
                    >
                      {say('sessions.end')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <ConfirmDialog
        opened={ending !== undefined}
        onClose={() => setEnding(undefined)}
        verb={say('sessions.end')}
        danger
        onConfirm={() => revoke.run({ sessionId: ending!.sessionId })}
      >
        {ending && say('sessions.endText', named(ending))}
      </ConfirmDialog>
    </>
  )
}
