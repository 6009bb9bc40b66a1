import { proveSession } from '@kaoban/contract'
import { PasswordInput } from '@mantine/core'
import { useApiAction } from './api.ts'
import { FormDialog } from './FormDialog.tsx'
import { useWord } from './language.tsx'
import { useKaobanForm } from './useKaobanForm.tsx'

/** Asks for the password again before an act that the server refused with `session.proof-needed`. */
export function ProveDialog({ onClose, onProven }: { onClose: () => void; onProven: () => void }) {
  const say = useWord()
  const prove = useApiAction(proveSession)
  const form = useKaobanForm({
    initialValues: { password: '' },
    validate: { password: (password) => (password === '' ? 'MSG-AUT-004' : undefined) },
    save: (values) => prove.run(values),
    done: false,
    onSaved: onProven,
  })
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={say('sessions.prove')}
      form={form}
      submitLabel={say('sessions.prove.go')}
      size="sm"
    >
      <p>{say('problem.session.proof-needed')}</p>
      <PasswordInput
        label={say('LBL-USR-password')}
        required
        autoComplete="current-password"
        data-autofocus
        visibilityToggleButtonProps={{ 'aria-label': say('sessions.prove.show') }}
        {...form.field('password')}
      />
    </FormDialog>
  )
}
