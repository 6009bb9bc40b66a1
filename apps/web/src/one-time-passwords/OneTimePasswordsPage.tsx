import { IconPassword } from '@tabler/icons-react'
import { useState } from 'react'
import { EmptyState } from '../platform/EmptyState.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { useAccount } from '../platform/session.tsx'
import type { Issued } from './entry.ts'
import { IssuedPassword } from './IssuedPassword.tsx'
import { IssueForm } from './IssueForm.tsx'

/** ワンタイムパスワード発行 [NFM-OTP-003, NFM-OTP-008]. */
export function OneTimePasswordsPage() {
  const say = useWord()
  const { issuesOneTimePasswords } = useAccount()
  const [issued, setIssued] = useState<Issued>()
  return (
    <>
      <PageHeader title={say('LBL-NAV-otp')} lead={say('oneTimePasswords.lead')} />
      {!issuesOneTimePasswords ? (
        <EmptyState
          icon={IconPassword}
          title={say('problem.one-time-password.off')}
          action={<LinkButton to="/settings/logon-policy">{say('LBL-NAV-set.policy')}</LinkButton>}
        >
          {say('problem.one-time-password.off.remedy')}
        </EmptyState>
      ) : issued ? (
        <IssuedPassword issued={issued} onReset={() => setIssued(undefined)} />
      ) : (
        <IssueForm onIssued={setIssued} />
      )}
    </>
  )
}
