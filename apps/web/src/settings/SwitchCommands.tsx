import { type CommandKey, type SwitchCommand, switchKeys, switchModifiers } from '@kaoban/contract'
import { NativeSelect } from '@mantine/core'
import { useWord } from '../platform/language.tsx'
import type { AboutSetting } from './SettingsForm.tsx'
import classes from './settings.module.css'

interface Props<Key extends CommandKey> {
  keys: readonly Key[]
  settings: Readonly<Record<Key, SwitchCommand>>
  set: (key: Key, command: SwitchCommand) => void
  about: AboutSetting<Key>
}

/** Five commands of three keys each; the first is never 未選択 [NFM-SET-006]. */
export function SwitchCommands<Key extends CommandKey>({ keys, settings, set, about }: Props<Key>) {
  const say = useWord()
  return keys.map((key, index) => {
    const command = settings[key]
    const message = about.messageOf(key)
    const n = index + 1
    return (
      <fieldset key={key} className={classes.command} disabled={!about.isEditable(key)}>
        <legend>{say('LBL-SET-cmd', { n })}</legend>
        <div className={classes.keys}>
          {command.map((chosen, place) => (
            <NativeSelect
              // biome-ignore lint/suspicious/noArrayIndexKey: a key is its place
              key={place}
              aria-label={say('settings.switch.key', { n, place: place + 1 })}
              aria-describedby={message ? `${key}-fault` : undefined}
              {...(place === 0 && { 'data-field': `settings.${key}` })}
              error={Boolean(message)}
              data={[
                ...(n > 1 ? [{ value: '', label: say('LBL-SET-unselected') }] : []),
                ...(place < 2 ? switchModifiers : switchKeys),
              ]}
              value={chosen ?? ''}
              onChange={({ currentTarget }) =>
                set(key, command.with(place, currentTarget.value || null) as SwitchCommand)
              }
            />
          ))}
        </div>
        {message && (
          <p id={`${key}-fault`} className={classes.fault}>
            {message}
          </p>
        )}
      </fieldset>
    )
  })
}
