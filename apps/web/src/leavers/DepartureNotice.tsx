import { type Departure, readDeparture } from '@kaoban/contract'
import { useApi } from '../platform/api.ts'
import { formatDate } from '../platform/dates.ts'
import { useLanguage, useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { useAccount } from '../platform/session.tsx'
import { RevokedTable } from './PlacesTable.tsx'

/** Says of somebody who left when that was and what has been confirmed; nothing of anybody else. */
export function DepartureNotice({ userId }: { userId: string }) {
  const { data } = useApi(readDeparture, { userId })
  return data?.departure ? <DepartureFacts departure={data.departure} /> : null
}

export function DepartureFacts({ departure }: { departure: Departure }) {
  const say = useWord()
  const { locale } = useLanguage()
  const { timeZone } = useAccount().tenant
  const { leftAt, by, places } = departure
  const pending = places.some((place) => place.pending > 0)
  return (
    <>
      <Notice tone={pending ? 'warning' : 'neutral'} title={say('leavers.left')}>
        <p>{say('leavers.leftBy', { at: formatDate(new Date(leftAt), 'minute', locale, timeZone), by })}</p>
        <p>{say(pending ? 'leavers.somePending' : 'leavers.allConfirmed')}</p>
      </Notice>
      <RevokedTable places={places} />
    </>
  )
}
