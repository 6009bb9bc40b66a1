import { addLinkageEntry, checkLinkageId, listLinkageFilter, readLinkage } from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import { TextInput } from '@mantine/core'
import { useApiAction } from '../platform/api.ts'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'

/** 追加する [NFM-LNK-016]. */
export function AddEntry({ onClose }: { onClose: () => void }) {
  const say = useWord()
  const add = useApiAction(addLinkageEntry, { refreshes: [listLinkageFilter, readLinkage] })
  const form = useKaobanForm({
    initialValues: { loginId: '' },
    validate: { loginId: (loginId) => checkLinkageId(loginId.trim()) as MessageKey | undefined },
    save: (values) => add.run(values),
    onSaved: onClose,
  })
  return (
    <FormDialog opened onClose={onClose} title={say('linkage.add.title')} form={form} submitLabel={say('LBL-GEN-add')}>
      <TextInput
        label={say('LBL-USR-id')}
        required
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        {...form.field('loginId')}
      />
    </FormDialog>
  )
}
