import { changePassword } from '@kaoban/contract'
import { useGo } from '../platform/address.ts'
import { useApiAction } from '../platform/api.ts'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { NewPasswordFields, newPasswordChecks } from '../platform/NewPasswordFields.tsx'
import { Notice } from '../platform/Notice.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PasswordField } from '../platform/PasswordField.tsx'
import { useAccount, useSession } from '../platform/session.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'

/** パスワード変更 [NFM-AUT-011]; the only page before an initial password is replaced [NFM-AUT-010]. */
export function PasswordPage() {
  const say = useWord()
  const go = useGo()
  const { loginId, mustChangePassword } = useAccount()
  const { refresh } = useSession()
  const change = useApiAction(changePassword, { refreshes: [] })
  const empty = { currentPassword: '', newPassword: '', confirmation: '' }
  const form = useKaobanForm({
    initialValues: empty,
    validate: {
      ...newPasswordChecks(loginId),
      currentPassword: (text: string) => (text === '' ? 'MSG-USR-004' : undefined),
    },
    save: (values) => change.run(values),
    onSaved: async () => {
      form.reset(empty)
      await refresh()
      if (mustChangePassword) go('/', { replace: true })
    },
    done: 'MSG-AUT-006',
  })
  return (
    <>
      <PageHeader title={say('LBL-NAV-password')} lead={say('passwords.otherSessions')} />
      {mustChangePassword && <Notice tone="info">{say('passwords.initialLead')}</Notice>}
      <FormPage form={form} submitLabel={say('passwords.change')}>
        <input type="text" name="username" autoComplete="username" defaultValue={loginId} hidden readOnly />
        <PasswordField label={say('passwords.current')} required {...form.field('currentPassword')} />
        <NewPasswordFields form={form} loginId={loginId} />
      </FormPage>
    </>
  )
}
