import { Button } from '@mantine/core'
import { IconBackspace } from '@tabler/icons-react'
import { useWord } from '../platform/language.tsx'
import classes from './kiosk.module.css'

/** Digits for terminals without a keyboard; letters come from the keyboard or the screen's own. */
export function Keypad({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const say = useWord()
  return (
    <fieldset className={classes.keypad}>
      <legend className="kb-hidden">{say('terminals.kiosk.keypad')}</legend>
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
        <Button key={digit} variant="default" size="lg" onClick={() => onChange(value + digit)}>
          {digit}
        </Button>
      ))}
      <Button variant="default" size="lg" px={4} onClick={() => onChange('')}>
        {say('terminals.kiosk.keypad.clear')}
      </Button>
      <Button variant="default" size="lg" onClick={() => onChange(`${value}0`)}>
        0
      </Button>
      <Button
        variant="default"
        size="lg"
        aria-label={say('terminals.kiosk.keypad.erase')}
        onClick={() => onChange([...value].slice(0, -1).join(''))}
      >
        <IconBackspace size={22} aria-hidden="true" />
      </Button>
    </fieldset>
  )
}
