import { announcementLimits, type FieldFault, lengthOf, type TypedAnnouncement } from '@kaoban/contract'

/** What is wrong with an announcement as typed: both languages are needed, and an end after the beginning. */
export function announcementFaults(typed: TypedAnnouncement): FieldFault[] {
  const faults: FieldFault[] = []
  for (const part of ['title', 'body'] as const)
    for (const language of ['Ja', 'En'] as const) {
      const field = `${part}${language}` as const
      if (typed[field] === '') faults.push({ field, message: `announcements.${part}Missing` })
      else if (lengthOf(typed[field]) > announcementLimits[part].max)
        faults.push({ field, message: `announcements.${part}TooLong` })
    }
  if (typed.shownUntil !== null && Date.parse(typed.shownUntil) <= Date.parse(typed.shownFrom))
    faults.push({ field: 'shownUntil', message: 'announcements.untilBeforeFrom' })
  return faults
}
