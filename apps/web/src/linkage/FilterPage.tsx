import {
  deleteLinkageEntries,
  exportLinkageFilter,
  type LinkageEntry,
  listLinkageFilter,
  readLinkage,
} from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconDownload, IconPlugConnected, IconPlus, IconTrash, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { downloadCsv } from '../platform/CsvButton.tsx'
import { type Column, DataTable, type Selection } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { formatDate } from '../platform/dates.ts'
import { EmptyState } from '../platform/EmptyState.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { useLanguage, useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { showDone, showProblem } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { useAccount } from '../platform/session.tsx'
import { AddEntry } from './AddEntry.tsx'
import { ConsentDialog } from './ConsentDialog.tsx'
import { FaultList } from './FaultList.tsx'
import { ImportFilter } from './ImportFilter.tsx'
import classes from './linkage.module.css'

const refreshes = [listLinkageFilter, readLinkage]

/** 利用者情報連携フィルタ管理 [NFM-LNK-011]. */
export function FilterPage() {
  const say = useWord()
  const { locale } = useLanguage()
  const { timeZone } = useAccount().tenant
  const [open, setOpen] = useState<'add' | 'import' | 'notice'>()
  const [deleting, setDeleting] = useState<Selection<LinkageEntry>>()
  const remove = useApiAction(deleteLinkageEntries, { refreshes })
  const answer = useApi(readLinkage)
  if (answer.error && !answer.data) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  const { serviceName: service, consent, syncedAt } = answer.data
  const add = (
    <Button disabled={!consent} leftSection={<IconPlus size={18} />} onClick={() => setOpen('add')}>
      {say('LBL-GEN-add')}
    </Button>
  )
  const columns: Column<LinkageEntry>[] = [
    { id: 'loginId', header: say('LBL-USR-id'), cell: (row) => row.loginId, sortable: true, fixed: true, mono: true },
    {
      id: 'addedAt',
      header: say('linkage.entry.addedAt'),
      cell: (row) => <DateTimeText at={row.addedAt} />,
      sortable: true,
    },
    {
      id: 'known',
      header: say('linkage.entry.user'),
      cell: (row) => (
        <StatusBadge tone={row.known ? 'success' : 'neutral'}>
          {say(row.known ? 'linkage.entry.known' : 'linkage.entry.unknown')}
        </StatusBadge>
      ),
    },
    {
      id: 'automatic',
      header: say('linkage.entry.origin'),
      cell: (row) => say(row.automatic ? 'linkage.entry.automatic' : 'linkage.entry.manual'),
    },
  ]

  async function deleteTicked({ all, ids, except, query, clear }: Selection<LinkageEntry>) {
    const search = String((query as { search?: unknown }).search ?? '')
    const selection = all ? { search, except: [...except] } : { entryIds: [...ids] }
    const { deleted } = await remove.run({ selection })
    clear()
    showDone('MSG-GEN-008', { n: deleted })
  }

  return (
    <>
      <PageHeader title={say('LBL-NAV-link.filter')} lead={say('linkage.lead', { service })}>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} />}
          onClick={() => void downloadCsv(exportLinkageFilter, {}, 'linkage_filter.csv').catch(showProblem)}
        >
          {say('LBL-LNK-export')}
        </Button>
        <Button
          variant="default"
          disabled={!consent}
          leftSection={<IconUpload size={18} />}
          onClick={() => setOpen('import')}
        >
          {say('LBL-LNK-import')}
        </Button>
        {add}
      </PageHeader>
      <div className={classes.stack}>
        {consent ? (
          <Notice tone="neutral">
            {say('linkage.notice.given', {
              by: consent.by,
              at: formatDate(new Date(consent.at), 'minute', locale, timeZone),
            })}
          </Notice>
        ) : (
          <Notice
            tone="warning"
            title={say('linkage.notice.title')}
            actions={
              <Button size="compact-md" onClick={() => setOpen('notice')}>
                {say('linkage.notice.read')}
              </Button>
            }
          >
            {say('linkage.notice.needed')}
          </Notice>
        )}
        {syncedAt === null && (
          <Notice title={say('linkage.steps')}>
            <ol className={classes.steps}>
              {(['filter', 'sync', 'then'] as const).map((step) => (
                <li key={step}>{say(`linkage.steps.${step}`)}</li>
              ))}
            </ol>
            {say('linkage.steps.why')}
          </Notice>
        )}
      </div>
      <FaultList />
      <DataTable
        id="linkage-filter"
        caption={say('LBL-NAV-link.filter')}
        endpoint={listLinkageFilter}
        rowKey={(row: LinkageEntry) => row.entryId}
        rowName={(row) => row.loginId}
        search={say('linkage.search')}
        defaultSort={{ id: 'loginId' }}
        columns={columns}
        bulkActions={(selection) => (
          <Button
            size="compact-sm"
            color="red"
            variant="light"
            leftSection={<IconTrash size={16} aria-hidden="true" />}
            onClick={() => setDeleting(selection)}
          >
            {say('LBL-GEN-delete')}
          </Button>
        )}
        empty={
          <EmptyState icon={IconPlugConnected} title={say('linkage.empty')} action={add}>
            {say('linkage.empty.text')}
          </EmptyState>
        }
      />
      {open === 'add' && <AddEntry onClose={() => setOpen(undefined)} />}
      {open === 'import' && <ImportFilter onClose={() => setOpen(undefined)} />}
      {open === 'notice' && <ConsentDialog linkage={answer.data} onClose={() => setOpen(undefined)} />}
      <ConfirmDialog
        opened={deleting !== undefined}
        onClose={() => setDeleting(undefined)}
        verb={say('LBL-GEN-delete')}
        danger
        losses={deleting?.rows.map(({ loginId }) => loginId) ?? []}
        onConfirm={() => deleteTicked(deleting!)}
      >
        <p>{say('MSG-LNK-011')}</p>
        <p>{say('linkage.delete.count', { n: deleting?.count ?? 0 })}</p>
      </ConfirmDialog>
    </>
  )
}
