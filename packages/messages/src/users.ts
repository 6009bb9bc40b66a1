import type { Area } from './text.ts'

export const users = {
  'users.search': { ja: '利用者ID・利用者名・メールアドレスで検索', en: 'Search by user ID, name or email address' },
  'users.conditions': { ja: '検索条件', en: 'Search conditions' },
  'users.conditionsInUse': { ja: '検索条件（設定中）', en: 'Search conditions (in use)' },
  'users.anyLock': { ja: 'アカウント', en: 'Account' },
  'users.locked': { ja: 'ロック中', en: 'Locked' },
  'users.lockedUntil': { ja: 'ロック中（{time}まで）', en: 'Locked until {time}' },
  'users.password': { ja: '初期パスワード', en: 'Initial password' },
  'users.passwordInitial': { ja: '未変更', en: 'Not changed yet' },
  'users.provisionalWeek': { ja: '仮登録のまま1週間以上', en: 'Provisional for over a week' },
  'users.warning': { ja: '注意：{reasons}', en: 'Attention: {reasons}' },
  'users.noFace': { ja: '顔画像が登録されていません', en: 'No face image is registered' },
  'users.mailRefused': { ja: 'メールが届きませんでした', en: 'Mail could not be delivered' },
  'users.and': { ja: '、', en: '; ' },
  'users.faceOf': { ja: '{name}の顔画像：{state}', en: 'Face image of {name}: {state}' },
  'users.set': { ja: 'はい', en: 'Yes' },
  'users.add': { ja: '利用者を追加する', en: 'Add a user' },
  'users.edit': { ja: '利用者を変更する', en: 'Edit a user' },
  'users.section.account': { ja: '利用者', en: 'User' },
  'users.section.rights': { ja: '権限', en: 'Rights' },
  'users.cloudHint': {
    ja: 'クラウドサービスと併用する場合は、そのサービスのアカウントと同じ利用者IDにしてください。',
    en: 'If you use cloud services together with this product, the user ID must equal the account there.',
  },
  'users.idFixed': {
    ja: '利用者IDは登録後に変更できません。',
    en: 'The user ID cannot be changed after registration.',
  },
  'users.passwordKept': {
    ja: '変更する場合だけ入力してください。',
    en: 'Enter one only if you want to change it.',
  },
  'users.passwordFirst': {
    ja: '本人は最初のログインで、このパスワードを自分のものに変更します。',
    en: 'The user replaces this password at the first sign-in.',
  },
  'users.ownRole': { ja: '自分自身の権限は変更できません。', en: 'You cannot change your own role.' },
  'users.reload': { ja: '最新の内容を表示', en: 'Show the current record' },
  'users.conflict': {
    ja: '最新の内容を表示すると、入力した内容は失われます。',
    en: 'If you show the current record, what you entered is lost.',
  },
  'users.added.user': {
    ja: '保存しました。利用開始のメールを本人に送ります。',
    en: 'Saved. The user is sent a mail with the first steps.',
  },
  'users.added.administrators': {
    ja: '保存しました。利用開始のメールをシステム管理者に送ります。',
    en: 'Saved. The system administrators are sent a mail with the first steps.',
  },
  'users.added.nobody': {
    ja: '保存しました。メールは送られません。利用者IDとパスワードを本人に伝えてください。',
    en: 'Saved. No mail is sent: tell the user the ID and the password.',
  },
  'users.deletion.losses': {
    ja: '{users}名の利用者と、{faces}件の顔画像が削除されます。',
    en: '{users} users and {faces} face images will be deleted.',
  },
  'users.deletion.administrators': {
    ja: 'このうち{n}名はシステム管理者です。',
    en: '{n} of them are system administrators.',
  },
  'users.andMore': { ja: 'ほか{n}名', en: 'and {n} more' },
  'users.counting': { ja: '対象を確認しています…', en: 'Counting…' },
  'users.chosen': { ja: '対象：{n}名', en: 'Chosen: {n}' },
  'users.tooMany': {
    ja: '一度に操作できるのは{max}名までです。選択を減らしてください。',
    en: 'At most {max} users can be handled at once. Choose fewer.',
  },
  'users.reissued': { ja: 'パスワードを再発行しました', en: 'Passwords reissued' },
  'users.reissued.user': { ja: '本人にメールを送る利用者：{n}名', en: 'Mailed to the user: {n}' },
  'users.reissued.administrators': {
    ja: 'システム管理者にメールを送る利用者：{n}名',
    en: 'Mailed to the administrators: {n}',
  },
  'users.reissued.nobody': {
    ja: '次の利用者にはメールを送れません。新しいパスワードは今だけ表示されます。本人に伝えてください。',
    en: 'These users cannot be mailed. The new passwords are shown only now: pass them on.',
  },
  'users.empty': { ja: '利用者はまだいません', en: 'No users yet' },
  'users.empty.text': {
    ja: '最初の利用者を追加すると、ここに表示されます。',
    en: 'Add the first user; it will be listed here.',
  },
} as const satisfies Area<'users'>
