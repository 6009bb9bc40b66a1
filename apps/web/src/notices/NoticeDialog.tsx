import {
  type AnswerOf,
  type Incident,
  listAnnouncements,
  listNotices,
  type NoticeKind,
  noticeKinds,
  previewNotice,
  readIncident,
  sendNotice,
} from '@kaoban/contract'
import { Button, Checkbox, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useApiAction } from '../platform/api.ts'
import { FormDialog } from '../platform/FormDialog.tsx'
import formClasses from '../platform/form.module.css'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'
import classes from './notices.module.css'
import { isShortNotice, type NoticeValues, noticeChecks, noticeOf, proposal } from './noticeValues.ts'

interface Props {
  kind: NoticeKind
  /** The incident that is not over. */
  incident: Incident | null
  onClose: () => void
}

/** The operator writes, sees the mail in both languages and how many it goes to, and sends it. */
export function NoticeDialog({ kind, incident, onClose }: Props) {
  const say = useWord()
  const look = useApiAction(previewNotice)
  const send = useApiAction(sendNotice, { refreshes: [listNotices, readIncident, listAnnouncements] })
  // One id for the dialog: whoever presses twice, or again after an answer got lost, sends one mail.
  const [noticeId] = useState(() => crypto.randomUUID())
  const { seen, ask, give } = usePreview()
  const form = useKaobanForm<NoticeValues>({
    initialValues: proposal(kind, new Date()),
    validate: noticeChecks,
    confirm: async (values) => ask(await look.run({ notice: noticeOf(values, incident?.incidentId) })),
    save: (values) => send.run({ noticeId, notice: noticeOf(values, incident?.incidentId) }),
    onSaved: onClose,
    done: 'notices.sent',
  })
  const { values } = form
  const texts = (name: 'impact' | 'state' | 'changes') => (
    <>
      <Textarea label={say(`notices.${name}Ja`)} lang="ja" required autosize minRows={2} {...form.field(`${name}Ja`)} />
      <Textarea label={say(`notices.${name}En`)} lang="en" required autosize minRows={2} {...form.field(`${name}En`)} />
    </>
  )
  const time = (name: 'from' | 'until') => (
    <TextInput
      type="datetime-local"
      label={say(`notices.${name}`)}
      description={say('notices.zoneHint')}
      required
      {...form.field(name)}
    />
  )
  const day = (name: 'plannedOn' | 'supportEndsOn') => (
    <TextInput type="date" label={say(`notices.${name}`)} required {...form.field(name)} />
  )
  return (
    <FormDialog
      opened
      onClose={onClose}
      size="lg"
      title={say('notices.write')}
      form={form}
      submitLabel={say('notices.preview')}
      covered={seen !== undefined}
      beside={seen && <Preview seen={seen} busy={send.busy} onAnswer={give} />}
    >
      <Select
        label={say('notices.kind')}
        allowDeselect={false}
        data={noticeKinds.map((value) => ({
          value,
          label: say(`notices.kind.${value}`),
          disabled: value === 'emergency' && incident === null,
        }))}
        {...(incident === null ? { description: say('notices.incident.first') } : {})}
        {...form.field('kind')}
        onChange={(chosen) => {
          const next = chosen as NoticeKind
          form.set('kind', next)
          form.set('supportEndsOn', proposal(next, new Date()).supportEndsOn)
        }}
      />
      {values.kind === 'maintenance' && (
        <>
          {time('from')}
          {time('until')}
        </>
      )}
      {values.kind === 'emergency' && texts('state')}
      {(values.kind === 'maintenance' || values.kind === 'emergency') && texts('impact')}
      {(values.kind === 'release-planned' || values.kind === 'release-done') && (
        <TextInput label={say('notices.version')} required {...form.field('version')} />
      )}
      {values.kind === 'release-planned' && (
        <>
          {day('plannedOn')}
          {texts('changes')}
        </>
      )}
      {(values.kind === 'release-planned' || values.kind === 'release-done') && day('supportEndsOn')}
      {isShortNotice(values, new Date()) && <Notice tone="warning">{say('notices.shortNotice')}</Notice>}
      <Checkbox
        label={say(values.kind === 'emergency' ? 'notices.announce.emergency' : 'notices.announce')}
        {...form.field('announce', { type: 'checkbox' })}
      />
    </FormDialog>
  )
}

type Seen = AnswerOf<typeof previewNotice>

/** Asks whether what is seen is to be sent. */
function usePreview() {
  const [asked, setAsked] = useState<{ seen: Seen; answer: (yes: boolean) => void }>()
  const ask = useCallback((seen: Seen) => new Promise<boolean>((answer) => setAsked({ seen, answer })), [])
  const give = (yes: boolean) => {
    setAsked(undefined)
    asked?.answer(yes)
  }
  return { seen: asked?.seen, ask, give }
}

function Preview({ seen, busy, onAnswer }: { seen: Seen; busy: boolean; onAnswer: (yes: boolean) => void }) {
  const say = useWord()
  const { tenants, recipients, shortNotice } = seen
  return (
    <Modal
      opened
      onClose={() => onAnswer(false)}
      size="xl"
      title={say('notices.preview.title')}
      closeButtonProps={{ 'aria-label': say('LBL-GEN-close') }}
    >
      <div className={classes.preview}>
        <Notice tone={recipients === 0 ? 'danger' : 'info'}>
          {recipients === 0
            ? say('notices.preview.nobody')
            : `${say('notices.preview.count', { tenants, recipients })}${say('notices.preview.once')}`}
        </Notice>
        {shortNotice && <Notice tone="warning">{say('notices.shortNotice')}</Notice>}
        {(['ja', 'en'] as const).map((language) => (
          <article key={language} lang={language} className={classes.mail}>
            <h3>{seen[language].subject}</h3>
            <p>{seen[language].text}</p>
          </article>
        ))}
      </div>
      <div className={formClasses.dialogButtons}>
        <Button variant="default" data-autofocus onClick={() => onAnswer(false)}>
          {say('LBL-GEN-cancel')}
        </Button>
        <Button disabled={recipients === 0} loading={busy} onClick={() => onAnswer(true)}>
          {say('notices.send', { recipients })}
        </Button>
      </div>
    </Modal>
  )
}
