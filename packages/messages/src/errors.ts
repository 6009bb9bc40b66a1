import type { Area } from './text.ts'

export const errors = {
  'errors.unknown': { ja: '予期しないエラーが発生しました。', en: 'An unexpected error occurred.' },
  'errors.code': { ja: 'エラーコード', en: 'Error code' },
  'errors.cause': { ja: '原因', en: 'Cause' },
  'errors.remedy': { ja: '対処', en: 'Remedy' },
  'errors.requestId': { ja: '受付番号', en: 'Request ID' },
  'errors.unreachable.remedy': {
    ja: '何も実行されていない可能性があります。ネットワークの接続を確認してから、もう一度お試しください。',
    en: 'It may not have been done. Check the network connection, then try again.',
  },
  'errors.who': { ja: '対処できる人', en: 'Who can fix it' },
  'errors.who.you': { ja: 'ご本人', en: 'You' },
  'errors.who.administrator': { ja: 'システム管理者', en: 'Your system administrator' },
  'errors.who.operator': { ja: 'サービスの運用者', en: 'The operator of the service' },
  'errors.list': { ja: 'エラーコード一覧', en: 'Error codes' },
  'errors.list.lead': {
    ja: '認証ログと画面に表示されるコードの、原因、対処、対処できる人の一覧です。',
    en: 'Cause, remedy and who can fix it for each code of the authentication log and the pages.',
  },
  'errors.authentication': { ja: '認証のエラーコード', en: 'Codes of authentications' },
  'errors.problems': { ja: '画面とAPIのエラーコード', en: 'Codes of pages and the API' },
  'errors.unheard': {
    ja: 'このコードの説明はありません。コードを添えてサービスの運用者にお問い合わせください。',
    en: 'There is no explanation of this code. Contact the operator of the service and give the code.',
  },
  // What each code of the authentication log says happened (endpoint.md §11); the remedy is `EC-<code>`.
  'errors.cause.6A': {
    ja: 'Windowsがアカウント名またはパスワードを受け付けませんでした。',
    en: 'Windows refused the account or its password.',
  },
  'errors.cause.71': { ja: '使用できるカメラがありませんでした。', en: 'There was no usable camera.' },
  'errors.cause.72': {
    ja: 'クライアントソフトの内部で異常が発生しました。',
    en: 'Something failed inside the client software.',
  },
  'errors.cause.74': {
    ja: '他のアプリケーションがカメラを使用していたため、常時認証ができませんでした。',
    en: 'Another application held the camera, so continuous authentication could not run.',
  },
  'errors.cause.75': {
    ja: '画面ロックの自動解除に失敗しました。',
    en: 'The screen could not be unlocked automatically.',
  },
  'errors.cause.83': {
    ja: 'ログオン時に、指示された顔の動きが時間内に確認できませんでした。',
    en: 'At logon, the instructed face movement was not seen in time.',
  },
  'errors.cause.8B': {
    ja: 'ログオン時に、登録された顔と一致しませんでした。',
    en: 'At logon, the face did not match the registered one.',
  },
  'errors.cause.8F': {
    ja: 'ロック解除時に、登録された顔と一致しませんでした。',
    en: 'At unlock, the face did not match the registered one.',
  },
  'errors.cause.93': {
    ja: 'ログオン時に、顔が一致せず、顔の動きも確認できませんでした。',
    en: 'At logon, the face did not match and the movement was not seen.',
  },
  'errors.cause.97': {
    ja: 'ログオン時に、カメラの画像に顔が見つかりませんでした。',
    en: 'At logon, no face was found in the camera picture.',
  },
  'errors.cause.9B': {
    ja: 'ロック解除時に、カメラの画像に顔が見つかりませんでした。',
    en: 'At unlock, no face was found in the camera picture.',
  },
  'errors.cause.9F': {
    ja: 'ロック解除時に、顔が一致せず、顔の動きも確認できませんでした。',
    en: 'At unlock, the face did not match and the movement was not seen.',
  },
  'errors.cause.A3': {
    ja: 'ロック解除時に、指示された顔の動きが時間内に確認できませんでした。',
    en: 'At unlock, the instructed face movement was not seen in time.',
  },
  'errors.cause.A7': {
    ja: '常時認証またはアプリログイン代行認証で、カメラの画像に顔が見つかりませんでした。',
    en: 'In continuous authentication or the app-login proxy, no face was found in the camera picture.',
  },
  'errors.cause.C8': { ja: 'テナントが見つかりませんでした。', en: 'The tenant was not found.' },
  'errors.cause.C9': { ja: '利用者IDが見つかりませんでした。', en: 'The user ID was not found.' },
  'errors.cause.CA': { ja: 'パスワードが一致しませんでした。', en: 'The password was wrong.' },
  'errors.cause.CB': {
    ja: '失敗が続いたため、利用者IDがロックされていました。',
    en: 'The user ID was locked after repeated failures.',
  },
  'errors.cause.CC': { ja: 'テナントに有効なライセンスがありませんでした。', en: 'The tenant had no valid licence.' },
  'errors.cause.CD': { ja: 'サーバーに問い合わせることができませんでした。', en: 'The server could not be asked.' },
  'errors.cause.CE': {
    ja: '代替認証コードの形式が正しくありませんでした。',
    en: 'The alternative authentication code was malformed.',
  },
  'errors.cause.CF': {
    ja: '代替認証コードが一致しませんでした。',
    en: 'The alternative authentication code was wrong.',
  },
  'errors.cause.D0': {
    ja: '代替認証コードの有効期限が切れていました。',
    en: 'The alternative authentication code had expired.',
  },
  'errors.cause.D1': {
    ja: '代替認証コードのログオン可能回数を使い切っていました。',
    en: 'The logons allowed with the alternative authentication code were used up.',
  },
  'errors.cause.D2': {
    ja: '代替認証コードの入力失敗許容回数に達していました。',
    en: 'The failures permitted for the alternative authentication code were reached.',
  },
  'errors.cause.D3': {
    ja: '代替認証コードが取り消されていました。',
    en: 'The alternative authentication code had been revoked.',
  },
  'errors.cause.D4': {
    ja: '別のアカウントに発行された代替認証コードでした。',
    en: 'The alternative authentication code was issued for another account.',
  },
  'errors.cause.D5': {
    ja: 'この端末に代替認証の鍵がありませんでした。',
    en: 'This terminal had no key for alternative authentication.',
  },
  'errors.cause.D6': { ja: '代替認証が無効に設定されていました。', en: 'Alternative authentication was switched off.' },
  'errors.cause.D7': {
    ja: '代替認証がその他の理由で失敗しました。',
    en: 'Alternative authentication failed for another reason.',
  },
  'errors.cause.D8': {
    ja: '常時認証またはアプリログイン代行認証で、登録された顔と一致しませんでした。',
    en: 'In continuous authentication or the app-login proxy, the face did not match the registered one.',
  },
  'errors.cause.E4': {
    ja: '顔認証に続くWindowsパスワードの認証に失敗しました。',
    en: 'The Windows password after face authentication was wrong.',
  },
  'errors.cause.E5': {
    ja: 'Windowsアカウントがどの利用者IDにも結び付けられていませんでした。',
    en: 'The Windows account was not linked to any user ID.',
  },
  'errors.cause.E6': {
    ja: '顔認証に続く利用者パスワードの認証（二要素認証）に失敗しました。',
    en: 'The user password after face authentication (two-factor) was wrong.',
  },
  'errors.cause.E7': { ja: '利用者パスワードの認証に失敗しました。', en: 'The user password was wrong.' },
} as const satisfies Area<'errors'>

/** Codes of the authentication log that the person in front of the camera cannot mend alone. */
export const authenticationFixers: Readonly<Record<string, 'administrator' | 'operator'>> = {
  '6A': 'administrator',
  '72': 'administrator',
  '75': 'administrator',
  CB: 'administrator',
  CC: 'administrator',
  CD: 'operator',
  D0: 'administrator',
  D1: 'administrator',
  D2: 'administrator',
  D3: 'administrator',
  D4: 'administrator',
  D5: 'administrator',
  D6: 'administrator',
  D7: 'administrator',
  E5: 'administrator',
}
