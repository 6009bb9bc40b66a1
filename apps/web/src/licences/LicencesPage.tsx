import { type AnswerOf, type LicenceRow, listSuspendedFaces, readLicences } from '@kaoban/contract'
import { Checkbox, Table } from '@mantine/core'
import { IconFaceIdError } from '@tabler/icons-react'
import { useState } from 'react'
import { useApi } from '../platform/api.ts'
import { DataTable } from '../platform/DataTable.tsx'
import { formatDate } from '../platform/dates.ts'
import { EmptyState } from '../platform/EmptyState.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { useLanguage, useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import classes from './licences.module.css'

type Licences = AnswerOf<typeof readLicences>

/** ライセンスキー管理: what the tenant may use, and how much of it is in use [NFM-LIC-011..NFM-LIC-016]. */
export function LicencesPage() {
  const say = useWord()
  const [expired, setExpired] = useState(false)
  const answer = useApi(readLicences, { expired: expired ? 'true' : 'false' }, { keepPrevious: true })
  if (answer.error && !answer.data) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  return (
    <>
      <PageHeader title={say('LBL-NAV-license')} />
      <div className={classes.page}>
        <StateNotice licences={answer.data} />
        <Figures licences={answer.data} />
        <Checkbox
          label={say('LBL-LIC-showExpired')}
          checked={expired}
          onChange={(event) => setExpired(event.currentTarget.checked)}
        />
        <LicenceTable rows={answer.data.rows} />
        {answer.data.suspendedFaces > 0 && <SuspendedFaces />}
      </div>
    </>
  )
}

/** A calendar day in the style of licences [NFM-GEN-006]. */
function useDay(): (day: string) => string {
  const { locale } = useLanguage()
  return (day) => formatDate(new Date(`${day}T00:00:00Z`), 'long-day', locale, 'UTC')
}

function StateNotice({ licences }: { licences: Licences }) {
  const say = useWord()
  const dayOf = useDay()
  const { enforced, lapsed, lapse, suspendedFaces, idsLeft } = licences
  if (!enforced) return <Notice>{say('licences.notEnforced')}</Notice>
  if (lapsed)
    return (
      <Notice tone="danger" title={say('licences.lapsed')}>
        {lapse?.eraseOn && suspendedFaces > 0 && (
          <p className={classes.none}>
            {say('licences.lapsed.suspended', { n: suspendedFaces, eraseOn: dayOf(lapse.eraseOn) })}
          </p>
        )}
        {lapse && (
          <p className={classes.none}>{say('licences.lapsed.deletion', { day: dayOf(lapse.tenantDeletionOn) })}</p>
        )}
      </Notice>
    )
  return idsLeft < 0 ? <Notice tone="warning">{say('licences.excess')}</Notice> : null
}

function Figures({ licences }: { licences: Licences }) {
  const say = useWord()
  const figures = [
    ['LBL-LIC-total', licences.idsTotal],
    ['LBL-LIC-used', licences.idsInUse],
    ['LBL-LIC-left', licences.idsLeft],
  ] as const
  return (
    <dl className={classes.figures} aria-label={say('licences.summary')}>
      {figures.map(([key, count]) => (
        <div key={key} className={classes.figure} data-negative={count < 0 || undefined}>
          <dt>{say(key)}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  )
}

function LicenceTable({ rows }: { rows: readonly LicenceRow[] }) {
  const say = useWord()
  const dayOf = useDay()
  if (rows.length === 0) return <p className={classes.none}>{say('licences.empty')}</p>
  return (
    <Table.ScrollContainer minWidth={640} type="native">
      <Table verticalSpacing="sm" aria-label={say('LBL-NAV-license')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{say('LBL-LIC-model')}</Table.Th>
            <Table.Th scope="col">{say('LBL-LIC-product')}</Table.Th>
            <Table.Th scope="col" ta="end">
              {say('LBL-LIC-ids')}
            </Table.Th>
            <Table.Th scope="col">{say('LBL-LIC-start')}</Table.Th>
            <Table.Th scope="col">{say('LBL-LIC-end')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.licenceId} className={row.expired ? classes.expired : undefined}>
              <Table.Td>{row.model}</Table.Td>
              <Table.Td>
                {say(`licences.product.${row.kind}`, { ids: row.ids, months: row.months ?? '' })}{' '}
                {row.expired && <StatusBadge>{say('licences.expired')}</StatusBadge>}
              </Table.Td>
              <Table.Td ta="end">{row.ids}</Table.Td>
              <Table.Td>{dayOf(row.startsOn)}</Table.Td>
              <Table.Td>{row.endsOn === null ? say('LBL-LIC-none') : dayOf(row.endsOn)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

/** Who loses the face when no key is registered in time. */
function SuspendedFaces() {
  const say = useWord()
  const dayOf = useDay()
  return (
    <section>
      <h2>{say('licences.suspended')}</h2>
      <DataTable
        id="suspended-faces"
        caption={say('licences.suspended')}
        endpoint={listSuspendedFaces}
        rowKey={(row) => row.userId}
        rowName={(row) => row.loginId}
        search={say('licences.suspended.search')}
        defaultSort={{ id: 'eraseOn' }}
        columns={[
          {
            id: 'loginId',
            header: say('LBL-USR-id'),
            cell: (row) => row.loginId,
            sortable: true,
            fixed: true,
            mono: true,
          },
          { id: 'displayName', header: say('LBL-USR-name'), cell: (row) => row.displayName },
          { id: 'eraseOn', header: say('licences.eraseOn'), cell: (row) => dayOf(row.eraseOn), sortable: true },
        ]}
        empty={
          <EmptyState icon={IconFaceIdError} title={say('licences.suspended.empty')}>
            {null}
          </EmptyState>
        }
      />
    </section>
  )
}
