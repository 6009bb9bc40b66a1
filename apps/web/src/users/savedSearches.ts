import type { Search } from '../platform/search.ts'
import { conditionFields } from './userFilters.ts'

/** A search under a name, kept in this browser for the person who made it. */
export interface SavedSearch {
  name: string
  conditions: Record<string, string>
}

export const savedSearchesMax = 20
export const savedNameMax = 40

const fields = ['search', ...conditionFields] as const

/** The conditions of an address; nothing that is no condition. */
export function conditionsOf(address: Search): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = address[field]
      return typeof value === 'string' && value !== '' ? [[field, value]] : []
    }),
  )
}

/** What to put into the address: the conditions of a search, and every other one empty. */
export function addressOf({ conditions }: SavedSearch): Record<string, string | undefined> {
  return Object.fromEntries(fields.map((field) => [field, conditions[field]]))
}

/** Reads what was kept; anything else is nothing. */
export function parseSaved(text: string | undefined): SavedSearch[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]')
    if (!Array.isArray(kept)) return []
    return kept.flatMap((one: unknown) => {
      const { name, conditions } = (one ?? {}) as Partial<SavedSearch>
      return typeof name === 'string' && typeof conditions === 'object' && conditions !== null
        ? [{ name, conditions: conditionsOf(conditions) }]
        : []
    })
  } catch {
    return []
  }
}

/** The same name again replaces the search; the newest stands first. */
export function withSearch(all: readonly SavedSearch[], added: SavedSearch): SavedSearch[] {
  return [added, ...all.filter(({ name }) => name !== added.name)].slice(0, savedSearchesMax)
}
