import { alternativeCommands, oneTimePasswordCounts } from '@kaoban/contract'
import { NativeSelect, SimpleGrid } from '@mantine/core'
import { FormSection } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { useAccount } from '../platform/session.tsx'
import { SettingChoice } from './SettingChoice.tsx'
import { SettingsForm } from './SettingsForm.tsx'
import { SwitchCommands } from './SwitchCommands.tsx'

const counts = {
  'policy.alt.otp.maxFailures': 'LBL-SET-otpFail',
  'policy.alt.otp.maxLogons': 'LBL-SET-otpUse',
} as const
const countKeys = Object.keys(counts) as (keyof typeof counts)[]
const keys = [
  'policy.learningImage.cycle',
  'policy.alt.enabled',
  'policy.alt.method',
  ...countKeys,
  ...alternativeCommands,
] as const

/** Windowsログオン認証ポリシー [NFM-SET-021..NFM-SET-027]. */
export function LogonPolicyPage() {
  const say = useWord()
  const { issuesOneTimePasswords } = useAccount()
  const countOptions = [
    { value: '', label: say('LBL-SET-unlimited') },
    ...oneTimePasswordCounts.map((n) => ({ value: String(n), label: say('settings.count', { n }) })),
  ]
  return (
    <>
      <PageHeader title={say('LBL-NAV-set.policy')} lead={say('settings.policy.lead')} />
      <SettingsForm keys={keys}>
        {(settings, set, about) => (
          <>
            <SettingChoice
              label={say('LBL-SET-learn')}
              value={settings['policy.learningImage.cycle']}
              options={[
                { value: 'OFF', label: say('LBL-SET-learn0') },
                { value: 'M6', label: say('LBL-SET-learn6') },
                { value: 'M12', label: say('LBL-SET-learn12') },
              ]}
              onChange={(cycle) => set('policy.learningImage.cycle', cycle)}
            />
            <FormSection title={say('settings.policy.alternative')}>
              <SettingChoice
                label={say('LBL-SET-alt')}
                value={settings['policy.alt.enabled'] ? 'on' : 'off'}
                options={[
                  { value: 'on', label: say('LBL-SET-on') },
                  { value: 'off', label: say('LBL-SET-off') },
                ]}
                onChange={(choice) => set('policy.alt.enabled', choice === 'on')}
              />
              <SettingChoice
                label={say('LBL-SET-altMeans')}
                value={settings['policy.alt.method']}
                options={[
                  { value: 'PASSWORD', label: say('LBL-SET-altPw') },
                  { value: 'OTP', label: say('LBL-SET-altOtp') },
                ]}
                disabled={!about.isEditable('policy.alt.method')}
                onChange={(method) => set('policy.alt.method', method)}
              />
              {issuesOneTimePasswords && !about.isEditable('policy.alt.otp.maxLogons') && (
                <Notice tone="warning">{say('settings.policy.otp.ends')}</Notice>
              )}
            </FormSection>
            <FormSection title={say('LBL-SET-altOtp')} lead={say('settings.policy.otp.lead')}>
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                {countKeys.map((key) => (
                  <NativeSelect
                    key={key}
                    label={say(counts[key])}
                    data={countOptions}
                    disabled={!about.isEditable(key)}
                    value={settings[key] ?? ''}
                    onChange={({ currentTarget: { value } }) =>
                      set(key, value === '' ? null : (Number(value) as never))
                    }
                  />
                ))}
              </SimpleGrid>
            </FormSection>
            <FormSection title={say('settings.switch')} lead={say('settings.switch.alternative')}>
              <SwitchCommands keys={alternativeCommands} settings={settings} set={set} about={about} />
            </FormSection>
          </>
        )}
      </SettingsForm>
    </>
  )
}
