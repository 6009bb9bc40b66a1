import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { SettingChoice } from './SettingChoice.tsx'
import { SettingsForm } from './SettingsForm.tsx'

const key = 'client.autoUpdate'

/** クライアントソフト設定 [NFM-SET-061]. */
export function ClientSettingsPage() {
  const say = useWord()
  return (
    <>
      <PageHeader title={say('LBL-NAV-set.client')} lead={say('settings.client.lead')} />
      <SettingsForm keys={[key]}>
        {(settings, set) => (
          <SettingChoice
            label={say('LBL-SET-autoUpdate')}
            description={say('settings.client.update')}
            value={settings[key] ? 'on' : 'off'}
            options={[
              { value: 'on', label: say('LBL-SET-autoOn') },
              { value: 'off', label: say('LBL-SET-autoOff') },
            ]}
            onChange={(choice) => set(key, choice === 'on')}
          />
        )}
      </SettingsForm>
    </>
  )
}
