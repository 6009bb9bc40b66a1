import type { FieldFault } from '@kaoban/contract'
import type { MessageKey, MessageParams } from '@kaoban/messages'
import { useForm } from '@mantine/form'
import { type FormEvent, type ReactNode, useCallback, useRef, useState } from 'react'
import { asProblem } from './api.ts'
import { ServerWords, Words } from './language.tsx'
import { showDone } from './notices.tsx'
import { afterPress } from './press.ts'

/** What a validator answers: nothing, a message, or a message with the values of its marks. */
export type FieldMessage = MessageKey | { message: MessageKey; params: MessageParams } | undefined

export type Validators<Values> = {
  [Name in keyof Values & string]?: (value: Values[Name], values: Values) => FieldMessage
}

/** Messages by the path of their field, for instance `accounts.0.name`: for forms with lists in them. */
export type FormCheck<Values> = (values: Values) => Record<string, FieldMessage>

interface Options<Values, Answer> {
  initialValues: Values
  /** Run when a field is left and on save; the message is shown under the field. */
  validate?: Validators<Values> | FormCheck<Values>
  /** Asked after the checks and before saving: false leaves the form as it is. */
  confirm?: (values: Values) => Promise<boolean>
  /** Sends the form; a refusal by KaobanError lands on its fields, or in the banner. */
  save: (values: Values) => Promise<Answer>
  onSaved?: (answer: Answer, values: Values) => void
  /** Said in a corner after saving; MSG-GEN-007 when not said, nothing for `false`. */
  done?: MessageKey | false
}

/** A field, or something in it. */
type PathOf<Values> = (keyof Values & string) | `${keyof Values & string}.${string}`

export interface KaobanForm<Values> {
  values: Values
  /** Props of the input: `<TextInput label=… {...form.field('mail')} />`; checkboxes with `{ type: 'checkbox' }`. */
  // biome-ignore lint/suspicious/noExplicitAny: as in @mantine/form, whose inputs differ in their value
  field: (name: PathOf<Values>, options?: { type?: 'input' | 'checkbox' | 'radio' }) => any
  set: <Name extends keyof Values & string>(name: Name, value: Values[Name]) => void
  /** The same for something in a field; its messages and those below it go. */
  setAt: (path: PathOf<Values>, value: unknown) => void
  /** The message at a path that is no input of its own. */
  messageAt: (path: PathOf<Values>) => ReactNode
  /** Paths that have a message. */
  faulty: readonly string[]
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
  const rules =
    typeof validate === 'function'
      ? (values: Values) => inEach(validate(values), shown)
      : inEach(
          validate as Partial<Record<string, (value: unknown, values: Values) => FieldMessage>>,
          (check) => (value: unknown, values: Values) => shown(check(value, values)),
        )
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<unknown>(undefined)
  const [strayFaults, setStray] = useState<readonly FieldFault[]>([])
  const running = useRef(false)
  const submits = useRef(0)

  const form = useForm<Values>({
    initialValues: options.initialValues,
    validate: rules as never,
  })

  const submit = useCallback(
    async (event?: FormEvent) => {
      event?.preventDefault()
      if (running.current) return false
      submits.current++
      setProblem(undefined)
      setStray([])
      const checked = await form.validate()
      if (checked.hasErrors) {
        focusFirst(Object.keys(checked.errors))
        return false
      }
      running.current = true
      const values = form.getValues()
      try {
        if (options.confirm && !(await options.confirm(values))) return false
        setSaving(true)
        const answer = await options.save(values)
        form.resetDirty(values)
        if (options.done !== false) showDone(options.done ?? 'MSG-GEN-007')
        options.onSaved?.(answer, values)
        return true
      } catch (error) {
        const faults = faultsOf(error)
        if (faults.length === 0) setProblem(error)
        else {
          const isHere = ({ field }: FieldFault) => field.split('.')[0]! in values
          const known = faults.filter(isHere)
          form.setErrors(
            Object.fromEntries(
              known.map((fault) => [fault.field, <ServerWords key="0" of={fault.message} params={fault.params} />]),
            ),
          )
          setStray(faults.filter((fault) => !isHere(fault)))
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

  /** Checks a field that is left, unless the press that left it saved the form: what the server then says stays. */
  function checkLeft(name: string) {
    const before = submits.current
    afterPress(() => {
      if (submits.current === before) form.validateField(name as never)
    })
  }

  function setAt(path: string, value: unknown) {
    form.setFieldValue(path as never, value as never)
    for (const faulty of Object.keys(form.errors)) if (faulty.startsWith(`${path}.`)) form.clearFieldError(faulty)
  }

  return {
    values: form.values,
    field: (name, input) => ({
      ...form.getInputProps(name as never, input),
      name,
      'data-field': name,
      onBlur: () => checkLeft(name),
    }),
    set: (name, value) => setAt(name, value),
    setAt,
    messageAt: (path) => form.errors[path],
    faulty: Object.keys(form.errors).filter((path) => Boolean(form.errors[path])),
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

function inEach<From, To>(all: Partial<Record<string, From>>, turn: (one: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(all).map(([name, one]) => [name, turn(one as From)]))
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
    // What has no input of its own is set by the control of what it is in, or by the first control in it.
    const isIn = (inner: string, outer: string) => inner === outer || inner.startsWith(`${outer}.`)
    const isMeant = (path: string) => path !== '' && names.some((name) => isIn(name, path) || isIn(path, name))
    fields.find((field) => isMeant(field.dataset.field ?? ''))?.focus()
  })
}
