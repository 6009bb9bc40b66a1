import type { UserRow } from '@kaoban/contract'
import { Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconCalendarOff, IconCheck, IconFaceId, IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { formatDate, formatDay } from '../platform/dates.ts'
import { useLanguage, useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'
import { useAccount } from '../platform/session.tsx'
import { nameOf } from './names.ts'
import classes from './users.module.css'

/** 顔画像: blue when registered, yellow when provisional, nothing when there is none [NFM-USR-036]. */
export function FaceIcon({ user }: { user: UserRow }) {
  const say = useWord()
  if (user.face === 'none') return null
  const state = say(user.face === 'registered' ? 'LBL-USR-real' : 'LBL-USR-provisional')
  return (
    <span className={classes.face} data-state={user.face} title={state}>
      <LinkAnchor to={`/users/${user.userId}/face`}>
        <IconFaceId size={22} aria-hidden="true" />
        <span className="kb-hidden">{say('users.faceOf', { name: nameOf(user), state })}</span>
      </LinkAnchor>
    </span>
  )
}

/** An icon where something is set, nothing where it is not [NFM-USR-037]. */
export function SetIcon({ on }: { on: boolean }) {
  const say = useWord()
  return on ? (
    <span className={classes.set}>
      <IconCheck size={18} aria-hidden="true" />
      <span className="kb-hidden">{say('users.set')}</span>
    </span>
  ) : null
}

/** 状態: a triangle that names what is missing or wrong, and a lock where nobody gets in [NFM-USR-039]. */
export function StatusIcons({ user }: { user: UserRow }) {
  const say = useWord()
  const { locale } = useLanguage()
  const { timeZone } = useAccount().tenant
  const outside = outsideOf(user)
  const reasons = [
    ...(user.face === 'none' ? [say('users.noFace')] : []),
    ...(user.windowsAccounts.length === 0 ? [say('users.noAccount')] : []),
    ...(user.disabled ? [say('users.lockedByAdministrator')] : []),
    ...(outside ? [say(outside.key, { day: formatDay(outside.day, locale) })] : []),
    ...(user.mailRefused ? [say('users.mailRefused')] : []),
  ]
  const until =
    user.lockedUntil === null ? undefined : formatDate(new Date(user.lockedUntil), 'minute', locale, timeZone)
  const lock = user.disabled ? say('users.lockedByAdministrator') : until && say('users.lockedUntil', { time: until })
  return (
    <span className={classes.status}>
      {reasons.length > 0 && (
        <Hint tone="warning" text={say('users.warning', { reasons: reasons.join(say('users.and')) })}>
          <IconAlertTriangle size={20} aria-hidden="true" />
        </Hint>
      )}
      {lock && (
        <Hint tone="danger" text={lock}>
          <IconLock size={20} aria-hidden="true" />
        </Hint>
      )}
      {outside && (
        <Hint tone="neutral" text={say(outside.key, { day: formatDay(outside.day, locale) })}>
          <IconCalendarOff size={20} aria-hidden="true" />
        </Hint>
      )}
    </span>
  )
}

/** Why today is no day of validity: the first is still to come, or the last is over. */
function outsideOf({ valid, validFrom, validUntil }: UserRow) {
  if (valid) return undefined
  const today = new Date().toISOString().slice(0, 10)
  return validUntil !== null && (validFrom === null || validFrom <= today)
    ? { key: 'users.noLongerValid' as const, day: validUntil }
    : { key: 'users.notYetValid' as const, day: validFrom ?? '' }
}

function Hint({ tone, text, children }: { tone: 'warning' | 'danger' | 'neutral'; text: string; children: ReactNode }) {
  return (
    <Tooltip label={text} events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className={classes.hint} data-tone={tone} aria-label={text}>
        {children}
      </button>
    </Tooltip>
  )
}
