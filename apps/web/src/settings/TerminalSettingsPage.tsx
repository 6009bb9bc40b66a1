import { motionKinds, readTenantSettings, thresholdLevels } from '@kaoban/contract'
import { Checkbox, Radio, Select, Stack } from '@mantine/core'
import { useApi } from '../platform/api.ts'
import { FormSection } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { motionWords } from './motionWords.ts'
import { SettingsForm } from './SettingsForm.tsx'

/** How browser terminals recognise people; our own page beside those of the specification. */
export function TerminalSettingsPage() {
  const say = useWord()
  const forbidden = useApi(readTenantSettings, {}).data?.imagesForbidden ?? false
  return (
    <>
      <PageHeader title={say('settings.terminals')} lead={say('settings.terminals.lead')} />
      <SettingsForm keys={['terminal.motion', 'terminal.threshold', 'face.retainImages']}>
        {(settings, set) => (
          <>
            <FormSection title={say('settings.motion')} lead={say('settings.motion.text')}>
              <Select
                aria-label={say('settings.motion')}
                data={motionKinds.map((kind) => ({ value: kind, label: say(motionWords[kind]) }))}
                value={settings['terminal.motion']}
                onChange={(kind) => set('terminal.motion', kind as never)}
              />
              {settings['terminal.motion'] === 'NONE' && <Notice tone="warning">{say('settings.motion.none')}</Notice>}
            </FormSection>
            <FormSection title={say('settings.threshold')}>
              <Radio.Group
                aria-label={say('settings.threshold')}
                value={settings['terminal.threshold']}
                onChange={(level) => set('terminal.threshold', level as never)}
              >
                <Stack gap="sm">
                  {thresholdLevels.map((level) => (
                    <Radio
                      key={level}
                      value={level}
                      label={say(`settings.threshold.${level}`)}
                      description={say(`settings.threshold.${level}.text`)}
                    />
                  ))}
                </Stack>
              </Radio.Group>
            </FormSection>
            <FormSection title={say('settings.retain')}>
              <Checkbox
                label={say('settings.retain.images')}
                description={say(forbidden ? 'settings.retain.forbidden' : 'settings.retain.images.text')}
                disabled={forbidden}
                checked={settings['face.retainImages']}
                onChange={(event) => set('face.retainImages', event.currentTarget.checked)}
              />
            </FormSection>
          </>
        )}
      </SettingsForm>
    </>
  )
}
