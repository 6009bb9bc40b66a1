import type { Area } from './text.ts'

/** What the client software says on a computer. */
export const agent = {
  'agent.none': {
    ja: 'このパソコンはまだ登録されていません。「kaoban-agent register」で登録してください。',
    en: 'This computer is not registered yet. Register it with “kaoban-agent register”.',
  },
  'agent.vault.foreign': {
    ja: '「{path}」はほかのユーザーのものです。インストールしたときと同じユーザー（通常はroot）で実行してください。',
    en: '{path} belongs to another user. Run this as the user who installed it, usually root.',
  },
  'agent.vault.damaged': {
    ja: '「{path}」を開けません。ほかのパソコンから複製されたか、壊れています。登録し直してください。',
    en: '{path} cannot be opened: it was copied from another computer, or is damaged. Register anew.',
  },
  'agent.register.summary': { ja: 'このパソコンをテナントに登録します', en: 'registers this computer with a tenant' },
  'agent.register.already': {
    ja: 'このパソコンは「{tenant}」に登録されています。先に「kaoban-agent unregister」を実行してください。',
    en: 'This computer is registered with “{tenant}”. Run “kaoban-agent unregister” first.',
  },
  'agent.register.askTenant': { ja: 'テナント表示コード： ', en: 'Tenant display code: ' },
  'agent.register.askAccessKey': { ja: 'テナントアクセスキー： ', en: 'Tenant access key: ' },
  'agent.register.askSecretKey': { ja: 'テナント秘密鍵（表示されません）： ', en: 'Tenant secret key (not shown): ' },
  'agent.register.done': {
    ja: 'このパソコンを「{name}」として「{tenant}」（{server}）に登録しました。',
    en: 'This computer is registered as {name} with “{tenant}” at {server}.',
  },
  'agent.status.summary': { ja: '登録の状態を表示します', en: 'tells how it is registered' },
  'agent.status.is': {
    ja: '「{name}」として「{tenant}」（{server}）に登録されています。最終同期：{at}',
    en: 'Registered as {name} with “{tenant}” at {server}. Last sync: {at}',
  },
  'agent.unregister.summary': {
    ja: 'このパソコンに保存された情報をすべて消去します',
    en: 'erases everything that it keeps on this computer',
  },
  'agent.unregister.done': {
    ja: '保存されていた情報をすべて消去しました。管理ポータルの「クライアントPC」で「{name}」を失効させてください。',
    en: 'Everything is erased. Revoke {name} on the page “Client computers” of the portal.',
  },
  'agent.face.summary': { ja: '顔を登録します', en: 'registers a face' },
  'agent.face.askTenant': {
    ja: 'テナント表示コード（このパソコンのテナントの場合はEnterキー）： ',
    en: 'Tenant display code (Enter for that of this computer): ',
  },
  'agent.face.askLoginId': { ja: '利用者ID： ', en: 'User ID: ' },
  'agent.face.askPassword': { ja: 'パスワード（表示されません）： ', en: 'Password (not shown): ' },
  'agent.face.askConsent': {
    ja: '上記の内容に同意しますか？ [はい/いいえ] ',
    en: 'Do you agree to the above? [yes/no] ',
  },
  'agent.face.noConsent': {
    ja: '同意がないため、顔を登録しませんでした。',
    en: 'No face was registered, because you did not agree.',
  },
  'agent.face.begin': {
    ja: '{name}さん、カメラの正面を向き、両目を開けてください。顔に均等に光が当たる場所で、逆光を避け、マスクやサングラスを外してください。',
    en: '{name}, look straight into the camera with both eyes open, evenly lit, without light behind you, mask or sunglasses.',
  },
  'agent.face.noCamera': {
    ja: 'カメラを使用できません。接続と、ほかのアプリが使用していないかを確認してください。（{reason}）',
    en: 'The camera cannot be used. Check that it is connected and no other program uses it. ({reason})',
  },
  'agent.face.offline': {
    ja: '認証に失敗しました。サーバーに接続できません。ネットワークを確認してください。',
    en: 'Authentication failed: the server cannot be reached. Check the network.',
  },
  'agent.face.done': { ja: '{name}さんの顔を登録しました。', en: 'The face of {name} is registered.' },
  'agent.run.summary': { ja: '顔でのログオンを受け付けます（サービス）', en: 'answers logons by face, as a service' },
  'agent.run.ready': { ja: '顔でのログオンを受け付けています（{path}）。', en: 'Answering logons by face at {path}.' },
  'agent.run.online': { ja: 'オンライン：サーバーと同期しました。', en: 'Online: in step with the server.' },
  'agent.run.offline': {
    ja: 'オフライン：サーバーに接続できません。保存されている情報でログオンできます。',
    en: 'Offline: the server cannot be reached. Logons go on with what is kept here.',
  },
  'agent.logon.look': { ja: 'カメラを見てください', en: 'Look at the camera' },
  'agent.logon.wait': {
    ja: '失敗が続いたため、しばらく顔認証を使用できません。パスワードを使用してください。',
    en: 'Too many failures: face authentication pauses for a while. Use the password.',
  },
  'agent.logon.welcome': { ja: '顔認証に成功しました', en: 'You are recognised' },
} as const satisfies Area<'agent'>
