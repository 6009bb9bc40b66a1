import { clearAddresses, createTenant, forbidImages, listTenants, type TenantRow } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconBuilding, IconPhoto, IconPhotoOff, IconPlugConnected, IconPlus, IconWorldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useGo } from '../platform/address.ts'
import { useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { CopyField } from '../platform/CopyField.tsx'
import { DataTable } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { showDone } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { RowMenu } from '../platform/RowMenu.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import { ApplicantFields, applicantChecks, emptyApplicant } from './ApplicantFields.tsx'

/** The tenants of this installation. */
export function TenantsPage() {
  const say = useWord()
  const go = useGo()
  const [creating, setCreating] = useState(false)
  const [clearing, setClearing] = useState<TenantRow>()
  const clear = useApiAction(clearAddresses)
  const [judging, setJudging] = useState<TenantRow>()
  const judge = useApiAction(forbidImages, { refreshes: [listTenants] })
  const create = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setCreating(true)}>
      {say('tenants.create')}
    </Button>
  )
  return (
    <>
      <PageHeader title={say('tenants.list')}>{create}</PageHeader>
      <DataTable
        id="tenants"
        caption={say('tenants.list')}
        endpoint={listTenants}
        rowKey={(row) => row.tenantId}
        rowName={(row) => row.name}
        search={say('tenants.search')}
        defaultSort={{ id: 'openedAt', direction: 'descending' }}
        columns={[
          { id: 'name', header: say('LBL-TEN-name'), cell: (row) => row.name, sortable: true, fixed: true },
          {
            id: 'code',
            header: say('tenants.signInPage'),
            cell: (row) => <CopyField compact value={`${location.origin}/t/${row.code}`} label={row.name} />,
          },
          { id: 'applicantMail', header: say('LBL-TEN-mail'), cell: (row) => row.applicantMail },
          {
            id: 'trialEnd',
            header: say('tenants.trial'),
            cell: (row) => say('tenants.trialRange', { start: row.trialStart, end: row.trialEnd }),
            sortable: true,
          },
          {
            id: 'state',
            header: say('tenants.state'),
            cell: (row) => (
              <StatusBadge tone={row.state === 'open' ? 'success' : 'neutral'}>
                {say(`tenants.state.${row.state}`)}
              </StatusBadge>
            ),
          },
          {
            id: 'images',
            header: say('tenants.images'),
            cell: (row) =>
              row.imagesForbidden && <StatusBadge tone="warning">{say('tenants.images.forbidden')}</StatusBadge>,
            hidden: true,
          },
          {
            id: 'openedAt',
            header: say('tenants.openedAt'),
            cell: (row) => <DateTimeText at={row.openedAt} />,
            sortable: true,
          },
        ]}
        rowActions={(row) => (
          <RowMenu
            name={row.name}
            actions={[
              {
                label: say('linkage.operator.title'),
                icon: IconPlugConnected,
                onClick: () => go(`/operator/linkage/${row.tenantId}`),
              },
              {
                label: say(row.imagesForbidden ? 'tenants.images.allow' : 'tenants.images.forbid'),
                icon: row.imagesForbidden ? IconPhoto : IconPhotoOff,
                danger: !row.imagesForbidden,
                onClick: () => setJudging(row),
              },
              {
                label: say('addresses.clear'),
                icon: IconWorldCheck,
                danger: true,
                onClick: () => setClearing(row),
              },
            ]}
          />
        )}
        empty={
          <EmptyState icon={IconBuilding} title={say('tenants.empty')} action={create}>
            {say('tenants.emptyHint')}
          </EmptyState>
        }
      />
      <ConfirmDialog
        opened={clearing !== undefined}
        onClose={() => setClearing(undefined)}
        verb={say('LBL-GEN-delete')}
        danger
        onConfirm={async () => {
          const { deleted } = await clear.run({ tenantId: clearing!.tenantId })
          showDone('addresses.cleared', { n: deleted })
        }}
      >
        {say('addresses.clear.ask', { name: clearing?.name ?? '' })}
      </ConfirmDialog>
      <ConfirmDialog
        opened={judging !== undefined}
        onClose={() => setJudging(undefined)}
        verb={say(judging?.imagesForbidden ? 'tenants.images.allow' : 'tenants.images.forbid')}
        danger={judging?.imagesForbidden === false}
        onConfirm={async () => {
          await judge.run({ tenantId: judging!.tenantId, forbidden: !judging!.imagesForbidden })
          showDone('MSG-GEN-007')
        }}
      >
        {say(judging?.imagesForbidden ? 'tenants.images.allow.ask' : 'tenants.images.forbid.ask', {
          name: judging?.name ?? '',
        })}
      </ConfirmDialog>
      <CreateTenant opened={creating} onClose={() => setCreating(false)} />
    </>
  )
}

function CreateTenant({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const say = useWord()
  const create = useApiAction(createTenant, { refreshes: [listTenants] })
  const form = useKaobanForm({
    initialValues: emptyApplicant,
    validate: applicantChecks as never,
    save: (values) => create.run(values),
    onSaved: (_, { tenantName }) => {
      form.reset(emptyApplicant)
      showDone('tenants.created', { name: tenantName })
      onClose()
    },
    done: false,
  })
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={say('tenants.createTitle')}
      form={form}
      submitLabel={say('tenants.create')}
      size="lg"
    >
      <p>{say('tenants.createLead')}</p>
      <ApplicantFields form={form} />
    </FormDialog>
  )
}
