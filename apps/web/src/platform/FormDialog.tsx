import { Button, Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'
import { FormBanner } from './FormBanner.tsx'
import { saveByKey } from './FormPage.tsx'
import classes from './form.module.css'
import { useWord } from './language.tsx'
import type { KaobanForm } from './useKaobanForm.tsx'

interface Props<Values> {
  opened: boolean
  onClose: () => void
  title: string
  form: KaobanForm<Values>
  children: ReactNode
  submitLabel?: string
  /** `page`: a form of many sections, over the whole screen where that is narrow. */
  size?: 'sm' | 'md' | 'lg' | 'xl' | 'page'
  danger?: boolean
  /** Dialogs that fields open: they stand beside the form, so that what is done in them stays out of it. */
  beside?: ReactNode
  /** One of them is open, and Escape is for that one. */
  covered?: boolean
}

/** A form in a dialog. Close it in `onSaved`; closing with changes asks first. */
export function FormDialog<Values extends Record<string, unknown>>(props: Props<Values>) {
  const { opened, onClose, title, form, children, submitLabel, size = 'md', danger = false } = props
  const page = size === 'page'
  const narrow = useMediaQuery('(max-width: 48em)')
  const say = useWord()
  const [asking, setAsking] = useState(false)
  const leave = () => {
    if (form.saving) return
    if (form.dirty) setAsking(true)
    else onClose()
  }
  const giveUp = () => {
    setAsking(false)
    form.revert()
    onClose()
  }
  return (
    <Modal
      opened={opened}
      onClose={leave}
      title={title}
      size={page ? '72rem' : size}
      fullScreen={page && narrow}
      closeOnEscape={!props.covered && !asking}
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      <form
        className={classes.form}
        data-page={page || undefined}
        noValidate
        onSubmit={form.submit}
        onKeyDown={(event) => saveByKey(event, form)}
      >
        <FormBanner form={form as never} />
        <div className={classes.fields}>{children}</div>
        <div className={classes.dialogButtons}>
          <Button variant="default" onClick={leave} disabled={form.saving}>
            {say('LBL-GEN-cancel')}
          </Button>
          <Button type="submit" loading={form.saving} {...(danger ? { color: 'red' } : {})}>
            {submitLabel ?? say('LBL-GEN-save')}
          </Button>
        </div>
      </form>
      {props.beside}
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={say('forms.unsavedTitle')}
        closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
      >
        <p>{say('forms.unsavedDialog')}</p>
        <div className={classes.dialogButtons}>
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            {say('forms.goOn')}
          </Button>
          <Button color="red" onClick={giveUp}>
            {say('forms.discard')}
          </Button>
        </div>
      </Modal>
    </Modal>
  )
}
