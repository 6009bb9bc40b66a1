import { type OwnData, readOwnData } from '@kaoban/contract'
import type { ReactNode } from 'react'
import { useApi } from '../platform/api.ts'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { formatDay } from '../platform/dates.ts'
import { useLanguage, useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText } from '../platform/notices.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import { accountName, fullName } from '../users/users.service.ts'
import classes from './me.module.css'

/** What the portal knows about the person who reads it; only an administrator changes it. */
export function OwnDataFacts() {
  const say = useWord()
  const { locale } = useLanguage()
  const { data: own, error } = useApi(readOwnData)
  if (error)
    return (
      <Notice tone="danger">
        <ProblemText error={error} />
      </Notice>
    )
  if (!own) return null
  const validity = [own.validFrom, own.validUntil].map((day) => (day === null ? '' : formatDay(day, locale)))
  return (
    <>
      <dl className={classes.facts}>
        <Fact label={say('faces.me.name')}>{fullName(own)}</Fact>
        <Fact label={say('faces.me.loginId')}>
          <code>{own.loginId}</code>
        </Fact>
        <Fact label={say('LBL-USR-mail')}>{own.mail}</Fact>
        <Fact label={say('users.section.groups')}>
          <Groups of={own.groups} />
        </Fact>
        <Fact label={say('users.section.windows')}>
          {own.windowsAccounts.length > 0 && (
            <span className={classes.lines}>
              {own.windowsAccounts.map((account) => (
                <code key={account.accountId}>{accountName(account)}</code>
              ))}
            </span>
          )}
        </Fact>
        {validity.some((day) => day !== '') && <Fact label={say('users.validity')}>{validity.join(' – ')}</Fact>}
        <Fact label={say('LBL-USR-registered')}>
          <DateTimeText at={own.registeredAt} style="day" />
        </Fact>
        <Fact label={say('me.passwordChanged')}>
          {own.passwordChangedAt && <DateTimeText at={own.passwordChangedAt} />}
        </Fact>
      </dl>
      <p className={classes.hint}>{say('me.askAdministrator')}</p>
    </>
  )
}

function Fact({ label, children }: { label: string; children?: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children || <span aria-hidden="true">-</span>}</dd>
    </>
  )
}

function Groups({ of }: { of: OwnData['groups'] }) {
  const say = useWord()
  const set = of.flatMap((place, index) => (place.kind === 'none' ? [] : [{ place, index }]))
  if (set.length === 0) return <span aria-hidden="true">-</span>
  return (
    <span className={classes.lines}>
      {set.map(({ place, index }) =>
        place.kind === 'group' ? (
          <span key={index}>
            {place.name} {place.administrator && <StatusBadge tone="info">{say('LBL-GRP-admin')}</StatusBadge>}
          </span>
        ) : (
          <span key={index}>{say('LBL-GRP-moving')}</span>
        ),
      )}
    </span>
  )
}
