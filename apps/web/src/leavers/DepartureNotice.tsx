import { type Departure, readDeparture } from '@kaoban/contract'
import { useApi } from '../platform/api.ts'
import { formatDate } from '../platform/dates.ts'
import { useLanguage, useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { useAccount } from '../platform/session.tsx'
import classes from './leavers.module.css'
import { RevokedTable } from './PlacesTable.tsx'

/** Says of somebody who left when that was and what has been confirmed; nothing of anybody else. */
export function DepartureNotice({ userId }: { userId: string }) {
  const { data } = useApi(readDeparture, { userId })
  return data?.departure ? <DepartureFacts departure={data.departure} brief /> : null
}

/** `brief`: without the places where there was nothing. */
export function DepartureFacts({ departure, brief = false }: { departure: Departure; brief?: boolean }) {
  const say = useWord()
  const { locale } = useLanguage()
  const { timeZone } = useAccount().tenant
  const { leftAt, by, places } = departure
  const shown = places.filter((place) => !brief || place.revoked + place.pending > 0)
  const pending = places.some((place) => place.pending > 0)
  return (
    <div className={classes.departure}>
      <Notice tone={pending ? 'warning' : 'neutral'} title={say('leavers.left')}>
        <p>{say('leavers.leftBy', { at: formatDate(new Date(leftAt), 'minute', locale, timeZone), by })}</p>
        <p>{say(pending ? 'leavers.somePending' : 'leavers.allConfirmed')}</p>
      </Notice>
      {shown.length > 0 && <RevokedTable places={shown} />}
    </div>
  )
}
