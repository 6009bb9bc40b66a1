import { useCallback, useEffect, useMemo, useState } from 'react'

/** What is ticked: some rows, or everything found but some. */
export interface Selection<Row> {
  count: number
  /** Everything found is meant, also the pages that were never loaded. */
  all: boolean
  /** Keys of the ticked rows; without meaning when `all`. */
  ids: string[]
  /** Keys taken out again after all were ticked. */
  except: string[]
  /** The ticked rows that this page has seen, for naming them. */
  rows: Row[]
  /** Search and filters of the list, to say to the server what `all` means. */
  query: Record<string, unknown>
  clear: () => void
}

interface State<Row> {
  all: boolean
  /** Ticked rows, or rows taken out when `all`. */
  marked: ReadonlyMap<string, Row>
}

/** @param scope text of search and filters: another search is another selection */
export function useSelection<Row>(scope: string, total: number) {
  const [state, setState] = useState<State<Row>>({ all: false, marked: new Map() })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed scope empties the selection
  useEffect(() => setState({ all: false, marked: new Map() }), [scope])

  const toggle = useCallback((rows: readonly { id: string; row: Row }[], ticked: boolean) => {
    setState((former) => {
      const marked = new Map<string, Row>(former.marked)
      for (const { id, row } of rows) {
        if (ticked === former.all) marked.delete(id)
        else marked.set(id, row)
      }
      return { all: former.all, marked }
    })
  }, [])
  const selectAll = useCallback(() => setState({ all: true, marked: new Map() }), [])
  const clear = useCallback(() => setState({ all: false, marked: new Map() }), [])

  return useMemo(() => {
    const count = state.all ? Math.max(0, total - state.marked.size) : state.marked.size
    const ids = [...state.marked.keys()]
    return {
      all: state.all,
      count,
      ids: state.all ? [] : ids,
      except: state.all ? ids : [],
      rows: state.all ? [] : [...state.marked.values()],
      has: (id: string) => state.marked.has(id) !== state.all,
      toggle,
      selectAll,
      clear,
    }
  }, [state, total, toggle, selectAll, clear])
}
