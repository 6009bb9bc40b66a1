import type { Search } from '../search.ts'

export interface FilterOption {
  value: string
  label: string
}

interface Named {
  /** Field of the query; `dates` uses `<id>From` and `<id>To`. */
  id: string
  label: string
}

/** One way to narrow a list; its values are fields of the query of the endpoint. */
export type Filter =
  | (Named & { kind: 'choice'; options: readonly FilterOption[] })
  | (Named & { kind: 'choices'; options: readonly FilterOption[] })
  | (Named & { kind: 'contains' })
  | (Named & { kind: 'starts' })
  | (Named & { kind: 'dates' })

export function filterFields(filter: Filter): string[] {
  return filter.kind === 'dates' ? [`${filter.id}From`, `${filter.id}To`] : [filter.id]
}

/** How a filter in use reads; the marks are filled in by the catalogue. */
export type Sentence =
  | { key: 'tables.is' | 'tables.contains' | 'tables.starts'; params: { label: string; value: string } }
  | { key: 'tables.from' | 'tables.until'; params: { label: string; value: string } }
  | { key: 'tables.between'; params: { label: string; from: string; until: string } }

export function sentenceOf(filter: Filter, values: Search, or: string): Sentence | undefined {
  const { label } = filter
  if (filter.kind === 'dates') {
    const from = values[`${filter.id}From`]
    const until = values[`${filter.id}To`]
    if (typeof from === 'string' && typeof until === 'string') {
      return { key: 'tables.between', params: { label, from, until } }
    }
    if (typeof from === 'string') return { key: 'tables.from', params: { label, value: from } }
    if (typeof until === 'string') return { key: 'tables.until', params: { label, value: until } }
    return undefined
  }
  const value = values[filter.id]
  if (value === undefined) return undefined
  const all = Array.isArray(value) ? value : [value]
  if (filter.kind === 'contains' || filter.kind === 'starts') {
    return { key: `tables.${filter.kind}`, params: { label, value: all.join(or) } }
  }
  const { options } = filter
  const words = all.map((one) => options.find((option) => option.value === one)?.label ?? one)
  return { key: 'tables.is', params: { label, value: words.join(or) } }
}
