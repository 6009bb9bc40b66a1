import { Radio, Stack } from '@mantine/core'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { SettingsForm } from './SettingsForm.tsx'

const key = 'mail.noAddressToAdmins'

/** 利用開始メール送付設定. */
export function MailSettingsPage() {
  const say = useWord()
  return (
    <>
      <PageHeader title={say('LBL-NAV-set.mail')} lead={say('settings.mail.lead')} />
      <SettingsForm keys={[key]}>
        {(settings, set) => (
          <Radio.Group
            label={say('LBL-SET-mailSend')}
            value={settings[key] ? 'send' : 'notSend'}
            onChange={(value) => set(key, value === 'send')}
          >
            <Stack gap="sm" mt="xs">
              <Radio value="send" label={say('LBL-SET-send')} description={say('settings.mail.send.text')} />
              <Radio value="notSend" label={say('LBL-SET-notSend')} description={say('settings.mail.notSend.text')} />
            </Stack>
          </Radio.Group>
        )}
      </SettingsForm>
    </>
  )
}
