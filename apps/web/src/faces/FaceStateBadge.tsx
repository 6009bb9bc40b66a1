import type { FaceState } from '@kaoban/contract'
import { useWord } from '../platform/language.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'

const tones = { provisional: 'warning', registered: 'success', none: 'neutral' } as const

/** 仮登録, 本登録, or none yet [NFM-FAC-002] [NFM-FAC-007]. */
export function FaceStateBadge({ state }: { state: FaceState | undefined }) {
  const say = useWord()
  const shown = state ?? 'none'
  return <StatusBadge tone={tones[shown]}>{say(`faces.state.${shown}`)}</StatusBadge>
}
