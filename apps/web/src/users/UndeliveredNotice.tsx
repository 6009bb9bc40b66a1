import { checkMail, readUser, repeatMail, type UndeliveredMail, type User } from '@kaoban/contract'
import { hasMessage } from '@kaoban/messages'
import { Button, TextInput } from '@mantine/core'
import { IconMailForward } from '@tabler/icons-react'
import { useApiAction } from '../platform/api.ts'
import { formatDate } from '../platform/dates.ts'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useLanguage, useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { useAccount } from '../platform/session.tsx'
import { type FieldMessage, useKaobanForm } from '../platform/useKaobanForm.tsx'
import classes from './facts.module.css'
import { peopleReads } from './reads.ts'

interface NoticeProps {
  mail: UndeliveredMail
  /** Opens the dialog that sends it again; absent where the reader may not. */
  onRepeat?: () => void
  disabled?: boolean
}

/** Which mail to the person did not arrive, when and why [NFM-USR-027]. */
export function UndeliveredNotice({ mail, onRepeat, disabled = false }: NoticeProps) {
  const say = useWord()
  const { locale } = useLanguage()
  const { timeZone } = useAccount().tenant
  const at = (time: string) => formatDate(new Date(time), 'minute', locale, timeZone)
  const { state, cause, reason, repetition, writtenAt, failedAt } = mail
  return (
    <Notice
      tone="warning"
      title={say('users.undelivered', { mail: say(`mails.name.${mail.template}`) })}
      actions={
        repetition === 'possible' &&
        onRepeat && (
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconMailForward size={18} aria-hidden="true" />}
            disabled={disabled}
            onClick={onRepeat}
          >
            {say('users.undelivered.repeat')}
          </Button>
        )
      }
    >
      <p>{say(`users.undelivered.cause.${cause}`)}</p>
      {repetition !== 'possible' && <p>{say(`users.undelivered.repetition.${repetition}`)}</p>}
      <p>
        {say('users.undelivered.written', { at: at(writtenAt) })}
        {failedAt && `${say('users.and')}${say(`users.undelivered.${state}`, { at: at(failedAt) })}`}
      </p>
      {reason !== '' && cause !== 'interrupted' && cause !== 'unreadable' && (
        <p>
          {say('users.undelivered.answer')}
          <code className={classes.answer}>{reason}</code>
        </p>
      )}
    </Notice>
  )
}

function refusalOf(typed: string): FieldMessage {
  if (typed.trim() === '') return 'users.undelivered.noAddress'
  const message = checkMail(typed.trim(), true)
  return message !== undefined && hasMessage(message) ? message : undefined
}

interface DialogProps {
  user: User
  mail: UndeliveredMail
  onClose: () => void
}

/** 送り直す: to the address that is right. */
export function RepeatMailDialog({ user, mail, onClose }: DialogProps) {
  const say = useWord()
  const repeat = useApiAction(repeatMail, { refreshes: [...peopleReads, readUser] })
  const form = useKaobanForm({
    initialValues: { mail: user.mail },
    validate: { mail: (typed) => refusalOf(typed) },
    save: (values) => repeat.run({ userId: user.userId, mailId: mail.mailId, version: user.version, ...values }),
    onSaved: onClose,
    done: 'users.undelivered.repeat.done',
  })
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={say('users.undelivered.repeat.title', { mail: say(`mails.name.${mail.template}`) })}
      form={form}
      submitLabel={say('users.undelivered.repeat')}
    >
      <p>{say('users.undelivered.repeat.lead')}</p>
      <TextInput
        type="email"
        autoComplete="off"
        label={say('LBL-USR-mail')}
        description={say('users.undelivered.repeat.address')}
        data-autofocus
        {...form.field('mail')}
      />
    </FormDialog>
  )
}
