import { inviteOperator, listOperators, type OperatorRow, removeOperator } from '@kaoban/contract'
import { Button, Modal } from '@mantine/core'
import { IconTrash, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { CopyField } from '../platform/CopyField.tsx'
import { DataTable } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { useWord } from '../platform/language.tsx'
import { showDone, showProblem } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { RowMenu } from '../platform/RowMenu.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'

/** Who runs this installation: invited by a link, removed at once, never the last one. */
export function OperatorsPage() {
  const say = useWord()
  const invite = useApiAction(inviteOperator)
  const remove = useApiAction(removeOperator, { refreshes: [listOperators] })
  const [link, setLink] = useState<string>()
  const [removing, setRemoving] = useState<OperatorRow>()
  const makeLink = async () => {
    try {
      const { token } = await invite.run()
      setLink(`${location.origin}/setup/${token}`)
    } catch (error) {
      showProblem(error)
    }
  }
  return (
    <>
      <PageHeader title={say('operators.list')} lead={say('operators.list.lead')}>
        <Button leftSection={<IconUserPlus size={18} />} loading={invite.busy} onClick={() => void makeLink()}>
          {say('operators.invite')}
        </Button>
      </PageHeader>
      <DataTable
        id="operators"
        caption={say('operators.list')}
        endpoint={listOperators}
        rowKey={(row) => row.operatorId}
        rowName={(row) => row.name}
        columns={[
          {
            id: 'name',
            header: say('operators.name'),
            cell: (row) => (
              <>
                {row.name} {row.current && <StatusBadge tone="info">{say('operators.you')}</StatusBadge>}
              </>
            ),
            fixed: true,
          },
          { id: 'mail', header: say('operators.mail'), cell: (row) => row.mail },
          {
            id: 'twoFactor',
            header: say('operators.twoFactorState'),
            cell: (row) => (
              <StatusBadge tone={row.twoFactor ? 'success' : 'warning'}>
                {say(row.twoFactor ? 'operators.twoFactorState.on' : 'operators.twoFactorState.off')}
              </StatusBadge>
            ),
          },
          { id: 'createdAt', header: say('operators.since'), cell: (row) => <DateTimeText at={row.createdAt} /> },
        ]}
        rowActions={(row) => (
          <RowMenu
            name={row.name}
            actions={[
              { label: say('operators.remove'), icon: IconTrash, danger: true, onClick: () => setRemoving(row) },
            ]}
          />
        )}
      />
      <Modal
        opened={link !== undefined}
        onClose={() => setLink(undefined)}
        title={say('operators.invite')}
        closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
      >
        <p>{say('operators.invited')}</p>
        {link && <CopyField value={link} label={say('operators.inviteLink')} />}
      </Modal>
      <ConfirmDialog
        opened={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        verb={say('LBL-GEN-delete')}
        danger
        onConfirm={async () => {
          await remove.run({ operatorId: removing!.operatorId })
          showDone('MSG-GEN-008', { n: 1 })
        }}
      >
        {say('operators.remove.ask', { name: removing?.name ?? '' })}
      </ConfirmDialog>
    </>
  )
}
