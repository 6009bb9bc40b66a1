import { listTerminals, registerTerminal } from '@kaoban/contract'
import { TextInput } from '@mantine/core'
import { useApiAction } from '../platform/api.ts'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { showDone } from '../platform/notices.tsx'
import { useAccount } from '../platform/session.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import { keepTerminal, makeTerminalKey } from './terminalKey.ts'

/** Makes a key in this browser and registers its public half. */
export function RegisterDialog({
  opened,
  onClose,
  onDone,
}: {
  opened: boolean
  onClose: () => void
  onDone: () => void
}) {
  const say = useWord()
  const { tenant } = useAccount()
  const register = useApiAction(registerTerminal, { refreshes: [listTerminals] })
  const form = useKaobanForm({
    initialValues: { name: '' },
    validate: { name: (name) => (name.trim() === '' ? 'terminals.name.needed' : undefined) },
    save: async ({ name }) => {
      const { privateKey, publicKey } = await makeTerminalKey()
      const { terminal, proofName } = await register.run({ name, publicKey })
      await keepTerminal({ tenantCode: tenant.code, terminalId: terminal.terminalId, proofName, privateKey })
    },
    onSaved: () => {
      showDone('terminals.registered')
      onDone()
    },
    done: false,
  })
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={say('terminals.register.title')}
      form={form}
      submitLabel={say('terminals.register')}
    >
      <p>{say('terminals.register.lead')}</p>
      <TextInput label={say('terminals.name')} required maxLength={80} {...form.field('name')} />
    </FormDialog>
  )
}
