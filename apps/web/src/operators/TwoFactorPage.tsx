import { type AnswerOf, beginTwoFactor, confirmTwoFactor, KaobanError } from '@kaoban/contract'
import { Anchor, Button, TextInput } from '@mantine/core'
import { Navigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useGo, useSearchText } from '../platform/address.ts'
import { useApiAction } from '../platform/api.ts'
import { CopyField } from '../platform/CopyField.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkButton, targetOf } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { PublicCard } from '../platform/PublicFrame.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import classes from './operators.module.css'
import { useOperatorHere } from './useOperator.ts'

/** Registers an authenticator, then shows the recovery codes once [NFM-OPS-009]. */
export function TwoFactorPage() {
  const { state, operator } = useOperatorHere()
  const [recoveryCodes, setRecoveryCodes] = useState<string[]>()
  if (recoveryCodes) return <RecoveryCodes codes={recoveryCodes} />
  if (state === 'asking') return <PageLoading />
  if (!operator) return <Navigate {...targetOf('/operator/sign-in')} replace />
  return <Enrolment onDone={setRecoveryCodes} />
}

function Enrolment({ onDone }: { onDone: (recoveryCodes: string[]) => void }) {
  const say = useWord()
  const { first } = useSearchText()
  const begin = useApiAction(beginTwoFactor, { refreshes: [] })
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    begin.run().catch(() => {})
  }, [begin])
  const confirm = useApiAction(confirmTwoFactor, { refreshes: [] })
  const form = useKaobanForm({
    initialValues: { code: '' },
    save: (values) => confirm.run(values),
    onSaved: ({ recoveryCodes }) => onDone(recoveryCodes),
    done: false,
  })
  // Whoever has an authenticator already has nothing to do here.
  if (begin.error instanceof KaobanError && begin.error.code === 'request.conflict')
    return <Navigate {...targetOf('/operator')} replace />
  if (begin.error) return <ErrorPage error={begin.error} />
  if (!begin.answer) return <PageLoading />
  const later = first === '1'
  return (
    <PublicCard title={say('operators.twoFactorTitle')}>
      <FormPage
        form={form}
        guard={false}
        fullWidth
        submitLabel={say('operators.confirm')}
        actions={
          later && (
            <LinkButton to="/operator" variant="default">
              {say('operators.later')}
            </LinkButton>
          )
        }
      >
        <p>{say('operators.twoFactorLead')}</p>
        <Secret of={begin.answer} />
        <TextInput
          label={say('operators.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          {...form.field('code')}
        />
        {later && <p className={classes.note}>{say('operators.laterNote')}</p>}
      </FormPage>
    </PublicCard>
  )
}

function Secret({ of }: { of: AnswerOf<typeof beginTwoFactor> }) {
  const say = useWord()
  return (
    <div className={classes.secret}>
      <img src={of.qr} alt={say('operators.qr')} width={200} height={200} />
      <CopyField value={of.secret} label={say('operators.secret')} />
      <Anchor href={of.uri}>{say('operators.openApp')}</Anchor>
    </div>
  )
}

function RecoveryCodes({ codes }: { codes: string[] }) {
  const say = useWord()
  const go = useGo()
  const { refresh } = useOperatorHere()
  const leave = async () => {
    await refresh()
    go('/operator', { replace: true })
  }
  return (
    <PublicCard title={say('operators.recoveryTitle')}>
      <Notice tone="warning">{say('operators.recoveryLead')}</Notice>
      <CopyField value={codes.join(' ')} label={say('operators.recoveryTitle')} />
      <Button fullWidth onClick={leave}>
        {say('operators.recoveryKept')}
      </Button>
    </PublicCard>
  )
}
