import type { AnnouncementCategory } from '@kaoban/contract'
import { useWord } from '../platform/language.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'

const tones = { maintenance: 'warning', release: 'info', incident: 'danger', other: 'neutral' } as const

export function CategoryBadge({ category }: { category: AnnouncementCategory }) {
  const say = useWord()
  return <StatusBadge tone={tones[category]}>{say(`announcements.category.${category}`)}</StatusBadge>
}
