import type { Area } from './text.ts'

/** What is installed on computers beside the server. */
export const installer = {
  'installer.lead': {
    ja: 'サーバーのほかに、社内のパソコンで動かすプログラムです。',
    en: 'Programs that run on computers of yours, beside this server.',
  },
  'installer.directory': {
    ja: 'Active Directoryのアカウントを読み取り、利用者を登録・変更・停止・削除します。ドメインコントローラーとこのサーバーに接続できる1台のパソコンで動かします。Node.js 22以降が必要です。',
    en: 'Reads the accounts of Active Directory and adds, changes, suspends and deletes users accordingly. It runs on one computer that reaches a domain controller and this server, with Node.js 22 or newer.',
  },
  'installer.directory.download': { ja: 'ツールをダウンロードします。', en: 'Download the tool.' },
  'installer.directory.key': {
    ja: '「ADプロビジョニングのみ」のAPIキーを作成します。テナントアクセスキーとテナント秘密鍵の代わりになり、作成時に一度だけ表示されます。更新するときは、古いキーを失効させる前に新しいキーを設定してください。',
    en: 'Make an API key for AD provisioning only. It takes the place of access key and secret key, and is shown once, when it is made. To renew it, set up a new one before you revoke the old one.',
  },
  'installer.directory.setup': {
    ja: 'ドメインコントローラーと読み取り用のアカウントの名前を書き換えて実行します。APIキーとパスワードは実行後に入力します。',
    en: 'Run this with the names of your domain controller and of an account that may read. It asks for the API key and the password.',
  },
  'installer.directory.setup.label': { ja: '設定のコマンド', en: 'Command that sets it up' },
  'installer.directory.try': {
    ja: '何が変わるかを確かめます。利用者は変更されません。',
    en: 'See what would change. No user is touched.',
  },
  'installer.directory.try.label': { ja: '確認のコマンド', en: 'Command that tries it' },
  'installer.directory.go': {
    ja: '--dry-runを付けずに実行すると反映されます。15分ごとに実行するように、タスクスケジューラーなどに登録してください。',
    en: 'Without --dry-run it is done. Let the task scheduler or a timer run it every 15 minutes.',
  },
} as const satisfies Area<'installer'>
