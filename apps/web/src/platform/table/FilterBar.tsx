import { Button, Checkbox, Popover, Select, Stack, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { IconFilter, IconX } from '@tabler/icons-react'
import { useWord } from '../language.tsx'
import type { Search } from '../search.ts'
import { type Filter, filterFields, sentenceOf } from './filters.ts'
import classes from './table.module.css'

interface Props {
  filters: readonly Filter[]
  values: Search
  onChange: (fields: Record<string, string | string[] | undefined>) => void
}

/** The button that opens the filters. */
export function FilterButton({ filters, values, onChange }: Props) {
  const say = useWord()
  const used = filters.filter((filter) => filterFields(filter).some((field) => values[field] !== undefined)).length
  return (
    <Popover width={320} position="bottom-start" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <Button variant="default" leftSection={<IconFilter size={18} stroke={1.6} />}>
          {used > 0 ? say('tables.filterCount', { n: used }) : say('tables.filter')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('tables.filter')}>
        <Stack gap="md">
          {filters.map((filter) => (
            <FilterControl key={filter.id} filter={filter} values={values} onChange={onChange} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function FilterControl({ filter, values, onChange }: { filter: Filter } & Omit<Props, 'filters'>) {
  const say = useWord()
  const value = values[filter.id]
  const one = typeof value === 'string' ? value : undefined
  switch (filter.kind) {
    case 'choice':
      return (
        <Select
          label={filter.label}
          data={[...filter.options]}
          value={one ?? null}
          placeholder={say('LBL-GEN-notSpecified')}
          clearable
          clearButtonProps={{ 'aria-label': say('LBL-GEN-clear') }}
          comboboxProps={{ withinPortal: false }}
          onChange={(next) => onChange({ [filter.id]: next ?? undefined })}
        />
      )
    case 'choices':
      return (
        <Checkbox.Group
          label={filter.label}
          value={Array.isArray(value) ? value : one === undefined ? [] : [one]}
          onChange={(next) => onChange({ [filter.id]: next.length === 0 ? undefined : next })}
        >
          <Stack gap="xs" mt={6}>
            {filter.options.map((option) => (
              <Checkbox key={option.value} value={option.value} label={option.label} />
            ))}
          </Stack>
        </Checkbox.Group>
      )
    case 'contains':
    case 'starts':
      return (
        <TextInput
          key={one}
          label={filter.label}
          description={filter.kind === 'starts' ? say('LBL-LOG-prefix') : undefined}
          defaultValue={one ?? ''}
          onBlur={(event) => onChange({ [filter.id]: event.currentTarget.value.trim() || undefined })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onChange({ [filter.id]: event.currentTarget.value.trim() || undefined })
          }}
        />
      )
    case 'dates':
      return (
        <fieldset className={classes.dates}>
          <legend>{filter.label}</legend>
          {(['From', 'To'] as const).map((end) => {
            const day = values[`${filter.id}${end}`]
            return (
              <DateInput
                key={end}
                aria-label={`${filter.label} ${say(`tables.date${end}`)}`}
                placeholder={say(`tables.date${end}`)}
                value={typeof day === 'string' ? day : null}
                valueFormat="YYYY-MM-DD"
                clearable
                clearButtonProps={{ 'aria-label': say('LBL-GEN-clear') }}
                popoverProps={{ withinPortal: false }}
                onChange={(next) => onChange({ [`${filter.id}${end}`]: next ?? undefined })}
              />
            )
          })}
        </fieldset>
      )
  }
}

/** The filters in use, each as a sentence that can be taken away. */
export function FilterChips({
  filters,
  values,
  onChange,
  search,
  onClear,
}: Props & { search: string; onClear: () => void }) {
  const say = useWord()
  const chips = filters.flatMap((filter) => {
    const sentence = sentenceOf(filter, values, say('tables.or'))
    return sentence ? [{ filter, text: say(sentence.key, sentence.params) }] : []
  })
  if (chips.length === 0) return null
  return (
    <ul className={classes.chips} aria-label={say('tables.filtersInUse')}>
      {chips.map(({ filter, text }) => (
        <li key={filter.id} className={classes.chip}>
          {text}
          <button
            type="button"
            aria-label={say('tables.removeFilter', { filter: text })}
            onClick={() => onChange(Object.fromEntries(filterFields(filter).map((field) => [field, undefined])))}
          >
            <IconX size={14} aria-hidden="true" />
          </button>
        </li>
      ))}
      {(chips.length > 1 || search !== '') && (
        <li>
          <button type="button" className={classes.clear} onClick={onClear}>
            {say('LBL-GEN-clear')}
          </button>
        </li>
      )}
    </ul>
  )
}
