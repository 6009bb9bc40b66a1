import { Radio, Stack } from '@mantine/core'

interface Props<Value extends string> {
  label: string
  description?: string
  value: Value
  options: readonly { value: Value; label: string }[]
  disabled?: boolean
  onChange: (value: Value) => void
}

/** One of a few, all of them in sight. */
export function SettingChoice<Value extends string>({ options, disabled, onChange, ...group }: Props<Value>) {
  return (
    <Radio.Group {...group} onChange={(chosen) => onChange(chosen as Value)}>
      <Stack gap="sm" mt="xs">
        {options.map((option) => (
          <Radio key={option.value} {...option} disabled={disabled} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
