import { Checkbox } from '@mantine/core'
import { FormSection } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { SettingsForm } from './SettingsForm.tsx'

const scenes = {
  'faceLog.logonUnlock': 'LBL-SET-flLogon',
  'faceLog.continuous': 'LBL-SET-flCont',
  'faceLog.browserTerminal': 'settings.faceLog.browserTerminal',
} as const
const keys = Object.keys(scenes) as (keyof typeof scenes)[]

/** 顔画像ログ出力ポリシー [NFM-SET-041..NFM-SET-043]. */
export function FaceLogSettingsPage() {
  const say = useWord()
  return (
    <>
      <PageHeader title={say('LBL-NAV-set.facelog')} lead={say('settings.faceLog.lead')} />
      <SettingsForm keys={keys}>
        {(settings, set) => (
          <FormSection title={say('settings.faceLog.scenes')}>
            {keys.map((key) => (
              <Checkbox
                key={key}
                label={say(scenes[key])}
                checked={settings[key]}
                onChange={(event) => set(key, event.currentTarget.checked)}
              />
            ))}
            {keys.some((key) => settings[key]) && <Notice tone="warning">{say('settings.faceLog.note')}</Notice>}
          </FormSection>
        )}
      </SettingsForm>
    </>
  )
}
