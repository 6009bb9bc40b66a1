import type { Area } from './text.ts'

export const settings = {
  'settings.terminals': { ja: '端末ブラウザー・顔画像', en: 'Browser terminals and faces' },
  'settings.terminals.lead': {
    ja: '端末として登録したブラウザーでの顔認証と、顔画像の保存を設定します。',
    en: 'How browsers registered as terminals recognise people, and whether face images are kept.',
  },
  'settings.method.lead': {
    ja: 'Windows端末のログオン時とロック解除時に求める認証を設定します。認証方式を2つにすると、切替コマンドで切り替えられます。',
    en: 'What Windows terminals ask for at logon and unlock. With two methods, people change between them by a switch command.',
  },
  'settings.method': { ja: '認証方式{n}', en: 'Method {n}' },
  'settings.switch.method': {
    ja: 'ログオン画面とロック画面で認証方式1と認証方式2を切り替えるキーの組み合わせです。',
    en: 'Keys that change between method 1 and method 2 on the logon and lock screens.',
  },
  'settings.policy.lead': {
    ja: 'Windows端末での学習画像の更新と、顔認証ができないときの代替認証を設定します。',
    en: 'How Windows terminals renew the learned image, and how people get in when face authentication does not work.',
  },
  'settings.policy.alternative': { ja: '代替認証', en: 'Alternative authentication' },
  'settings.policy.otp.lead': {
    ja: 'メニュー「ワンタイムパスワード発行」で発行したパスワードに適用します。',
    en: 'For passwords issued by “Issue one-time password” in the menu.',
  },
  'settings.policy.otp.ends': {
    ja: '確定すると、発行済みのワンタイムパスワードは無効になります。オフラインの端末では、次回の同期時に無効になります。',
    en: 'When you apply this, one-time passwords issued so far become invalid; on offline terminals at their next sync.',
  },
  'settings.continuous.lead': {
    ja: 'Windows端末の利用中に顔認証を繰り返し、本人でなければ画面をロックします。',
    en: 'While a Windows terminal is in use, face authentication is repeated, and the screen locks for anybody else.',
  },
  'settings.continuous.cycle': { ja: '顔認証を行う間隔です。', en: 'How often the face is checked.' },
  'settings.continuous.time': {
    ja: '1回の顔認証にかけられる時間です。その間に成功しなければ画面をロックします。',
    en: 'How long a check may take. The screen locks when none succeeds within it.',
  },
  'settings.continuous.failures': { ja: '続けて失敗してもよい回数です。', en: 'How many checks in a row may fail.' },
  'settings.seconds': { ja: '{n}秒', en: '{n} seconds' },
  'settings.free.seconds': { ja: '{min}～{max}（秒）', en: '{min} to {max} seconds' },
  'settings.free.count': { ja: '{min}～{max}（回）', en: '{min} to {max}' },
  'settings.free': { ja: '{name}（自由設定）', en: '{name} (custom)' },
  'settings.count': { ja: '{n}回', en: '{n}' },
  'settings.switch': { ja: '切替コマンド', en: 'Switch commands' },
  'settings.switch.alternative': {
    ja: 'ログオン画面とロック画面で代替認証を開くキーの組み合わせです。ワンタイムパスワードのときにも使われます。',
    en: 'Keys that open alternative authentication on the logon and lock screens, for one-time passwords as well.',
  },
  'settings.switch.key': { ja: '切替コマンド{n}の{place}番目のキー', en: 'Key {place} of switch command {n}' },
  'settings.azure.lead': {
    ja: 'Windows端末でAzureADアカウントの資格情報を確認するために使う値を登録します。2つとも入力してください。',
    en: 'What Windows terminals check the credentials of Azure AD accounts with. Enter both.',
  },
  'settings.azureAd.tenantId': {
    ja: 'Microsoft Entra管理センターの「概要」に表示されるテナントIDです。',
    en: 'The tenant ID shown under “Overview” in the Microsoft Entra admin center.',
  },
  'settings.azureAd.applicationId': {
    ja: 'Microsoft Entra管理センターの「アプリの登録」に表示されるアプリケーション（クライアント）IDです。',
    en: 'The application (client) ID shown under “App registrations” in the Microsoft Entra admin center.',
  },
  'settings.azure.clear': { ja: '設定を削除する', en: 'Remove settings' },
  'settings.azure.clear.question': {
    ja: 'AzureAD設定を削除します。Windows端末は次回の同期から、AzureADアカウントの資格情報を確認できなくなります。よろしいですか。',
    en: 'This removes the Azure AD settings. From their next sync on, Windows terminals can no longer check the credentials of Azure AD accounts. Continue?',
  },
  'settings.client.lead': {
    ja: 'Windows端末などに入れたクライアントソフトの動作を設定します。端末には次回の同期時に反映されます。',
    en: 'How the client software on PCs behaves. PCs receive changes at their next sync.',
  },
  'settings.client.update': {
    ja: '新しい版が公開されたとき、クライアントソフトが自動で更新するかどうかです。',
    en: 'Whether the client software updates itself when a new version is released.',
  },
  'settings.mail.lead': {
    ja: '利用者登録やパスワード再発行のお知らせを、メールアドレスのない利用者についてはシステム管理者全員に送ります。',
    en: 'Notices about registration and reissued passwords of users without an email address go to all system administrators.',
  },
  'settings.mail.send.text': {
    ja: 'メールアドレスのない利用者のお知らせを、システム管理者に送ります。',
    en: 'Notices about users without an address are sent to the system administrators.',
  },
  'settings.mail.notSend.text': {
    ja: 'メールアドレスのない利用者のお知らせは、誰にも送りません。パスワードは画面に一度だけ表示されます。',
    en: 'Notices about users without an address are sent to nobody. Passwords are shown once on screen.',
  },
  'settings.faceLog.lead': {
    ja: '選択した場面で顔認証に失敗したとき、カメラの画像を認証ログとともに保存します。',
    en: 'When face authentication fails in a chosen scene, the camera image is kept with the authentication log.',
  },
  'settings.faceLog.scenes': { ja: '画像を保存する場面', en: 'Scenes whose images are kept' },
  'settings.faceLog.browserTerminal': { ja: '端末ブラウザー', en: 'Browser terminal' },
  'settings.faceLog.note': {
    ja: '失敗した人（登録されていない人を含みます）の顔画像が保存されます。利用目的を周知してください。',
    en: 'Images of people who fail are stored, also of people who are not registered. Tell people what they are used for.',
  },
  'settings.motion': { ja: '顔動き検知', en: 'Face motion check' },
  'settings.motion.text': {
    ja: '写真や動画によるなりすましを防ぐため、毎回くじで決まる動きを求めます。',
    en: 'Asks for movements drawn by lot, so that photographs and videos do not pass.',
  },
  'settings.motion.none': {
    ja: '「なし」では、動きによるなりすましの検知を行いません。',
    en: 'With “None”, movement is not used to detect impostors.',
  },
  'settings.threshold': { ja: '本人と認める厳しさ', en: 'Strictness of recognition' },
  'settings.threshold.standard': { ja: '標準', en: 'Standard' },
  'settings.threshold.standard.text': {
    ja: '普段の利用に適しています。',
    en: 'For everyday use.',
  },
  'settings.threshold.secure': { ja: '厳格', en: 'Strict' },
  'settings.threshold.secure.text': {
    ja: '他人をさらに受け入れにくくします。本人がやり直すことが増えます。',
    en: 'Accepts impostors even less often; people have to try again more often.',
  },
  'settings.retain': { ja: '顔画像の保存', en: 'Face images' },
  'settings.retain.images': { ja: '登録した顔画像を保存する', en: 'Keep the images of registered faces' },
  'settings.retain.forbidden': {
    ja: 'サービスの運用者が、この組織での顔画像の保存を禁止しています。',
    en: 'The operator of the service lets this organisation keep no images.',
  },
  'settings.retain.images.text': {
    ja: '保存しない場合、照合用のデータだけを残します。画像からの再登録や外部への連携はできません。',
    en: 'Otherwise only the data for comparison is kept; re-enrolment from images and linkage are not available.',
  },
  'settings.import': { ja: '一括登録の上限', en: 'Limits of imports' },
  'settings.import.lead': {
    ja: '一度に取り込めるファイルの大きさと、取り込みで設定できる値を決めます。',
    en: 'How much one import may hold, and what it may set.',
  },
  'settings.import.maxRows': { ja: '1回に登録できる行数', en: 'Rows of one import' },
  'settings.import.group': { ja: 'グループ画面からのインポート', en: 'Imports on the page of a group' },
  'settings.import.group.lead': {
    ja: 'CSVと顔画像をまとめて取り込むときの上限です。これを超える量はコマンドライン版ツールで取り込めます。',
    en: 'Limits of CSV files and face images that are taken together. The command line takes more.',
  },
  'settings.mfa.import.maxCsvFiles': { ja: 'CSVファイルの数', en: 'CSV files' },
  'settings.mfa.import.maxImageFiles': { ja: '顔画像の数', en: 'Face images' },
  'settings.mfa.import.maxImageBytes': { ja: '顔画像1枚の大きさ', en: 'Size of one face image' },
  'settings.mfa.import.maxTotalBytes': { ja: 'すべてのファイルの合計', en: 'Size of all files together' },
  'settings.mfa.import.deleteConfirmThreshold': {
    ja: 'これより多く削除するときは確認する（件）',
    en: 'Ask before more deletions than',
  },
  'settings.mfa.import.defaultEncoding': {
    ja: 'BOMのないCSVの文字コード',
    en: 'Encoding of CSV files without a byte order mark',
  },
  'settings.import.passwords': { ja: 'インポートで設定するパスワード', en: 'Passwords that imports set' },
  'settings.import.passwords.lead': {
    ja: 'template16の列に適用します。',
    en: 'For the column template16.',
  },
  'settings.mfa.face.keepEnrollmentImage': {
    ja: 'インポートした顔画像を保存する（保存しない場合は、暗号化した特徴データだけが残ります）',
    en: 'Keep imported face images (otherwise only the encrypted template is stored)',
  },
  'settings.mfa.pin.length': { ja: 'PINの桁数', en: 'Digits of a PIN' },
  'settings.mfa.pin.digits': { ja: '{n}桁', en: '{n} digits' },
  'settings.mfa.password.minLength': { ja: '最小文字数', en: 'Fewest characters' },
  'settings.mfa.password.maxLength': { ja: '最大文字数', en: 'Most characters' },
  'settings.mfa.password.order': {
    ja: '最小文字数以上の値を入力してください。',
    en: 'This has to be at least the fewest characters.',
  },
  'settings.mfa.password.refuseGuessable': {
    ja: '推測されやすいパスワードを拒否する',
    en: 'Refuse passwords that are easily guessed',
  },
  'settings.blocks': { ja: 'PINとTOTPのブロック', en: 'Blocks of PIN and TOTP' },
  'settings.blocks.lead': {
    ja: 'アプリケーションへのログインでPINまたはTOTPを続けて間違えたときに、その認証要素をしばらく使えなくします。利用者一覧の「ロック解除」で、すぐに使えるようにできます。',
    en: 'When somebody gets the PIN or the TOTP code of an application’s sign-in wrong several times in a row, that factor is blocked for a while. “Unlock” in the list of users ends it at once.',
  },
  'settings.mfa.auth.maxFailures': { ja: '続けて間違えてもよい回数', en: 'Wrong ones in a row until it is blocked' },
  'settings.mfa.auth.blockMinutes': { ja: '使えなくする時間（分）', en: 'Minutes of the block' },
  'settings.ownPage': { ja: 'マイページの表示', en: 'Own pages' },
  'settings.ownPage.lead': {
    ja: '利用者が自分で見たり変更したりできる項目を選びます。選んでいない項目はマイページに表示されず、利用者は操作できません。管理者の画面は変わりません。',
    en: 'What users see and do for themselves. What is not chosen is neither shown on their own page nor open to them; pages of administrators stay as they are.',
  },
  'settings.ownPage.shown': { ja: 'マイページに表示する項目', en: 'Shown on own pages' },
  'settings.ownPage.password': { ja: 'パスワードの変更', en: 'Changing the password' },
  'settings.ownPage.password.text': {
    ja: '表示しない場合でも、初期パスワードの変更と、メールによるパスワードの再設定はできます。',
    en: 'Initial passwords can be replaced and forgotten ones reset by mail in any case.',
  },
  'settings.ownPage.face': { ja: '顔の登録', en: 'Registering the face' },
  'settings.ownPage.face.text': {
    ja: '表示しない場合、顔情報の利用への同意の取り消しは、管理者が顔情報を削除して行います。',
    en: 'Otherwise administrators delete the face of whoever withdraws their consent.',
  },
  'settings.ownPage.totp': { ja: 'TOTP（ワンタイムパスワード）', en: 'TOTP (one-time codes)' },
  'settings.ownPage.pin': { ja: 'PIN', en: 'PIN' },
  'settings.ownPage.qr': { ja: 'QRコードとPIN', en: 'QR code and PIN' },
  'settings.ownPage.idManager': { ja: 'IDマネジャーのアプリケーション', en: 'Applications of the ID manager' },
  'settings.ownPage.saml': { ja: 'SAMLのアプリケーション', en: 'SAML applications' },
  'settings.ownPage.proxy': { ja: '代理認証', en: 'Delegation' },
  'settings.ownPage.offline': { ja: '認証情報の持ち出し', en: 'Offline use' },
  'settings.reload': { ja: '最新の設定を表示', en: 'Show the current settings' },
} as const satisfies Area<'settings'>
