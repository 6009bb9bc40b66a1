import type { Area } from './text.ts'

export const me = {
  'me.passwordChanged': { ja: 'パスワードの変更日時', en: 'Password changed' },
  'me.askAdministrator': {
    ja: '内容に誤りがあるときは、管理者に連絡してください。',
    en: 'If something is wrong here, tell your administrator.',
  },
  'me.attempts': { ja: 'ログインの履歴', en: 'Sign-in history' },
  'me.attempts.text': {
    ja: '自分の利用者IDで行われた最近の認証です（最大{n}件）。心当たりがないものがあれば、パスワードを変更して管理者に連絡してください。',
    en: 'Recent authentications under your user ID (up to {n}). If one was not you, change your password and tell your administrator.',
  },
  'me.attempts.none': { ja: '記録はまだありません。', en: 'Nothing is recorded yet.' },
  'me.attempts.succeeded': { ja: '成功', en: 'Succeeded' },
  'me.attempts.failed': { ja: '失敗', en: 'Failed' },
  'me.attempts.why': { ja: '理由（{code}）', en: 'Why ({code})' },
  'me.attempts.more': { ja: '{n}件すべてを表示', en: 'Show all {n}' },
  'me.attempts.fewer': { ja: '最近のものだけを表示', en: 'Show the latest only' },
} as const satisfies Area<'me'>
