import { NumberInput } from '@mantine/core'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { SettingsForm } from './SettingsForm.tsx'

const limits = { 'mfa.auth.maxFailures': 20, 'mfa.auth.blockMinutes': 1440 } as const
const keys = ['mfa.auth.maxFailures', 'mfa.auth.blockMinutes'] as const

/** PINとTOTPのブロック [MFA-AUTH-006]. */
export function BlockSettingsPage() {
  const say = useWord()
  return (
    <>
      <PageHeader title={say('settings.blocks')} lead={say('settings.blocks.lead')} />
      <SettingsForm keys={keys}>
        {(settings, set) =>
          keys.map((key) => (
            <NumberInput
              key={key}
              label={say(`settings.${key}`)}
              value={settings[key]}
              onChange={(value) => typeof value === 'number' && set(key, value)}
              {...{ min: 1, max: limits[key], allowDecimal: false, clampBehavior: 'strict' }}
            />
          ))
        }
      </SettingsForm>
    </>
  )
}
