import { readPasswordLink, usePasswordLink } from '@kaoban/contract'
import { useGo, usePathParams } from '../platform/address.ts'
import { asProblem, useApi, useApiAction } from '../platform/api.ts'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { NewPasswordFields, newPasswordChecks } from '../platform/NewPasswordFields.tsx'
import { Notice } from '../platform/Notice.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { PasswordField } from '../platform/PasswordField.tsx'
import { PublicCard } from '../platform/PublicFrame.tsx'
import { useSession } from '../platform/session.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'

/** The page behind a mailed link [NFM-AUT-007..NFM-AUT-009]. */
export function PasswordLinkPage() {
  const { token } = usePathParams<'token'>()
  const link = useApi(readPasswordLink, { token }, { retry: false, staleTime: Number.POSITIVE_INFINITY })
  if (link.error) {
    if (asProblem(link.error)?.code === 'password-link.expired') return <Expired />
    return <ErrorPage error={link.error} retry={link.refetch} />
  }
  if (!link.data) return <PageLoading />
  return <SetPassword token={token} link={link.data} />
}

function Expired() {
  const say = useWord()
  const { lastTenant } = useSession()
  return (
    <PublicCard title={say('passwords.linkExpired')}>
      <Notice
        tone="warning"
        actions={
          lastTenant !== undefined && <LinkButton to={`/t/${lastTenant}`}>{say('passwords.toSignIn')}</LinkButton>
        }
      >
        {say('MSG-AUT-003')}
      </Notice>
    </PublicCard>
  )
}

interface Link {
  tenant: { code: string; name: string }
  loginId: string
  asksCurrent: boolean
}

function SetPassword({ token, link }: { token: string; link: Link }) {
  const say = useWord()
  const go = useGo()
  const set = useApiAction(usePasswordLink, { refreshes: [] })
  const form = useKaobanForm({
    initialValues: { currentPassword: '', newPassword: '', confirmation: '' },
    validate: newPasswordChecks(link.loginId) as never,
    save: ({ currentPassword, ...values }) =>
      set.run({ token, ...values, ...(link.asksCurrent ? { currentPassword } : {}) }),
    onSaved: ({ code }) => go(`/t/${code}`, { replace: true }),
    done: 'MSG-AUT-006',
  })
  return (
    <PublicCard title={say('passwords.setTitle')} tenant={link.tenant.name}>
      <FormPage form={form} guard={false} fullWidth submitLabel={say('passwords.set')}>
        <p>{say('passwords.setLead', { tenant: link.tenant.name, loginId: link.loginId })}</p>
        <input type="text" name="username" autoComplete="username" defaultValue={link.loginId} hidden readOnly />
        {link.asksCurrent && (
          <PasswordField label={say('passwords.currentInitial')} required {...form.field('currentPassword')} />
        )}
        <NewPasswordFields form={form} loginId={link.loginId} />
      </FormPage>
    </PublicCard>
  )
}
