import {
  checkOneTimePassword,
  issueOneTimePassword,
  type OneTimePasswordEntry,
  type WindowsAccountKind,
  windowsAccountKinds,
} from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import { Group, Radio, TextInput, type TextInputProps } from '@mantine/core'
import { useApiAction } from '../platform/api.ts'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import { type Issued, labels } from './entry.ts'

const typed = { required: true, autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const
/** Hints stand below their fields. */
const below: TextInputProps['inputWrapperOrder'] = ['label', 'input', 'error', 'description']

interface Values extends Record<string, unknown> {
  kind: WindowsAccountKind
  name: string
  place: string
  validity: 'day' | 'free'
  days: string
}

const empty: Values = { kind: 'local', name: '', place: '', validity: 'day', days: '' }

function entryOf({ kind, name, place, validity, days }: Values): OneTimePasswordEntry {
  return { kind, name, place, days: validity === 'day' ? '1' : days }
}

export function IssueForm({ onIssued }: { onIssued: (issued: Issued) => void }) {
  const say = useWord()
  const issue = useApiAction(issueOneTimePassword, { refreshes: [] })
  const form = useKaobanForm({
    initialValues: empty,
    validate: (values) =>
      Object.fromEntries(
        checkOneTimePassword(entryOf(values)).map(({ field, message }) => [field, message as MessageKey]),
      ),
    save: (values) => issue.run(entryOf(values)),
    onSaved: (answer, values) => onIssued({ ...answer, entry: entryOf(values) }),
    done: 'oneTimePasswords.issued',
  })
  const { kind, validity, name } = form.values
  const label = labels[kind]
  return (
    <FormPage form={form} submitLabel={say('LBL-OTP-issue')}>
      <Radio.Group
        label={say('LBL-WAC-type')}
        description={say('LBL-WAC-hintHybrid')}
        value={kind}
        onChange={(chosen) => {
          form.set('kind', chosen as WindowsAccountKind)
          // A name may stay, with other words for what is wrong with it; a computer is no domain.
          form.set('name', name)
          form.set('place', '')
        }}
      >
        <Group gap="lg" mt={6}>
          {windowsAccountKinds.map((one) => (
            <Radio key={one} value={one} label={say(`LBL-WAC-${one}`)} />
          ))}
        </Group>
      </Radio.Group>
      <TextInput
        label={say(label.name)}
        description={say('LBL-WAC-hintName')}
        inputWrapperOrder={below}
        {...typed}
        {...form.field('name')}
      />
      <TextInput label={say(label.place)} {...typed} {...form.field('place')} />
      <Radio.Group
        label={say('LBL-OTP-valid')}
        value={validity}
        onChange={(chosen) => {
          form.set('validity', chosen as Values['validity'])
          form.set('days', '')
        }}
      >
        <Group gap="lg" mt={6}>
          <Radio value="day" label={say('LBL-OTP-day1')} />
          <Radio value="free" label={say('LBL-OTP-free')} />
        </Group>
      </Radio.Group>
      {validity === 'free' && (
        <TextInput
          label={say('oneTimePasswords.days')}
          description={say('oneTimePasswords.days.hint')}
          inputWrapperOrder={below}
          w="12rem"
          inputMode="numeric"
          rightSection={say('LBL-OTP-day')}
          rightSectionWidth={72}
          {...typed}
          {...form.field('days')}
        />
      )}
    </FormPage>
  )
}
