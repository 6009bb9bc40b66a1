import { limits } from '@kaoban/contract'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useSearchText } from '../address.ts'
import type { Search } from '../search.ts'
import type { Filter } from './filters.ts'
import { filterFields } from './filters.ts'

export type Direction = 'ascending' | 'descending'

/** What the address says about a list; everything that is not the default stands behind `?`. */
export interface TableQuery {
  page: number
  size: number
  sort: string | undefined
  direction: Direction | undefined
  search: string
  filters: Search
}

export interface TableDefaults {
  sort?: string | undefined
  direction?: Direction | undefined
  size: number
}

export function readTableQuery(text: Search, filters: readonly Filter[], defaults: TableDefaults): TableQuery {
  const page = Number(text.page)
  const size = Number(text.size)
  const chosen: Search = {}
  for (const field of filters.flatMap(filterFields)) {
    const value = text[field]
    if (value !== undefined && value !== '') chosen[field] = value
  }
  const direction = text.direction === 'ascending' || text.direction === 'descending' ? text.direction : undefined
  const sort = typeof text.sort === 'string' ? text.sort : undefined
  return {
    page: Number.isInteger(page) && page > 0 ? page : 1,
    size: (limits.pageSizes as readonly number[]).includes(size) ? size : defaults.size,
    sort: sort ?? defaults.sort,
    direction: direction ?? (sort === undefined ? defaults.direction : undefined),
    search: typeof text.search === 'string' ? text.search : '',
    filters: chosen,
  }
}

/** The state of a list, kept in the address so that it survives reload, back and sharing. */
export function useTableQuery(filters: readonly Filter[], defaults: TableDefaults) {
  const text = useSearchText()
  const navigate = useNavigate()
  const { sort, direction, size } = defaults
  const query = useMemo(
    () => readTableQuery(text, filters, { sort, direction, size }),
    [text, filters, sort, direction, size],
  )
  /** Changes fields of the address; anything but the page itself leads back to page 1. */
  const change = useCallback(
    (fields: Record<string, string | number | string[] | undefined>) => {
      void navigate({
        search: (former: Search) => ({ ...former, page: undefined, ...fields }),
        replace: true,
        resetScroll: false,
      } as never)
    },
    [navigate],
  )
  return { query, change }
}

/** What the endpoint gets. */
export function inputOf(query: TableQuery): Record<string, unknown> {
  const { filters, search, ...rest } = query
  return { ...rest, ...(search === '' ? {} : { search }), ...filters }
}
