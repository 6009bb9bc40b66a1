import type { Area } from './text.ts'

/**
 * Words for the problem codes of the API (packages/contract/src/problems.ts): `problem.<code>` says what is wrong,
 * `problem.<code>.remedy` what to do. `npm run messages -- --check` names codes without words.
 */
export const problems = {
  'problem.request.invalid': { ja: '入力内容に不備があります。', en: 'Some entries are invalid.' },
  'problem.request.invalid.remedy': { ja: '入力項目をご確認ください。', en: 'Check the entries and try again.' },
  'problem.request.too-large': { ja: '送信されたデータが大きすぎます。', en: 'What you sent is too large.' },
  'problem.request.too-large.remedy': {
    ja: 'ファイルを小さくするか、分割してからもう一度お試しください。',
    en: 'Make the file smaller or split it, then try again.',
  },
  'problem.request.too-many': { ja: '操作の回数が多すぎます。', en: 'Too many requests.' },
  'problem.request.too-many.remedy': {
    ja: 'しばらくしてからもう一度お試しください。',
    en: 'Wait a moment, then try again.',
  },
  'problem.request.unsupported-media': {
    ja: 'この形式のデータは受け付けられません。',
    en: 'Data in this format is not accepted.',
  },
  'problem.request.unsupported-media.remedy': {
    ja: '画面に表示されている形式のファイルを選択してください。',
    en: 'Choose a file in one of the formats shown on the page.',
  },
  'problem.request.not-found': { ja: '見つかりませんでした。', en: 'Not found.' },
  'problem.request.not-found.remedy': {
    ja: '削除されたか、アドレスが変わった可能性があります。一覧から開き直してください。',
    en: 'It may have been deleted or moved. Open it again from the list.',
  },
  'problem.request.csrf': { ja: '画面の有効期限が切れています。', en: 'This page is out of date.' },
  'problem.request.csrf.remedy': { ja: '画面を再表示してください。', en: 'Reload the page.' },
  'problem.request.wrong-address': {
    ja: 'このアドレスでは利用できません。',
    en: 'The portal is not available at this address.',
  },
  'problem.request.wrong-address.remedy': {
    ja: '案内されたhttpsのアドレスを使用してください。リバースプロキシはX-Forwarded-ProtoとX-Forwarded-Hostを渡す必要があります。',
    en: 'Use the https address that you were given. The reverse proxy has to pass on X-Forwarded-Proto and X-Forwarded-Host.',
  },
  'problem.request.not-encrypted': {
    ja: '通信が暗号化されていないため、パスワードを含むデータを受け付けられません。',
    en: 'The connection is not encrypted, so data that holds passwords is not accepted.',
  },
  'problem.request.not-encrypted.remedy': {
    ja: 'httpsのアドレスを使用してください。リバースプロキシはX-Forwarded-Protoを渡し、サーバーはKAOBAN_TRUST_PROXYで信頼する必要があります。',
    en: 'Use an https address. The reverse proxy has to pass on X-Forwarded-Proto, and the server to believe it (KAOBAN_TRUST_PROXY).',
  },
  'problem.request.forbidden': { ja: 'この操作を行う権限がありません。', en: 'You may not do this.' },
  'problem.request.forbidden.remedy': {
    ja: '必要な場合はシステム管理者に権限の設定を依頼してください。',
    en: 'If you need to, ask your system administrator for the permission.',
  },
  'problem.request.unauthenticated': { ja: 'ログインが必要です。', en: 'You are not signed in.' },
  'problem.request.unauthenticated.remedy': { ja: 'ログインしてください。', en: 'Sign in.' },
  'problem.request.conflict': {
    ja: '他の利用者によって更新されています。',
    en: 'This record was changed by someone else.',
  },
  'problem.request.conflict.remedy': {
    ja: '画面を再表示してから、もう一度操作してください。',
    en: 'Reload the page, then try again.',
  },
  'problem.server.broken': { ja: 'サーバーで問題が発生しました。', en: 'Something went wrong on the server.' },
  'problem.server.broken.remedy': {
    ja: 'しばらくしてからもう一度お試しください。繰り返す場合は、受付番号を添えてサービスの運用者にお問い合わせください。',
    en: 'Try again later. If it repeats, contact the operator of the service and give the request ID.',
  },
  'problem.server.busy': { ja: 'サーバーが混み合っています。', en: 'The server is busy.' },
  'problem.server.busy.remedy': {
    ja: 'しばらくしてからもう一度お試しください。',
    en: 'Wait a moment, then try again.',
  },
  'problem.session.expired': { ja: 'セッションの有効期限が切れました。', en: 'Your session has expired.' },
  'problem.session.expired.remedy': { ja: '再度ログインしてください。', en: 'Sign in again.' },
  'problem.session.password-change-required': {
    ja: 'パスワードの変更が必要です。',
    en: 'You must change your password first.',
  },
  'problem.session.password-change-required.remedy': {
    ja: '新しいパスワードを設定してから、操作を続けてください。',
    en: 'Set a new password, then continue.',
  },
  'problem.session.proof-needed': {
    ja: 'ご本人の確認のため、パスワードをもう一度入力してください。',
    en: 'Enter your password again to confirm that it is you.',
  },
  'problem.session.proof-needed.remedy': {
    ja: '最後の認証から15分を過ぎると、この操作の前に確認します。顔認証でログインした場合は、再度ログインしても続けられます。',
    en: 'This is asked when your last sign-in was more than 15 minutes ago. If you signed in by face, you can also sign in again.',
  },
  'problem.app-sign-in.refused': {
    ja: 'ログインできませんでした。',
    en: 'You could not be signed in.',
  },
  'problem.app-sign-in.refused.remedy': {
    ja: '利用者IDと入力した内容を確認して、もう一度お試しください。続けて失敗すると、しばらくログインできなくなります。解決しないときは管理者に連絡してください。',
    en: 'Check your user ID and what you entered, and try again. After several failures you have to wait. If it does not help, tell your administrator.',
  },
  'problem.app-sign-in.ended': {
    ja: 'このログインは時間切れか、すでに終わっています。',
    en: 'This sign-in is over.',
  },
  'problem.app-sign-in.ended.remedy': {
    ja: 'ログインは5分以内に、始めたときと同じブラウザーで行ってください。アプリケーションを開き直すと、最初からやり直せます。',
    en: 'Sign in within five minutes, at the browser where you began. Open the application again to start over.',
  },
  'problem.app-sign-in.no-user-name': {
    ja: 'このアプリケーションで使うユーザー名が登録されていないため、ログインできません。',
    en: 'You have no user name for this application, so you cannot be signed in to it.',
  },
  'problem.app-sign-in.no-user-name.remedy': {
    ja: '管理者に連絡してください。管理者は、利用者の「認証要素」の画面でSPユーザー名を登録できます。',
    en: 'Tell your administrator, who can set the SP user name on the page "Factors" of the user.',
  },
  'problem.app-sign-in.shared-user-name': {
    ja: 'このアプリケーションのユーザー名が、ほかの利用者にも登録されているため、ログインできません。',
    en: 'Somebody else has the same user name for this application, so you cannot be signed in to it.',
  },
  'problem.app-sign-in.shared-user-name.remedy': {
    ja: '管理者に連絡してください。管理者は、SPユーザー名を変更するか、SAML設定で共有を許可できます。',
    en: 'Tell your administrator, who can change the SP user name, or allow shared ones in the SAML settings.',
  },
  'problem.saml.request-refused': {
    ja: 'アプリケーションからの認証要求を受け付けられませんでした。',
    en: 'The request of the application was refused.',
  },
  'problem.saml.request-refused.remedy': {
    ja: 'アプリケーションを開き直してください。繰り返し表示されるときは管理者に連絡してください。管理者は、アプリケーション側とSAML設定のエンティティID、ACSのURL、証明書が一致しているか確認してください。',
    en: 'Open the application again. If this comes back, tell your administrator, who checks entity ID, ACS URL and certificate in the application and in the SAML settings.',
  },
  'problem.saml.metadata-refused': {
    ja: 'サービスプロバイダーのメタデータとして読み取れません。',
    en: 'This is not the metadata of a service provider.',
  },
  'problem.saml.metadata-refused.remedy': {
    ja: 'アプリケーションから取得したSAML 2.0のメタデータ（XML）を選択するか、項目を入力してください。',
    en: 'Choose the SAML 2.0 metadata (XML) of the application, or fill in the fields.',
  },
  'problem.self-service.hidden': {
    ja: 'この機能は、所属する組織の設定により使用できません。',
    en: 'Your organisation does not offer this on your own page.',
  },
  'problem.self-service.hidden.remedy': {
    ja: '変更が必要なときは、システム管理者に依頼してください。システム管理者は「設定」の「マイページの表示」で表示できます。',
    en: 'Ask your system administrator for the change. System administrators show it again in "Own pages" of the settings.',
  },
  'problem.tenant.not-found': { ja: 'テナントが見つかりません。', en: 'Tenant not found.' },
  'problem.tenant.not-found.remedy': {
    ja: 'テナントのアドレスをご確認ください。分からない場合はシステム管理者にお問い合わせください。',
    en: 'Check the address of the tenant. If you do not know it, ask your system administrator.',
  },
  'problem.log.nothing-found': { ja: '該当するログがありません。', en: 'No matching log entries.' },
  'problem.log.nothing-found.remedy': {
    ja: '日時の範囲や条件を広げてください。',
    en: 'Widen the time range or the conditions.',
  },
  'problem.log.image-not-kept': {
    ja: 'この認証の顔画像は保存されていません。',
    en: 'No face image of this attempt was kept.',
  },
  'problem.log.image-not-kept.remedy': {
    ja: '顔画像ログ出力ポリシーが有効な間に失敗した認証だけに顔画像があります。',
    en: 'Only attempts that failed while the face image log policy was on have one.',
  },
  'problem.file.not-in-shift-jis': {
    ja: 'Shift_JISでは表せない文字があります：{characters}',
    en: 'Some characters cannot be written in Shift_JIS: {characters}',
  },
  'problem.file.not-in-shift-jis.remedy': {
    ja: '文字コードにUTF-8を選んで、もう一度出力してください。',
    en: 'Choose UTF-8 as the encoding and try again.',
  },
  'problem.sign-in.refused': {
    ja: '利用者IDまたはパスワードが正しくありません。',
    en: 'The user ID or password is incorrect.',
  },
  'problem.sign-in.locked': {
    ja: '連続して認証に失敗したため、利用者IDが一時的にロックされています。しばらくしてから再度お試しください。',
    en: 'This user ID is temporarily locked after repeated failures. Try again later.',
  },
  'problem.sign-in.locked.remedy': {
    ja: 'お急ぎの場合は、システム管理者にロック解除を依頼するか、「パスワードを忘れた方はこちら」からパスワードを設定し直してください。',
    en: 'If it is urgent, ask your system administrator to unlock it or set a new password by "Forgot your password?".',
  },
  'problem.sign-in.unusable': {
    ja: 'このアカウントは現在利用できません。',
    en: 'This account cannot be used at present.',
  },
  'problem.sign-in.unusable.remedy': {
    ja: '管理者によるロック、または有効期間外です。システム管理者にお問い合わせください。',
    en: 'An administrator locked it, or today is outside its days of validity. Ask your system administrator.',
  },
  'problem.operator.last': { ja: '最後の運用者は削除できません。', en: 'The last operator cannot be removed.' },
  'problem.operator.last.remedy': { ja: '先に別の運用者を招待してください。', en: 'Invite another operator first.' },
  'problem.linkage.not-configured': {
    ja: 'このテナントには外部システム連携が設定されていません。',
    en: 'This tenant is not linked with an external system.',
  },
  'problem.linkage.not-configured.remedy': {
    ja: 'ご利用になる場合は、サービスの運用者に設定をご依頼ください。',
    en: 'Ask the operator of the service to set up the linkage.',
  },
  'problem.linkage.no-answer': {
    ja: '外部システムから正しい応答がありませんでした。',
    en: 'The external system gave no usable answer.',
  },
  'problem.linkage.no-answer.remedy': {
    ja: '外部システムが動いていること、接続先のURLとトークンが正しいことをご確認ください。',
    en: 'Make sure that the external system is running, and that its URL and token are right.',
  },
  'problem.linkage.no-consent': {
    ja: '個人情報の提供についてのご案内への同意が必要です。',
    en: 'The personal-data notice has to be agreed to first.',
  },
  'problem.linkage.no-consent.remedy': {
    ja: '「利用者情報連携フィルタ管理」を開き、内容を確認して同意してください。',
    en: 'Open "Linkage filter", read the notice and agree to it.',
  },
  'problem.linkage.sync-done': { ja: '一括同期は完了しています。', en: 'The bulk sync was completed.' },
  'problem.linkage.sync-done.remedy': {
    ja: 'もう一度実行する必要がある場合は、サービスの運用者に再許可をご依頼ください。',
    en: 'If it has to run once more, ask the operator of the service to allow it.',
  },
  'problem.linkage.sync-running': { ja: '一括同期を実行しています。', en: 'A bulk sync is under way.' },
  'problem.linkage.sync-running.remedy': {
    ja: '終わるまでお待ちいただくか、中止してからもう一度お試しください。',
    en: 'Wait until it is over, or stop it, then try again.',
  },
  'problem.linkage.filter-empty': {
    ja: '利用者情報連携フィルタが登録されていないため、一括同期を実行できません。',
    en: 'Bulk sync cannot run because the linkage filter is empty.',
  },
  'problem.linkage.filter-empty.remedy': {
    ja: '先に、連携する利用者IDをフィルタに追加してください。',
    en: 'Add the user IDs to be linked to the filter first.',
  },
  'problem.linkage.stalled': {
    ja: '一括同期が30分以上進まなかったため、終了しました。',
    en: 'The bulk sync had made no progress for 30 minutes and was ended.',
  },
  'problem.linkage.stalled.remedy': {
    ja: 'もう一度開始してください。繰り返す場合は、サポート窓口にお問い合わせください。',
    en: 'Start it again. If it happens again, contact the support desk.',
  },
  'problem.addresses.lock-out': {
    ja: '現在接続中のIPアドレスが接続制限の対象となります。',
    en: 'Your current IP address would be restricted.',
  },
  'problem.addresses.lock-out.remedy': {
    ja: '現在接続中のIPアドレスを含む範囲を、先に追加してください。',
    en: 'Add a range that holds your current IP address first.',
  },
  'problem.addresses.too-many': {
    ja: '接続許可IPアドレスの登録数が上限に達しています。',
    en: 'The list of allowed IP addresses is full.',
  },
  'problem.addresses.too-many.remedy': {
    ja: '不要な範囲を削除するか、複数の範囲を1つにまとめてください。',
    en: 'Delete ranges that are not needed, or join several into one.',
  },
  'problem.user.out-of-reach': {
    ja: 'この利用者を操作する権限がありません。',
    en: 'You do not have permission to manage this user.',
  },
  'problem.user.out-of-reach.remedy': {
    ja: '自分が管理するグループの利用者だけを操作できます。管理者である利用者の変更は、システム管理者に依頼してください。',
    en: 'You manage the users of your own groups. Ask a system administrator for changes to somebody who administers.',
  },
  'problem.group.in-use': {
    ja: 'グループに利用者が残っているため、削除できません。',
    en: 'The group cannot be deleted because people still belong to it.',
  },
  'problem.group.in-use.remedy': {
    ja: 'グループの利用者を別のグループへ移してください。ごみ箱の利用者も含まれます。',
    en: 'Move its users to another group first. Users in the recycle bin count as well.',
  },
  'problem.app.in-use': {
    ja: '{users}人の利用者にログイン情報が登録されているため、アプリケーションを削除できません。',
    en: 'The application cannot be removed: {users} users have sign-in data for it.',
  },
  'problem.app.in-use.remedy': {
    ja: '利用者の画面、またはCSVファイルの「!clear」でログイン情報を消去してください。ごみ箱の利用者も含まれます。',
    en: 'Clear the sign-in data on the pages of the users or by "!clear" in a CSV file. Users in the recycle bin count as well.',
  },
  'problem.group.no-place': {
    ja: 'グループの設定枠（5つ）に空きがありません。',
    en: 'All five group places are taken.',
  },
  'problem.group.no-place.remedy': {
    ja: '利用者の画面で不要なグループを「未設定」にしてから、もう一度追加してください。',
    en: 'Set a group that is no longer needed to "Not set" on the page of the user, then add again.',
  },
  'problem.import.file-refused': {
    ja: 'ファイルを読み取れませんでした。登録は行われていません。',
    en: 'The file could not be read. Nothing was changed.',
  },
  'problem.import.file-refused.remedy': {
    ja: '表示された行と列を修正して、もう一度アップロードしてください。',
    en: 'Correct the lines and columns that are named and upload it again.',
  },
  'problem.import.limit-broken': {
    ja: 'ファイルの数またはサイズが上限を超えています。何も登録されていません。',
    en: 'There are too many files, or they are too large. Nothing was imported.',
  },
  'problem.import.limit-broken.remedy': {
    ja: 'ファイルを減らすか、「ユーザー管理用コマンドライン版ツール」をご利用ください。',
    en: 'Choose fewer or smaller files, or use the command-line tool.',
  },
  'problem.import.not-ready': {
    ja: 'この一括登録は、現在の状態では実行できません。',
    en: 'This import cannot do that in its present state.',
  },
  'problem.import.not-ready.remedy': {
    ja: '画面を再表示して、状態を確認してください。',
    en: 'Reload the page and look at its state.',
  },
  'problem.import.running': {
    ja: '一括登録を実行中です。完了後に再度実行してください。',
    en: 'Another import is running. Try again when it has finished.',
  },
  'problem.import.running.remedy': {
    ja: '実行中の一括登録の進み具合は、画面右上のベルから確認できます。',
    en: 'The bell at the top right shows how far the other import is.',
  },
  'problem.import.outdated': {
    ja: '計画を作成した後に、{rows}行の利用者の情報が変わりました。',
    en: 'People of {rows} rows have changed since the plan was made.',
  },
  'problem.import.outdated.remedy': {
    ja: '「計画を作り直す」を押し、変わった内容を確認してから適用してください。ファイルの再送信は不要です。',
    en: 'Make the plan again, look at what has changed, and apply it then. The files need not be sent again.',
  },
  'problem.directory.other-tool': {
    ja: 'このドメインは、別の場所に設定されたツールが連携しています。',
    en: 'Another installation of the tool keeps this domain in step.',
  },
  'problem.directory.other-tool.remedy': {
    ja: '連携する場所を変更するときは、「kaoban directory setup --take-over」で設定してください。',
    en: 'To have this one take its place, set it up with “kaoban directory setup --take-over”.',
  },
  'problem.directory.waiting': {
    ja: '前回の連携は{deletions}名の利用者を削除するため、確認を待っています。',
    en: 'The last run would delete {deletions} users and waits to be confirmed.',
  },
  'problem.directory.waiting.remedy': {
    ja: '管理ポータルの「利用者一括登録」で内容を確認し、適用または破棄してください。',
    en: 'Look at it in the portal at Import users, and apply or discard it.',
  },
  'problem.import.deletions-unconfirmed': {
    ja: '多くの利用者が削除されるため、件数の確認が必要です。',
    en: 'Many users would be deleted: the number has to be confirmed.',
  },
  'problem.import.deletions-unconfirmed.remedy': {
    ja: '削除される人数を確認して、入力してください。',
    en: 'Check how many people are deleted and type the number.',
  },
  'problem.password-link.expired': {
    ja: 'パスワード変更URLの有効期限が切れています。ログイン後、サブメニューエリアの「パスワード変更」から変更してください。',
    en: 'The password change link has expired. Sign in and use "Change password" in the submenu.',
  },
  'problem.operator.refused': {
    ja: 'メールアドレス、パスワード、確認コードのいずれかが正しくないか、一時的にロックされています。',
    en: 'The email address, the password or the code is incorrect, or the account is temporarily locked.',
  },
  'problem.operator.setup-expired': {
    ja: 'この初期設定URLは使えません。',
    en: 'This set-up link no longer works.',
  },
  'problem.operator.setup-expired.remedy': {
    ja: '運用者がまだ登録されていない場合は、サーバーを再起動すると新しいURLが表示されます。登録済みの場合は、運用コンソールにログインしてください。',
    en: 'If there is no operator yet, restart the server: it prints a new link. Otherwise sign in to the operator console.',
  },
  'problem.operator.two-factor-required': {
    ja: '二要素認証の設定が必要です。',
    en: 'You must set up two-factor sign-in first.',
  },
  'problem.operator.two-factor-required.remedy': {
    ja: '認証アプリを登録してから、操作を続けてください。',
    en: 'Register an authenticator application, then continue.',
  },
  'problem.application.decided': {
    ja: 'この申込はすでに処理されています。',
    en: 'This application has already been decided.',
  },
  'problem.application.decided.remedy': { ja: '画面を再表示してください。', en: 'Reload the page.' },
  'problem.face.consent-needed': {
    ja: '顔画像の利用への同意が必要です。',
    en: 'Consent to the use of the face is needed.',
  },
  'problem.face.consent-needed.remedy': {
    ja: '同意の文章をご確認のうえ、同意してください。',
    en: 'Read the text and agree to it.',
  },
  'problem.face.challenge-ended': { ja: '撮影の有効期限が切れました。', en: 'The time for these pictures is over.' },
  'problem.face.challenge-ended.remedy': { ja: 'もう一度撮影してください。', en: 'Start again.' },
  'problem.face.frames-refused': {
    ja: '撮影した画像を受け付けられませんでした。',
    en: 'The frames were not accepted.',
  },
  'problem.face.frames-refused.remedy': {
    ja: 'カメラの映像を確認し、もう一度撮影してください。',
    en: 'Check the camera and start again.',
  },
  'problem.face.picture-refused': { ja: 'この画像は受け付けられません。', en: 'This picture is not accepted.' },
  'problem.face.picture-refused.remedy': {
    ja: '10 MBまでのJPEG・PNG・BMPの写真を選択してください。',
    en: 'Choose a JPEG, PNG or BMP photo of up to 10 MB.',
  },
  'problem.face.not-good-enough': {
    ja: 'この画像では顔を登録できません。',
    en: 'The face cannot be registered from these pictures.',
  },
  'problem.face.not-good-enough.remedy': {
    ja: '明るい場所で正面を向き、もう一度お試しください。',
    en: 'Find good light, look straight ahead and try again.',
  },
  'problem.face.draft-ended': {
    ja: '登録前の写真の有効期限が切れました。',
    en: 'The picture to be registered has expired.',
  },
  'problem.face.draft-ended.remedy': { ja: 'もう一度撮影してください。', en: 'Take the picture again.' },
  'problem.face.image-not-kept': { ja: '顔画像は保存されていません。', en: 'No picture of the face is kept.' },
  'problem.face.image-not-kept.remedy': {
    ja: 'このテナントは顔画像を保持しない設定です。顔認証は利用できます。',
    en: 'This tenant keeps no pictures. Face sign-in works all the same.',
  },
  'problem.face.no-licence-left': {
    ja: '利用可能ID数を超過するため、顔画像を登録できません。',
    en: 'The face image cannot be registered because the licensed number of IDs would be exceeded.',
  },
  'problem.face.no-licence-left.remedy': {
    ja: 'システム管理者にお問い合わせください。',
    en: 'Ask your system administrator.',
  },
  'problem.licence.lapsed': {
    ja: 'ライセンスの期間が終了したため、顔認証と顔の登録をご利用いただけません。',
    en: 'The license term has ended, so face authentication and enrolment are not available.',
  },
  'problem.licence.lapsed.remedy': {
    ja: 'パスワードでログインしてください。続けて使うには、システム管理者がライセンスキーを登録します。',
    en: 'Sign in with your password. To go on, the system administrator registers a license key.',
  },
  'problem.licence.trial-full': {
    ja: '無償利用で登録できる利用者は{limit}人までです。',
    en: 'A free trial covers at most {limit} users.',
  },
  'problem.licence.trial-full.remedy': {
    ja: '使わない利用者を削除するか、ライセンスキーを登録してください。',
    en: 'Delete users who are not needed, or register a license key.',
  },
  'problem.task.starter-refused': {
    ja: '処理を開始した利用者に、この処理を行う権限がなくなりました。',
    en: 'The person who started this may no longer do it.',
  },
  'problem.task.starter-refused.remedy': {
    ja: '処理済みの分はそのまま残ります。権限のある方が、残りをもう一度開始してください。',
    en: 'What was done stays done. Somebody with the permission can start the rest again.',
  },
  'problem.task.over': { ja: 'この処理はすでに終わっています。', en: 'This task is already over.' },
  'problem.task.over.remedy': { ja: '結果をご確認ください。', en: 'Look at its result.' },
  'problem.task.secret-gone': {
    ja: 'この内容は表示済みか、保管期限（24時間）を過ぎました。',
    en: 'This was read already, or its 24 hours are over.',
  },
  'problem.task.secret-gone.remedy': {
    ja: '必要な場合は、もう一度処理を行ってください。',
    en: 'If you still need it, run the task again.',
  },
  'problem.task.too-many': { ja: '待機中の処理が多すぎます。', en: 'Too many tasks are waiting.' },
  'problem.task.too-many.remedy': {
    ja: '実行中の処理が終わってから、もう一度お試しください。',
    en: 'Try again when some of them are done.',
  },
  'problem.portal.maintenance': {
    ja: 'ただいまメンテナンス中のため、管理ポータルをご利用いただけません。顔認証は引き続きご利用いただけます。',
    en: 'The portal is unavailable because of maintenance. Face authentication remains available.',
  },
  'problem.portal.maintenance.remedy': {
    ja: 'しばらくしてからもう一度お試しください。',
    en: 'Please try again later.',
  },
  'problem.face-sign-in.refused': { ja: '顔認証に失敗しました。', en: 'Face authentication failed.' },
  'problem.face-sign-in.refused.remedy': {
    ja: 'もう一度お試しいただくか、パスワードでログインしてください。',
    en: 'Try again, or sign in with your password.',
  },
  'problem.face-sign-in.wait': {
    ja: '失敗が続いたため、しばらく顔認証を使えません。',
    en: 'Too many failures in a row.',
  },
  'problem.face-sign-in.wait.remedy': {
    ja: '表示された時間だけ待つか、パスワードでログインしてください。',
    en: 'Wait as long as shown, or sign in with your password.',
  },
  'problem.face-sign-in.unavailable': { ja: '顔認証を利用できません。', en: 'Face authentication is not available.' },
  'problem.face-sign-in.unavailable.remedy': {
    ja: 'しばらくしてからお試しいただくか、パスワードでログインしてください。',
    en: 'Try again later, or sign in with your password.',
  },
  'problem.face-sign-in.id-needed': {
    ja: 'この端末では利用者IDの入力が必要です。',
    en: 'This terminal needs a user ID.',
  },
  'problem.face-sign-in.id-needed.remedy': { ja: '利用者IDを入力してください。', en: 'Enter your user ID.' },
  'problem.import.files-changed': {
    ja: '一括登録を開始したときのファイルと異なります。',
    en: 'The files are not those that this import was begun with.',
  },
  'problem.import.files-changed.remedy': {
    ja: 'はじめからやり直してください。',
    en: 'Start the import again.',
  },
  'problem.api-key.malformed': { ja: 'APIキーに誤りがあります。', en: 'The API key is mistyped or cut off.' },
  'problem.api-key.malformed.remedy': {
    ja: '「kbn_」から最後の文字までを、もう一度コピーしてください。',
    en: 'Copy it again, from “kbn_” to its last character.',
  },
  'problem.api-key.refused': { ja: 'このAPIキーは使用できません。', en: 'This API key cannot be used.' },
  'problem.api-key.refused.remedy': {
    ja: 'キーが失効していないか、発行した人のアカウントが有効かを管理ポータルで確認してください。',
    en: 'See in the portal whether it was revoked, and whether the account of the person who made it is active.',
  },
  'problem.api-key.expired': { ja: 'APIキーの有効期限が切れています。', en: 'The API key has expired.' },
  'problem.api-key.expired.remedy': {
    ja: '管理ポータルで新しいAPIキーを発行してください。',
    en: 'Make a new API key in the portal.',
  },
  'problem.api-key.out-of-scope': {
    ja: 'このAPIキーでは、この操作を行えません。',
    en: 'This API key may not be used for this.',
  },
  'problem.api-key.out-of-scope.remedy': {
    ja: '必要な権限を持つAPIキーを発行するか、管理ポータルで操作してください。',
    en: 'Make an API key with the permission that is needed, or do it in the portal.',
  },
  'problem.api-key.too-many': {
    ja: '有効なAPIキーの数が上限に達しています。',
    en: 'You already have as many API keys as one person may have.',
  },
  'problem.api-key.too-many.remedy': {
    ja: '使用していないAPIキーを失効させてください。',
    en: 'Revoke a key that is no longer used.',
  },
  'problem.terminal.clock-wrong': { ja: '端末の時計が合っていません。', en: 'The clock of this terminal is wrong.' },
  'problem.terminal.clock-wrong.remedy': {
    ja: '端末の日付と時刻を合わせてください。',
    en: 'Set the date and time of the terminal.',
  },
  'problem.computer.keys-refused': {
    ja: 'テナントアクセスキーまたはテナント秘密鍵が正しくありません。',
    en: 'The tenant access key or the tenant secret key is wrong.',
  },
  'problem.computer.keys-refused.remedy': {
    ja: '入力した値を確認してください。鍵が更新されている場合は、システム管理者から新しい鍵を受け取ってください。',
    en: 'Check what was entered. If the keys were renewed, get the new ones from a system administrator.',
  },
  'problem.computer.name-taken': {
    ja: '同じコンピュータ名のクライアントPCが登録されています。',
    en: 'A client computer of this name is registered already.',
  },
  'problem.computer.name-taken.remedy': {
    ja: '入れ替えたパソコンの場合は、管理ポータルの「クライアントPC」で古い登録を失効させてから、もう一度登録してください。',
    en: 'If it takes the place of another, revoke that on the page “Client computers” of the portal, then register again.',
  },
  'problem.computer.revoked': {
    ja: 'このパソコンの登録は失効しています。',
    en: 'The registration of this computer was revoked.',
  },
  'problem.computer.revoked.remedy': {
    ja: '保存されていた情報は消去されます。使い続ける場合は、もう一度登録してください。',
    en: 'What it held is erased. Register it again to go on using it.',
  },
  'problem.computer.replayed': {
    ja: '同じ署名の要求をすでに受け付けています。',
    en: 'A request with this signature has been received before.',
  },
  'problem.computer.replayed.remedy': {
    ja: '繰り返し表示される場合は、パソコンの時計を確認してください。',
    en: 'If this appears repeatedly, check the clock of the computer.',
  },
  'problem.one-time-password.off': {
    ja: '代替認証の認証手段がワンタイムパスワードではありません。',
    en: 'Alternative authentication is not by one-time password.',
  },
  'problem.one-time-password.off.remedy': {
    ja: '「Windowsログオン認証ポリシー」で代替認証を有効にし、認証手段にワンタイムパスワードを選択してください。',
    en: 'Enable alternative authentication by one-time password in the Windows logon authentication policy.',
  },
  'problem.one-time-password.too-many': {
    ja: 'このアカウントには、同じ有効期限のワンタイムパスワードをこれ以上発行できません。',
    en: 'No more one-time passwords with this validity can be issued for the account today.',
  },
  'problem.one-time-password.too-many.remedy': {
    ja: '有効期限を変えて発行してください。同じ有効期限では、1日（協定世界時）に4回まで発行できます。',
    en: 'Choose another validity. With the same one, four can be issued a day (UTC).',
  },
} as const satisfies Area<'problem'>

type Fixer = 'you' | 'administrator' | 'operator'

/** Problems that the person who met them cannot fix alone. */
const fixers: Readonly<Record<string, Fixer>> = {
  'request.forbidden': 'administrator',
  'request.wrong-address': 'operator',
  'request.not-encrypted': 'operator',
  'server.broken': 'operator',
  'server.busy': 'operator',
  'portal.maintenance': 'operator',
  'sign-in.unusable': 'administrator',
  'user.out-of-reach': 'administrator',
  'face.no-licence-left': 'administrator',
  'licence.lapsed': 'administrator',
  'licence.trial-full': 'administrator',
  'terminal.clock-wrong': 'administrator',
  'linkage.not-configured': 'operator',
  'linkage.no-answer': 'operator',
  'linkage.no-consent': 'administrator',
  'linkage.sync-done': 'operator',
  'computer.keys-refused': 'administrator',
  'computer.name-taken': 'administrator',
  'computer.revoked': 'administrator',
  'computer.replayed': 'administrator',
  'operator.setup-expired': 'operator',
}

/** Who can fix a problem; its words are `errors.who.<fixer>`. */
export function fixerOf(code: string): Fixer {
  return fixers[code] ?? 'you'
}
