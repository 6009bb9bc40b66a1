import { applyForTenant, readApplicationPage } from '@kaoban/contract'
import { Anchor, Checkbox } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useState } from 'react'
import { useApi, useApiAction } from '../platform/api.ts'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { PublicCard } from '../platform/PublicFrame.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import { ApplicantFields, applicantChecks, emptyApplicant } from './ApplicantFields.tsx'

/** テナント申込 [NFM-TEN-001, NFM-TEN-002]. */
export function ApplyPage() {
  const say = useWord()
  const page = useApi(readApplicationPage)
  const [applied, setApplied] = useState(false)
  const apply = useApiAction(applyForTenant, { refreshes: [] })
  const form = useKaobanForm({
    initialValues: { ...emptyApplicant, consent: false as boolean },
    validate: { ...applicantChecks, consent: (agreed: unknown) => (agreed ? undefined : 'MSG-TEN-007') } as never,
    save: (values) => apply.run(values),
    onSaved: () => setApplied(true),
    done: false,
  })
  if (page.error) return <ErrorPage error={page.error} retry={page.refetch} />
  if (!page.data) return <PageLoading />
  if (applied)
    return (
      <PublicCard title={say('tenants.applied')}>
        <Notice tone="success">{say('MSG-TEN-008')}</Notice>
      </PublicCard>
    )
  const { termsUrl, privacyUrl } = page.data
  return (
    <PublicCard title={say('LBL-TEN-title')} size="wide">
      <FormPage form={form} submitLabel={say('LBL-TEN-apply')} fullWidth>
        <ApplicantFields form={form as never} notes />
        <p>{say('MSG-TEN-011')}</p>
        {termsUrl !== null && <Outside to={termsUrl}>{say('LBL-TEN-terms')}</Outside>}
        {privacyUrl !== null && <Outside to={privacyUrl}>{say('LBL-TEN-privacy')}</Outside>}
        <Checkbox label={say('MSG-TEN-012')} {...form.field('consent', { type: 'checkbox' })} />
      </FormPage>
    </PublicCard>
  )
}

function Outside({ to, children }: { to: string; children: string }) {
  return (
    <Anchor href={to} target="_blank" rel="noreferrer">
      {children} <IconExternalLink size={16} aria-hidden="true" />
    </Anchor>
  )
}
