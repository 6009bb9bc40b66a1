import { readSignInPage, signIn } from '@kaoban/contract'
import { TextInput } from '@mantine/core'
import { IconFaceId } from '@tabler/icons-react'
import { Navigate } from '@tanstack/react-router'
import { useGo, usePathParams, useSearchText } from '../platform/address.ts'
import { useApi, useApiAction } from '../platform/api.ts'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { FormPage } from '../platform/FormPage.tsx'
import { nextPath } from '../platform/GuestHome.tsx'
import { useLanguage, useWord } from '../platform/language.tsx'
import { LinkAnchor, LinkButton, targetOf } from '../platform/links.tsx'
import { MaintenanceText } from '../platform/MaintenanceText.tsx'
import { Notice } from '../platform/Notice.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { PasswordField } from '../platform/PasswordField.tsx'
import { PublicCard } from '../platform/PublicFrame.tsx'
import { useRegistry } from '../platform/registry.tsx'
import { maintenanceEvery, useSession } from '../platform/session.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import classes from './sign-in.module.css'

/** ログイン of a tenant [NFM-AUT-001]. */
export function SignInPage() {
  const say = useWord()
  const { locale } = useLanguage()
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
  const told = page.data.announcements.map(({ announcementId, title, body }) => (
    <Notice key={announcementId} tone="warning" title={title[locale]}>
      <span className={classes.told}>{body[locale]}</span>
    </Notice>
  ))
  if (account?.tenant.code === code) return <Navigate {...targetOf(nextPath(search))} replace />
  if (page.data.maintenance)
    return (
      <PublicCard title={say('LBL-NAV-title')} tenant={page.data.tenantName}>
        <MaintenanceText notice={page.data.maintenance} />
        {told}
        {byFace}
      </PublicCard>
    )
  return (
    <PublicCard
      title={say('LBL-NAV-title')}
      tenant={page.data.tenantName}
      footer={<LinkAnchor to={`/t/${code}/forgotten`}>{say('LBL-AUT-forgot')}</LinkAnchor>}
    >
      {told}
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
