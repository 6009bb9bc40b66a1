import type { Area } from './text.ts'

export const appSignIn = {
  'appSignIn.title': { ja: 'アプリケーションへのログイン', en: 'Sign in to an application' },
  'appSignIn.titleOf': { ja: '{app}にログイン', en: 'Sign in to {app}' },
  'appSignIn.next': { ja: '次へ', en: 'Next' },
  'appSignIn.as': { ja: '利用者ID：{loginId}', en: 'User ID: {loginId}' },
  'appSignIn.way': { ja: '認証方法', en: 'Method' },
  'appSignIn.needed': { ja: '入力してください。', en: 'Enter this.' },
  'appSignIn.totp.text': {
    ja: '認証アプリまたはトークンに表示されている数字を入力してください。',
    en: 'The digits that your authenticator application or token shows.',
  },
  'appSignIn.other': { ja: 'ほかの利用者でログイン', en: 'Sign in as somebody else' },
  'appSignIn.anew': { ja: '最初からやり直す', en: 'Start over' },
  'appSignIn.goingOn': { ja: 'アプリケーションを開いています', en: 'Opening the application' },
  'appSignIn.goingOn.text': {
    ja: '画面が切り替わらないときは、「開く」を押してください。',
    en: 'If nothing happens, press "Open".',
  },
  'appSignIn.goOn': { ja: '開く', en: 'Open' },
  'appSignIn.own': { ja: 'アプリケーション', en: 'Applications' },
  'appSignIn.logout': { ja: 'ポータルからのログアウト', en: 'Sign out of the portal' },
  'appSignIn.logout.ask': {
    ja: '{name}さんは、ポータルにログインしています。ログアウトすると、次にアプリケーションを開くときに認証が必要になります。',
    en: '{name} is still signed in to the portal. After signing out, applications ask for authentication again.',
  },
  'appSignIn.logout.done': {
    ja: 'ポータルからログアウトしています。この画面は閉じてかまいません。',
    en: 'You are signed out of the portal. You may close this page.',
  },
} as const satisfies Area<'appSignIn'>
