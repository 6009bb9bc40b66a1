import { SimpleGrid, TextInput } from '@mantine/core'
import { useWord } from '../platform/language.tsx'
import type { FieldMessage, KaobanForm } from '../platform/useKaobanForm.tsx'

export type ApplicantValues = {
  tenantName: string
  familyName: string
  middleName: string
  givenName: string
  mail: string
}

export const emptyApplicant: ApplicantValues = {
  tenantName: '',
  familyName: '',
  middleName: '',
  givenName: '',
  mail: '',
}

const missing = (key: FieldMessage) => (text: string) => (text.trim() === '' ? key : undefined)

/** What can be said without the server [NFM-TEN-018]. */
export const applicantChecks = {
  tenantName: missing('MSG-TEN-001'),
  familyName: missing('MSG-TEN-002'),
  givenName: missing('MSG-TEN-003'),
  mail: missing('MSG-TEN-004'),
}

/** Company and first system administrator, on the application page and in the console [NFM-TEN-001]. */
export function ApplicantFields<Values extends ApplicantValues>({
  form,
  notes = false,
}: {
  form: KaobanForm<Values>
  /** Shows the notes for applicants under the fields. */
  notes?: boolean
}) {
  const say = useWord()
  return (
    <>
      <TextInput
        label={say('LBL-TEN-name')}
        required
        autoComplete="organization"
        description={notes ? <Notes of={[say('MSG-TEN-009'), say('MSG-TEN-010')]} /> : undefined}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        {...form.field('tenantName')}
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }} role="group" aria-label={say('LBL-TEN-applicant')}>
        <TextInput label={say('LBL-TEN-sei')} required autoComplete="family-name" {...form.field('familyName')} />
        <TextInput label={say('LBL-TEN-middle')} autoComplete="additional-name" {...form.field('middleName')} />
        <TextInput label={say('LBL-TEN-mei')} required autoComplete="given-name" {...form.field('givenName')} />
      </SimpleGrid>
      <TextInput
        label={say('LBL-TEN-mail')}
        required
        type="email"
        autoComplete="email"
        description={notes ? <Notes of={[say('MSG-TEN-005'), say('MSG-TEN-006')]} /> : undefined}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        {...form.field('mail')}
      />
    </>
  )
}

function Notes({ of }: { of: string[] }) {
  return of.map((note) => (
    <span key={note} style={{ display: 'block' }}>
      {note}
    </span>
  ))
}
