import { changeFactors, mayUse, readFactors, readUser, renewTotpSeed } from '@kaoban/contract'
import { useState } from 'react'
import { usePathParams } from '../platform/address.ts'
import { useApi, useApiAction } from '../platform/api.ts'
import { ConfirmDialog } from '../platform/ConfirmDialog.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { showDone } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { useAccount } from '../platform/session.tsx'
import { nameOf, peopleReads } from '../users/users.service.ts'
import { AppDialog, CarryOutDialog, PartyDialog, SeedDialog } from './FactorDialogs.tsx'
import { FactorSections } from './FactorSections.tsx'
import { type Asked, partWord } from './factorWords.ts'
import { useFactorNames } from './useFactorNames.ts'

/** 認証要素 of a person: what is there, what can be cleared, and what can be set without a list. */
export function FactorsPage() {
  const say = useWord()
  const account = useAccount()
  const { userId } = usePathParams<'userId'>()
  const person = useApi(readUser, { userId })
  const answer = useApi(readFactors, { userId }, { staleTime: 0 })
  const [asked, setAsked] = useState<Asked>()
  const refreshes = [readFactors, readUser, ...peopleReads]
  const change = useApiAction(changeFactors, { refreshes })
  const renew = useApiAction(renewTotpSeed, { refreshes })
  const called = useFactorNames({ names: answer.data?.names ?? noNames })
  const error = person.error ?? answer.error
  if (error && !(person.data && answer.data))
    return <ErrorPage error={error} retry={() => void Promise.all([person.refetch(), answer.refetch()])} />
  if (!person.data || !answer.data) return <PageLoading />
  const user = person.data
  const factors = answer.data
  const name = nameOf(user)
  const close = () => setAsked(undefined)
  const save = (body: object) => change.run({ userId, version: factors.version, ...body })
  return (
    <>
      <PageHeader
        title={say('factors.titleOf', { name })}
        lead={say('factors.lead')}
        back={{ to: '/users', label: say('factors.back') }}
      />
      {!user.changeable && <Notice>{say('users.readOnly')}</Notice>}
      <FactorSections
        factors={factors}
        ask={user.changeable ? setAsked : undefined}
        faceAt={`/users/${userId}/face`}
        mayReveal={mayUse(account.role, 'factors.reveal')}
      />
      {asked?.act === 'reveal' && <SeedDialog userId={userId} onClose={close} />}
      {asked?.act === 'renew' && (
        <ConfirmDialog
          opened
          onClose={close}
          verb={say(factors.totp ? 'factors.seed.renew' : 'factors.seed.new')}
          danger={factors.totp !== null}
          onConfirm={async () => {
            await renew.run({ userId, version: factors.version, confirmed: true })
            showDone('factors.saved')
          }}
        >
          <p>{say(factors.totp ? 'factors.seed.renew.ask' : 'factors.seed.new.ask')}</p>
        </ConfirmDialog>
      )}
      {asked?.act === 'carry-out' && <CarryOutDialog carryOut={factors.carryOut} save={save} onClose={close} />}
      {asked?.act === 'app' && <AppDialog app={asked.app} save={save} onClose={close} />}
      {asked?.act === 'delegate' && <PartyDialog side={asked.side} save={save} onClose={close} />}
      {asked?.act === 'clear' && (
        <ConfirmDialog
          opened
          onClose={close}
          verb={say('factors.clear')}
          danger
          losses={lossesOf(asked.what, called, say)}
          onConfirm={async () => {
            await save(clearingOf(asked.what))
            showDone('factors.cleared')
          }}
        >
          <p>
            {say('windows' in asked.what && asked.what.windows.portal ? 'factors.clear.shared' : 'factors.clear.ask')}
          </p>
        </ConfirmDialog>
      )}
      {asked?.act === 'withdraw' && (
        <ConfirmDialog
          opened
          onClose={close}
          verb={say('factors.delegations.withdraw')}
          danger
          onConfirm={async () => {
            const field = asked.side === 'delegators' ? 'removeDelegators' : 'removeDelegates'
            await save({ [field]: [asked.party.userId] })
            showDone('factors.saved')
          }}
        >
          <p>
            {asked.side === 'delegators'
              ? say('factors.delegations.ask', { delegate: name, delegator: nameOf(asked.party) })
              : say('factors.delegations.ask', { delegate: nameOf(asked.party), delegator: name })}
          </p>
        </ConfirmDialog>
      )}
    </>
  )
}

const noNames = { password: '', face: '', totp: '', pin: '', qr: '' }

type What = Extract<Asked, { act: 'clear' }>['what']

function clearingOf(what: What): object {
  if ('factor' in what) return { clear: [what.factor] }
  return 'app' in what ? { clearApps: [what.app.appId] } : { clearWindows: [what.windows.number] }
}

function lossesOf(what: What, called: ReturnType<typeof useFactorNames>, say: ReturnType<typeof useWord>): string[] {
  if ('factor' in what) return [called(what.factor)]
  if ('windows' in what) return [what.windows.logon || what.windows.description]
  const { app } = what
  return app.parts.map((part) => `${app.name}: ${say(partWord(app.kind, part))}`)
}
