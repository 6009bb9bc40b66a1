import {
  changeGroup,
  checkGroupCode,
  checkGroupName,
  createGroup,
  deleteGroup,
  type GroupRow,
  listGroups,
  listUsers,
  readGroup,
} from '@kaoban/contract'
import { hasMessage } from '@kaoban/messages'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { asProblem, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'
import { showDone } from '../platform/notices.tsx'
import { type FieldMessage, useKaobanForm } from '../platform/useKaobanForm.tsx'
import classes from './groups.module.css'

const refreshes = [listGroups, readGroup, listUsers]

function known(message: string | undefined): FieldMessage {
  return message !== undefined && hasMessage(message) ? message : undefined
}

/** グループを追加する outside the form of a person. */
export function AddGroup({ onClose }: { onClose: () => void }) {
  const say = useWord()
  const create = useApiAction(createGroup, { refreshes })
  const form = useKaobanForm({
    initialValues: { code: '', name: '' },
    validate: { code: (code) => known(checkGroupCode(code)), name: (name) => known(checkGroupName(name)) },
    save: (values) => create.run(values),
    onSaved: onClose,
  })
  return (
    <FormDialog opened onClose={onClose} title={say('LBL-GRP-add')} form={form}>
      <TextInput
        label={say('LBL-GRP-id')}
        description={say('groups.codeHint')}
        required
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        {...form.field('code')}
      />
      <TextInput label={say('LBL-GRP-name')} required autoComplete="off" {...form.field('name')} />
    </FormDialog>
  )
}

/** The name changes for all members; the ID stays [NFM-GRP-009]. */
export function RenameGroup({ group, onClose }: { group: GroupRow; onClose: () => void }) {
  const say = useWord()
  const change = useApiAction(changeGroup, { refreshes })
  const form = useKaobanForm({
    initialValues: { name: group.name },
    validate: { name: (name) => known(checkGroupName(name)) },
    save: ({ name }) => change.run({ groupId: group.groupId, version: group.version, name }),
    onSaved: onClose,
  })
  return (
    <FormDialog opened onClose={onClose} title={say('groups.rename')} form={form}>
      <TextInput label={say('LBL-GRP-id')} description={say('groups.codeFixed')} readOnly value={group.code} />
      <TextInput label={say('LBL-GRP-name')} required autoComplete="off" data-autofocus {...form.field('name')} />
    </FormDialog>
  )
}

/** Refused while somebody belongs to the group; the refusal says how many, and how many of them in the recycle bin. */
export function DeleteGroup({ group, onClose, onDone }: { group: GroupRow; onClose: () => void; onDone?: () => void }) {
  const say = useWord()
  const remove = useApiAction(deleteGroup, { refreshes })
  const [left, setLeft] = useState<{ members: number; recycled: number }>()
  const confirm = async () => {
    if (left) return
    try {
      await remove.run({ groupId: group.groupId })
      showDone('MSG-GEN-008', { n: 1 })
      onDone?.()
    } catch (error) {
      const { code, details } = asProblem(error) ?? {}
      if (code === 'group.in-use')
        setLeft({ members: Number(details?.members ?? 0), recycled: Number(details?.recycled ?? 0) })
      throw error
    }
  }
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      verb={say(left ? 'LBL-GEN-close' : 'LBL-GEN-delete')}
      danger={!left}
      losses={left ? [] : [say('groups.named', { name: group.name, code: group.code })]}
      onConfirm={confirm}
    >
      {left ? (
        <ul className={classes.left}>
          <li>
            <LinkAnchor to={`/users?groupId=${group.groupId}`}>
              {say('groups.left.members', { n: left.members })}
            </LinkAnchor>
          </li>
          {left.recycled > 0 && (
            <li>
              <LinkAnchor to="/users/recycle-bin">{say('groups.left.recycled', { n: left.recycled })}</LinkAnchor>
            </li>
          )}
        </ul>
      ) : (
        <p>{say('groups.deleteAsk')}</p>
      )}
    </ConfirmDialog>
  )
}
