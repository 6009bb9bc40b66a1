import { chooseLocale } from '@kaoban/contract'
import { type Locale, locales } from '@kaoban/messages'
import { ActionIcon, type MantineColorScheme, Menu, Tooltip, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconLanguage, IconMoon, IconSun } from '@tabler/icons-react'
import { call } from './api.ts'
import { useLanguage, useWord } from './language.tsx'
import { useSession } from './session.tsx'

const schemes: readonly { value: MantineColorScheme; key: `frame.theme.${'light' | 'dark' | 'system'}` }[] = [
  { value: 'light', key: 'frame.theme.light' },
  { value: 'dark', key: 'frame.theme.dark' },
  { value: 'auto', key: 'frame.theme.system' },
]

const schemeIcons = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop } as const

/** Menu items; used in the header and, on narrow screens, in the person's menu. */
export function LanguageItems() {
  const say = useWord()
  const { locale, setLocale } = useLanguage()
  const { account } = useSession()
  const choose = (chosen: Locale) => {
    setLocale(chosen)
    // Mails follow the choice; a failure costs nothing more than that.
    if (account) call(chooseLocale, { locale: chosen }).catch(() => undefined)
  }
  return (
    <Menu.RadioGroup value={locale} onChange={(chosen) => choose(chosen as Locale)}>
      {locales.map((one) => (
        <Menu.RadioItem key={one} value={one} lang={one} closeMenuOnClick>
          {say(`frame.language.${one}`)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

export function SchemeItems() {
  const say = useWord()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu.RadioGroup value={colorScheme} onChange={(chosen) => setColorScheme(chosen as MantineColorScheme)}>
      {schemes.map(({ value, key }) => (
        <Menu.RadioItem key={value} value={value} closeMenuOnClick>
          {say(key)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

export function LanguageButton() {
  const say = useWord()
  return (
    <Menu>
      <Tooltip label={say('frame.language')}>
        <span>
          <Menu.Target>
            <ActionIcon aria-label={say('frame.language')}>
              <IconLanguage size={20} stroke={1.6} />
            </ActionIcon>
          </Menu.Target>
        </span>
      </Tooltip>
      <Menu.Dropdown>
        <LanguageItems />
      </Menu.Dropdown>
    </Menu>
  )
}

export function SchemeButton() {
  const say = useWord()
  const { colorScheme } = useMantineColorScheme()
  const Icon = schemeIcons[colorScheme]
  return (
    <Menu>
      <Tooltip label={say('frame.theme')}>
        <span>
          <Menu.Target>
            <ActionIcon aria-label={say('frame.theme')}>
              <Icon size={20} stroke={1.6} />
            </ActionIcon>
          </Menu.Target>
        </span>
      </Tooltip>
      <Menu.Dropdown>
        <SchemeItems />
      </Menu.Dropdown>
    </Menu>
  )
}
