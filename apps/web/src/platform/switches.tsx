import { locales } from '@kaoban/messages'
import { ActionIcon, type MantineColorScheme, Menu, Tooltip, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconDeviceDesktop, IconLanguage, IconMoon, IconSun } from '@tabler/icons-react'
import { useLanguage, useWord } from './language.tsx'

export const schemes: readonly { value: MantineColorScheme; key: `frame.theme.${'light' | 'dark' | 'system'}` }[] = [
  { value: 'light', key: 'frame.theme.light' },
  { value: 'dark', key: 'frame.theme.dark' },
  { value: 'auto', key: 'frame.theme.system' },
]

export const schemeIcons = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop } as const

/** Menu items; used in the header and, on narrow screens, in the person's menu. */
export function LanguageItems() {
  const say = useWord()
  const { locale, setLocale } = useLanguage()
  return locales.map((one) => (
    <Menu.Item
      key={one}
      lang={one}
      role="menuitemradio"
      aria-checked={one === locale}
      rightSection={one === locale ? <IconCheck size={16} /> : undefined}
      onClick={() => setLocale(one)}
    >
      {say(`frame.language.${one}`)}
    </Menu.Item>
  ))
}

export function SchemeItems() {
  const say = useWord()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return schemes.map(({ value, key }) => {
    const Icon = schemeIcons[value]
    return (
      <Menu.Item
        key={value}
        role="menuitemradio"
        aria-checked={value === colorScheme}
        leftSection={<Icon size={16} />}
        rightSection={value === colorScheme ? <IconCheck size={16} /> : undefined}
        onClick={() => setColorScheme(value)}
      >
        {say(key)}
      </Menu.Item>
    )
  })
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
