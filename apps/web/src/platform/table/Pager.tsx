import { limits } from '@kaoban/contract'
import { ActionIcon, NativeSelect, NumberInput } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconChevronsLeft, IconChevronsRight } from '@tabler/icons-react'
import { useWord } from '../language.tsx'
import classes from './table.module.css'

interface Props {
  page: number
  size: number
  total: number
  onPage: (page: number) => void
  onSize: (size: number) => void
}

/** Text such as 24773件中1-100件; 0件中0-0件 for nothing [NFM-GEN-008]. */
export function useCountText({ page, size, total }: { page: number; size: number; total: number }): string {
  const say = useWord()
  const from = total === 0 ? 0 : Math.min((page - 1) * size + 1, total)
  return say('LBL-GEN-count', { total, from, to: Math.min(page * size, total) })
}

export function Pager({ page, size, total, onPage, onSize }: Props) {
  const say = useWord()
  const last = Math.max(1, Math.ceil(total / size))
  const step = (label: string, to: number, Mark: typeof IconChevronLeft) => (
    <ActionIcon aria-label={label} disabled={to < 1 || to > last || to === page} onClick={() => onPage(to)}>
      <Mark size={18} />
    </ActionIcon>
  )
  return (
    <nav className={classes.pager} aria-label={say('tables.pages')}>
      <NativeSelect
        aria-label={say('tables.pageSize')}
        className={classes.size}
        value={String(size)}
        data={limits.pageSizes.map((one) => ({ value: String(one), label: say('tables.rows', { n: one }) }))}
        onChange={(event) => onSize(Number(event.currentTarget.value))}
      />
      {step(say('tables.first'), 1, IconChevronsLeft)}
      {step(say('tables.previous'), page - 1, IconChevronLeft)}
      <NumberInput
        key={page}
        aria-label={say('tables.page')}
        className={classes.pageNumber}
        defaultValue={page}
        min={1}
        max={last}
        clampBehavior="strict"
        allowDecimal={false}
        hideControls
        onBlur={(event) => {
          const next = Number(event.currentTarget.value)
          if (next >= 1 && next !== page) onPage(next)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
        }}
      />
      <span className={classes.pageCount}>/ {last}</span>
      {step(say('tables.next'), page + 1, IconChevronRight)}
      {step(say('tables.last'), last, IconChevronsRight)}
    </nav>
  )
}
