import { readSignInPage, signIn } from '@kaoban/contract'
import { TextInput } from '@mantine/core'
import { IconFaceId } from '@tabler/icons-react'
import { Navigate } from '@tanstack/react-router'
import { useGo, usePathParams, useSearchText } from '../platform/address.ts'
import { useApi, useApiAction } from '../platform/api.ts'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { FormPage } from '../platform/FormPage.tsx'
import { nextPath } from '../platform/GuestHome.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkAnchor, LinkButton, targetOf } from '../platform/links.tsx'
import { MaintenanceText } from '../platform/MaintenanceText.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { PasswordField } from '../platform/PasswordField.tsx'
import { PublicCard } from '../platform/PublicFrame.tsx'
import { useRegistry } from '../platform/registry.tsx'
import { maintenanceEvery, useSession } from '../platform/session.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'

/** ログイン of a tenant [NFM-AUT-001]. */
export function SignInPage() {
  const say = useWord()
  const go = useGo()
  const search = useSearchText()
  const { has } = useRegistry()
  const { account, refresh } = useSession()
  const { code } = usePathParams<'code'>()
  const page = useApi(
    readSignInPage,
    { code },
    {
      retry: false,
      refetchInterval: (query) => (query.state.data?.maintenance ? maintenanceEvery : false),
    },
  )
  const enter = useApiAction(signIn, { refreshes: [] })
  const form = useKaobanForm({
    initialValues: { loginId: '', password: '' },
    validate: {
      loginId: (loginId) => (loginId.trim() === '' ? 'MSG-USR-001' : undefined),
      password: (password) => (password === '' ? 'MSG-USR-004' : undefined),
    },
    save: (values) => enter.run({ code, ...values }),
    onSaved: async () => {
      await refresh()
      go(nextPath(search), { replace: true })
    },
    done: false,
  })
  if (page.error) return <ErrorPage error={page.error} retry={page.refetch} />
  if (!page.data) return <PageLoading />
  const byFace = has('/t/$code/face') && (
    <LinkButton to={`/t/${code}/face`} variant="default" leftSection={<IconFaceId size={18} />}>
      {say('signIn.byFace')}
    </LinkButton>
  )
  if (account?.tenant.code === code) return <Navigate {...targetOf(nextPath(search))} replace />
  if (page.data.maintenance)
    return (
      <PublicCard title={say('LBL-NAV-title')} tenant={page.data.tenantName}>
        <MaintenanceText notice={page.data.maintenance} />
        {byFace}
      </PublicCard>
    )
  return (
    <PublicCard
      title={say('LBL-NAV-title')}
      tenant={page.data.tenantName}
      footer={<LinkAnchor to={`/t/${code}/forgotten`}>{say('LBL-AUT-forgot')}</LinkAnchor>}
    >
      <FormPage form={form} guard={false} fullWidth submitLabel={say('LBL-AUT-login')} actions={byFace}>
        <TextInput
          label={say('LBL-AUT-id')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          {...form.field('loginId')}
        />
        <PasswordField label={say('LBL-AUT-password')} {...form.field('password')} />
      </FormPage>
    </PublicCard>
  )
}
