import type { Area } from './text.ts'

export const sessions = {
  'sessions.title': { ja: 'ログイン中のブラウザー', en: 'Signed-in browsers' },
  'sessions.lead': {
    ja: '心当たりのないものがあれば終了し、パスワードを変更してください。',
    en: 'End any that you do not recognise and change your password.',
  },
  'sessions.browser': { ja: 'ブラウザー', en: 'Browser' },
  'sessions.address': { ja: '接続元', en: 'From' },
  'sessions.means': { ja: '認証方法', en: 'Signed in by' },
  'sessions.means.password': { ja: 'パスワード', en: 'Password' },
  'sessions.means.face': { ja: '顔', en: 'Face' },
  'sessions.openedAt': { ja: 'ログイン日時', en: 'Signed in' },
  'sessions.lastSeenAt': { ja: '最後の操作', en: 'Last used' },
  'sessions.current': { ja: 'このブラウザー', en: 'This browser' },
  'sessions.end': { ja: '終了する', en: 'End' },
  'sessions.endNamed': { ja: '{browser}（{address}）を終了する', en: 'End {browser} ({address})' },
  'sessions.endText': {
    ja: '{browser}（{address}）でのログインを終了します。',
    en: '{browser} at {address} will be signed out.',
  },
  'sessions.unknownBrowser': { ja: '不明なブラウザー', en: 'Unknown browser' },
  'sessions.prove': { ja: 'ご本人の確認', en: 'Confirm that it is you' },
  'sessions.prove.go': { ja: '確認', en: 'Confirm' },
  'sessions.prove.show': { ja: 'パスワードを表示', en: 'Show the password' },
} as const satisfies Area<'sessions'>
