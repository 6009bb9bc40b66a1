import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import classes from './copy.module.css'
import { useWord } from './language.tsx'

interface Props {
  value: string
  /** What it is, for the button's name. */
  label: string
  /** Without frame, inside a sentence or a table. */
  compact?: boolean
}

/** A code, key or address that is meant to be copied. */
export function CopyField({ value, label, compact = false }: Props) {
  const say = useWord()
  return (
    <span className={classes.field} data-compact={compact || undefined}>
      <code className={classes.value}>{value}</code>
      <CopyButton value={value} timeout={2000}>
        {({ copied, copy }) => (
          <>
            <Tooltip label={copied ? say('forms.copied') : say('forms.copy', { name: label })}>
              <ActionIcon
                size={compact ? 28 : undefined}
                onClick={copy}
                aria-label={say('forms.copy', { name: label })}
                color={copied ? 'green' : 'gray'}
              >
                {copied ? <IconCheck size={18} /> : <IconCopy size={18} stroke={1.6} />}
              </ActionIcon>
            </Tooltip>
            <span role="status" className="kb-hidden">
              {copied && say('forms.copied')}
            </span>
          </>
        )}
      </CopyButton>
    </span>
  )
}
