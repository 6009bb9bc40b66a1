import type { Area } from './text.ts'

export const announcements = {
  'announcements.category': { ja: '種別', en: 'Category' },
  'announcements.category.maintenance': { ja: 'メンテナンス', en: 'Maintenance' },
  'announcements.category.release': { ja: 'リリース', en: 'Release' },
  'announcements.category.incident': { ja: '障害', en: 'Incident' },
  'announcements.category.other': { ja: 'その他', en: 'Other' },
  'announcements.unread': { ja: '未読', en: 'Unread' },
  'announcements.open': { ja: 'お知らせ（未読{n}件）', en: 'Announcements ({n} unread)' },
  'announcements.allRead': { ja: 'すべて既読にする', en: 'Mark all as read' },
  'announcements.none': { ja: '現在、お知らせはありません', en: 'There are no announcements now' },
  'announcements.lead': {
    ja: 'すべてのテナントの利用者に、期間中だけ表示されます。',
    en: 'Shown to the people of all tenants while its period lasts.',
  },
  'announcements.write': { ja: 'お知らせを書く', en: 'Write an announcement' },
  'announcements.edit': { ja: 'お知らせを変更する', en: 'Change the announcement' },
  'announcements.empty': { ja: 'お知らせはまだありません', en: 'No announcements yet' },
  'announcements.title': { ja: '件名', en: 'Title' },
  'announcements.titleJa': { ja: '件名（日本語）', en: 'Title (Japanese)' },
  'announcements.titleEn': { ja: '件名（英語）', en: 'Title (English)' },
  'announcements.bodyJa': { ja: '本文（日本語）', en: 'Text (Japanese)' },
  'announcements.bodyEn': { ja: '本文（英語）', en: 'Text (English)' },
  'announcements.from': { ja: '表示開始', en: 'Shown from' },
  'announcements.until': { ja: '表示終了', en: 'Shown until' },
  'announcements.untilHint': { ja: '空欄の場合は表示し続けます。', en: 'Leave empty to show it without an end.' },
  'announcements.noEnd': { ja: '終了なし', en: 'No end' },
  'announcements.beforeSignIn': {
    ja: 'ログインページにも表示する（障害・緊急メンテナンス）',
    en: 'Also show it on sign-in pages (incidents, emergency maintenance)',
  },
  'announcements.atDoor': { ja: 'ログインページ', en: 'Sign-in pages' },
  'announcements.changedHint': {
    ja: '変更すると、既読の利用者にも未読として表示されます。',
    en: 'After a change it is unread again for everybody.',
  },
  'announcements.titleMissing': { ja: '件名が入力されていません。', en: 'Enter a title.' },
  'announcements.titleTooLong': {
    ja: '件名は100文字以内で入力してください。',
    en: 'Enter a title of at most 100 characters.',
  },
  'announcements.bodyMissing': { ja: '本文が入力されていません。', en: 'Enter a text.' },
  'announcements.bodyTooLong': {
    ja: '本文は5,000文字以内で入力してください。',
    en: 'Enter a text of at most 5,000 characters.',
  },
  'announcements.fromMissing': { ja: '表示開始の日時を入力してください。', en: 'Enter when it is first shown.' },
  'announcements.untilBeforeFrom': {
    ja: '表示終了は表示開始より後の日時を入力してください。',
    en: 'The end must be after the beginning.',
  },
  'announcements.delete.ask': {
    ja: 'お知らせ「{title}」を削除します。利用者には表示されなくなります。',
    en: 'The announcement “{title}” will be deleted. Nobody sees it any more.',
  },
} as const satisfies Area<'announcements'>
