import {
  type ApplicationRow,
  applicationStates,
  approveApplication,
  listApplications,
  rejectApplication,
  releaseApplicant,
} from '@kaoban/contract'
import { Textarea } from '@mantine/core'
import { IconCheck, IconFileDescription, IconRefresh, IconX } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { DataTable, type Filter } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { showDone } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { RowMenu } from '../platform/RowMenu.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'

const tones = { waiting: 'warning', opened: 'success', rejected: 'danger', released: 'neutral' } as const

type Act = 'approve' | 'reject' | 'release'

/** 申込: the operator decides who gets a tenant [NFM-TEN-003, NFM-TEN-006]. */
export function ApplicationsPage() {
  const say = useWord()
  const [asked, setAsked] = useState<{ act: Act; row: ApplicationRow }>()
  const filters = useMemo<Filter[]>(
    () => [
      {
        kind: 'choice',
        id: 'state',
        label: say('tenants.state'),
        options: applicationStates.map((value) => ({ value, label: say(`tenants.application.${value}`) })),
      },
    ],
    [say],
  )
  const actionsOf = (row: ApplicationRow) => {
    const act = (name: Act) => () => setAsked({ act: name, row })
    if (row.state === 'waiting')
      return [
        { label: say('tenants.approve'), icon: IconCheck, onClick: act('approve') },
        { label: say('tenants.reject'), icon: IconX, danger: true, onClick: act('reject') },
      ]
    return row.state === 'released' || row.state === 'opened'
      ? []
      : [{ label: say('tenants.release'), icon: IconRefresh, onClick: act('release') }]
  }
  return (
    <>
      <PageHeader title={say('tenants.applications')}>
        <LinkButton to="/operator/free-mail" variant="default">
          {say('tenants.freeMail')}
        </LinkButton>
      </PageHeader>
      <DataTable
        id="applications"
        caption={say('tenants.applications')}
        endpoint={listApplications}
        rowKey={(row) => row.applicationId}
        rowName={(row) => row.tenantName}
        search={say('tenants.applications.search')}
        filters={filters}
        columns={[
          { id: 'tenantName', header: say('LBL-TEN-name'), cell: (row) => row.tenantName, fixed: true },
          { id: 'applicantName', header: say('LBL-TEN-applicant'), cell: (row) => row.applicantName },
          { id: 'mail', header: say('LBL-TEN-mail'), cell: (row) => row.mail },
          {
            id: 'state',
            header: say('tenants.state'),
            cell: (row) => <StatusBadge tone={tones[row.state]}>{say(`tenants.application.${row.state}`)}</StatusBadge>,
          },
          {
            id: 'flags',
            header: say('tenants.flags'),
            wrap: true,
            cell: (row) =>
              row.flags.map((flag) => (
                <StatusBadge key={flag} tone="warning">
                  {say(`tenants.flag.${flag}`)}
                </StatusBadge>
              )),
          },
          { id: 'appliedAt', header: say('tenants.appliedAt'), cell: (row) => <DateTimeText at={row.appliedAt} /> },
          {
            id: 'decidedBy',
            header: say('tenants.decision'),
            cell: (row) => (row.decidedBy === 'automatic' ? say('tenants.automatic') : row.decidedBy),
          },
        ]}
        rowActions={(row) => <RowMenu name={row.tenantName} actions={actionsOf(row)} />}
        empty={
          <EmptyState icon={IconFileDescription} title={say('tenants.applications.empty')}>
            {say('tenants.applications.emptyHint')}
          </EmptyState>
        }
      />
      {asked && <Decision act={asked.act} row={asked.row} onClose={() => setAsked(undefined)} />}
    </>
  )
}

function Decision({ act, row, onClose }: { act: Act; row: ApplicationRow; onClose: () => void }) {
  const say = useWord()
  const [reason, setReason] = useState('')
  const refreshes = [listApplications]
  const approve = useApiAction(approveApplication, { refreshes })
  const reject = useApiAction(rejectApplication, { refreshes })
  const release = useApiAction(releaseApplicant, { refreshes })
  const { applicationId, tenantName: name, mail } = row
  const run = async () => {
    if (act === 'approve') await approve.run({ applicationId })
    else if (act === 'reject') await reject.run({ applicationId, reason })
    else await release.run({ applicationId })
    if (act === 'approve') showDone('tenants.created', { name })
  }
  return (
    <ConfirmDialog opened onClose={onClose} verb={say(`tenants.${act}`)} danger={act === 'reject'} onConfirm={run}>
      <p>{say(`tenants.${act}Text`, { name, mail })}</p>
      {act === 'reject' && (
        <Textarea
          label={say('tenants.rejectReason')}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
    </ConfirmDialog>
  )
}
