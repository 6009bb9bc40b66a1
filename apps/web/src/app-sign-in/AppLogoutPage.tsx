import { Button } from '@mantine/core'
import { useState } from 'react'
import { useWord } from '../platform/language.tsx'
import { showProblem } from '../platform/notices.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import { PublicCard } from '../platform/PublicFrame.tsx'
import { useSession } from '../platform/session.tsx'

/** Where applications lead whoever has signed out of them: the portal's own session ends when they say so. */
export function AppLogoutPage() {
  const say = useWord()
  const { state, account, signOut } = useSession()
  const [leaving, setLeaving] = useState(false)
  if (state === 'asking') return <PageLoading />
  const leave = async () => {
    setLeaving(true)
    try {
      await signOut()
    } catch (error) {
      showProblem(error)
    } finally {
      setLeaving(false)
    }
  }
  return (
    <PublicCard title={say('appSignIn.logout')}>
      {account ? (
        <>
          <p>{say('appSignIn.logout.ask', { name: account.displayName })}</p>
          <Button fullWidth loading={leaving} onClick={() => void leave()}>
            {say('LBL-NAV-logout')}
          </Button>
        </>
      ) : (
        <p>{say('appSignIn.logout.done')}</p>
      )}
    </PublicCard>
  )
}
