import { TextInput } from '@mantine/core'
import { useGo, usePathParams, useSearchText } from '../platform/address.ts'
import { useApiAction } from '../platform/api.ts'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'
import { nextPath } from '../platform/nextPath.ts'
import { PasswordField } from '../platform/PasswordField.tsx'
import { PublicCard } from '../platform/PublicFrame.tsx'
import { useSession } from '../platform/session.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import { signInHere } from './gallery.endpoints.ts'

export function DoorPage() {
  const say = useWord()
  const go = useGo()
  const search = useSearchText()
  const { code } = usePathParams<'code'>()
  const { refresh } = useSession()
  const enter = useApiAction(signInHere, { refreshes: [] })
  const form = useKaobanForm({
    initialValues: { loginId: '', password: '' },
    save: (values) => enter.run(values),
    onSaved: async () => {
      await refresh()
      go(nextPath(search), { replace: true })
    },
    done: false,
  })
  return (
    <PublicCard
      title={say('LBL-NAV-title')}
      tenant={code}
      footer={<LinkAnchor to={`/t/${code}/face`}>{say('LBL-SET-means0')}</LinkAnchor>}
    >
      <FormPage form={form} guard={false} fullWidth submitLabel={say('LBL-AUT-login')}>
        <TextInput label={say('LBL-AUT-id')} autoComplete="username" {...form.field('loginId')} />
        <PasswordField
          label={say('LBL-AUT-password')}
          rules={[{ label: say('LBL-USR-hintPw'), met: (password) => password.length >= 8 }]}
          {...form.field('password')}
        />
      </FormPage>
    </PublicCard>
  )
}
