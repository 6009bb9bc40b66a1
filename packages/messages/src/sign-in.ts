import type { Area } from './text.ts'

export const signIn = {
  'signIn.title': { ja: 'ログイン', en: 'Sign in' },
  'signIn.byFace': { ja: '顔でログイン', en: 'Sign in by face' },
  'signIn.byPassword': { ja: 'パスワードでログイン', en: 'Sign in with a password' },
  'signIn.otherWay': { ja: 'ほかの方法', en: 'Another way' },
} as const satisfies Area<'signIn'>
