import { type Dashboard, limits, listRecycledUsers, readDashboard } from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import {
  type Icon,
  IconBrandWindows,
  IconFaceId,
  IconKey,
  IconLock,
  IconTrash,
  IconUserQuestion,
} from '@tabler/icons-react'
import { useApi } from '../platform/api.ts'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'
import { Notice } from '../platform/Notice.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import classes from './dashboard.module.css'
import { FirstSteps } from './FirstSteps.tsx'
import { SignIns } from './SignIns.tsx'

const figures: readonly {
  of: Exclude<keyof Dashboard['people'], 'total'>
  key: MessageKey
  text: MessageKey
  icon: Icon
  tone: 'danger' | 'warning' | 'neutral'
  to: string
}[] = [
  {
    of: 'locked',
    key: 'dashboard.locked',
    text: 'dashboard.locked.text',
    icon: IconLock,
    tone: 'danger',
    to: '/users?locked=true',
  },
  {
    of: 'provisionalFaces',
    key: 'dashboard.provisional',
    text: 'dashboard.provisional.text',
    icon: IconFaceId,
    tone: 'warning',
    to: '/users?face=provisional-week',
  },
  {
    of: 'withoutFace',
    key: 'dashboard.withoutFace',
    text: 'dashboard.withoutFace.text',
    icon: IconUserQuestion,
    tone: 'neutral',
    to: '/users?face=none',
  },
  {
    of: 'withoutAccount',
    key: 'dashboard.withoutAccount',
    text: 'dashboard.withoutAccount.text',
    icon: IconBrandWindows,
    tone: 'neutral',
    to: '/users?accounts=false',
  },
  {
    of: 'initialPassword',
    key: 'dashboard.initialPassword',
    text: 'dashboard.initialPassword.text',
    icon: IconKey,
    tone: 'neutral',
    to: '/users?passwordInitial=true',
  },
]

/** The first page of an administrator: what needs me now, and how the last day went. */
export function DashboardPage() {
  const say = useWord()
  const answer = useApi(readDashboard, {}, { refetchInterval: 60_000 })
  if (answer.error && !answer.data) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  const { people, terminals, signIns } = answer.data
  const quiet = figures.every(({ of }) => people[of] === 0)
  const beginning = people.total === 1 || people.withoutFace === people.total || terminals === 0
  return (
    <>
      <PageHeader title={say('dashboard.title')} />
      {beginning && (
        <FirstSteps people={people.total > 1} faces={people.withoutFace < people.total} terminals={terminals > 0} />
      )}
      <section aria-labelledby="attention" className={classes.section}>
        <h2 id="attention">{say('dashboard.attention')}</h2>
        {quiet && <Notice tone="success">{say('dashboard.nothing')}</Notice>}
        <ul className={classes.figures}>
          {figures.map(({ of, key, text, icon: Mark, tone, to }) => (
            <li key={of}>
              <LinkAnchor to={to} className={classes.figure} data-tone={people[of] === 0 ? 'quiet' : tone}>
                <Mark size={20} aria-hidden="true" />
                <span className={classes.label}>{say(key)}</span>
                <span className={classes.number}>
                  {say('dashboard.people', { n: people[of].toLocaleString() })}{' '}
                  <small>{say('dashboard.ofTotal', { total: people.total.toLocaleString() })}</small>
                </span>
                <span className={classes.text}>{say(text)}</span>
              </LinkAnchor>
            </li>
          ))}
        </ul>
        <RecycleBinLink />
      </section>
      <SignIns signIns={signIns} />
    </>
  )
}

/** How many people can still be restored; nothing while there are none. */
function RecycleBinLink() {
  const say = useWord()
  const bin = useApi(listRecycledUsers, { page: 1, size: limits.pageSizes[0] })
  const total = bin.data?.total ?? 0
  if (total === 0) return null
  return (
    <p className={classes.bin}>
      <IconTrash size={18} aria-hidden="true" />
      <LinkAnchor to="/users/recycle-bin">{say('dashboard.recycleBin', { n: total.toLocaleString() })}</LinkAnchor>
    </p>
  )
}
