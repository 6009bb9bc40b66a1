import {
  type AnswerOf,
  addAddresses,
  listAddresses,
  rangeFaults,
  rangeOfNetwork,
  type readOwnAddress,
} from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import { Button, TextInput } from '@mantine/core'
import { useApiAction } from '../platform/api.ts'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { showDone } from '../platform/notices.tsx'
import { useSession } from '../platform/session.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import { useQuestion } from '../platform/useQuestion.tsx'
import { withWarning } from './withWarning.ts'

interface Props {
  own: AnswerOf<typeof readOwnAddress> | undefined
  onClose: () => void
}

/** 追加する [NFM-IPA-006]. */
export function AddRange({ own, onClose }: Props) {
  const say = useWord()
  const { refresh } = useSession()
  const add = useApiAction(addAddresses, { refreshes: [listAddresses] })
  const warning = useQuestion({ children: say('MSG-IPA-007'), verb: say('addresses.continue') })
  const faultOf = (field: 'first' | 'last') => (_: string, values: { first: string; last: string }) =>
    rangeFaults(values, own?.ipv6 ?? false).find((fault) => fault.field === field)?.message as MessageKey | undefined
  const form = useKaobanForm({
    initialValues: { first: '', last: '' },
    validate: { first: faultOf('first'), last: faultOf('last') },
    save: (values) => withWarning((lockOut) => add.run({ ...values, lockOut }), warning.ask),
    onSaved: (range) => {
      if (range === undefined) return
      showDone('MSG-GEN-007')
      onClose()
      void refresh()
    },
    done: false,
  })
  const first = form.field('first')
  const spread = () => {
    const network = rangeOfNetwork(form.values.first)
    if (network) {
      form.set('first', network.first)
      form.set('last', network.last)
    } else first.onBlur()
  }
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={say('addresses.addTitle')}
      form={form}
      beside={warning.question}
      covered={warning.asking}
    >
      <p>{say('addresses.hint')}</p>
      <TextInput
        label={say('LBL-IPA-from')}
        required
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        {...first}
        onBlur={spread}
      />
      <TextInput label={say('LBL-IPA-to')} required autoComplete="off" spellCheck={false} {...form.field('last')} />
      {own?.address != null && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            form.set('first', own.address!)
            form.set('last', own.address!)
          }}
        >
          {say('addresses.useCurrent')}
        </Button>
      )}
    </FormDialog>
  )
}
