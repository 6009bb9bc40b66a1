import type { AnswerOf, CallOf, EndpointShape } from '@kaoban/contract'
import { Button, Checkbox, Skeleton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconArrowDown, IconArrowsSort, IconArrowUp, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { call, queryKeyOf } from './api.ts'
import { EmptyState } from './EmptyState.tsx'
import { useWord } from './language.tsx'
import { Notice } from './Notice.tsx'
import { ProblemText } from './notices.tsx'
import { FilterButton, FilterChips } from './table/FilterBar.tsx'
import type { Filter } from './table/filters.ts'
import { Pager, useCountText } from './table/Pager.tsx'
import { type Selection, useSelection } from './table/selection.ts'
import { TableOptions } from './table/TableOptions.tsx'
import classes from './table/table.module.css'
import { useTableMemory } from './table/tableMemory.ts'
import { type Direction, inputOf, type TableQuery, useTableQuery } from './table/tableState.ts'

export type { Filter, Selection }

export interface Column<Row> {
  /** Also the value of `sort` in the query. */
  id: string
  header: string
  cell: (row: Row) => ReactNode
  sortable?: boolean
  /** Not shown until the person chooses it. */
  hidden?: boolean
  /** Cannot be switched off. */
  fixed?: boolean
  /** Heading under which the column chooser lists it, and its name there. */
  section?: string
  short?: string
  align?: 'start' | 'end' | 'center'
  /** CSS length; the content decides when not said. */
  width?: string
  /** IDs and codes. */
  mono?: boolean
  /** May break into lines; other cells stay on one. */
  wrap?: boolean
}

type RowOf<E extends EndpointShape> = AnswerOf<E> extends { rows: (infer Row)[] } ? Row : never

interface Props<E extends EndpointShape> {
  /** Names the remembered choices. */
  id: string
  /** What the list is, for screen readers. */
  caption: string
  /** A GET endpoint with `page`, `size`, `sort`, `direction`, `search` and the filters as query, and `pageOf(row)` as answer. */
  endpoint: E
  /** Fixed part of the input, for instance path parameters. */
  input?: Partial<CallOf<E>>
  columns: readonly Column<RowOf<E>>[]
  rowKey: (row: RowOf<E>) => string
  /** What a screen reader calls a row. */
  rowName: (row: RowOf<E>) => string
  defaultSort?: { id: string; direction?: Direction }
  /** Placeholder of the search field; no field when not said. */
  search?: string
  filters?: readonly Filter[]
  /** False where the page has a panel of its own for the filters; their chips are shown all the same. */
  filterButton?: boolean
  /** Enter, or a click that hits nothing else. */
  onOpen?: (row: RowOf<E>) => void
  rowActions?: (row: RowOf<E>) => ReactNode
  /** Rows can be ticked; this is what can be done with them. */
  bulkActions?: (selection: Selection<RowOf<E>>) => ReactNode
  selectable?: (row: RowOf<E>) => boolean
  /** Buttons at the right of the bar; the query says what is shown, for exporting it. */
  actions?: (query: TableQuery, total: number) => ReactNode
  /** Instead of MSG-GEN-002 when there is nothing at all yet. */
  empty?: ReactNode
  refreshEvery?: number
}

const noFilters: readonly Filter[] = []

/** The one list of the product; sorts, searches and pages on the server [NFM-GEN-008, NFM-GEN-009]. */
export function DataTable<const E extends EndpointShape>(props: Props<E>) {
  type Row = RowOf<E>
  const { filters = noFilters, columns, rowKey, rowName } = props
  const say = useWord()
  const { choices, choose } = useTableMemory(props.id)
  const { query, change } = useTableQuery(filters, {
    sort: props.defaultSort?.id,
    direction: props.defaultSort?.direction,
    size: choices.size,
  })
  const input = { ...inputOf(query), ...props.input } as CallOf<E>
  const answer = useQuery({
    queryKey: queryKeyOf(props.endpoint, input),
    queryFn: () => (call as (shape: E, input: CallOf<E>) => Promise<AnswerOf<E>>)(props.endpoint, input),
    placeholderData: keepPreviousData,
    ...(props.refreshEvery === undefined ? {} : { refetchInterval: props.refreshEvery }),
  })
  const found = answer.data as { rows: Row[]; total: number } | undefined
  const rows = found?.rows ?? []
  const total = found?.total ?? 0
  const narrowed = query.search !== '' || Object.keys(query.filters).length > 0

  // A page behind the last one, for instance after deleting: show the last.
  const last = Math.max(1, Math.ceil(total / query.size))
  useEffect(() => {
    if (found && !answer.isPlaceholderData && query.page > last) change({ page: last === 1 ? undefined : last })
  }, [found, answer.isPlaceholderData, query.page, last, change])

  const scope = JSON.stringify([query.search, query.filters, props.input])
  const selection = useSelection<Row>(scope, total)
  const ticking = props.bulkActions !== undefined
  const mayTick = (row: Row) => props.selectable?.(row) ?? true
  const tickable = rows.filter(mayTick).map((row) => ({ id: rowKey(row), row }))
  const tickedHere = tickable.filter(({ id }) => selection.has(id)).length

  const shown = useMemo(
    () => columns.filter((column) => column.fixed || (choices.columns[column.id] ?? !column.hidden)),
    [columns, choices.columns],
  )
  const width = shown.length + (ticking ? 1 : 0) + (props.rowActions ? 1 : 0)
  const [active, setActive] = useState(0)
  const body = useRef<HTMLTableSectionElement>(null)
  const edges = useEdges(shown)
  const countText = useCountText({ page: query.page, size: query.size, total })
  const clear = () =>
    change({ search: undefined, ...Object.fromEntries(Object.keys(query.filters).map((field) => [field, undefined])) })

  function onKey(event: KeyboardEvent<HTMLTableSectionElement>) {
    const line = event.target
    if (!(line instanceof HTMLTableRowElement) || event.ctrlKey || event.metaKey || event.altKey) return
    const index = Number(line.dataset.index)
    const row = rows[index]
    if (row === undefined) return
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[event.key]
    if (target !== undefined) {
      event.preventDefault()
      const next = body.current?.rows[Math.max(0, Math.min(rows.length - 1, target))]
      next?.focus()
      next?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && props.onOpen) {
      event.preventDefault()
      props.onOpen(row)
    } else if (event.key === ' ' && ticking && mayTick(row)) {
      event.preventDefault()
      selection.toggle([{ id: rowKey(row), row }], !selection.has(rowKey(row)))
    }
  }

  function onRowClick(event: MouseEvent<HTMLTableRowElement>, row: Row) {
    if (!props.onOpen || (event.target as Element).closest('a,button,input,label,[role=menu]')) return
    if (window.getSelection()?.toString()) return
    props.onOpen(row)
  }

  function sortBy(column: Column<Row>) {
    const turn = query.sort === column.id && query.direction !== 'descending'
    change({ sort: column.id, direction: turn ? 'descending' : 'ascending' })
  }

  return (
    <section className={classes.table} data-density={choices.density}>
      <div className={classes.bar}>
        {props.search !== undefined && (
          <SearchField value={query.search} placeholder={props.search} onSearch={(search) => change({ search })} />
        )}
        {filters.length > 0 && props.filterButton !== false && (
          <FilterButton filters={filters} values={query.filters} onChange={change} />
        )}
        <div className={classes.barEnd}>
          {props.actions?.(query, total)}
          <TableOptions
            columns={columns.map((column) => ({
              id: column.id,
              header: column.short ?? column.header,
              section: column.section,
              shown: shown.includes(column),
              fixed: column.fixed ?? false,
            }))}
            density={choices.density}
            onColumns={(ids, on) =>
              choose({ columns: { ...choices.columns, ...Object.fromEntries(ids.map((id) => [id, on])) } })
            }
            onDefault={() => choose({ columns: {} })}
            onDensity={(density) => choose({ density })}
          />
        </div>
      </div>
      <FilterChips filters={filters} values={query.filters} onChange={change} search={query.search} onClear={clear} />

      <div ref={edges} className={classes.scroll} data-stale={answer.isPlaceholderData || undefined}>
        <table className={classes.grid} aria-busy={answer.isFetching}>
          <caption className="kb-hidden">{props.caption}</caption>
          <thead>
            <tr>
              {ticking && (
                <th scope="col" className={classes.tick}>
                  <Checkbox
                    aria-label={say('tables.selectPage')}
                    checked={tickable.length > 0 && tickedHere === tickable.length}
                    indeterminate={tickedHere > 0 && tickedHere < tickable.length}
                    disabled={tickable.length === 0}
                    onChange={() => selection.toggle(tickable, tickedHere < tickable.length)}
                  />
                </th>
              )}
              {shown.map((column) => (
                <HeaderCell
                  key={column.id}
                  column={column}
                  sorted={query.sort === column.id ? (query.direction ?? 'ascending') : undefined}
                  onSort={() => sortBy(column)}
                />
              ))}
              {props.rowActions && (
                <th scope="col" className={classes.acts}>
                  <span className="kb-hidden">{say('tables.actions')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={onKey}>
            {!found && answer.isPending && <SkeletonRows count={Math.min(query.size, 12)} width={width} />}
            {rows.map((row, index) => {
              const id = rowKey(row)
              const ticked = ticking && selection.has(id)
              return (
                <tr
                  key={id}
                  data-index={index}
                  data-ticked={ticked || undefined}
                  data-opens={props.onOpen !== undefined || undefined}
                  tabIndex={index === Math.min(active, rows.length - 1) ? 0 : -1}
                  onFocus={() => setActive(index)}
                  onClick={(event) => onRowClick(event, row)}
                >
                  {ticking && (
                    <td className={classes.tick}>
                      <input
                        type="checkbox"
                        aria-label={say('tables.selectRow', { name: rowName(row) })}
                        checked={ticked}
                        disabled={!mayTick(row)}
                        onChange={(event) => selection.toggle([{ id, row }], event.currentTarget.checked)}
                      />
                    </td>
                  )}
                  {shown.map((column, place) => {
                    const looks = {
                      'data-align': column.align,
                      'data-mono': column.mono || undefined,
                      'data-wrap': column.wrap || undefined,
                    }
                    return place === 0 ? (
                      <th key={column.id} scope="row" {...looks}>
                        {column.cell(row)}
                      </th>
                    ) : (
                      <td key={column.id} {...looks}>
                        {column.cell(row)}
                      </td>
                    )
                  })}
                  {props.rowActions && <td className={classes.acts}>{props.rowActions(row)}</td>}
                </tr>
              )
            })}
          </tbody>
        </table>
        {answer.isError && (
          <div className={classes.under}>
            <Notice
              tone="danger"
              actions={
                <Button size="compact-sm" variant="default" onClick={() => void answer.refetch()}>
                  {say('frame.retry')}
                </Button>
              }
            >
              <ProblemText error={answer.error} />
            </Notice>
          </div>
        )}
        {found && total === 0 && !answer.isError && (
          <div className={classes.under}>
            {!narrowed && props.empty ? (
              props.empty
            ) : (
              <EmptyState
                title={say('MSG-GEN-002')}
                action={
                  narrowed && (
                    <Button variant="default" onClick={clear}>
                      {say('LBL-GEN-clear')}
                    </Button>
                  )
                }
              />
            )}
          </div>
        )}
      </div>

      {ticking && selection.count > 0 && (
        <section className={classes.bulk} aria-label={say('tables.bulk')}>
          <span role="status">{say('tables.selected', { n: selection.count })}</span>
          {!selection.all && tickedHere === tickable.length && total > rows.length && (
            <Button variant="subtle" size="compact-sm" onClick={selection.selectAll}>
              {say('tables.selectAllFound', { total })}
            </Button>
          )}
          <Button variant="subtle" size="compact-sm" color="gray" onClick={selection.clear}>
            {say('tables.clearSelection')}
          </Button>
          <div className={classes.bulkActions}>{props.bulkActions?.({ ...selection, query: inputOf(query) })}</div>
        </section>
      )}

      <div className={classes.foot}>
        <span className={classes.count} role="status">
          {found ? countText : '\u00a0'}
        </span>
        <Pager
          page={query.page}
          size={query.size}
          total={total}
          onPage={(page) => change({ page: page === 1 ? undefined : page })}
          onSize={(size) => {
            choose({ size })
            change({ size })
          }}
        />
      </div>
    </section>
  )
}

/** Marks on the element whether there is more to the right, so that the fixed buttons stand out from what they cover. */
function useEdges(shown: unknown) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns are another width
  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () =>
      element.toggleAttribute('data-more', element.scrollWidth - element.clientWidth - element.scrollLeft > 1)
    const watch = new ResizeObserver(look)
    watch.observe(element)
    if (element.firstElementChild) watch.observe(element.firstElementChild)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      watch.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [shown])
  return box
}

interface HeaderCellProps {
  column: { header: string; sortable?: boolean; align?: string; width?: string }
  sorted: Direction | undefined
  onSort: () => void
}

function HeaderCell({ column, sorted, onSort }: HeaderCellProps) {
  const say = useWord()
  const style = column.width === undefined ? undefined : { width: column.width, minWidth: column.width }
  if (!column.sortable) {
    return (
      <th scope="col" data-align={column.align} style={style}>
        {column.header}
      </th>
    )
  }
  const Mark = sorted === undefined ? IconArrowsSort : sorted === 'ascending' ? IconArrowUp : IconArrowDown
  const next = sorted === 'ascending' ? 'tables.sortDescending' : 'tables.sortAscending'
  return (
    <th scope="col" data-align={column.align} style={style} aria-sort={sorted ?? 'none'}>
      <button type="button" className={classes.sort} title={say(next, { column: column.header })} onClick={onSort}>
        {column.header}
        <Mark size={14} data-on={sorted !== undefined || undefined} aria-hidden="true" />
      </button>
    </th>
  )
}

function SkeletonRows({ count, width }: { count: number; width: number }) {
  return Array.from({ length: count }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else
    <tr key={row}>
      {Array.from({ length: width }, (_, cell) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else
        <td key={cell}>
          <Skeleton height={14} width={`${55 + ((row * 7 + cell * 13) % 40)}%`} radius="sm" />
        </td>
      ))}
    </tr>
  ))
}

interface SearchFieldProps {
  value: string
  placeholder: string
  onSearch: (text: string | undefined) => void
}

function SearchField({ value, placeholder, onSearch }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(value)
  const [sent, setSent] = useState(value)
  // The address changed without this field: by back, by クリアする.
  if (value !== sent) {
    setSent(value)
    if (value !== text.trim()) setText(value)
  }
  const search = useDebouncedCallback((next: string) => onSearch(next.trim() || undefined), 250)
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      if (target.closest('input,textarea,select,[contenteditable],[role=dialog]')) return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <TextInput
      ref={field}
      type="search"
      className={classes.search}
      aria-label={placeholder}
      aria-keyshortcuts="/"
      placeholder={placeholder}
      leftSection={<IconSearch size={18} stroke={1.6} />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        search(event.currentTarget.value)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onSearch(text.trim() || undefined)
      }}
    />
  )
}
