import type { Area } from './text.ts'

export const recycleBin = {
  'recycleBin.title': { ja: 'ごみ箱', en: 'Recycle bin' },
  'recycleBin.lead': {
    ja: '削除した利用者は{days}日間ここに残り、顔画像・グループ・Windowsアカウントとともに元に戻せます。期限を過ぎると完全に削除されます。',
    en: 'Deleted users stay here for {days} days and come back with faces, groups and Windows accounts. Then they are erased for good.',
  },
  'recycleBin.search': {
    ja: '利用者ID・利用者名・メールアドレスで検索',
    en: 'Search by user ID, name or email address',
  },
  'recycleBin.accounts': { ja: 'Windowsアカウント', en: 'Windows accounts' },
  'recycleBin.deletedAt': { ja: '削除日時', en: 'Deleted at' },
  'recycleBin.deletedBy': { ja: '削除した人', en: 'Deleted by' },
  'recycleBin.left': { ja: '完全な削除まで', en: 'Erased in' },
  'recycleBin.days': { ja: 'あと{n}日', en: '{n} days' },
  'recycleBin.today': { ja: '今日', en: 'today' },
  'recycleBin.restore': { ja: '元に戻す', en: 'Restore' },
  'recycleBin.restoreAll': { ja: 'すべて元に戻す', en: 'Restore all' },
  'recycleBin.restoreAsk': {
    ja: '{n}名を元に戻します。顔画像・グループ・Windowsアカウントも戻ります。',
    en: 'Restore {n} users with their faces, groups and Windows accounts.',
  },
  'recycleBin.restored': { ja: '{n}名を元に戻しました。', en: '{n} restored.' },
  'recycleBin.erase': { ja: '完全に削除する', en: 'Erase for good' },
  'recycleBin.eraseAll': { ja: 'ごみ箱を空にする', en: 'Empty the bin' },
  'recycleBin.eraseAsk': {
    ja: '{n}名を完全に削除します。顔画像も消去され、元に戻すことはできません。',
    en: 'Erase {n} users and their faces for good. This cannot be undone.',
  },
  'recycleBin.erased': { ja: '{n}名を完全に削除しました。', en: '{n} erased.' },
  'recycleBin.hindered': {
    ja: '元に戻せない利用者が{n}名います。ごみ箱で理由を確認してください。',
    en: '{n} users could not be restored. The recycle bin says why.',
  },
  'recycleBin.hinderedTitle': { ja: '元に戻せなかった利用者：{n}名', en: 'Could not be restored: {n}' },
  'recycleBin.reason.login-id-taken': {
    ja: '同じ利用者IDが、ほかの利用者に登録されています。',
    en: 'The user ID belongs to somebody else now.',
  },
  'recycleBin.reason.mail-taken': {
    ja: '同じメールアドレスが、ほかの利用者に登録されています。',
    en: 'The email address belongs to somebody else now.',
  },
  'recycleBin.reason.no-licence-left': {
    ja: '利用可能ID数を超過するため、元に戻せません。',
    en: 'The licensed number of IDs would be exceeded.',
  },
  'recycleBin.empty': { ja: 'ごみ箱は空です', en: 'The recycle bin is empty' },
  'recycleBin.empty.text': {
    ja: '利用者を削除すると、{days}日間ここに残ります。その間は元に戻せます。',
    en: 'Deleted users stay here for {days} days and can be restored meanwhile.',
  },
  'recycleBin.toUsers': { ja: '利用者一覧へ', en: 'To the users' },
} as const satisfies Area<'recycleBin'>
