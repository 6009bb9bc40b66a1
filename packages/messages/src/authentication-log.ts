import type { Area } from './text.ts'

/** `means.<value>` and `scene.<value>` word the values of packages/contract/src/authentication-log.ts. */
export const authenticationLog = {
  'authenticationLog.means.face': { ja: '顔認証', en: 'Face' },
  'authenticationLog.means.face-and-windows-password': {
    ja: '顔認証+Windowsパスワード認証',
    en: 'Face + Windows password',
  },
  'authenticationLog.means.face-and-user-password': {
    ja: '顔認証+利用者パスワード認証（二要素認証）',
    en: 'Face + user password (two-factor)',
  },
  'authenticationLog.means.user-password': { ja: '利用者パスワード認証', en: 'User password' },
  'authenticationLog.means.windows-password': { ja: 'Windowsパスワード認証', en: 'Windows password' },
  'authenticationLog.means.card-and-face': { ja: 'ICカード+顔認証', en: 'IC card + face' },
  'authenticationLog.means.alternative-password': { ja: '代替認証（パスワード）', en: 'Alternative (password)' },
  'authenticationLog.means.alternative-one-time-password': {
    ja: '代替認証（ワンタイムパスワード）',
    en: 'Alternative (one-time password)',
  },
  'authenticationLog.scene.windows-logon': { ja: 'Windowsログオン', en: 'Windows logon' },
  'authenticationLog.scene.windows-unlock': { ja: 'Windowsロック解除', en: 'Windows unlock' },
  'authenticationLog.scene.continuous': { ja: '常時認証', en: 'Continuous authentication' },
  'authenticationLog.scene.app-login': { ja: 'アプリログイン代行認証', en: 'App-login proxy' },
  'authenticationLog.scene.service-provider': { ja: 'サービスログイン', en: 'Service sign-in' },
  'authenticationLog.scene.portal': { ja: '管理ポータル', en: 'Portal' },
  'authenticationLog.scene.browser-terminal': { ja: '端末ブラウザー', en: 'Browser terminal' },
  'authenticationLog.scene.device-panel': { ja: '装置パネル', en: 'Device panel' },
  'authenticationLog.scene.face-registration': { ja: '顔登録', en: 'Face registration' },
} as const satisfies Area<'authenticationLog'>
