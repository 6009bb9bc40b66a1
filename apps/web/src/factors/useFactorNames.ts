import type { Factors, NamedFactor } from '@kaoban/contract'
import { useWord } from '../platform/language.tsx'

/** What a factor is called here: as the organisation calls it, or as everywhere. */
export function useFactorNames({ names }: Pick<Factors, 'names'>) {
  const say = useWord()
  return (factor: NamedFactor) => names[factor] || say(`factors.${factor}`)
}
