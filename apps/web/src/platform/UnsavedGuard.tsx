import { Button, Modal } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import classes from './form.module.css'
import { useWord } from './language.tsx'

/** Asks before changes are lost by going elsewhere or closing the page [NFM-NAV-009]. */
export function UnsavedGuard({ dirty }: { dirty: boolean }) {
  const say = useWord()
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  })
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={say('forms.unsavedTitle')}
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      <p>{say('forms.unsavedText')}</p>
      <div className={classes.dialogButtons}>
        <Button variant="default" data-autofocus onClick={() => blocker.reset?.()}>
          {say('forms.stay')}
        </Button>
        <Button color="red" onClick={() => blocker.proceed?.()}>
          {say('forms.leave')}
        </Button>
      </div>
    </Modal>
  )
}
