import {
  announcementCategories,
  announcementLimits,
  changeAnnouncement,
  type KeptAnnouncement,
  lengthOf,
  listKeptAnnouncements,
  publishAnnouncement,
} from '@kaoban/contract'
import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { useApiAction } from '../platform/api.ts'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { useKaobanForm } from '../platform/useKaobanForm.tsx'

interface Props {
  /** Undefined: a new one. */
  kept: KeptAnnouncement | undefined
  onClose: () => void
}

const refreshes = [listKeptAnnouncements]

export function AnnouncementDialog({ kept, onClose }: Props) {
  const say = useWord()
  const publish = useApiAction(publishAnnouncement, { refreshes })
  const change = useApiAction(changeAnnouncement, { refreshes })
  const title = (text: string) =>
    text.trim() === ''
      ? 'announcements.titleMissing'
      : lengthOf(text.trim()) > announcementLimits.title.max
        ? 'announcements.titleTooLong'
        : undefined
  const body = (text: string) =>
    text.trim() === ''
      ? 'announcements.bodyMissing'
      : lengthOf(text.trim()) > announcementLimits.body.max
        ? 'announcements.bodyTooLong'
        : undefined
  const form = useKaobanForm({
    initialValues: {
      category: kept?.category ?? 'other',
      titleJa: kept?.title.ja ?? '',
      titleEn: kept?.title.en ?? '',
      bodyJa: kept?.body.ja ?? '',
      bodyEn: kept?.body.en ?? '',
      shownFrom: localOf(kept?.shownFrom ?? new Date().toISOString()),
      shownUntil: kept?.shownUntil ? localOf(kept.shownUntil) : '',
      beforeSignIn: kept?.beforeSignIn ?? false,
    },
    validate: {
      titleJa: title,
      titleEn: title,
      bodyJa: body,
      bodyEn: body,
      shownFrom: (from) => (from === '' ? 'announcements.fromMissing' : undefined),
      shownUntil: (until, { shownFrom }) =>
        until !== '' && until <= shownFrom ? 'announcements.untilBeforeFrom' : undefined,
    },
    save: ({ shownFrom, shownUntil, ...rest }) => {
      const typed = {
        ...rest,
        shownFrom: new Date(shownFrom).toISOString(),
        shownUntil: shownUntil === '' ? null : new Date(shownUntil).toISOString(),
      }
      return kept
        ? change.run({ ...typed, announcementId: kept.announcementId, version: kept.version })
        : publish.run(typed)
    },
    onSaved: onClose,
  })
  return (
    <FormDialog
      opened
      onClose={onClose}
      size="lg"
      title={say(kept ? 'announcements.edit' : 'announcements.write')}
      form={form}
    >
      {kept && <p>{say('announcements.changedHint')}</p>}
      <Select
        label={say('announcements.category')}
        allowDeselect={false}
        data={announcementCategories.map((value) => ({ value, label: say(`announcements.category.${value}`) }))}
        {...form.field('category')}
      />
      <TextInput label={say('announcements.titleJa')} lang="ja" required {...form.field('titleJa')} />
      <Textarea label={say('announcements.bodyJa')} lang="ja" required autosize minRows={3} {...form.field('bodyJa')} />
      <TextInput label={say('announcements.titleEn')} lang="en" required {...form.field('titleEn')} />
      <Textarea label={say('announcements.bodyEn')} lang="en" required autosize minRows={3} {...form.field('bodyEn')} />
      <TextInput type="datetime-local" label={say('announcements.from')} required {...form.field('shownFrom')} />
      <TextInput
        type="datetime-local"
        label={say('announcements.until')}
        description={say('announcements.untilHint')}
        {...form.field('shownUntil')}
      />
      <Checkbox label={say('announcements.beforeSignIn')} {...form.field('beforeSignIn', { type: 'checkbox' })} />
    </FormDialog>
  )
}

/** A point in time as a field of date and time shows it: in the zone of the browser, to the minute. */
function localOf(iso: string): string {
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
