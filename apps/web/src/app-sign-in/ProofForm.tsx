import {
  type AnswerOf,
  type Delivery,
  type FactorNumber,
  factorRegistry,
  type offerAppSignIn,
  proveAppSignIn,
  type startAppSignIn,
} from '@kaoban/contract'
import { Radio, Stack, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useApiAction } from '../platform/api.ts'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { PasswordField } from '../platform/PasswordField.tsx'
import { type FieldMessage, useKaobanForm } from '../platform/useKaobanForm.tsx'

interface Props {
  begun: AnswerOf<typeof startAppSignIn>
  offer: AnswerOf<typeof offerAppSignIn>
  onProven: (delivery: Delivery) => void
  /** Begins from the start, as somebody else. */
  anew: ReactNode
}

interface Values extends Record<string, unknown> {
  way: string
  password: string
  pin: string
  totp: string
}

const fields = { 16: 'password', 104: 'totp', 109: 'pin' } as const
type Shown = keyof typeof fields

/** All factors of the chosen way in on one form: nobody learns which of them was wrong. */
export function ProofForm({ begun, offer, onProven, anew }: Props) {
  const say = useWord()
  const prove = useApiAction(proveAppSignIn, { refreshes: [] })
  const called = (factor: FactorNumber) => {
    const { name } = factorRegistry[factor]
    return begun.names[name] || say(`factors.${name}`)
  }
  const missingOf = (way: string) =>
    offer.alternatives[Number(way)]!.filter(
      (factor): factor is Shown & FactorNumber => factor in fields && !offer.proven.includes(factor),
    )
  const form = useKaobanForm<Values, Delivery>({
    initialValues: { way: '0', password: '', pin: '', totp: '' },
    validate: (values): Record<string, FieldMessage> =>
      Object.fromEntries(
        missingOf(values.way)
          .filter((factor) => values[fields[factor]] === '')
          .map((factor) => [fields[factor], 'appSignIn.needed' as const]),
      ),
    save: ({ way, ...shown }) =>
      prove.run({
        ...{ token: begun.token, alternative: [...offer.alternatives[Number(way)]!] },
        ...Object.fromEntries(missingOf(way).map((factor) => [fields[factor], shown[fields[factor]]])),
      }),
    onSaved: onProven,
    done: false,
  })
  const asked = missingOf(form.values.way)
  return (
    <FormPage form={form} guard={false} fullWidth submitLabel={say('LBL-AUT-login')} actions={anew}>
      <p>{say('appSignIn.as', { loginId: offer.loginId })}</p>
      <input type="text" name="username" autoComplete="username" defaultValue={offer.loginId} hidden readOnly />
      {offer.alternatives.length > 1 && (
        <Radio.Group label={say('appSignIn.way')} {...form.field('way')} onChange={(way) => form.set('way', way)}>
          <Stack gap="xs" mt="xs">
            {offer.alternatives.map((factors, place) => (
              <Radio key={factors.join(' ')} value={String(place)} label={factors.map(called).join(' ＋ ')} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {asked.includes(16) && <PasswordField label={called(16)} autoFocus {...form.field('password')} />}
      {asked.includes(109) && (
        <PasswordField label={called(109)} inputMode="numeric" autoComplete="off" {...form.field('pin')} />
      )}
      {asked.includes(104) && (
        <TextInput
          label={called(104)}
          description={say('appSignIn.totp.text')}
          inputMode="numeric"
          autoComplete="one-time-code"
          {...form.field('totp')}
        />
      )}
    </FormPage>
  )
}
