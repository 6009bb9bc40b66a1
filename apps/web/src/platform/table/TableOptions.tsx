import { ActionIcon, Button, Checkbox, Popover, Radio, Stack, Tooltip } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useWord } from '../language.tsx'
import classes from './table.module.css'
import type { Density } from './tableMemory.ts'

interface ShownColumn {
  id: string
  header: string
  section: string | undefined
  shown: boolean
  fixed: boolean
}

interface Props {
  columns: readonly ShownColumn[]
  density: Density
  onColumns: (ids: string[], shown: boolean) => void
  onDefault: () => void
  onDensity: (density: Density) => void
}

/** Columns and row spacing, remembered per person. */
export function TableOptions({ columns, density, onColumns, onDefault, onDensity }: Props) {
  const say = useWord()
  const sections = [...new Set(columns.flatMap(({ section }) => section ?? []))]
  const one = (column: ShownColumn) => (
    <Checkbox
      key={column.id}
      checked={column.shown}
      label={column.header}
      disabled={column.fixed}
      onChange={(event) => onColumns([column.id], event.currentTarget.checked)}
    />
  )
  return (
    <Popover position="bottom-end" shadow="md" trapFocus width={sections.length > 0 ? 340 : 'max-content'}>
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
        <div className={classes.options}>
          <fieldset>
            <legend>{say('tables.columns')}</legend>
            {columns.filter(({ section }) => section === undefined).map(one)}
          </fieldset>
          {sections.map((section) => (
            <fieldset key={section}>
              <legend>{section}</legend>
              <div className={classes.optionSection}>
                {columns.filter((column) => column.section === section).map(one)}
              </div>
            </fieldset>
          ))}
          <Button variant="default" onClick={onDefault}>
            {say('tables.columnsDefault')}
          </Button>
          <Radio.Group label={say('tables.density')} value={density} onChange={(next) => onDensity(next as Density)}>
            <Stack gap="xs" mt={6}>
              {(['comfortable', 'compact'] as const).map((choice) => (
                <Radio key={choice} value={choice} label={say(`tables.density.${choice}`)} />
              ))}
            </Stack>
          </Radio.Group>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
