import { menuKey, selfServiceMenus } from '@kaoban/contract'
import { Checkbox, Stack } from '@mantine/core'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { SettingsForm } from './SettingsForm.tsx'

const explained = { password: 'settings.ownPage.password.text', face: 'settings.ownPage.face.text' } as const

/** マイページの表示 [MFA-ORG-005]. */
export function OwnPageSettingsPage() {
  const say = useWord()
  return (
    <>
      <PageHeader title={say('settings.ownPage')} lead={say('settings.ownPage.lead')} />
      <SettingsForm keys={selfServiceMenus.map(menuKey)}>
        {(settings, set) => (
          <Checkbox.Group
            label={say('settings.ownPage.shown')}
            value={selfServiceMenus.filter((menu) => settings[menuKey(menu)])}
          >
            <Stack gap="sm" mt="xs">
              {selfServiceMenus.map((menu) => (
                <Checkbox
                  key={menu}
                  value={menu}
                  label={say(`settings.ownPage.${menu}`)}
                  {...(menu in explained && { description: say(explained[menu as keyof typeof explained]) })}
                  onChange={(event) => set(menuKey(menu), event.currentTarget.checked)}
                />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
      </SettingsForm>
    </>
  )
}
