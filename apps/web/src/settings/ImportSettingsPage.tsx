import { groupImportCeilings, type SettingKey, type TenantSettings } from '@kaoban/contract'
import { Checkbox, NumberInput, Radio, SimpleGrid, Stack } from '@mantine/core'
import { FormSection } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { SettingsForm } from './SettingsForm.tsx'

type NumberKey = {
  [Key in SettingKey]: number extends TenantSettings[Key] ? Key : never
}[(typeof keys)[number]]

/** What of a setting a number in its field counts: itself, or so many bytes. */
interface Measure {
  key: NumberKey
  min: number
  max: number
  unit?: { name: string; bytes: number }
}

const kilobytes = { name: ' KB', bytes: 1024 }
const megabytes = { name: ' MB', bytes: 1024 * 1024 }
const groupLimits: readonly Measure[] = [
  { key: 'mfa.import.maxCsvFiles', min: 1, max: groupImportCeilings.csvFiles },
  { key: 'mfa.import.maxImageFiles', min: 0, max: groupImportCeilings.images },
  { key: 'mfa.import.maxImageBytes', min: 1, max: groupImportCeilings.imageBytes / 1024, unit: kilobytes },
  { key: 'mfa.import.maxTotalBytes', min: 1, max: groupImportCeilings.totalBytes / 1024 / 1024, unit: megabytes },
]
const keys = [
  'import.maxRows',
  'mfa.import.maxCsvFiles',
  'mfa.import.maxImageFiles',
  'mfa.import.maxImageBytes',
  'mfa.import.maxTotalBytes',
  'mfa.import.defaultEncoding',
  'mfa.import.deleteConfirmThreshold',
  'mfa.face.keepEnrollmentImage',
  'mfa.pin.length',
  'mfa.password.minLength',
  'mfa.password.maxLength',
  'mfa.password.refuseGuessable',
] as const

/** How large lists may be, and what they may set; our own page beside those of the specification. */
export function ImportSettingsPage() {
  const say = useWord()
  return (
    <>
      <PageHeader title={say('settings.import')} lead={say('settings.import.lead')} />
      <SettingsForm keys={keys}>
        {(settings, set) => {
          const number = ({ key, min, max, unit, wrong }: Measure & { wrong?: string | undefined }) => (
            <NumberInput
              key={key}
              label={say(`settings.${key}`)}
              value={settings[key] / (unit?.bytes ?? 1)}
              onChange={(value) => typeof value === 'number' && set(key, Math.round(value * (unit?.bytes ?? 1)))}
              {...{ min, max, thousandSeparator: ',', allowDecimal: unit !== undefined, clampBehavior: 'strict' }}
              error={wrong}
              {...(unit && { suffix: unit.name, decimalScale: 1 })}
            />
          )
          return (
            <>
              <FormSection title={say('LBL-NAV-io.userImport')}>
                {number({ key: 'import.maxRows', min: 1, max: 200_000 })}
              </FormSection>
              <FormSection title={say('settings.import.group')} lead={say('settings.import.group.lead')}>
                <SimpleGrid cols={{ base: 1, sm: 2 }}>
                  {groupLimits.map(number)}
                  {number({ key: 'mfa.import.deleteConfirmThreshold', min: 0, max: 200_000 })}
                </SimpleGrid>
                <Radio.Group
                  mt="md"
                  label={say('settings.mfa.import.defaultEncoding')}
                  value={settings['mfa.import.defaultEncoding']}
                  onChange={(value) => set('mfa.import.defaultEncoding', value as 'shift_jis' | 'utf-8')}
                >
                  <Stack gap="sm" mt="xs">
                    <Radio value="shift_jis" label="Shift_JIS" />
                    <Radio value="utf-8" label="UTF-8" />
                  </Stack>
                </Radio.Group>
                <Checkbox
                  mt="md"
                  label={say('settings.mfa.face.keepEnrollmentImage')}
                  checked={settings['mfa.face.keepEnrollmentImage']}
                  onChange={(event) => set('mfa.face.keepEnrollmentImage', event.currentTarget.checked)}
                />
              </FormSection>
              <FormSection title={say('settings.import.passwords')} lead={say('settings.import.passwords.lead')}>
                <SimpleGrid cols={{ base: 1, sm: 2 }}>
                  {number({ key: 'mfa.password.minLength', min: 8, max: 32 })}
                  {number({
                    ...{ key: 'mfa.password.maxLength', min: 8, max: 255 },
                    wrong:
                      settings['mfa.password.minLength'] > settings['mfa.password.maxLength']
                        ? say('settings.mfa.password.order')
                        : undefined,
                  })}
                </SimpleGrid>
                <Radio.Group
                  mt="md"
                  label={say('settings.mfa.pin.length')}
                  value={String(settings['mfa.pin.length'])}
                  onChange={(value) => set('mfa.pin.length', Number(value) as 4 | 6 | 8)}
                >
                  <Stack gap="sm" mt="xs">
                    {[4, 6, 8].map((n) => (
                      <Radio key={n} value={String(n)} label={say('settings.mfa.pin.digits', { n })} />
                    ))}
                  </Stack>
                </Radio.Group>
                <Checkbox
                  mt="md"
                  label={say('settings.mfa.password.refuseGuessable')}
                  checked={settings['mfa.password.refuseGuessable']}
                  onChange={(event) => set('mfa.password.refuseGuessable', event.currentTarget.checked)}
                />
              </FormSection>
            </>
          )
        }}
      </SettingsForm>
    </>
  )
}
