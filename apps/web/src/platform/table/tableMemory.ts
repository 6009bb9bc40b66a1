import { limits } from '@kaoban/contract'
import { useCallback, useState } from 'react'
import { readKept, writeKept } from '../kept.ts'
import { useSession } from '../session.tsx'

export type Density = 'comfortable' | 'compact'

interface Choices {
  /** Column id -> shown; columns that are not named follow their default. */
  columns: Record<string, boolean>
  density: Density
  size: number
}

const initial: Choices = { columns: {}, density: 'comfortable', size: limits.defaultPageSize }

/** How this person likes this list, remembered in this browser. */
export function useTableMemory(table: string) {
  const { account } = useSession()
  const name = `table.${table}.${account?.userId ?? 'operator'}`
  const [choices, setChoices] = useState<Choices>(() => {
    try {
      return { ...initial, ...(JSON.parse(readKept(name) ?? '{}') as Partial<Choices>) }
    } catch {
      return initial
    }
  })
  const choose = useCallback(
    (change: Partial<Choices>) =>
      setChoices((former) => {
        const next = { ...former, ...change }
        writeKept(name, JSON.stringify(next))
        return next
      }),
    [name],
  )
  return { choices, choose }
}
