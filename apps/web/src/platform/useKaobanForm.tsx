import type { FieldFault } from '@kaoban/contract'
import type { MessageKey, MessageParams } from '@kaoban/messages'
import { useForm } from '@mantine/form'
import { type FormEvent, type ReactNode, useCallback, useRef, useState } from 'react'
import { asProblem } from './api.ts'
import { ServerWords, Words } from './language.tsx'
import { showDone } from './notices.tsx'

/** What a validator answers: nothing, a message, or a message with the values of its marks. */
export type FieldMessage = MessageKey | { message: MessageKey; params: MessageParams } | undefined

export type Validators<Values> = {
  [Name in keyof Values & string]?: (value: Values[Name], values: Values) => FieldMessage
}

interface Options<Values, Answer> {
  initialValues: Values
  /** Run when a field is left and on save; the message is shown under the field. */
  validate?: Validators<Values>
  /** Sends the form; a refusal by KaobanError lands on its fields, or in the banner. */
  save: (values: Values) => Promise<Answer>
  onSaved?: (answer: Answer, values: Values) => void
  /** Said in a corner after saving; MSG-GEN-007 when not said, nothing for `false`. */
  done?: MessageKey | false
}

export interface KaobanForm<Values> {
  values: Values
  /** Props of the input: `<TextInput label=… {...form.field('mail')} />`; checkboxes with `{ type: 'checkbox' }`. */
  // biome-ignore lint/suspicious/noExplicitAny: as in @mantine/form, whose inputs differ in their value
  field: (name: keyof Values & string, options?: { type?: 'input' | 'checkbox' | 'radio' }) => any
  set: <Name extends keyof Values & string>(name: Name, value: Values[Name]) => void
  dirty: boolean
  saving: boolean
  /** Some field has a message: the banner MSG-GEN-001 is shown [NFM-GEN-007]. */
  invalid: boolean
  /** Faults of the server whose field is not on the form. */
  strayFaults: readonly FieldFault[]
  /** A refusal that concerns no field. */
  problem: unknown
  submit: (event?: FormEvent) => Promise<boolean>
  /** 元に戻す: everything as it was. */
  revert: () => void
  /** Takes other values as the saved state, for instance after loading. */
  reset: (values: Values) => void
}

/** State, checks and saving of one form. */
export function useKaobanForm<Values extends Record<string, unknown>, Answer = unknown>(
  options: Options<Values, Answer>,
): KaobanForm<Values> {
  const { validate = {} as Validators<Values> } = options
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<unknown>(undefined)
  const [strayFaults, setStray] = useState<readonly FieldFault[]>([])
  const running = useRef(false)

  const form = useForm<Values>({
    initialValues: options.initialValues,
    validateInputOnBlur: true,
    validate: Object.fromEntries(
      Object.entries(validate).map(([name, check]) => [
        name,
        (value: unknown, values: Values) =>
          shown((check as (value: unknown, values: Values) => FieldMessage)(value, values)),
      ]),
    ) as never,
  })

  const submit = useCallback(
    async (event?: FormEvent) => {
      event?.preventDefault()
      if (running.current) return false
      setProblem(undefined)
      setStray([])
      const checked = await form.validate()
      if (checked.hasErrors) {
        focusFirst(Object.keys(checked.errors))
        return false
      }
      running.current = true
      setSaving(true)
      const values = form.getValues()
      try {
        const answer = await options.save(values)
        form.resetDirty(values)
        if (options.done !== false) showDone(options.done ?? 'MSG-GEN-007')
        options.onSaved?.(answer, values)
        return true
      } catch (error) {
        const faults = faultsOf(error)
        if (faults.length === 0) setProblem(error)
        else {
          const known = faults.filter((fault) => fault.field in values)
          form.setErrors(
            Object.fromEntries(
              known.map((fault) => [fault.field, <ServerWords key="0" of={fault.message} params={fault.params} />]),
            ),
          )
          setStray(faults.filter((fault) => !(fault.field in values)))
          focusFirst(known.map((fault) => fault.field))
        }
        return false
      } finally {
        running.current = false
        setSaving(false)
      }
    },
    [form, options],
  )

  return {
    values: form.values,
    field: (name, input) => ({ ...form.getInputProps(name as never, input), name, 'data-field': name }),
    set: (name, value) => form.setFieldValue(name as never, value as never),
    dirty: form.isDirty(),
    saving,
    invalid: Object.values(form.errors).some(Boolean) || strayFaults.length > 0,
    strayFaults,
    problem,
    submit,
    revert: () => {
      form.reset()
      setProblem(undefined)
      setStray([])
    },
    reset: (values) => {
      form.setInitialValues(values)
      form.setValues(values)
      form.resetDirty(values)
      form.clearErrors()
    },
  }
}

function shown(message: FieldMessage): ReactNode {
  if (message === undefined) return null
  return typeof message === 'string' ? <Words of={message} /> : <Words of={message.message} params={message.params} />
}

function faultsOf(error: unknown): FieldFault[] {
  const problem = asProblem(error)
  const fields = problem?.code === 'request.invalid' ? problem.details?.fields : undefined
  return Array.isArray(fields) ? (fields as FieldFault[]) : []
}

/** Puts the focus on the first field with a message, in the order of the page. */
function focusFirst(names: string[]): void {
  requestAnimationFrame(() => {
    const fields = [...document.querySelectorAll<HTMLElement>('[data-field]')]
    fields.find((field) => names.includes(field.dataset.field ?? ''))?.focus()
  })
}
