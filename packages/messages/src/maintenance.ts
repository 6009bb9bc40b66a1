import type { Area } from './text.ts'

export const maintenance = {
  'maintenance.title': { ja: 'メンテナンス', en: 'Maintenance' },
  'maintenance.lead': {
    ja: 'メンテナンスモードのあいだ、管理ポータルへのログインとすべての操作を止め、ログインページにお知らせを表示します。端末での顔認証と運用コンソールは止まりません。',
    en: 'In maintenance mode nobody can sign in to or use the portal, and the sign-in page shows the notice. Face authentication at terminals and this console go on.',
  },
  'maintenance.on': { ja: 'メンテナンスモードは有効です（{since}から）', en: 'Maintenance mode is on (since {since})' },
  'maintenance.off': { ja: 'メンテナンスモードは無効です', en: 'Maintenance mode is off' },
  'maintenance.textJa': { ja: 'お知らせ（日本語）', en: 'Notice (Japanese)' },
  'maintenance.textEn': { ja: 'お知らせ（英語）', en: 'Notice (English)' },
  'maintenance.textHint': {
    ja: '理由と終了予定を書きます。ログインページに表示されます。',
    en: 'Say why, and when it will be over. Shown on the sign-in page.',
  },
  'maintenance.textMissing': { ja: 'お知らせが入力されていません。', en: 'Enter the notice.' },
  'maintenance.textTooLong': {
    ja: 'お知らせは500文字以内で入力してください。',
    en: 'Enter a notice of at most 500 characters.',
  },
  'maintenance.switchOn': { ja: 'メンテナンスモードを開始する', en: 'Start maintenance mode' },
  'maintenance.change': { ja: 'お知らせを更新する', en: 'Update the notice' },
  'maintenance.switchOff': { ja: 'メンテナンスモードを終了する', en: 'End maintenance mode' },
  'maintenance.tellAdministrators': { ja: '管理者にメールで知らせる', en: 'Mail the administrators' },
  'maintenance.heading': { ja: 'メンテナンス中です', en: 'Under maintenance' },
} as const satisfies Area<'maintenance'>
