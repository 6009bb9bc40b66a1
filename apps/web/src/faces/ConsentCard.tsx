import { currentConsent, giveFaceConsent, readOwnFace } from '@kaoban/contract'
import { Button, Checkbox, Stack } from '@mantine/core'
import { useState } from 'react'
import { useApiAction } from '../platform/api.ts'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { showProblem } from '../platform/notices.tsx'

/** The text that a person agrees to, in the version that is recorded. */
export function ConsentCard() {
  const say = useWord()
  const [agreed, setAgreed] = useState(false)
  const give = useApiAction(giveFaceConsent, { refreshes: [readOwnFace] })
  return (
    <Stack maw={640} gap="md">
      <h2>{say('faces.consent.title')}</h2>
      {(['use', 'who', 'free', 'withdraw'] as const).map((part) => (
        <p key={part}>{say(`faces.consent.v1.${part}`)}</p>
      ))}
      <Checkbox
        label={say('faces.consent.agree')}
        checked={agreed}
        onChange={(event) => setAgreed(event.currentTarget.checked)}
      />
      <div>
        <Button
          disabled={!agreed}
          loading={give.busy}
          onClick={() => give.run({ version: currentConsent }).catch(showProblem)}
        >
          {say('faces.consent.continue')}
        </Button>{' '}
        <LinkButton to="/me" variant="default">
          {say('faces.enrol.later')}
        </LinkButton>
      </div>
    </Stack>
  )
}
