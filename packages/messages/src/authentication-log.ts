import type { Area } from './text.ts'

/** `means.<value>` and `scene.<value>` word the values of packages/contract/src/authentication-log.ts. */
export const authenticationLog = {
  'authenticationLog.lead': {
    ja: '認証の記録を検索します。記録は3か月間保存されます。',
    en: 'Search the record of authentications. Records are kept for three months.',
  },
  'authenticationLog.from': { ja: '認証日時（開始）', en: 'Authenticated from' },
  'authenticationLog.to': { ja: '認証日時（終了）', en: 'Authenticated until' },
  'authenticationLog.hitsAtLeast': {
    ja: '検索結果：{n}件以上。条件を絞り込むか、CSV出力ですべてを出力してください。',
    en: '{n} results or more. Narrow the conditions, or export them all as CSV.',
  },
  'authenticationLog.receivedAt': { ja: '受信日時', en: 'Received at' },
  'authenticationLog.face.kept': { ja: 'あり', en: 'Yes' },
  'authenticationLog.face.none': { ja: 'なし', en: 'No' },
  'authenticationLog.face.notKept': { ja: '顔画像は保存されていません。', en: 'No face image was kept.' },
  'authenticationLog.face.of': { ja: '認証時の顔画像（{id}、{at}）', en: 'Face image of the attempt ({id}, {at})' },
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
  'authenticationLog.means.pin': { ja: 'PIN', en: 'PIN' },
  'authenticationLog.means.totp': { ja: 'TOTP', en: 'TOTP' },
  'authenticationLog.means.several-factors': { ja: '複数の認証要素', en: 'Several factors' },
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
