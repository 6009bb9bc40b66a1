import { deleteAnnouncement, type KeptAnnouncement, listKeptAnnouncements } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconPencil, IconPlus, IconSpeakerphone, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { DataTable } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { useLanguage, useWord } from '../platform/language.tsx'
import { showDone } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { RowMenu } from '../platform/RowMenu.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { AnnouncementDialog } from './AnnouncementDialog.tsx'
import { CategoryBadge } from './CategoryBadge.tsx'

/** The operator writes to the people of all tenants [NFM-ANN-001, NFM-ANN-002]. */
export function OperatorAnnouncementsPage() {
  const say = useWord()
  const { locale } = useLanguage()
  const [editing, setEditing] = useState<KeptAnnouncement | 'new'>()
  const [deleting, setDeleting] = useState<KeptAnnouncement>()
  const remove = useApiAction(deleteAnnouncement, { refreshes: [listKeptAnnouncements] })
  const titleOf = (row: KeptAnnouncement) => row.title[locale]
  const write = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setEditing('new')}>
      {say('announcements.write')}
    </Button>
  )
  return (
    <>
      <PageHeader title={say('LBL-NAV-news')} lead={say('announcements.lead')}>
        {write}
      </PageHeader>
      <DataTable
        id="operator-announcements"
        caption={say('LBL-NAV-news')}
        endpoint={listKeptAnnouncements}
        rowKey={(row) => row.announcementId}
        rowName={titleOf}
        onOpen={setEditing}
        columns={[
          { id: 'title', header: say('announcements.title'), cell: titleOf, fixed: true, wrap: true },
          {
            id: 'category',
            header: say('announcements.category'),
            cell: (row) => <CategoryBadge category={row.category} />,
          },
          { id: 'from', header: say('announcements.from'), cell: (row) => <DateTimeText at={row.shownFrom} /> },
          {
            id: 'until',
            header: say('announcements.until'),
            cell: (row) => (row.shownUntil ? <DateTimeText at={row.shownUntil} /> : say('announcements.noEnd')),
          },
          {
            id: 'beforeSignIn',
            header: say('announcements.atDoor'),
            cell: (row) => row.beforeSignIn && <StatusBadge tone="warning">{say('LBL-GEN-yes')}</StatusBadge>,
          },
        ]}
        rowActions={(row) => (
          <RowMenu
            name={titleOf(row)}
            actions={[
              { label: say('LBL-GEN-edit'), icon: IconPencil, onClick: () => setEditing(row) },
              { label: say('LBL-GEN-delete'), icon: IconTrash, danger: true, onClick: () => setDeleting(row) },
            ]}
          />
        )}
        empty={
          <EmptyState icon={IconSpeakerphone} title={say('announcements.empty')} action={write}>
            {say('announcements.lead')}
          </EmptyState>
        }
      />
      {editing && (
        <AnnouncementDialog kept={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
      <ConfirmDialog
        opened={deleting !== undefined}
        onClose={() => setDeleting(undefined)}
        verb={say('LBL-GEN-delete')}
        danger
        onConfirm={async () => {
          await remove.run({ announcementId: deleting!.announcementId })
          showDone('MSG-GEN-008', { n: 1 })
        }}
      >
        {say('announcements.delete.ask', { title: deleting ? titleOf(deleting) : '' })}
      </ConfirmDialog>
    </>
  )
}
