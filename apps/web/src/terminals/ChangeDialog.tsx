import { changeTerminal, identificationMaxPeople, listTerminals, motionKinds, type TerminalRow } from '@kaoban/contract'
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useApiAction } from '../platform/api.ts'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { showDone } from '../platform/notices.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'

/** Name, note and what a terminal may do. */
export function ChangeDialog({ terminal, onClose }: { terminal: TerminalRow; onClose: () => void }) {
  const say = useWord()
  const change = useApiAction(changeTerminal, { refreshes: [listTerminals] })
  const form = useKaobanForm({
    initialValues: {
      name: terminal.name,
      note: terminal.note,
      identification: terminal.identification,
      motion: terminal.motion ?? 'tenant',
      afterSignIn: terminal.afterSignIn as string,
    },
    validate: { name: (name) => (name.trim() === '' ? 'terminals.name.needed' : undefined) },
    save: ({ motion, afterSignIn, ...values }) =>
      change.run({
        terminalId: terminal.terminalId,
        ...values,
        motion: motionKinds.find((kind) => kind === motion) ?? null,
        afterSignIn: afterSignIn === 'stay' ? 'stay' : 'portal',
      }),
    onSaved: () => {
      showDone('terminals.changed')
      onClose()
    },
    done: false,
  })
  return (
    <FormDialog opened onClose={onClose} title={say('terminals.edit')} form={form}>
      <TextInput label={say('terminals.name')} required maxLength={80} {...form.field('name')} />
      <TextInput label={say('terminals.note')} maxLength={200} {...form.field('note')} />
      <Checkbox
        label={say('terminals.identification')}
        description={say('terminals.identification.lead', { max: identificationMaxPeople })}
        {...form.field('identification', { type: 'checkbox' })}
      />
      <NativeSelect
        label={say('terminals.motion')}
        data={[
          { value: 'tenant', label: say('terminals.motion.tenant') },
          ...motionKinds.map((kind) => ({ value: kind, label: say(`terminals.motion.${kind}`) })),
        ]}
        {...form.field('motion')}
      />
      <NativeSelect
        label={say('terminals.after')}
        data={(['portal', 'stay'] as const).map((value) => ({ value, label: say(`terminals.after.${value}`) }))}
        {...form.field('afterSignIn')}
      />
    </FormDialog>
  )
}
