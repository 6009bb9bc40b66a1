import { signInOperator } from '@kaoban/contract'
import { TextInput } from '@mantine/core'
import { Navigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useGo, useSearchText } from '../platform/address.ts'
import { useApiAction } from '../platform/api.ts'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { targetOf } from '../platform/links.tsx'
import { PasswordField } from '../platform/PasswordField.tsx'
import { PublicCard } from '../platform/PublicFrame.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import { useOperatorHere } from './useOperator.ts'

/** Password, then the code [NFM-OPS-009]. */
export function OperatorSignInPage() {
  const say = useWord()
  const go = useGo()
  const { next } = useSearchText()
  const { operator, refresh } = useOperatorHere()
  const [codeNeeded, setCodeNeeded] = useState(false)
  const enter = useApiAction(signInOperator, { refreshes: [] })
  const home = typeof next === 'string' && /^\/operator(\/|$)/.test(next) ? next : '/operator'
  const form = useKaobanForm({
    initialValues: { mail: '', password: '', code: '' },
    validate: {
      mail: (mail) => (mail.trim() === '' ? 'operators.mailEmpty' : undefined),
      password: (password) => (password === '' ? 'MSG-USR-004' : undefined),
    },
    save: ({ code, ...values }) => enter.run({ ...values, ...(codeNeeded ? { code } : {}) }),
    onSaved: async ({ state }) => {
      if (state === 'code-needed') return setCodeNeeded(true)
      await refresh()
      go(state === 'enrolment-needed' ? '/operator/two-factor' : home, { replace: true })
    },
    done: false,
  })
  if (operator) return <Navigate {...targetOf(operator.mustEnrol ? '/operator/two-factor' : home)} replace />
  return (
    <PublicCard title={say('operators.signInTitle')}>
      <FormPage form={form} guard={false} fullWidth submitLabel={say('LBL-AUT-login')}>
        <TextInput
          label={say('operators.mail')}
          type="email"
          autoComplete="username"
          readOnly={codeNeeded}
          autoFocus
          {...form.field('mail')}
        />
        <PasswordField label={say('LBL-AUT-password')} readOnly={codeNeeded} {...form.field('password')} />
        {codeNeeded && (
          <TextInput
            label={say('operators.code')}
            description={say('operators.codeHint')}
            autoComplete="one-time-code"
            autoFocus
            {...form.field('code')}
          />
        )}
      </FormPage>
    </PublicCard>
  )
}
