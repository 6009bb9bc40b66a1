import { Button, Modal } from '@mantine/core'
import { type ReactNode, useCallback, useState } from 'react'
import classes from './form.module.css'
import { useWord } from './language.tsx'

interface Options {
  /** The question. */
  children: ReactNode
  /** The button that goes on. */
  verb: string
}

/** A question in the middle of something: `if (!(await ask())) return`; `question` stands where it is to be shown. */
export function useQuestion({ children, verb }: Options) {
  const say = useWord()
  const [answer, setAnswer] = useState<(yes: boolean) => void>()
  const ask = useCallback(() => new Promise<boolean>((resolve) => setAnswer(() => resolve)), [])
  const give = (yes: boolean) => {
    setAnswer(undefined)
    answer?.(yes)
  }
  const question = (
    <Modal
      opened={answer !== undefined}
      onClose={() => give(false)}
      title={say('LBL-GEN-confirm')}
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      <div>{children}</div>
      <div className={classes.dialogButtons}>
        <Button variant="default" data-autofocus onClick={() => give(false)}>
          {say('LBL-GEN-cancel')}
        </Button>
        <Button onClick={() => give(true)}>{verb}</Button>
      </div>
    </Modal>
  )
  return { ask, asking: answer !== undefined, question }
}
