import type { Area } from './text.ts'

/**
 * Bodies of the mails by template (portal.md §26). A paragraph with a `{mark}` that has no value is left out, so one
 * body serves every branch. `.toAdministrators` goes to the system administrators of somebody without an address.
 */
export const mails = {
  'mails.salutation': { ja: '{name}{gap}様', en: 'Dear{gap}{name},' },
  'mails.closing': {
    ja: 'このメールは送信専用です。お心当たりがない場合は、システム管理者にお知らせのうえ削除してください。\n\n{product}',
    en: 'This mailbox is not read. If you did not expect this mail, tell your system administrator and delete it.\n\n{product}',
  },
  'mails.MAIL-01.body': {
    ja: `{product}にお申し込みいただき、ありがとうございます。「{tenant}」のテナントをご利用いただけるようになりました。無償でお使いいただける期間は{trialEnd}までです。

はじめに、次のページでパスワードを設定してください。このページは24時間だけ有効です。
{passwordUrl}

利用者ID：{userId}
現在のパスワード：{initialPassword}

設定が済みましたら、次のページからログインしてください。
{loginUrl}

24時間を過ぎた場合は、上の利用者IDと現在のパスワードでログインし、サブメニューの「パスワード変更」で変更してください。

ご利用の準備は、システム管理者の方が行います。利用者を登録し、利用者ご本人が顔を登録し、使う端末を登録すると、顔でログインできるようになります。

管理者向けと利用者向けの手引きはこちらです。
{manualUrl}

期間の終了後も続けてお使いになる場合は、{trialEnd}までにライセンスキーを登録してください。`,
    en: `Thank you for applying for {product}. The tenant "{tenant}" is ready. You can use it free of charge until {trialEnd}.

First, set your password on this page. It works for 24 hours.
{passwordUrl}

User ID: {userId}
Current password: {initialPassword}

Then sign in here.
{loginUrl}

After the 24 hours, sign in with the user ID and current password above and use "Change password" in the submenu.

The system administrator prepares everything: register your people, let each of them enrol their own face, register the terminals they use. After that they sign in by face.

The guides for administrators and for users are here.
{manualUrl}

To go on after the free period, register a license key by {trialEnd}.`,
  },
  'mails.MAIL-02.body': {
    ja: `{product}を無償でお使いいただける期間は{trialEnd}までです（あと{daysLeft}日）。

続けてお使いになる場合は、{trialEnd}までにライセンスキーを登録してください。登録済みの利用者、顔、設定はそのままお使いいただけます。
{loginUrl}

ライセンスキーを登録しない場合、{trialEnd}の翌日から顔でのログオンができなくなります。パソコンで顔認証をお使いの場合は、それまでにクライアントソフトをアンインストールしてください。`,
    en: `Your free trial of {product} lasts until {trialEnd} ({daysLeft} days left).

To go on, register a license key by {trialEnd}. Your users, their faces and all settings stay as they are.
{loginUrl}

Without a license key, logon by face stops working on the day after {trialEnd}. If you use face logon on PCs, uninstall the client software before then.`,
  },
  'mails.MAIL-03.body': {
    ja: `{product}を無償でお使いいただける期間が{trialEnd}に終了しました。

顔認証は停止しました。登録された{suspendedFaces}人の顔は暗号化したまま{eraseOn}まで保管し、その日に完全に削除します。{eraseOn}より前にライセンスキーを登録すると、顔をそのままお使いいただけます。

顔認証は停止し、登録された{erasedFaces}人の顔をすべて削除しました。

管理ポータルへのログインとライセンスキーの登録は、{tenantDeletionDate}まで行えます。それまでに登録がない場合、テナントとすべてのデータを削除します。

続けてお使いになる場合は、次のページからログインし、ライセンスキーを登録してください。顔が削除されたあとは、利用者ごとに顔を登録し直してください。
{loginUrl}`,
    en: `Your free trial of {product} ended on {trialEnd}.

Face authentication has stopped. The faces of {suspendedFaces} people stay encrypted until {eraseOn} and are erased for good on that day. Register a license key before {eraseOn}, and they can be used again as they are.

Face authentication has stopped, and the faces of all {erasedFaces} people were erased.

You can sign in to the portal and register a license key until {tenantDeletionDate}. Without one, the tenant and all its data are deleted after that date.

To go on, sign in here and register a license key. Once faces are erased, each person has to enrol again.
{loginUrl}`,
  },
  'mails.MAIL-06.body': {
    ja: `{product}のライセンス期間が{licenceEnd}に終了しました。

顔認証は停止しました。登録された{suspendedFaces}人の顔は暗号化したまま{eraseOn}まで保管し、その日に完全に削除します。{eraseOn}より前にライセンスキーを登録すると、顔をそのままお使いいただけます。

顔認証は停止し、登録された{erasedFaces}人の顔をすべて削除しました。

管理ポータルへのログインとライセンスキーの登録は、{tenantDeletionDate}まで行えます。それまでに登録がない場合、テナントとすべてのデータを削除します。

続けてお使いになる場合は、次のページからログインし、ライセンスキーを登録してください。顔が削除されたあとは、利用者ごとに顔を登録し直してください。
{loginUrl}`,
    en: `Your license term of {product} ended on {licenceEnd}.

Face authentication has stopped. The faces of {suspendedFaces} people stay encrypted until {eraseOn} and are erased for good on that day. Register a license key before {eraseOn}, and they can be used again as they are.

Face authentication has stopped, and the faces of all {erasedFaces} people were erased.

You can sign in to the portal and register a license key until {tenantDeletionDate}. Without one, the tenant and all its data are deleted after that date.

To go on, sign in here and register a license key. Once faces are erased, each person has to enrol again.
{loginUrl}`,
  },
  'mails.MAIL-08.body': {
    ja: `{product}の利用者として登録されました。次の手順で使い始めてください。

1. 次のページでパスワードを設定します。このページは24時間だけ有効です。
{passwordUrl}

利用者ID：{userId}

現在のパスワード：{initialPassword}

2. 次のページからログインし、案内に沿って顔を登録します。
{loginUrl}

3. パソコンで使う場合は、ログイン後に「インストーラダウンロード」からクライアントソフトを入手してください。

24時間を過ぎた場合は、ログインページの「パスワードを忘れた方はこちら」から新しいメールを受け取れます。`,
    en: `You have been registered as a user of {product}. This is how to start.

1. Set your password on this page. It works for 24 hours.
{passwordUrl}

User ID: {userId}

Current password: {initialPassword}

2. Sign in here and follow the steps to enrol your face.
{loginUrl}

3. To use it on your PC, sign in and get the client software from "Installer download".

After the 24 hours, use "Forgot your password?" on the sign-in page to receive a new mail.`,
  },
  'mails.MAIL-08.toAdministrators': {
    ja: `メールアドレスのない利用者が登録されました。次の内容をご本人に安全な方法でお渡しください。

利用者：{userName}
利用者ID：{userId}
現在のパスワード：{initialPassword}

ご本人は次のページでパスワードを設定します。このページは24時間だけ有効です。
{passwordUrl}

24時間を過ぎた場合や設定後は、次のページからログインします。最初のログインでパスワードの変更を求められます。
{loginUrl}`,
    en: `A user without an email address was registered. Please hand this over in person or by another safe way.

User: {userName}
User ID: {userId}
Current password: {initialPassword}

They set their own password on this page. It works for 24 hours.
{passwordUrl}

Afterwards they sign in here. The first sign-in asks for a new password.
{loginUrl}`,
  },
  'mails.MAIL-08.provisioned': {
    ja: `Active Directoryから{count}名の利用者が登録されました。利用者IDと最初のパスワードを、それぞれのご本人に安全な方法でお渡しください。

{list}

ご本人は次のページからログインします。最初のログインでパスワードの変更を求められます。
{loginUrl}`,
    en: `{count} users were registered from Active Directory. Please hand each of them their user ID and first password in person or by another safe way.

{list}

They sign in here. The first sign-in asks for a new password.
{loginUrl}`,
  },
  'mails.MAIL-09.body': {
    ja: `システム管理者が、あなたの利用者パスワードを再発行しました。これまでのパスワードは使えません。Windowsアカウントのパスワードは変わりません。

次のページで新しいパスワードを設定してください。このページは24時間だけ有効です。
{passwordUrl}

利用者ID：{userId}

現在のパスワード：{initialPassword}

設定が済みましたら、次のページからログインしてください。
{loginUrl}`,
    en: `An administrator reissued your portal password. The former one no longer works. The password of your Windows account has not changed.

Set a new password on this page. It works for 24 hours.
{passwordUrl}

User ID: {userId}

Current password: {initialPassword}

Then sign in here.
{loginUrl}`,
  },
  'mails.MAIL-09.toAdministrators': {
    ja: `次の利用者の利用者パスワードが再発行されました。メールアドレスがないため、ご本人に安全な方法でお渡しください。Windowsアカウントのパスワードは変わりません。

利用者：{userName}
利用者ID：{userId}

現在のパスワード：{initialPassword}

ご本人は次のページで新しいパスワードを設定します。このページは24時間だけ有効です。
{passwordUrl}

ログインページ
{loginUrl}`,
    en: `The portal password of this user was reissued. They have no email address, so please hand this over in person or by another safe way. The password of their Windows account has not changed.

User: {userName}
User ID: {userId}

Current password: {initialPassword}

They set a new password on this page. It works for 24 hours.
{passwordUrl}

Sign-in page
{loginUrl}`,
  },
  'mails.MAIL-09.requested': {
    ja: `ログインページで、次の利用者からパスワードの再発行が求められました。メールアドレスがないため、ご本人には何も送られていません。

利用者：{userName}
利用者ID：{userId}

ご本人であることを確かめてから、利用者一覧の「パスワード再発行」で再発行してください。
{loginUrl}`,
    en: `Somebody asked on the sign-in page to have the password of this user reissued. They have no email address, so nothing was sent to them.

User: {userName}
User ID: {userId}

Make sure that it was really them, then use "Reissue password" in the user list.
{loginUrl}`,
  },
  'mails.MAIL-10.body': {
    ja: `パスワード再発行のお申し出を受け付けました。次のページで新しいパスワードを設定してください。このページは24時間だけ、1回に限り有効です。
{passwordUrl}

お申し出をしていない場合は、何もする必要はありません。これまでのパスワードをそのままお使いいただけます。`,
    en: `We received a request for a new password. Set one on this page. It works for 24 hours and only once.
{passwordUrl}

If you did not ask for it, there is nothing to do: your password has not changed.`,
  },
  'mails.MAIL-11.body': {
    ja: `「{linkServiceName}」との利用者情報連携をご利用いただけるようになりました。

はじめに、システム管理者の方が次のページからログインし、「利用者情報連携管理」の「利用者情報連携フィルタ管理」で、連携する利用者の利用者IDをフィルタに登録してください。フィルタにない利用者は連携されません。
{loginUrl}

フィルタの登録が済みましたら、「利用者情報一括同期」を開始してください。その後の変更は自動で連携されます。`,
    en: `The linkage of user information with "{linkServiceName}" is ready.

First, a system administrator signs in here, opens "User data linkage" and "Linkage filter", and registers the user IDs of the people to be linked. Nobody else is linked.
{loginUrl}

Then start the "Bulk synchronization". Later changes are passed on by themselves.`,
  },
  'mails.MAIL-12.body': {
    ja: `クライアントソフトの新しいバージョンを公開する予定です。

バージョン：{version}
公開予定日：{plannedDate}

主な変更点
{changes}

現在のバージョンは{supportEnd}までご利用いただけます。それまでに新しいバージョンへ更新してください。`,
    en: `A new version of the client software is planned.

Version: {version}
Planned for: {plannedDate}

What changes
{changes}

The current version is supported until {supportEnd}. Please update by then.`,
  },
  'mails.MAIL-13.body': {
    ja: `クライアントソフトの新しいバージョンを公開しました。

バージョン：{version}

これまでのバージョンは{supportEnd}までご利用いただけます。それまでに新しいバージョンへ更新してください。`,
    en: `A new version of the client software has been released.

Version: {version}

The former version is supported until {supportEnd}. Please update by then.`,
  },
  'mails.MAIL-14.body': {
    ja: `次の日時に、メンテナンスのため管理ポータルを停止します。停止中も、パソコンや端末での顔認証はご利用いただけます。

開始：{from}
終了予定：{until}
（{timeZone}の時刻）

影響
{impact}`,
    en: `The portal will be down for maintenance. Face authentication at PCs and terminals goes on meanwhile.

From: {from}
Until (planned): {until}
(time zone: {timeZone})

What it affects
{impact}`,
  },
  'mails.MAIL-15.body': {
    ja: `障害のため、緊急のメンテナンスを行っています。

確認した日時：{from}（{timeZone}の時刻）

現在の状況
{state}

影響
{impact}`,
    en: `Something is wrong, and emergency maintenance is under way.

Known since: {from} (time zone: {timeZone})

How it stands
{state}

What it affects
{impact}`,
  },
  'mails.TASK-01.subject': { ja: '【{product}】{task}が終わりました', en: '[{product}] {task}: over' },
  'mails.TASK-01.body': {
    ja: `始めていただいた「{task}」が終わりました。処理したのは{total}件中{done}件です。

結果は次のページで確認できます。
{taskUrl}`,
    en: `What you started is over: {task}. {done} of {total} were dealt with.

See what came of it:
{taskUrl}`,
  },
  'mails.TASK-01.stopped': {
    ja: `始めていただいた「{task}」は、{total}件中{done}件を処理したところで止まりました。処理済みの分はそのまま残っています。

理由と続け方は次のページで確認できます。
{taskUrl}`,
    en: `What you started has stopped: {task}. {done} of {total} were dealt with, and stay as they are.

See why, and how to go on:
{taskUrl}`,
  },
  'mails.name.MAIL-01': { ja: 'テナント開設のご案内', en: 'Tenant opened' },
  'mails.name.MAIL-02': { ja: '無償期間の終了予告', en: 'End of the free trial ahead' },
  'mails.name.MAIL-03': { ja: '無償期間の終了のお知らせ', en: 'End of the free trial' },
  'mails.name.MAIL-06': { ja: 'ライセンス終了のお知らせ', en: 'End of the license' },
  'mails.name.MAIL-08': { ja: '利用開始のご案内', en: 'First steps' },
  'mails.name.MAIL-09': { ja: 'パスワード再発行のお知らせ', en: 'Password reissued by an administrator' },
  'mails.name.MAIL-10': { ja: 'パスワード再発行のご案内', en: 'Password reissue' },
  'mails.name.MAIL-11': { ja: '外部システム連携の利用開始のお知らせ', en: 'External linkage is ready' },
  'mails.name.MAIL-12': { ja: 'クライアントソフトのリリース予定', en: 'Client release planned' },
  'mails.name.MAIL-13': { ja: 'クライアントソフトのリリース完了', en: 'Client released' },
  'mails.name.MAIL-14': { ja: 'メンテナンスのお知らせ', en: 'Maintenance notice' },
  'mails.name.MAIL-15': { ja: '緊急メンテナンスのお知らせ', en: 'Emergency maintenance notice' },
  'mails.name.TASK-01': { ja: 'タスク終了のお知らせ', en: 'Task is over' },
  'mails.mailbox': { ja: '開発用メールボックス', en: 'Development mailbox' },
  'mails.mailbox.lead': {
    ja: 'メールサーバーが設定されていないため、送信されたメールはここに届きます。評価と開発のためのページです。',
    en: 'No mail server is set, so every mail that is sent ends up here. This page is for evaluation and development.',
  },
  'mails.mailbox.empty': { ja: 'まだメールはありません。', en: 'No mail yet.' },
  'mails.mailbox.to': { ja: '宛先', en: 'To' },
  'mails.mailbox.open': { ja: '「{subject}」を開く', en: 'Open "{subject}"' },
} as const satisfies Area<'mails'>
