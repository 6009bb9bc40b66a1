import { Button, Modal } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import classes from './form.module.css'
import { useWord } from './language.tsx'
import { Notice } from './Notice.tsx'
import { ProblemText } from './notices.tsx'

interface Props {
  opened: boolean
  onClose: () => void
  /** The question of the specification. */
  children: ReactNode
  /** What is lost, by name. */
  losses?: readonly string[]
  /** The button: 削除する, 再発行… */
  verb: string
  danger?: boolean
  /** The dialog closes when it is done and stays, saying why, when it was refused. */
  onConfirm: () => Promise<unknown>
}

const namedLosses = 50

/** 確認: キャンセル changes nothing [NFM-GEN-011]. */
export function ConfirmDialog({ opened, onClose, children, losses = [], verb, danger = false, onConfirm }: Props) {
  const say = useWord()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(undefined)
  const running = useRef(false)
  const close = () => {
    if (running.current) return
    setProblem(undefined)
    onClose()
  }
  const confirm = async () => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setProblem(undefined)
    try {
      await onConfirm()
      running.current = false
      close()
    } catch (error) {
      setProblem(error)
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={say('LBL-GEN-confirm')}
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      {problem !== undefined && (
        <Notice tone="danger" urgent>
          <ProblemText error={problem} />
        </Notice>
      )}
      <div>{children}</div>
      {losses.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list scrolls, and must do so by keyboard too
        <ul className={classes.losses} tabIndex={0}>
          {losses.slice(0, namedLosses).map((loss) => (
            <li key={loss}>{loss}</li>
          ))}
          {losses.length > namedLosses && <li>{say('forms.andMore', { n: losses.length - namedLosses })}</li>}
        </ul>
      )}
      <div className={classes.dialogButtons}>
        <Button variant="default" onClick={close} disabled={busy} data-autofocus>
          {say('LBL-GEN-cancel')}
        </Button>
        <Button loading={busy} onClick={confirm} {...(danger ? { color: 'red' } : {})}>
          {verb}
        </Button>
      </div>
    </Modal>
  )
}
