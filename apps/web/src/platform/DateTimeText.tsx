import { type DateStyle, formatDate } from './dates.ts'
import { useLanguage } from './language.tsx'
import { useSession } from './session.tsx'

interface Props {
  /** ISO text in UTC, as the API answers; nothing shows as a dash. */
  at: string | null | undefined
  style?: DateStyle
  /** That of the tenant when not said [NFM-GEN-005]. */
  timeZone?: string
}

/** A point in time in the tenant's zone and the reader's language; the full time is in the tooltip. */
export function DateTimeText({ at, style = 'minute', timeZone }: Props) {
  const { locale } = useLanguage()
  const { account } = useSession()
  if (at === null || at === undefined) return <span aria-hidden="true">-</span>
  const zone = timeZone ?? account?.tenant.timeZone ?? 'Asia/Tokyo'
  const date = new Date(at)
  return (
    <time dateTime={at} title={`${formatDate(date, 'second', locale, zone)} (${zone})`} className="kb-figures">
      {formatDate(date, style, locale, zone)}
    </time>
  )
}
