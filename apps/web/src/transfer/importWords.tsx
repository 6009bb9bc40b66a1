import type { Import, ImportTotals, RowAction, ImportState as State } from '@kaoban/contract'
import { useWord } from '../platform/language.tsx'
import type { Tone } from '../platform/Notice.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'

const stateTones: Record<State, Tone> = {
  ...{ uploading: 'info', queued: 'info', checked: 'neutral' },
  ...{ planning: 'info', planned: 'warning', applying: 'info', applied: 'success' },
  ...{ undoing: 'info', undone: 'neutral', discarded: 'neutral' },
}

export function ImportState({ state }: { state: State }) {
  const say = useWord()
  return <StatusBadge tone={stateTones[state]}>{say(`imports.state.${state}`)}</StatusBadge>
}

export const actionTones: Record<RowAction, Tone> = {
  add: 'success',
  change: 'info',
  delete: 'warning',
  none: 'neutral',
  refused: 'danger',
}

const counted = ['add', 'change', 'delete', 'none', 'refused'] as const

/** 「追加 3　更新 1　エラー 2」: what there is, and nothing that is nought. */
export function CountsText({ totals }: { totals: ImportTotals }) {
  const say = useWord()
  const there = counted.filter((action) => totals[action] > 0)
  if (there.length === 0) return '-'
  return there.map((action) => `${say(`imports.action.${action}`)} ${totals[action].toLocaleString()}`).join(' · ')
}

/** A task is under way, or should be. */
export function isWorking({ state }: Pick<Import, 'state'>): boolean {
  return state === 'planning' || state === 'queued' || state === 'applying' || state === 'undoing'
}
