import { type AddressRange, deleteAddresses, listAddresses, readOwnAddress } from '@kaoban/contract'
import { Button } from '@mantine/core'
import { IconPlus, IconTrash, IconWorldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { call, useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { type Column, DataTable, type Selection } from '../platform/DataTable.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { useWord } from '../platform/language.tsx'
import { showDone } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { useSession } from '../platform/session.tsx'
import { useQuestion } from '../platform/useQuestion.tsx'
import { AddRange } from './AddRange.tsx'
import classes from './addresses.module.css'
import { withWarning } from './withWarning.ts'

/** 接続許可IPアドレス [NFM-IPA-001]. */
export function AddressesPage() {
  const say = useWord()
  const { refresh } = useSession()
  const own = useApi(readOwnAddress).data
  const [adding, setAdding] = useState(false)
  const [deleting, setDeleting] = useState<Selection<AddressRange>>()
  const remove = useApiAction(deleteAddresses, { refreshes: [listAddresses] })
  const warning = useQuestion({ children: say('MSG-IPA-007'), verb: say('addresses.continue') })
  const rangeText = ({ first, last }: AddressRange) => say('addresses.range', { first, last })
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setAdding(true)}>
      {say('LBL-GEN-add')}
    </Button>
  )

  const columns: Column<AddressRange>[] = [
    { id: 'first', header: say('LBL-IPA-from'), cell: (row) => row.first, sortable: true, fixed: true, mono: true },
    { id: 'last', header: say('LBL-IPA-to'), cell: (row) => row.last, sortable: true, fixed: true, mono: true },
    {
      id: 'addedAt',
      header: say('addresses.addedAt'),
      cell: (row) => <DateTimeText at={row.addedAt} />,
      sortable: true,
    },
  ]

  async function deleteTicked(selection: Selection<AddressRange>) {
    const rangeIds = selection.all ? await allIds(selection.except) : selection.ids
    const ask = () => {
      setDeleting(undefined)
      return warning.ask()
    }
    const answer = await withWarning((lockOut) => remove.run({ rangeIds, lockOut }), ask).catch((error) => {
      // The dialog that says why may have made room for the question.
      setDeleting(selection)
      throw error
    })
    if (answer === undefined) return
    selection.clear()
    showDone('MSG-GEN-008', { n: answer.deleted })
    await refresh()
  }

  return (
    <>
      <PageHeader title={say('LBL-NAV-ip')} lead={say('MSG-IPA-009')}>
        {add}
      </PageHeader>
      <dl className={classes.own}>
        <dt>{say('LBL-IPA-current')}</dt>
        <dd>{own && <code>{own.address ?? say('addresses.unknown')}</code>}</dd>
      </dl>
      <DataTable
        id="addresses"
        caption={say('LBL-NAV-ip')}
        endpoint={listAddresses}
        rowKey={(row: AddressRange) => row.rangeId}
        rowName={rangeText}
        defaultSort={{ id: 'first' }}
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
          <EmptyState icon={IconWorldCheck} title={say('addresses.empty')} action={add}>
            {say('addresses.empty.text')}
          </EmptyState>
        }
      />
      {adding && <AddRange own={own} onClose={() => setAdding(false)} />}
      <ConfirmDialog
        opened={deleting !== undefined}
        onClose={() => setDeleting(undefined)}
        verb={say('LBL-GEN-delete')}
        danger
        losses={deleting?.rows.map(rangeText) ?? []}
        onConfirm={() => deleteTicked(deleting!)}
      >
        {say('MSG-IPA-008')}
      </ConfirmDialog>
      {warning.question}
    </>
  )
}

/** Ids of all ranges but those unticked, page by page. */
async function allIds(except: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (let page = 1; ; page++) {
    const { rows, size } = await call(listAddresses, { page })
    ids.push(...rows.map(({ rangeId }) => rangeId))
    if (rows.length < size) return ids.filter((id) => !except.includes(id))
  }
}
