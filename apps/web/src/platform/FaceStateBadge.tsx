import type { FaceState } from '@kaoban/contract'
import { formatDate } from './dates.ts'
import { useLanguage, useWord } from './language.tsx'
import { StatusBadge } from './StatusBadge.tsx'

const tones = { provisional: 'warning', registered: 'success', none: 'neutral' } as const

/** 仮登録, 本登録, or none yet [NFM-FAC-002] [NFM-FAC-007]; a suspended face says when it is erased. */
export function FaceStateBadge({
  state,
  suspendedUntil,
  ofOtherModel,
}: {
  state: FaceState | undefined
  suspendedUntil?: string | null | undefined
  ofOtherModel?: boolean | undefined
}) {
  const say = useWord()
  const { locale } = useLanguage()
  if (suspendedUntil)
    return (
      <StatusBadge tone="danger">
        {say('faces.state.suspended', {
          day: formatDate(new Date(`${suspendedUntil}T00:00:00Z`), 'day', locale, 'UTC'),
        })}
      </StatusBadge>
    )
  if (ofOtherModel) return <StatusBadge tone="danger">{say('faces.state.ofOtherModel')}</StatusBadge>
  const shown = state ?? 'none'
  return <StatusBadge tone={tones[shown]}>{say(`faces.state.${shown}`)}</StatusBadge>
}
