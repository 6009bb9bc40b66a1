import { Button } from '@mantine/core'
import type { KeyboardEvent, ReactNode } from 'react'
import { FormBanner } from './FormBanner.tsx'
import classes from './form.module.css'
import { useWord } from './language.tsx'
import { UnsavedGuard } from './UnsavedGuard.tsx'
import type { KaobanForm } from './useKaobanForm.tsx'

interface Props<Values> {
  form: KaobanForm<Values>
  children: ReactNode
  /** Word of the button; 保存する when not said. */
  submitLabel?: string
  /** Leaving with changes asks first [NFM-NAV-009]; sign-in forms switch it off. */
  guard?: boolean
  /** Shows 元に戻す. */
  revertible?: boolean
  /** More buttons beside the first. */
  actions?: ReactNode
  /** The button over the whole width, as on a card. */
  fullWidth?: boolean
}

/** A form on a page: banner, fields, buttons that stay in view, guard against losing changes, Ctrl+Enter. */
export function FormPage<Values extends Record<string, unknown>>(props: Props<Values>) {
  const { form, children, submitLabel, guard = true, revertible = false, actions, fullWidth = false } = props
  const say = useWord()
  return (
    <form className={classes.form} noValidate onSubmit={form.submit} onKeyDown={(event) => saveByKey(event, form)}>
      <FormBanner form={form as never} />
      <div className={classes.fields}>{children}</div>
      <div className={classes.buttons} data-wide={fullWidth || undefined}>
        <Button type="submit" loading={form.saving} fullWidth={fullWidth}>
          {submitLabel ?? say('LBL-GEN-save')}
        </Button>
        {revertible && (
          <Button variant="default" disabled={!form.dirty || form.saving} onClick={form.revert}>
            {say('LBL-GEN-revert')}
          </Button>
        )}
        {actions}
      </div>
      {guard && <UnsavedGuard dirty={form.dirty && !form.saving} />}
    </form>
  )
}

export function saveByKey(event: KeyboardEvent, form: { submit: () => Promise<boolean> }): void {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    void form.submit()
  }
}

/** A part of a form under a heading. */
export function FormSection({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className={classes.section}>
      <legend>{title}</legend>
      {lead && <p className={classes.lead}>{lead}</p>}
      <div className={classes.fields}>{children}</div>
    </fieldset>
  )
}
