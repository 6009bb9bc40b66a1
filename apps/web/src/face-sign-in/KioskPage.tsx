import { Button, TextInput } from '@mantine/core'
import { IconFaceId } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { usePathParams } from '../platform/address.ts'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { KioskScreen } from '../platform/KioskFrame.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { Keypad } from './Keypad.tsx'
import classes from './kiosk.module.css'
import { Looking } from './Looking.tsx'
import { type TerminalState, useTerminal } from './useTerminal.ts'

/** Sign-in by face at a registered browser; password is always the other way in. */
export function KioskPage() {
  const say = useWord()
  const { code } = usePathParams<'code'>()
  const terminal = useTerminal(code)
  const password = (
    <LinkButton to={`/t/${code}`} variant="default">
      {say('terminals.kiosk.password')}
    </LinkButton>
  )
  if (terminal.state === 'asking') return <PageLoading />
  if (terminal.state === 'trouble') return <ErrorPage error={terminal.error} retry={terminal.again} />
  if (terminal.state === 'stranger')
    return (
      <KioskScreen tenant={say('terminals.kiosk.title')} footer={password}>
        <div className={classes.notice}>
          <Notice
            tone="warning"
            title={say('terminals.kiosk.unregistered')}
            actions={
              <LinkButton to="/terminals" variant="default" size="compact-sm">
                {say('terminals.kiosk.register')}
              </LinkButton>
            }
          >
            {say('terminals.kiosk.unregistered.remedy')}
          </Notice>
        </div>
      </KioskScreen>
    )
  return <Door known={terminal} footer={password} onLost={terminal.again} />
}

/** Who wants in: an ID, or null for "who am I". */
type Visitor = { loginId: string | null }

function Door({
  known,
  footer,
  onLost,
}: {
  known: Extract<TerminalState, { state: 'known' }>
  footer: React.ReactNode
  onLost: () => void
}) {
  const [visitor, setVisitor] = useState<Visitor>()
  const { tenant, name, identification } = known.terminal
  return (
    <KioskScreen tenant={tenant.name} terminal={name} timeZone={tenant.timeZone} footer={footer}>
      {visitor ? (
        <Looking
          call={known.call}
          loginId={visitor.loginId}
          timeZone={tenant.timeZone}
          onIdle={() => setVisitor(undefined)}
          onLost={onLost}
        />
      ) : (
        <Entry identification={identification} onEnter={(loginId) => setVisitor({ loginId })} />
      )}
    </KioskScreen>
  )
}

function Entry({ identification, onEnter }: { identification: boolean; onEnter: (loginId: string | null) => void }) {
  const say = useWord()
  const [loginId, setLoginId] = useState('')
  const enter = (event: FormEvent) => {
    event.preventDefault()
    if (loginId.trim() !== '') onEnter(loginId.trim())
  }
  return (
    <form className={classes.entry} onSubmit={enter}>
      {identification && (
        <Button size="xl" leftSection={<IconFaceId size={28} />} onClick={() => onEnter(null)}>
          {say('terminals.kiosk.whoAmI')}
        </Button>
      )}
      <TextInput
        size="lg"
        label={say('terminals.kiosk.id')}
        value={loginId}
        maxLength={256}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setLoginId(event.currentTarget.value)}
      />
      <Button
        type="submit"
        size="lg"
        variant={identification ? 'light' : 'filled'}
        disabled={loginId.trim() === ''}
        leftSection={<IconFaceId size={24} />}
      >
        {say('terminals.kiosk.next')}
      </Button>
      <Keypad value={loginId} onChange={setLoginId} />
    </form>
  )
}
