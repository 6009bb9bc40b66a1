import type { FieldFault } from '@kaoban/contract'
import { type MessageKey, type MessageParams, pickLocale, problemWords, word } from '@kaoban/messages'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { asProblem, isSessionLost, isUnreachable } from './api.ts'
import { ServerWords, useLanguage, useWord, Words } from './language.tsx'

/** Says in a corner, politely, that something is done: `showDone('MSG-GEN-007')`. */
export function showDone(key: MessageKey, params?: MessageParams): void {
  notifications.show({
    role: 'status',
    color: 'green',
    icon: <IconCheck size={18} />,
    message: <Words of={key} params={params} />,
    autoClose: 5000,
    closeButtonProps: closeLabel(),
  })
}

/** The same with a button that takes it back; it stays longer, so that there is time to think. */
export function showUndo(key: MessageKey, params: MessageParams, undo: { verb: MessageKey; run: () => void }): void {
  const id = notifications.show({
    role: 'status',
    color: 'green',
    icon: <IconCheck size={18} />,
    message: (
      <>
        <Words of={key} params={params} />{' '}
        <Button
          size="compact-sm"
          variant="light"
          ms="xs"
          onClick={() => {
            notifications.hide(id)
            undo.run()
          }}
        >
          <Words of={undo.verb} />
        </Button>
      </>
    ),
    autoClose: 20_000,
    closeButtonProps: closeLabel(),
  })
}

/** Says in a corner that something which went on by itself has stopped: `showStopped('tasks.over.failed', { name })`. */
export function showStopped(key: MessageKey, params?: MessageParams): void {
  notifications.show({
    role: 'alert',
    color: 'red',
    icon: <IconAlertTriangle size={18} />,
    message: <Words of={key} params={params} />,
    autoClose: 12_000,
    closeButtonProps: closeLabel(),
  })
}

/** Says in a corner why something was refused, with what to do; a lost session is left to the frame. */
export function showProblem(error: unknown): void {
  if (isSessionLost(error)) return
  notifications.show({
    role: 'alert',
    color: 'red',
    icon: <IconAlertTriangle size={18} />,
    message: <ProblemText error={error} />,
    autoClose: 12_000,
    closeButtonProps: closeLabel(),
  })
}

function closeLabel() {
  return { 'aria-label': word('LBL-GEN-close', pickLocale(document.documentElement.lang)) }
}

/** Title and remedy of a refused call in one paragraph; where no form is, what is wrong with its input stands there. */
export function ProblemText({ error }: { error: unknown }) {
  const { title, remedy } = useProblemWords(error)
  const faults = asProblem(error)?.details?.fields
  if (Array.isArray(faults) && faults.length > 0)
    return (faults as FieldFault[]).map(({ field, message, params }) => (
      <div key={field}>
        <ServerWords of={message} params={params} />
      </div>
    ))
  return (
    <>
      <strong>{title}</strong>
      {remedy && ` ${remedy}`}
    </>
  )
}

export interface ProblemFacts {
  code: string
  title: string
  remedy: string | undefined
  who: string
  requestId: string | undefined
}

/** What to tell a person about an error of any kind. */
export function useProblemWords(error: unknown): ProblemFacts {
  const { locale } = useLanguage()
  const say = useWord()
  const problem = asProblem(error)
  const code = isUnreachable(error) ? 'server.unreachable' : (problem?.code ?? 'page.broken')
  if (code === 'server.unreachable') {
    const words = { title: say('frame.unreachable'), remedy: say('errors.unreachable.remedy') }
    return { code, ...words, who: say('errors.who.operator'), requestId: undefined }
  }
  const requestId = problem?.details?.requestId
  const params = Object.fromEntries(
    Object.entries(problem?.details ?? {}).filter(
      ([, value]) => typeof value === 'string' || typeof value === 'number',
    ),
  ) as MessageParams
  return {
    code,
    ...problemWords(code, locale, params),
    requestId: typeof requestId === 'string' ? requestId : undefined,
  }
}
