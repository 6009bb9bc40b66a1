import { type MaintenanceNotice, readMaintenance, switchMaintenance } from '@kaoban/contract'
import { Button, Textarea } from '@mantine/core'
import { useApi, useApiAction } from '../platform/api.ts'
import { formatDate } from '../platform/dates.ts'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { FormPage } from '../platform/FormPage.tsx'
import { useLanguage, useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { showDone, showProblem } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'

/** The operator closes the portal for a while and says why [NFM-AUT-016]. */
export function MaintenancePage() {
  const say = useWord()
  const answer = useApi(readMaintenance)
  if (answer.error && !answer.data) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  const { notice } = answer.data
  return (
    <>
      <PageHeader title={say('maintenance.title')} lead={say('maintenance.lead')}>
        <LinkButton to="/operator/notices" variant="default">
          {say('maintenance.tellAdministrators')}
        </LinkButton>
      </PageHeader>
      <Switch key={notice?.since ?? 'off'} notice={notice} />
    </>
  )
}

function Switch({ notice }: { notice: MaintenanceNotice | null }) {
  const say = useWord()
  const { locale } = useLanguage()
  const change = useApiAction(switchMaintenance)
  const form = useKaobanForm({
    initialValues: { ja: notice?.ja ?? '', en: notice?.en ?? '' },
    validate: {
      ja: (text) => (text.trim() === '' ? 'maintenance.textMissing' : undefined),
      en: (text) => (text.trim() === '' ? 'maintenance.textMissing' : undefined),
    },
    save: (texts) => change.run({ on: true, ...texts }),
    onSaved: (_, texts) => form.reset(texts),
  })
  const end = () =>
    change
      .run({ on: false })
      .then(() => showDone('MSG-GEN-007'))
      .catch(showProblem)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <FormPage
      form={form}
      submitLabel={say(notice ? 'maintenance.change' : 'maintenance.switchOn')}
      actions={
        notice && (
          <Button variant="default" loading={change.busy} onClick={end}>
            {say('maintenance.switchOff')}
          </Button>
        )
      }
    >
      <Notice tone={notice ? 'warning' : 'neutral'}>
        {notice
          ? say('maintenance.on', { since: formatDate(new Date(notice.since), 'minute', locale, zone) })
          : say('maintenance.off')}
      </Notice>
      <Textarea
        label={say('maintenance.textJa')}
        description={say('maintenance.textHint')}
        lang="ja"
        required
        autosize
        minRows={3}
        {...form.field('ja')}
      />
      <Textarea
        label={say('maintenance.textEn')}
        description={say('maintenance.textHint')}
        lang="en"
        required
        autosize
        minRows={3}
        {...form.field('en')}
      />
    </FormPage>
  )
}
