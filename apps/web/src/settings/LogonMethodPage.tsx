import { logonCommands, logonMeans, motionKinds, type TenantSettings } from '@kaoban/contract'
import { Checkbox, NativeSelect, SimpleGrid } from '@mantine/core'
import { FormSection } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { motionWords } from './motionWords.ts'
import { type AboutSetting, SettingsForm } from './SettingsForm.tsx'
import { SwitchCommands } from './SwitchCommands.tsx'

const methods = {
  1: [
    ['logon.method1.logon.auth', 'logon.method1.logon.motion'],
    ['logon.method1.unlock.auth', 'logon.method1.unlock.motion'],
  ],
  2: [
    ['logon.method2.logon.auth', 'logon.method2.logon.motion'],
    ['logon.method2.unlock.auth', 'logon.method2.unlock.motion'],
  ],
} as const
type Method = keyof typeof methods
type MethodKey = (typeof methods)[Method][number][number]

/** Of each row of a method, in its order. */
const labels = [
  ['LBL-SET-logonMeans', 'LBL-SET-logonMotion'],
  ['LBL-SET-unlockMeans', 'LBL-SET-unlockMotion'],
] as const
const meansWords = {
  FACE: 'LBL-SET-means0',
  FACE_WINPW: 'LBL-SET-means1',
  FACE_USERPW: 'LBL-SET-means2',
  USERPW: 'LBL-SET-means3',
  WINPW: 'LBL-SET-means4',
} as const
const keys = ['logon.method2.enabled', ...methods[1].flat(), ...methods[2].flat(), ...logonCommands] as const

/** Windowsログオン認証方式 [NFM-SET-001..NFM-SET-007]. */
export function LogonMethodPage() {
  const say = useWord()
  return (
    <>
      <PageHeader title={say('LBL-NAV-set.method')} lead={say('settings.method.lead')} />
      <SettingsForm keys={keys}>
        {(settings, set, about) => (
          <>
            <MethodFields method={1} settings={settings} set={set} about={about} />
            <Checkbox
              label={say('LBL-SET-m2')}
              checked={settings['logon.method2.enabled']}
              onChange={(event) => set('logon.method2.enabled', event.currentTarget.checked)}
            />
            {settings['logon.method2.enabled'] && (
              <>
                <MethodFields method={2} settings={settings} set={set} about={about} />
                <FormSection title={say('settings.switch')} lead={say('settings.switch.method')}>
                  <SwitchCommands keys={logonCommands} settings={settings} set={set} about={about} />
                </FormSection>
              </>
            )}
          </>
        )}
      </SettingsForm>
    </>
  )
}

interface Props {
  method: Method
  settings: Pick<TenantSettings, MethodKey>
  set: <Name extends MethodKey>(key: Name, value: TenantSettings[Name]) => void
  about: AboutSetting<MethodKey>
}

function MethodFields({ method, settings, set, about }: Props) {
  const say = useWord()
  return (
    <FormSection title={say('settings.method', { n: method })}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {methods[method].flatMap(([means, motion], row) => [
          <NativeSelect
            key={means}
            label={say(labels[row]![0])}
            data={logonMeans.map((value) => ({ value, label: say(meansWords[value]) }))}
            value={settings[means]}
            onChange={({ currentTarget }) => set(means, currentTarget.value as never)}
          />,
          <NativeSelect
            key={motion}
            label={say(labels[row]![1])}
            data={motionKinds.map((value) => ({ value, label: say(motionWords[value]) }))}
            disabled={!about.isEditable(motion)}
            value={settings[motion]}
            onChange={({ currentTarget }) => set(motion, currentTarget.value as never)}
          />,
        ])}
      </SimpleGrid>
    </FormSection>
  )
}
