import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './notice.module.css'

export type Tone = 'info' | 'success' | 'warning' | 'danger' | 'neutral'

const icons = {
  info: IconInfoCircle,
  neutral: IconInfoCircle,
  success: IconCircleCheck,
  warning: IconAlertTriangle,
  danger: IconCircleX,
} as const

interface Props {
  tone?: Tone
  title?: ReactNode
  children?: ReactNode
  /** Announced at once instead of when the reader pauses. */
  urgent?: boolean
  /** Buttons or links under the text. */
  actions?: ReactNode
}

/** A message that stays on the page. */
export function Notice({ tone = 'info', title, children, urgent = false, actions }: Props) {
  const Icon = icons[tone]
  return (
    <div className={classes.notice} data-tone={tone} role={urgent ? 'alert' : 'status'}>
      <Icon size={20} aria-hidden="true" />
      <div className={classes.body}>
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
    </div>
  )
}
