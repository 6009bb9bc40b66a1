import { ActionIcon, Checkbox, Popover, Radio, Stack, Tooltip } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useWord } from '../language.tsx'
import type { Density } from './tableMemory.ts'

interface Props {
  columns: readonly { id: string; header: string; shown: boolean; fixed: boolean }[]
  density: Density
  onColumn: (id: string, shown: boolean) => void
  onDensity: (density: Density) => void
}

/** Columns and row spacing, remembered per person. */
export function TableOptions({ columns, density, onColumn, onDensity }: Props) {
  const say = useWord()
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Tooltip label={say('tables.columns')}>
        <span>
          <Popover.Target>
            <ActionIcon variant="default" aria-label={say('tables.columns')}>
              <IconAdjustmentsHorizontal size={20} stroke={1.6} />
            </ActionIcon>
          </Popover.Target>
        </span>
      </Tooltip>
      <Popover.Dropdown aria-label={say('tables.columns')}>
        <Stack gap="lg">
          <Checkbox.Group label={say('tables.columns')} value={columns.filter((one) => one.shown).map((one) => one.id)}>
            <Stack gap="xs" mt={6}>
              {columns.map((column) => (
                <Checkbox
                  key={column.id}
                  value={column.id}
                  label={column.header}
                  disabled={column.fixed}
                  onChange={(event) => onColumn(column.id, event.currentTarget.checked)}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <Radio.Group label={say('tables.density')} value={density} onChange={(next) => onDensity(next as Density)}>
            <Stack gap="xs" mt={6}>
              {(['comfortable', 'compact'] as const).map((one) => (
                <Radio key={one} value={one} label={say(`tables.density.${one}`)} />
              ))}
            </Stack>
          </Radio.Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
