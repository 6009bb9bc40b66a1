import type { Area } from './text.ts'

export const passwords = {
  'passwords.easilyGuessed': {
    ja: '推測されやすいパスワードです。よく使われる語や並び、利用者IDや名前を避けてください。',
    en: 'This password is easily guessed. Avoid common words, sequences, the user ID and names.',
  },
  'passwords.unchanged': {
    ja: '現在のパスワードと異なるパスワードを入力してください。',
    en: 'Enter a password that differs from the current one.',
  },
  'passwords.current': { ja: '現在のパスワード', en: 'Current password' },
  'passwords.currentInitial': { ja: '現在のパスワード（メールに記載）', en: 'Current password (stated in the mail)' },
  'passwords.new': { ja: '新しいパスワード', en: 'New password' },
  'passwords.confirmation': { ja: '新しいパスワード（確認）', en: 'New password again' },
  'passwords.change': { ja: '変更する', en: 'Change password' },
  'passwords.set': { ja: '設定する', en: 'Set password' },
  'passwords.setTitle': { ja: 'パスワードの設定', en: 'Set your password' },
  'passwords.setLead': {
    ja: '{tenant}の利用者ID「{loginId}」のパスワードを設定します。',
    en: 'Set the password of the user ID "{loginId}" at {tenant}.',
  },
  'passwords.initialLead': {
    ja: '最初に、初期パスワードをご自身のパスワードに変更してください。変更が済むと、ほかのページを使えるようになります。',
    en: 'First replace the initial password with your own. You can use the other pages after that.',
  },
  'passwords.otherSessions': {
    ja: '変更すると、ほかのブラウザーでのログインは終了します。',
    en: 'Changing it signs you out of every other browser.',
  },
  'passwords.linkExpired': { ja: 'このURLは使えません', en: 'This link no longer works' },
  'passwords.toSignIn': { ja: 'ログインページへ', en: 'Go to the sign-in page' },
  'passwords.forgotten': { ja: 'パスワードを忘れた方', en: 'Forgot your password?' },
  'passwords.forgottenLead': {
    ja: '利用者IDを入力してください。登録されているメールアドレスに、パスワードを設定するページをお送りします。',
    en: 'Enter your user ID. We send a page for setting a new password to your registered email address.',
  },
  'passwords.send': { ja: '送信する', en: 'Send' },
  'passwords.rule.length': { ja: '{n}文字以上', en: 'At least {n} characters' },
  'passwords.rule.characters': {
    ja: '半角の英字、数字、記号（\\ " / を除く）だけ',
    en: 'Half-width letters, digits and symbols only, without \\ " /',
  },
  'passwords.rule.guess': { ja: '推測されにくい', en: 'Not easily guessed' },
} as const satisfies Area<'passwords'>
