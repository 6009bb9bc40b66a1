import { readSignInPage, requestPasswordReissue } from '@kaoban/contract'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { usePathParams } from '../platform/address.ts'
import { useApi, useApiAction } from '../platform/api.ts'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { PublicCard } from '../platform/PublicFrame.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'

/** パスワードを忘れた方はこちら: says the same whether or not the ID exists [NFM-AUT-013]. */
export function ForgottenPage() {
  const say = useWord()
  const { code } = usePathParams<'code'>()
  const page = useApi(readSignInPage, { code }, { retry: false })
  const [sent, setSent] = useState(false)
  const ask = useApiAction(requestPasswordReissue, { refreshes: [] })
  const form = useKaobanForm({
    initialValues: { loginId: '' },
    validate: { loginId: (loginId) => (loginId.trim() === '' ? 'MSG-USR-001' : undefined) },
    save: (values) => ask.run({ code, ...values }),
    onSaved: () => setSent(true),
    done: false,
  })
  if (page.error) return <ErrorPage error={page.error} retry={page.refetch} />
  if (!page.data) return <PageLoading />
  return (
    <PublicCard
      title={say('passwords.forgotten')}
      tenant={page.data.tenantName}
      footer={<LinkAnchor to={`/t/${code}`}>{say('passwords.toSignIn')}</LinkAnchor>}
    >
      {sent ? (
        <Notice tone="success">{say('MSG-AUT-007')}</Notice>
      ) : (
        <FormPage form={form} guard={false} fullWidth submitLabel={say('passwords.send')}>
          <p>{say('passwords.forgottenLead')}</p>
          <TextInput
            label={say('LBL-AUT-id')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            {...form.field('loginId')}
          />
        </FormPage>
      )}
    </PublicCard>
  )
}
