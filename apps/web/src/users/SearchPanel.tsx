import { Button, Group, Radio, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useSearchText } from '../platform/address.ts'
import { useWord } from '../platform/language.tsx'
import { type ConditionField, conditionFields, radioConditions, textConditions } from './userFilters.ts'
import classes from './users.module.css'

type Conditions = Record<ConditionField, string>

/** 検索条件: everything is combined with AND; 検索する runs, クリアする empties [NFM-USR-031..NFM-USR-034]. */
export function SearchPanel({
  id,
  onSearch,
}: {
  id: string
  onSearch: (fields: Record<string, string | undefined>) => void
}) {
  const say = useWord()
  const address = useSearchText()
  const current = Object.fromEntries(
    conditionFields.map((field) => [field, typeof address[field] === 'string' ? address[field] : '']),
  ) as Conditions
  const [values, setValues] = useState(current)
  const [seen, setSeen] = useState(JSON.stringify(current))
  // A chip was taken away, or the way back was taken.
  if (JSON.stringify(current) !== seen) {
    setSeen(JSON.stringify(current))
    setValues(current)
  }
  const set = (field: ConditionField, value: string) => setValues((former) => ({ ...former, [field]: value }))
  const search = (wanted: Conditions) =>
    onSearch(Object.fromEntries(conditionFields.map((field) => [field, wanted[field].trim() || undefined])))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    search(values)
  }
  const clear = () => {
    const empty = Object.fromEntries(conditionFields.map((field) => [field, ''])) as Conditions
    setValues(empty)
    search(empty)
  }
  return (
    <search id={id} aria-label={say('users.conditions')}>
      <form className={classes.panel} onSubmit={submit}>
        <div className={classes.texts}>
          {textConditions(say).map(({ id: field, label }) => (
            <TextInput
              key={field}
              label={label}
              value={values[field]}
              onChange={(event) => set(field, event.currentTarget.value)}
            />
          ))}
        </div>
        <div className={classes.radios}>
          {radioConditions(say).map(({ id: field, label, options }) => (
            <Radio.Group key={field} label={label} value={values[field]} onChange={(value) => set(field, value)}>
              <Group gap="md" mt={6}>
                <Radio value="" label={say('LBL-GEN-notSpecified')} />
                {options.map((option) => (
                  <Radio key={option.value} value={option.value} label={option.label} />
                ))}
              </Group>
            </Radio.Group>
          ))}
        </div>
        <Group gap="sm">
          <Button type="submit">{say('LBL-GEN-searchDo')}</Button>
          <Button variant="default" onClick={clear}>
            {say('LBL-GEN-clear')}
          </Button>
        </Group>
      </form>
    </search>
  )
}
