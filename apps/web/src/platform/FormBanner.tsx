import { ServerWords, useWord } from './language.tsx'
import { Notice } from './Notice.tsx'
import { ProblemText, useProblemWords } from './notices.tsx'
import type { KaobanForm } from './useKaobanForm.tsx'

/** On top of a form: MSG-GEN-001 when a field has a message [NFM-GEN-007], or why saving was refused. */
export function FormBanner({ form }: { form: Pick<KaobanForm<never>, 'invalid' | 'strayFaults' | 'problem'> }) {
  const say = useWord()
  if (form.problem !== undefined) return <Refusal error={form.problem} />
  if (!form.invalid) return null
  return (
    <Notice tone="danger" urgent>
      {say('MSG-GEN-001')}
      {form.strayFaults.map((fault) => (
        <div key={fault.field}>
          <ServerWords of={fault.message} params={fault.params} />
        </div>
      ))}
    </Notice>
  )
}

function Refusal({ error }: { error: unknown }) {
  const say = useWord()
  const { requestId } = useProblemWords(error)
  return (
    <Notice tone="danger" urgent>
      <ProblemText error={error} />
      {requestId && (
        <div>
          {say('errors.requestId')} <code>{requestId}</code>
        </div>
      )}
    </Notice>
  )
}
