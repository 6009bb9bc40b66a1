import { readOperatorSetup, setUpOperator } from '@kaoban/contract'
import { TextInput } from '@mantine/core'
import { useGo, usePathParams } from '../platform/address.ts'
import { useApi, useApiAction } from '../platform/api.ts'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { NewPasswordFields, newPasswordChecks } from '../platform/NewPasswordFields.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { PublicCard } from '../platform/PublicFrame.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import { useOperatorHere } from './useOperator.ts'

/** The page that the first start prints: makes the operator, then offers two-factor sign-in. */
export function SetupPage() {
  const say = useWord()
  const go = useGo()
  const { token } = usePathParams<'token'>()
  const { refresh } = useOperatorHere()
  const link = useApi(readOperatorSetup, { token }, { retry: false, staleTime: Number.POSITIVE_INFINITY })
  const create = useApiAction(setUpOperator, { refreshes: [] })
  const form = useKaobanForm({
    initialValues: { name: '', mail: '', newPassword: '', confirmation: '' },
    validate: {
      ...newPasswordChecks(),
      name: (name: string) => (name.trim() === '' ? 'operators.nameEmpty' : undefined),
      mail: (mail: string) => (mail.trim() === '' ? 'operators.mailEmpty' : undefined),
    } as never,
    save: (values) => create.run({ token, ...values }),
    onSaved: async () => {
      await refresh()
      go('/operator/two-factor?first=1', { replace: true })
    },
    done: false,
  })
  if (link.error) return <ErrorPage error={link.error} retry={link.refetch} />
  if (!link.data) return <PageLoading />
  return (
    <PublicCard title={say(link.data.invited ? 'operators.invitedTitle' : 'operators.setupTitle')}>
      <FormPage form={form} guard={false} fullWidth submitLabel={say('operators.create')}>
        <p>{say(link.data.invited ? 'operators.invitedLead' : 'operators.setupLead')}</p>
        <TextInput label={say('operators.name')} required autoComplete="name" {...form.field('name')} />
        <TextInput
          label={say('operators.mail')}
          required
          type="email"
          autoComplete="username"
          {...form.field('mail')}
        />
        <NewPasswordFields form={form} />
      </FormPage>
    </PublicCard>
  )
}
