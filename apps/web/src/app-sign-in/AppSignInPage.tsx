import {
  type AnswerOf,
  type CallOf,
  claimAppSignIn,
  type Delivery,
  offerAppSignIn,
  startAppSignIn,
} from '@kaoban/contract'
import { Button, TextInput } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { usePathParams } from '../platform/address.ts'
import { useApiAction } from '../platform/api.ts'
import { arrival } from '../platform/arrival.ts'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { FormPage } from '../platform/FormPage.tsx'
import { useWord } from '../platform/language.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { PublicCard } from '../platform/PublicFrame.tsx'
import { useSession } from '../platform/session.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import { ProofForm } from './ProofForm.tsx'

type Begun = AnswerOf<typeof startAppSignIn>
type Offer = AnswerOf<typeof offerAppSignIn>

/** What the service provider sent: in the query, or behind # where it came as a form. */
function sentRequest(): CallOf<typeof startAppSignIn>['request'] {
  const form = new URLSearchParams(arrival.hash.slice(1))
  const message = form.get('SAMLRequest')
  if (message !== null) return { binding: 'post', message, relayState: form.get('RelayState') ?? '' }
  return arrival.search.includes('SAMLRequest=') ? { binding: 'redirect', query: arrival.search } : null
}

/** Signing in to an application: who somebody is, by what they prove it, and on to the application. */
export function AppSignInPage() {
  const say = useWord()
  const { code, appId } = usePathParams<'code' | 'appId'>()
  const { state, account } = useSession()
  const { run: start } = useApiAction(startAppSignIn, { refreshes: [] })
  const { run: claim } = useApiAction(claimAppSignIn, { refreshes: [] })
  const [begun, setBegun] = useState<Begun>()
  const [offer, setOffer] = useState<Offer>()
  const [delivery, setDelivery] = useState<Delivery>()
  const [error, setError] = useState<unknown>()
  const known = account?.tenant.code === code
  const begin = useCallback(
    async (asKnown: boolean) => {
      setError(undefined)
      setOffer(undefined)
      setBegun(undefined)
      try {
        const next = await start({ code, appId: Number(appId), request: sentRequest() })
        if (asKnown) {
          const claimed = await claim({ token: next.token })
          if (claimed.delivery) return setDelivery(claimed.delivery)
          setOffer(claimed)
        }
        setBegun(next)
      } catch (refusal) {
        setError(refusal)
      }
    },
    [start, claim, code, appId],
  )
  const first = useRef(true)
  useEffect(() => {
    if (state === 'asking' || !first.current) return
    first.current = false
    void begin(known)
  }, [state, known, begin])

  const anew = (
    <Button variant="default" onClick={() => void begin(false)}>
      {say(known ? 'appSignIn.other' : 'appSignIn.anew')}
    </Button>
  )
  if (error) return <ErrorPage error={error}>{anew}</ErrorPage>
  if (delivery) return <GoOn delivery={delivery} />
  if (!begun) return <PageLoading />
  return (
    <PublicCard title={say('appSignIn.titleOf', { app: begun.appName })} tenant={begun.tenantName}>
      {offer ? (
        <ProofForm begun={begun} offer={offer} onProven={setDelivery} anew={anew} />
      ) : (
        <PersonForm token={begun.token} onOffer={setOffer} />
      )}
    </PublicCard>
  )
}

function PersonForm({ token, onOffer }: { token: string; onOffer: (offer: Offer) => void }) {
  const say = useWord()
  const ask = useApiAction(offerAppSignIn, { refreshes: [] })
  const form = useKaobanForm({
    initialValues: { loginId: '' },
    validate: { loginId: (loginId) => (loginId.trim() === '' ? 'MSG-USR-001' : undefined) },
    save: ({ loginId }) => ask.run({ token, loginId }),
    onSaved: onOffer,
    done: false,
  })
  return (
    <FormPage form={form} guard={false} fullWidth submitLabel={say('appSignIn.next')}>
      <TextInput
        label={say('LBL-AUT-id')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        {...form.field('loginId')}
      />
    </FormPage>
  )
}

/** The form by which the browser takes the answer to the service provider, sent by itself. */
function GoOn({ delivery }: { delivery: Delivery }) {
  const say = useWord()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.submit(), [])
  return (
    <PublicCard title={say('appSignIn.goingOn')}>
      <form ref={form} method="post" action={delivery.action}>
        <input type="hidden" name="SAMLResponse" value={delivery.response} />
        {delivery.relayState !== '' && <input type="hidden" name="RelayState" value={delivery.relayState} />}
        <p>{say('appSignIn.goingOn.text')}</p>
        <Button type="submit" fullWidth>
          {say('appSignIn.goOn')}
        </Button>
      </form>
    </PublicCard>
  )
}
