import { useEffect, useState } from 'react'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { PublicCard } from '../platform/PublicFrame.tsx'
import { useBrowserCoach } from './useBrowserCoach.ts'

/**
 * Says whether live guidance works here, by a drawn reference face. The numbers stand on the page as data, so that a
 * test can compare them with those of the server.
 */
export function CheckPage() {
  const say = useWord()
  const start = useBrowserCoach('enrolment')
  const [result, setResult] = useState<{ template: number[]; ms: number }>()
  const [failed, setFailed] = useState(false)
  const coach = start.state === 'ready' ? start.coach : undefined
  useEffect(() => {
    if (!coach) return
    const begun = performance.now()
    coach.goldenTemplate().then(
      (template) => setResult({ template, ms: Math.round(performance.now() - begun) }),
      () => setFailed(true),
    )
  }, [coach])
  const bad = start.state === 'plain' || failed || result?.template.length === 0
  return (
    <PublicCard title={say('faces.check.title')}>
      {bad ? (
        <Notice tone="warning">{say('faces.check.bad')}</Notice>
      ) : result ? (
        <Notice tone="success">
          <span data-golden={JSON.stringify(result.template)}>{say('faces.check.good', { ms: result.ms })}</span>
        </Notice>
      ) : (
        <Notice>{say('faces.check.running')}</Notice>
      )}
    </PublicCard>
  )
}
