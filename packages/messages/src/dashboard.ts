import type { Area } from './text.ts'

export const dashboard = {
  'dashboard.title': { ja: 'ダッシュボード', en: 'Dashboard' },
  'dashboard.attention': { ja: '対応が必要なもの', en: 'Needs attention' },
  'dashboard.nothing': { ja: 'いま対応が必要なものはありません。', en: 'Nothing needs your attention now.' },
  'dashboard.locked': { ja: 'ロック中の利用者', en: 'Locked users' },
  'dashboard.locked.text': {
    ja: 'パスワードを続けて間違えたか、管理者がロックしました。',
    en: 'After wrong passwords, or by an administrator.',
  },
  'dashboard.provisional': { ja: '仮登録のまま1週間以上', en: 'Provisional faces, over a week' },
  'dashboard.provisional.text': {
    ja: '顔認証が一度も行われていません。',
    en: 'Never used to authenticate.',
  },
  'dashboard.withoutFace': { ja: '顔画像のない利用者', en: 'Users without a face' },
  'dashboard.withoutFace.text': { ja: '顔認証を利用できません。', en: 'Cannot use face authentication.' },
  'dashboard.withoutAccount': { ja: 'Windowsアカウントのない利用者', en: 'Users without a Windows account' },
  'dashboard.withoutAccount.text': {
    ja: '顔でWindowsにログオンできません。',
    en: 'Cannot sign in to Windows by face.',
  },
  'dashboard.recycleBin': {
    ja: 'ごみ箱に{n}名の利用者がいます（元に戻せます）',
    en: '{n} users in the recycle bin can be restored',
  },
  'dashboard.initialPassword': { ja: '初期パスワードのまま', en: 'Initial password not changed' },
  'dashboard.initialPassword.text': {
    ja: 'まだ自分のパスワードを設定していません。',
    en: 'Have not set their own password yet.',
  },
  'dashboard.people': { ja: '{n}名', en: '{n}' },
  'dashboard.ofTotal': { ja: '全{total}名中', en: 'of {total}' },
  'dashboard.signIns': { ja: '直近24時間の認証', en: 'Authentications in the last 24 hours' },
  'dashboard.succeeded': { ja: '成功', en: 'Succeeded' },
  'dashboard.failed': { ja: '失敗', en: 'Failed' },
  'dashboard.times': { ja: '{n}件', en: '{n}' },
  'dashboard.hour': { ja: '時刻', en: 'Hour' },
  'dashboard.noSignIns': {
    ja: 'この24時間に認証はありませんでした。',
    en: 'There were no authentications in these 24 hours.',
  },
  'dashboard.hourly': {
    ja: '{time}台：成功{succeeded}件、失敗{failed}件',
    en: 'From {time}: {succeeded} succeeded, {failed} failed',
  },
  'dashboard.begin': { ja: 'はじめの3つの手順', en: 'The first three steps' },
  'dashboard.begin.text': {
    ja: '顔でログインできるようになるまで、あと少しです。',
    en: 'A few steps until people sign in by face.',
  },
  'dashboard.begin.people': { ja: '利用者を追加する', en: 'Add users' },
  'dashboard.begin.people.text': {
    ja: '利用者IDと最初のパスワードを登録します。本人にメールで案内が届きます。',
    en: 'Register a user ID and a first password. The user is informed by mail.',
  },
  'dashboard.begin.face': { ja: '顔を登録する', en: 'Enrol a face' },
  'dashboard.begin.face.text': {
    ja: '本人がログインして、カメラの前で登録します。まずはご自身の顔で試せます。',
    en: 'The user signs in and looks into the camera. Try it with your own face first.',
  },
  'dashboard.begin.terminal': { ja: '端末を登録する', en: 'Register a terminal' },
  'dashboard.begin.terminal.text': {
    ja: '受付などのブラウザーを、顔でログインできる端末にします。',
    en: 'Turn a browser, for instance at the reception, into a place to sign in by face.',
  },
  'dashboard.done': { ja: '済み', en: 'Done' },
  'dashboard.toLog': { ja: 'ログビューアで見る', en: 'Open in the log viewer' },
} as const satisfies Area<'dashboard'>
