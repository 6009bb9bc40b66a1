import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './empty.module.css'

interface Props {
  icon?: Icon
  title: string
  /** What to do first, in one or two sentences. */
  children?: ReactNode
  /** The button for that first step. */
  action?: ReactNode
}

/** Nothing here yet, and how to begin. */
export function EmptyState({ icon: Mark, title, children, action }: Props) {
  return (
    <div className={classes.empty}>
      {Mark && <Mark size={40} stroke={1.2} aria-hidden="true" />}
      <strong>{title}</strong>
      {children && <div className={classes.text}>{children}</div>}
      {action}
    </div>
  )
}
