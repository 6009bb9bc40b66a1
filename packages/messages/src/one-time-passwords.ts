import type { Area } from './text.ts'

export const oneTimePasswords = {
  'oneTimePasswords.lead': {
    ja: '顔認証ができない方に、Windowsへのログオンに使うパスワードを発行します。端末の申請画面に表示された内容を本人に確認して入力してください。',
    en: 'Issues a password for logging on to Windows to somebody whose face authentication does not work. Enter what the request screen of the terminal shows, as the person reads it to you.',
  },
  'oneTimePasswords.days': { ja: '有効期限（日数）', en: 'Validity (days)' },
  'oneTimePasswords.days.hint': { ja: '1～999の整数', en: 'An integer from 1 to 999' },
  'oneTimePasswords.issued': { ja: 'ワンタイムパスワードを発行しました。', en: 'The one-time password was issued.' },
  'oneTimePasswords.once': {
    ja: 'この画面を離れると、ワンタイムパスワードは二度と表示されません。同じアカウントに以前発行したものは、端末の次回の同期時に無効になります。',
    en: 'The password is not shown again after you leave this page. An earlier one of the account becomes invalid when the terminal syncs.',
  },
  'oneTimePasswords.entered': { ja: '入力内容', en: 'Entered' },
  'oneTimePasswords.reset.text': {
    ja: '入力内容を消去し、発行したワンタイムパスワードを無効にします。オンラインの端末ではすぐに無効になりますが、オフラインの端末では次回の同期時まで使用できます。',
    en: 'Clears the form and makes the issued one-time password invalid: at once on online terminals, at their next sync on offline ones.',
  },
} as const satisfies Area<'oneTimePasswords'>
