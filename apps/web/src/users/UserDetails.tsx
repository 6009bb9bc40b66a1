import type { User } from '@kaoban/contract'
import { Button, Modal } from '@mantine/core'
import { IconBrandWindows, IconShieldCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { DepartureNotice } from '../leavers/leavers.service.ts'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'
import classes from './facts.module.css'
import { fullName } from './names.ts'
import { accountKindWords, accountName, appLoginFailureWords, appLoginMethodWords } from './partWords.ts'
import { UndeliveredNotice } from './UndeliveredNotice.tsx'

/** Somebody whom the reader may look at but not change [NFM-ROL-012]. */
export function UserDetails({ user, onClose }: { user: User; onClose: () => void }) {
  const say = useWord()
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={say('users.view')}
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      <div className={classes.details}>
        <Notice>{say('users.readOnly')}</Notice>
        <DepartureNotice userId={user.userId} />
        {user.undelivered && <UndeliveredNotice mail={user.undelivered} />}
        <UserFacts user={user} />
        <LinkButton
          to={`/users/${user.userId}/factors`}
          variant="default"
          leftSection={<IconShieldCheck size={18} aria-hidden="true" />}
        >
          {say('factors.title')}
        </LinkButton>
        <Button variant="default" onClick={onClose} data-autofocus>
          {say('LBL-GEN-close')}
        </Button>
      </div>
    </Modal>
  )
}

/** Everything that is stored about a person, to be read. */
function UserFacts({ user }: { user: User }) {
  const say = useWord()
  const yesNo = (on: boolean) => say(on ? 'users.set' : 'users.notSet')
  return (
    <>
      <Facts title={say('users.section.account')}>
        <Fact label={say('LBL-USR-id')}>
          <code>{user.loginId}</code>
        </Fact>
        <Fact label={say('LBL-USR-name')}>{fullName(user)}</Fact>
        <Fact label={say('LBL-USR-mail')}>{user.mail}</Fact>
        <Fact label={say('LBL-USR-registered')}>
          <DateTimeText at={user.registeredAt} />
        </Fact>
      </Facts>
      <Facts title={say('users.section.rights')}>
        <Fact label={say('LBL-USR-sysadmin')}>{yesNo(user.systemAdministrator)}</Fact>
        <Fact label={say('LBL-USR-apl')}>{yesNo(user.appLoginAllowed)}</Fact>
        {user.appLoginAllowed && (
          <>
            <Fact label={say('LBL-USR-aplMethod')}>{say(appLoginMethodWords[user.appLoginMethod])}</Fact>
            <Fact label={say('LBL-USR-aplFail')}>{say(appLoginFailureWords[user.appLoginFailure])}</Fact>
          </>
        )}
        <Fact label={say('LBL-USR-pause')}>{yesNo(user.pauseAllowed)}</Fact>
      </Facts>
      <Facts title={say('users.section.validity')}>
        <Fact label={say('users.validFrom')}>{user.validFrom ?? say('users.validFrom.none')}</Fact>
        <Fact label={say('users.validUntil')}>{user.validUntil ?? say('users.validUntil.none')}</Fact>
        <Fact label={say('users.disabled')}>{say(user.disabled ? 'users.disabled.on' : 'users.disabled.off')}</Fact>
      </Facts>
      <GroupFacts user={user} />
      <Facts title={say('users.section.windows')}>
        {user.windowsAccounts.map((account) => (
          <Fact key={account.accountId} label={say(accountKindWords[account.kind])}>
            <span className={classes.factLine}>
              <IconBrandWindows size={16} aria-hidden="true" />
              {accountName(account)}
            </span>
          </Fact>
        ))}
        {user.windowsAccounts.length === 0 && <Fact label={say('users.windows.none')} />}
      </Facts>
    </>
  )
}

function GroupFacts({ user }: { user: Pick<User, 'groups'> }) {
  const say = useWord()
  const set = user.groups.flatMap((place, index) => (place.kind === 'none' ? [] : [{ place, index }]))
  return (
    <Facts title={say('users.section.groups')}>
      {set.map(({ place, index }) => (
        <Fact key={index} label={say('LBL-GRP-slot', { n: index + 1 })}>
          {place.kind !== 'group' ? (
            <StatusBadge tone="warning">{say('LBL-GRP-moving')}</StatusBadge>
          ) : (
            <span className={classes.factLine}>
              {place.name}
              <code>{place.code}</code>
              {place.administrator && <StatusBadge tone="info">{say('LBL-GRP-admin')}</StatusBadge>}
            </span>
          )}
        </Fact>
      ))}
      {set.length === 0 && <Fact label={say('LBL-GRP-none')} />}
    </Facts>
  )
}

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.facts}>
      <h3>{title}</h3>
      <dl>{children}</dl>
    </section>
  )
}

function Fact({ label, children }: { label: string; children?: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children || <span aria-hidden="true">-</span>}</dd>
    </div>
  )
}
