import type { ImportState, ImportTotals } from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import { useNavigate } from '@tanstack/react-router'
import { useSearchText } from '../platform/address.ts'
import { useWord } from '../platform/language.tsx'
import type { Tone } from '../platform/Notice.tsx'
import type { Search } from '../platform/search.ts'
import { actionTones } from './importWords.tsx'
import classes from './transfer.module.css'

interface Tile {
  id: string
  label: MessageKey
  count: number
  tone: Tone
  /** The filters of the list that show just these rows. */
  filters: { action?: string; state?: string; faulty?: string; pictures?: string; replanned?: string }
}

const actions = ['add', 'change', 'delete', 'none', 'refused'] as const

/** How many rows of each kind; choosing one narrows the list to it. */
export function Tiles({ totals }: { totals: ImportTotals }) {
  const tiles: Tile[] = [
    { id: 'all', label: 'imports.rows.all', count: totals.rows, tone: 'neutral', filters: {} },
    ...actions.map(
      (action): Tile => ({
        ...{ id: action, label: `imports.action.${action}`, count: totals[action], tone: actionTones[action] },
        filters: { action },
      }),
    ),
    {
      ...{ id: 'warnings', label: 'imports.warnings', count: totals.warnings, tone: 'warning' },
      filters: { faulty: 'warnings' },
    },
  ]
  if (totals.replanned > 0)
    tiles.push({
      ...{ id: 'replanned', label: 'imports.replanned', count: totals.replanned, tone: 'info' },
      filters: { replanned: 'true' },
    })
  if (totals.failed > 0)
    tiles.push({
      ...{ id: 'failed', label: 'imports.result.failed', count: totals.failed, tone: 'danger' },
      filters: { state: 'failed' },
    })
  return <TileList tiles={tiles} />
}

/** What became of pictures that can be used; until something has, that they can be. */
const pictureFates: Partial<Record<ImportState, MessageKey>> = {
  applying: 'imports.pictures.given',
  applied: 'imports.pictures.given',
  undoing: 'imports.pictures.takenBack',
  undone: 'imports.pictures.takenBack',
}

/** What was found in the pictures of an import, or became of them. */
export function PictureTiles({ totals, state }: { totals: ImportTotals; state: ImportState }) {
  const tiles: Tile[] = [
    {
      ...{ id: 'good', label: pictureFates[state] ?? 'imports.pictures.good', count: totals.faces },
      ...{ tone: 'success', filters: { pictures: 'good' } },
    },
    {
      ...{ id: 'faulty', label: 'imports.pictures.faulty', count: totals.pictureFaults, tone: 'warning' },
      filters: { pictures: 'faulty' },
    },
    {
      ...{ id: 'alike', label: 'imports.pictures.alike', count: totals.alike, tone: 'warning' },
      filters: { pictures: 'alike' },
    },
  ]
  return <TileList tiles={tiles} />
}

const filterNames = ['action', 'state', 'faulty', 'pictures', 'replanned'] as const

function TileList({ tiles }: { tiles: readonly Tile[] }) {
  const say = useWord()
  const navigate = useNavigate()
  const address = useSearchText()
  const choose = (filters: Tile['filters']) =>
    void navigate({
      search: (former: Search) => ({
        ...{ ...former, page: undefined, action: undefined, state: undefined, faulty: undefined },
        ...{ pictures: undefined, replanned: undefined },
        ...filters,
      }),
      replace: true,
      resetScroll: false,
    } as never)
  return (
    <ul className={classes.tiles}>
      {tiles.map(({ id, label, count, tone, filters }) => (
        <li key={id}>
          <button
            type="button"
            className={classes.tile}
            data-tone={count > 0 ? tone : undefined}
            aria-pressed={filterNames.every((name) => address[name] === filters[name])}
            onClick={() => choose(filters)}
          >
            <span>{say(label)}</span>
            <strong>{count.toLocaleString()}</strong>
          </button>
        </li>
      ))}
    </ul>
  )
}
