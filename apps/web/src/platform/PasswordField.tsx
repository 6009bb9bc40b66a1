import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { IconCircle, IconCircleCheck } from '@tabler/icons-react'
import { useId } from 'react'
import classes from './form.module.css'
import { useWord } from './language.tsx'

export interface PasswordRule {
  label: string
  met: (password: string) => boolean
}

interface Props extends PasswordInputProps {
  /** Listed under the field and ticked while typing. */
  rules?: readonly PasswordRule[]
}

/** A password that can be looked at, with its rules. */
export function PasswordField({ rules = [], ...input }: Props) {
  const say = useWord()
  const id = useId()
  const value = typeof input.value === 'string' ? input.value : ''
  return (
    <div>
      <PasswordInput
        autoComplete="current-password"
        spellCheck={false}
        visibilityToggleButtonProps={{ 'aria-label': say('forms.showPassword') }}
        {...input}
        {...(rules.length > 0 ? { 'aria-describedby': id } : {})}
      />
      {rules.length > 0 && (
        <ul id={id} className={classes.rules}>
          {rules.map(({ label, met }) => {
            const ok = value !== '' && met(value)
            const Mark = ok ? IconCircleCheck : IconCircle
            return (
              <li key={label} data-met={ok || undefined}>
                <Mark size={14} aria-hidden="true" />
                {label}
                {ok && <span className="kb-hidden">{say('forms.met')}</span>}
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
