import { Checkbox, TextInput } from '@mantine/core'
import { useApiAction } from '../platform/api.ts'
import { FormPage, FormSection } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import { savePerson } from './gallery.endpoints.ts'

export function PersonPage() {
  const say = useWord()
  const save = useApiAction(savePerson)
  const form = useKaobanForm({
    initialValues: { loginId: 'tanaka', mail: '', admin: false },
    validate: { loginId: (id) => (id === '' ? 'MSG-USR-001' : undefined) },
    save: (values) => save.run(values),
  })
  return (
    <>
      <PageHeader title={say('LBL-NAV-users')} back={{ to: '/users', label: say('LBL-FAC-back') }} />
      <FormPage form={form} revertible>
        <FormSection title={say('LBL-USR-name')} lead={say('LBL-USR-hintId')}>
          <TextInput
            label={say('LBL-USR-id')}
            description={say('LBL-USR-hintId')}
            required
            {...form.field('loginId')}
          />
          <TextInput label={say('LBL-USR-mail')} {...form.field('mail')} />
        </FormSection>
        <FormSection title={say('LBL-USR-admin')}>
          <Checkbox label={say('LBL-USR-sysadmin')} {...form.field('admin', { type: 'checkbox' })} />
        </FormSection>
      </FormPage>
    </>
  )
}
