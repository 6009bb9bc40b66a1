import { apiKeyDays, apiKeyNameMax, apiKeyScopes, listApiKeys, makeApiKey } from '@kaoban/contract'
import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { asProblem, useApiAction } from '../platform/api.ts'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { ProveDialog } from '../platform/ProveDialog.tsx'
import { useAccount } from '../platform/session.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'

/** Name, permission and days of a new key; hands its secret on. */
export function MakeKeyDialog({ onClose, onMade }: { onClose: () => void; onMade: (secret: string) => void }) {
  const say = useWord()
  const { role } = useAccount()
  // Only system administrators set up provisioning.
  const offered = apiKeyScopes.filter((scope) => scope !== 'directory.sync' || role === 'system-administrator')
  const make = useApiAction(makeApiKey, { refreshes: [listApiKeys] })
  const [declined, setDeclined] = useState(false)
  const form = useKaobanForm({
    initialValues: { name: '', scope: 'users.write' as string, days: apiKeyDays.default as number | string },
    validate: {
      name: (name) => (name.trim() === '' ? 'apiKeys.name.needed' : undefined),
      days: (days) => (isDays(Number(days)) ? undefined : { message: 'apiKeys.days.range', params: apiKeyDays }),
    },
    save: ({ name, scope, days }) => {
      setDeclined(false)
      return make.run({ name, scope: apiKeyScopes.find((one) => one === scope) ?? 'users.read', days: Number(days) })
    },
    onSaved: ({ secret }) => onMade(secret),
    done: false,
  })
  return (
    <>
      <FormDialog opened onClose={onClose} title={say('apiKeys.make')} form={form} submitLabel={say('apiKeys.make')}>
        <TextInput
          label={say('apiKeys.name')}
          description={say('apiKeys.name.hint')}
          required
          maxLength={apiKeyNameMax}
          {...form.field('name')}
        />
        <NativeSelect
          label={say('apiKeys.scope')}
          data={offered.map((value) => ({ value, label: say(`apiKeys.scope.${value}`) }))}
          {...form.field('scope')}
        />
        <NumberInput
          label={say('apiKeys.days')}
          required
          min={apiKeyDays.min}
          max={apiKeyDays.max}
          clampBehavior="none"
          allowDecimal={false}
          {...form.field('days')}
        />
      </FormDialog>
      {asProblem(form.problem)?.code === 'session.proof-needed' && !declined && (
        <ProveDialog onClose={() => setDeclined(true)} onProven={() => void form.submit()} />
      )}
    </>
  )
}

function isDays(days: number): boolean {
  return Number.isInteger(days) && days >= apiKeyDays.min && days <= apiKeyDays.max
}
