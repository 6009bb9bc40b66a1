import type { Area } from './text.ts'

/** 退職: a person leaves, and everything that lets them in anywhere is taken away. */
export const leavers = {
  'leavers.record': { ja: '退職を記録する', en: 'Record departure' },
  'leavers.title': { ja: '退職：{name}', en: 'Departure of {name}' },
  'leavers.lead': {
    ja: '{name}さんの次のものを、一度にすべて取り消します。利用者の情報は、削除するまで残ります。',
    en: 'All of this is taken away from {name} in one act. The record of the user stays until it is deleted.',
  },
  'leavers.permanent': {
    ja: 'この操作は元に戻せません。復職の際は、ロックの解除、パスワードの再発行、顔画像の登録をやり直します。',
    en: 'This cannot be undone. Somebody who returns is unlocked, gets a new password and registers the face again.',
  },
  'leavers.nothing': {
    ja: '取り消すものは残っていません。記録すると、この利用者はロックされます。',
    en: 'There is nothing left to take away. The user is locked.',
  },
  'leavers.done': { ja: '退職を記録しました。', en: 'The departure is recorded.' },
  'leavers.left': { ja: '退職済み', en: 'Left' },
  'leavers.leftBy': { ja: '{at}に{by}が退職を記録しました。', en: '{by} recorded the departure on {at}.' },
  'leavers.allConfirmed': {
    ja: 'すべての取り消しを確認しました。',
    en: 'Everything is confirmed to be gone.',
  },
  'leavers.somePending': {
    ja: '確認待ちの端末があります。端末が次につながると消去されます。',
    en: 'Some devices have not confirmed yet. They erase their copies when they connect again.',
  },
  'leavers.place': { ja: '場所', en: 'Where' },
  'leavers.held': { ja: '取り消すもの', en: 'To take away' },
  'leavers.result': { ja: '結果', en: 'Result' },
  'leavers.count': { ja: '{n}件', en: '{n}' },
  'leavers.none': { ja: 'なし', en: 'none' },
  'leavers.confirmed': { ja: '{n}件 取り消し済み', en: '{n} taken away' },
  'leavers.pending': { ja: '{n}件 確認待ち', en: '{n} pending' },
  'leavers.place.sign-in': { ja: 'パスワードでのログイン', en: 'Sign-in with the password' },
  'leavers.place.sessions': { ja: 'ログイン中のセッション', en: 'Open sessions' },
  'leavers.place.password-links': { ja: 'パスワード設定用のURL', en: 'Links for setting a password' },
  'leavers.place.faces': { ja: '顔画像', en: 'Faces' },
  'leavers.place.windows-accounts': { ja: 'Windowsアカウントとの紐付け', en: 'Links to Windows accounts' },
  'leavers.place.factors': { ja: 'TOTP、PIN、QRコード', en: 'TOTP, PIN, QR code' },
  'leavers.place.app-credentials': { ja: 'アプリケーションのログイン情報', en: 'Sign-in data for applications' },
  'leavers.place.delegations': { ja: '代理認証', en: 'Delegations' },
  'leavers.place.groups': { ja: 'グループの管理権限', en: 'Administration of groups' },
  'leavers.place.terminals': { ja: '認証端末', en: 'Terminals' },
} as const satisfies Area<'leavers'>
