import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Tone } from './Notice.tsx'
import classes from './status.module.css'

/** A state in a word; the word carries the meaning, the colour only helps. */
export function StatusBadge({
  tone = 'neutral',
  icon: Mark,
  children,
}: {
  tone?: Tone
  icon?: Icon
  children: ReactNode
}) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {Mark && <Mark size={14} aria-hidden="true" />}
      {children}
    </span>
  )
}
