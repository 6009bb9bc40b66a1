import type { Area } from './text.ts'

/** What is installed on computers beside the server. */
export const installer = {
  'installer.lead': {
    ja: 'サーバーのほかに、社内のパソコンで動かすプログラムです。',
    en: 'Programs that run on computers of yours, beside this server.',
  },
  'installer.client.title': { ja: 'クライアントソフト', en: 'Client software' },
  'installer.client': {
    ja: 'パソコンで顔を登録し、顔でログオンするためのソフトです。Linux（x64、glibc）のパソコンにシステム管理者の権限でインストールします。Node.js 22以降とffmpegが必要です。',
    en: 'With it people register their face at a computer and log on by it. It is installed with administrator rights on Linux (x64, glibc), with Node.js 22 or newer and ffmpeg.',
  },
  'installer.client.none': {
    ja: 'このサーバーには配布できるクライアントソフトがありません。Linux（x64）のサーバーで「npm run build」を実行すると用意されます。',
    en: 'This server has no client software to give out. It is there once “npm run build” has run on a Linux server (x64).',
  },
  'installer.client.download': {
    ja: 'クライアントソフト（バージョン{version}、約{megabytes}MB）をダウンロードします。',
    en: 'Download the client software (version {version}, about {megabytes} MB).',
  },
  'installer.client.unpack': { ja: 'パソコンで展開します。', en: 'Unpack it on the computer.' },
  'installer.client.unpack.label': { ja: '展開のコマンド', en: 'Command that unpacks it' },
  'installer.client.keys.make': {
    ja: '登録に使う値を用意します。テナント秘密鍵は作成したときに一度だけ表示されます。',
    en: 'Have the values at hand that registering asks for. The secret key is shown once, when it is made.',
  },
  'installer.client.keys.ask': {
    ja: '登録に使う値を用意します。テナント秘密鍵は、システム管理者から受け取ってください。',
    en: 'Have the values at hand that registering asks for. Get the secret key from a system administrator.',
  },
  'installer.client.register': {
    ja: 'パソコンをこのテナントに登録します。テナント秘密鍵は実行後に入力します。',
    en: 'Register the computer with this tenant. It asks for the secret key.',
  },
  'installer.client.register.label': { ja: '登録のコマンド', en: 'Command that registers it' },
  'installer.client.face': {
    ja: '顔を登録します。利用者IDとパスワードを入力し、画面の案内に沿ってカメラの前で顔を動かします。',
    en: 'Register a face: enter user ID and password, and move before the camera as it asks.',
  },
  'installer.client.face.label': { ja: '顔登録のコマンド', en: 'Command that registers a face' },
  'installer.keys.make': { ja: '鍵を作成', en: 'Make keys' },
  'installer.keys.make.lead': {
    ja: 'パソコンを登録するためのテナントアクセスキーとテナント秘密鍵を作成します。',
    en: 'Makes the tenant access key and the tenant secret key with which computers are registered.',
  },
  'installer.keys.renew': { ja: '鍵を更新', en: 'Renew keys' },
  'installer.keys.renew.lead': {
    ja: '新しい鍵を作成します。これまでの鍵では、あと7日間パソコンを登録できます。登録済みのパソコンには影響しません。',
    en: 'Makes new keys. The present ones register computers for seven more days. Registered computers are not affected.',
  },
  'installer.keys.endFormer': { ja: 'これまでの鍵をすぐに無効にする', en: 'End the present keys at once' },
  'installer.keys.once': {
    ja: 'テナント秘密鍵は今だけ表示されます。このページを離れる前に控えてください。',
    en: 'The secret key is shown now only. Note it before you leave this page.',
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
