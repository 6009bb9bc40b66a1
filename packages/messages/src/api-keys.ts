import type { Area } from './text.ts'

export const apiKeys = {
  'apiKeys.title': { ja: 'APIキー', en: 'API keys' },
  'apiKeys.lead': {
    ja: 'ユーザー管理用コマンドライン版ツール「kaoban」などの外部プログラムが使用する鍵です。発行した人の権限で動作します。',
    en: 'For the command-line tool kaoban and other programs. A key acts with the rights of the person who made it.',
  },
  'apiKeys.make': { ja: 'APIキーを発行', en: 'Make an API key' },
  'apiKeys.command': { ja: 'コマンドkaobanをダウンロード', en: 'Download the command kaoban' },
  'apiKeys.search': { ja: '名前で検索', en: 'Search name' },
  'apiKeys.name': { ja: 'キーの名前', en: 'Name' },
  'apiKeys.name.hint': {
    ja: '使用する場所が分かる名前（例：人事サーバーの毎朝の一括登録）',
    en: 'Says where it is used, such as “HR server, daily import”',
  },
  'apiKeys.name.needed': { ja: 'キーの名前を入力してください。', en: 'Enter a name for the key.' },
  'apiKeys.scope': { ja: '許可する操作', en: 'Permission' },
  'apiKeys.scope.users.read': { ja: '利用者一覧の出力のみ', en: 'Export the user list only' },
  'apiKeys.scope.users.write': { ja: '利用者一覧の出力と一括登録', en: 'Export and import users' },
  'apiKeys.scope.directory.sync': { ja: 'ADプロビジョニングのみ', en: 'AD provisioning only' },
  'apiKeys.days': { ja: '有効期間（日）', en: 'Good for (days)' },
  'apiKeys.days.range': {
    ja: '{min}～{max}の整数を入力してください。',
    en: 'Enter a whole number from {min} to {max}.',
  },
  'apiKeys.made.title': { ja: 'APIキーを発行しました', en: 'Your new API key' },
  'apiKeys.made.once': {
    ja: 'このキーは今だけ表示されます。閉じる前にコピーして、安全な場所に保管してください。',
    en: 'It is shown only now. Copy it to a safe place before you close this.',
  },
  'apiKeys.made.use': {
    ja: 'コマンドで「kaoban login」（ADプロビジョニングでは「kaoban directory setup」）を実行し、このキーを貼り付けると使用できます。',
    en: 'Run “kaoban login”, or “kaoban directory setup” for AD provisioning, and paste it there.',
  },
  'apiKeys.secret': { ja: 'APIキー', en: 'API key' },
  'apiKeys.madeBy': { ja: '発行者', en: 'Made by' },
  'apiKeys.madeAt': { ja: '発行日時', en: 'Made' },
  'apiKeys.expiresAt': { ja: '有効期限', en: 'Expires' },
  'apiKeys.lastUsed': { ja: '最終利用', en: 'Last used' },
  'apiKeys.lastUsedFrom': { ja: '最終利用元のIPアドレス', en: 'Last used from' },
  'apiKeys.never': { ja: '未使用', en: 'Never' },
  'apiKeys.state': { ja: '状態', en: 'State' },
  'apiKeys.state.usable': { ja: '有効', en: 'Active' },
  'apiKeys.state.expired': { ja: '期限切れ', en: 'Expired' },
  'apiKeys.state.revoked': { ja: '失効', en: 'Revoked' },
  'apiKeys.empty': { ja: 'APIキーはまだありません', en: 'No API keys yet' },
  'apiKeys.empty.lead': {
    ja: '大量の利用者をコマンドで登録・出力するときに発行してください。',
    en: 'Make one to import or export many users from the command line.',
  },
  'apiKeys.revoke': { ja: '失効させる', en: 'Revoke' },
  'apiKeys.revoke.ask': {
    ja: 'APIキー「{name}」を失効させます。使用中のプログラムはすぐに接続できなくなり、元に戻せません。',
    en: '“{name}” will be revoked. Programs that use it are refused at once; this cannot be undone.',
  },
  'apiKeys.revoked': { ja: 'APIキーを失効させました。', en: 'The API key was revoked.' },
} as const satisfies Area<'apiKeys'>
