import { type FreeKey, freeKeys, freeSettings } from '@kaoban/contract'
import { Stack, TextInput } from '@mantine/core'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { SettingChoice } from './SettingChoice.tsx'
import { type AboutSetting, SettingsForm } from './SettingsForm.tsx'

const words = {
  'cont.cycleSec': { name: 'LBL-SET-contCycle', lead: 'settings.continuous.cycle', unit: 'seconds' },
  'cont.authSec': { name: 'LBL-SET-contTime', lead: 'settings.continuous.time', unit: 'seconds' },
  'cont.maxFailures': { name: 'LBL-SET-contFail', lead: 'settings.continuous.failures', unit: 'count' },
} as const

/** 常時認証ポリシー [NFM-SET-031..NFM-SET-034]. */
export function ContinuousPage() {
  const say = useWord()
  return (
    <>
      <PageHeader title={say('LBL-NAV-set.cont')} lead={say('settings.continuous.lead')} />
      <SettingsForm keys={['cont.enabled', ...freeKeys]}>
        {(settings, set, about) => (
          <>
            <SettingChoice
              label={say('LBL-SET-cont')}
              value={settings['cont.enabled'] ? 'on' : 'off'}
              options={[
                { value: 'on', label: say('LBL-SET-on') },
                { value: 'off', label: say('LBL-SET-off') },
              ]}
              onChange={(choice) => set('cont.enabled', choice === 'on')}
            />
            {freeKeys.map((key) => (
              <FreeSetting key={key} of={key} value={settings[key]} set={(value) => set(key, value)} about={about} />
            ))}
          </>
        )}
      </SettingsForm>
    </>
  )
}

interface Props {
  of: FreeKey
  /** Text as typed with 自由設定. */
  value: number | string
  set: (value: number | string) => void
  about: AboutSetting<FreeKey>
}

/** Presets and 自由設定. */
function FreeSetting({ of: key, value, set, about }: Props) {
  const say = useWord()
  const { name, lead, unit } = words[key]
  const { presets, min, max } = freeSettings[key]
  const disabled = !about.isEditable(key)
  const isFree = !presets.some((preset) => preset === value)
  return (
    <Stack gap="sm">
      <SettingChoice
        label={say(name)}
        description={say(lead)}
        value={isFree ? 'free' : String(value)}
        options={[
          ...presets.map((n) => ({ value: String(n), label: say(`settings.${unit}`, { n }) })),
          { value: 'free', label: say('LBL-SET-free') },
        ]}
        disabled={disabled}
        onChange={(choice) => set(choice === 'free' ? '' : Number(choice))}
      />
      {isFree && (
        <TextInput
          label={say('settings.free', { name: say(name) })}
          description={say(`settings.free.${unit}`, { min, max })}
          inputMode="numeric"
          autoComplete="off"
          maw="20rem"
          data-field={`settings.${key}`}
          disabled={disabled}
          error={about.messageOf(key)}
          value={value}
          onChange={({ currentTarget }) => set(currentTarget.value)}
        />
      )}
    </Stack>
  )
}
