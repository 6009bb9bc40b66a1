import { type MailboxEntry, readMailbox } from '@kaoban/contract'
import { IconMailOpened } from '@tabler/icons-react'
import { useApi } from '../platform/api.ts'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { EmptyState } from '../platform/EmptyState.tsx'
import { ErrorPage } from '../platform/ErrorPage.tsx'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { PageLoading } from '../platform/PageLoading.tsx'
import classes from './mailbox.module.css'

/** Mails of an installation without a mail server, newest first and open. */
export function MailboxPage() {
  const say = useWord()
  const answer = useApi(readMailbox, {}, { refetchInterval: 3000, retry: false })
  if (answer.error) return <ErrorPage error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <PageLoading />
  const { rows } = answer.data
  return (
    <div className={classes.page}>
      <PageHeader title={say('mails.mailbox')} lead={say('mails.mailbox.lead')} />
      {rows.length === 0 ? (
        <EmptyState icon={IconMailOpened} title={say('mails.mailbox.empty')} />
      ) : (
        rows.map((mail, index) => <Mail key={mail.mailId} mail={mail} open={index === 0} />)
      )}
    </div>
  )
}

function Mail({ mail, open }: { mail: MailboxEntry; open: boolean }) {
  const say = useWord()
  return (
    <details className={classes.mail} open={open}>
      <summary>
        <strong>{mail.subject}</strong>
        <span className={classes.facts}>
          {say('mails.mailbox.to')}: {mail.to} · <DateTimeText at={mail.at} style="second" />
        </span>
      </summary>
      <p className={classes.text}>
        {withLinks(mail.text).map((part) =>
          part.link ? (
            <a key={part.at} href={part.text}>
              {part.text}
            </a>
          ) : (
            part.text
          ),
        )}
      </p>
    </details>
  )
}

/** Cuts a text at its addresses; only http(s) addresses become links. */
function withLinks(text: string): { text: string; link: boolean; at: number }[] {
  const parts: { text: string; link: boolean; at: number }[] = []
  let from = 0
  for (const found of text.matchAll(/https?:\/\/[^\s]+/g)) {
    parts.push({ text: text.slice(from, found.index), link: false, at: from })
    parts.push({ text: found[0], link: true, at: found.index })
    from = found.index + found[0].length
  }
  return [...parts, { text: text.slice(from), link: false, at: from }]
}
