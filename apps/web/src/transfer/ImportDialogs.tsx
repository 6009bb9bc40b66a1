import {
  applyImport,
  discardImport,
  type Import,
  KaobanError,
  limits,
  listImportRows,
  listImports,
  listTasks,
  readImport,
  undoImport,
} from '@kaoban/contract'
import { NumberInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useGo } from '../platform/address.ts'
import { asProblem, queryKeyOf, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { showDone } from '../platform/notices.tsx'
import classes from './transfer.module.css'

interface Props {
  import: Import
  onClose: () => void
}

const reads = [readImport, listImportRows, listImports, listTasks]

/** 適用する: names how many are added, changed and lost; a large loss has to be typed. */
export function ApplyDialog({ import: shown, onClose }: Props) {
  const say = useWord()
  const apply = useApiAction(applyImport, { refreshes: reads })
  const queries = useQueryClient()
  const [typed, setTyped] = useState<number | string>('')
  const { importId, fileName, totals, confirmDeletions } = shown
  const { add, change, delete: gone, facesLost, refused, faces, pictureFaults } = totals
  const confirm = async () => {
    if (confirmDeletions && typed !== gone)
      throw new KaobanError('import.deletions-unconfirmed', 'the number typed is another one')
    try {
      await apply.run({ importId, ...(confirmDeletions ? { deletions: gone } : {}) })
    } catch (error) {
      if (asProblem(error)?.code !== 'import.outdated') throw error
      // The page says so, and how to go on.
      await queries.invalidateQueries({ queryKey: queryKeyOf(readImport) })
    }
  }
  return (
    <ConfirmDialog opened onClose={onClose} verb={say('imports.apply')} danger={gone > 0} onConfirm={confirm}>
      <p>{say('imports.apply.ask', { file: fileName })}</p>
      <ul className={classes.counts}>
        {add > 0 && <li>{say('imports.apply.add', { n: add })}</li>}
        {change > 0 && <li>{say('imports.apply.change', { n: change })}</li>}
        {faces > 0 && <li>{say('imports.apply.faces', { n: faces })}</li>}
        {gone > 0 && (
          <li>
            <strong>
              {facesLost > 0
                ? say('imports.apply.deleteFaces', { n: gone, faces: facesLost })
                : say('imports.apply.delete', { n: gone })}
            </strong>
          </li>
        )}
      </ul>
      {gone > 0 && <p>{say('imports.apply.losses', { days: limits.recycleDays })}</p>}
      {add > 0 && <p>{say('imports.apply.mails')}</p>}
      {pictureFaults > 0 && <p>{say('imports.apply.pictureFaults', { n: pictureFaults })}</p>}
      {refused > 0 && <p>{say('imports.apply.refused', { n: refused })}</p>}
      {confirmDeletions && (
        <NumberInput
          label={say('imports.apply.typed', { n: gone })}
          value={typed}
          onChange={setTyped}
          hideControls
          allowNegative={false}
          allowDecimal={false}
          autoComplete="off"
        />
      )}
    </ConfirmDialog>
  )
}

/** 破棄する: the plan and what was uploaded are forgotten. */
export function DiscardDialog({ import: { importId, fileName }, onClose }: Props) {
  const say = useWord()
  const go = useGo()
  const discard = useApiAction(discardImport, { refreshes: [listImports, listTasks] })
  const confirm = async () => {
    await discard.run({ importId })
    showDone('imports.discarded')
    go('/transfer/user-import')
  }
  return (
    <ConfirmDialog opened onClose={onClose} verb={say('imports.discard')} danger onConfirm={confirm}>
      <p>{say('imports.discard.ask', { file: fileName })}</p>
    </ConfirmDialog>
  )
}

/** 取り消す: what becomes of those who were added, changed and deleted. */
export function UndoDialog({ import: { importId, totals }, onClose }: Props) {
  const say = useWord()
  const undo = useApiAction(undoImport, { refreshes: reads })
  const { add, change, delete: gone, faces } = totals
  return (
    <ConfirmDialog opened onClose={onClose} verb={say('imports.undo')} danger onConfirm={() => undo.run({ importId })}>
      <p>{say('imports.undo.ask')}</p>
      <ul className={classes.counts}>
        {add > 0 && <li>{say('imports.undo.add', { n: add })}</li>}
        {change > 0 && <li>{say('imports.undo.change', { n: change })}</li>}
        {gone > 0 && <li>{say('imports.undo.delete', { n: gone })}</li>}
      </ul>
      {faces > 0 && <p>{say('imports.undo.faces')}</p>}
      <p>{say('imports.undo.touched')}</p>
    </ConfirmDialog>
  )
}
