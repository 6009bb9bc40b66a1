import { type AnswerOf, changeFreeMailDomains, readFreeMailDomains } from '@kaoban/contract'
import { Textarea } from '@mantine/core'
import { useApi, useApiAction } from '../platform/api.ts'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'

/** Mail domains that cannot apply [NFM-TEN-004]. */
export function FreeMailPage() {
  const answer = useApi(readFreeMailDomains)
  if (answer.error) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  return <FreeMailForm known={answer.data} />
}

function FreeMailForm({ known }: { known: AnswerOf<typeof readFreeMailDomains> }) {
  const say = useWord()
  const change = useApiAction(changeFreeMailDomains, { refreshes: [readFreeMailDomains] })
  const form = useKaobanForm({
    initialValues: { domains: known.domains.join('\n') },
    save: (values) => change.run({ domains: values.domains.split('\n') }),
    onSaved: (saved) => form.reset({ domains: saved.domains.join('\n') }),
  })
  return (
    <>
      <PageHeader
        title={say('tenants.freeMail')}
        lead={say('tenants.freeMailLead')}
        back={{ to: '/operator/applications', label: say('tenants.applications') }}
      />
      <FormPage form={form} revertible>
        <Textarea label={say('tenants.freeMail')} autosize minRows={12} maxRows={24} {...form.field('domains')} />
      </FormPage>
    </>
  )
}
