import type { Area } from './text.ts'

export const operationLog = {
  'operationLog.lead': {
    ja: '管理操作の記録を、操作日時の範囲を指定してCSVファイルに出力します。記録は90日間保存されます。',
    en: 'Write the record of administrative operations of a time span to a CSV file. Records are kept for 90 days.',
  },
  'operationLog.from': { ja: '操作日時（開始）', en: 'Operated from' },
  'operationLog.to': { ja: '操作日時（終了）', en: 'Operated until' },
} as const satisfies Area<'operationLog'>

/** 操作種別: one for each operation of packages/contract/src/operations.ts. */
export const operation = {
  'operation.session.opened': { ja: 'ログイン', en: 'Signed in' },
  'operation.session.refused': { ja: 'ログイン失敗', en: 'Sign-in refused' },
  'operation.session.closed': { ja: 'ログアウト', en: 'Signed out' },
  'operation.session.revoked': { ja: '他のセッションの終了', en: 'Other session ended' },
  'operation.account.locked': { ja: 'アカウントのロック', en: 'Account locked' },
  'operation.account.unlocked': { ja: 'アカウントのロック解除', en: 'Account unlocked' },
  'operation.password.changed': { ja: 'パスワードの変更', en: 'Password changed' },
  'operation.password.reissued': { ja: 'パスワードの再発行', en: 'Password reissued' },
  'operation.password.reissue-requested': { ja: 'パスワード再発行の申込', en: 'Password reissue requested' },
  'operation.user.registered': { ja: '利用者の登録', en: 'User registered' },
  'operation.user.changed': { ja: '利用者の更新', en: 'User changed' },
  'operation.user.deleted': { ja: '利用者の削除', en: 'User deleted' },
  'operation.user.locale-changed': { ja: '表示言語の変更', en: 'Language changed' },
  'operation.face.enrolled': { ja: '顔の登録', en: 'Face enrolled' },
  'operation.face.viewed': { ja: '顔画像の表示', en: 'Face image viewed' },
  'operation.face.deleted': { ja: '顔の削除', en: 'Face deleted' },
  'operation.consent.recorded': { ja: '同意の記録', en: 'Consent recorded' },
  'operation.consent.withdrawn': { ja: '同意の撤回', en: 'Consent withdrawn' },
  'operation.terminal.registered': { ja: '端末の登録', en: 'Terminal registered' },
  'operation.terminal.changed': { ja: '端末の更新', en: 'Terminal changed' },
  'operation.terminal.revoked': { ja: '端末の無効化', en: 'Terminal revoked' },
  'operation.authentication-log.searched': { ja: '認証ログの検索', en: 'Authentication log searched' },
  'operation.authentication-log.exported': { ja: '認証ログのCSV出力', en: 'Authentication log exported' },
  'operation.authentication-log.face-viewed': { ja: '認証ログの顔画像の表示', en: 'Face image of the log viewed' },
  'operation.operation-log.exported': { ja: '操作ログの出力', en: 'Operation log exported' },
  'operation.settings.changed': { ja: '設定の更新', en: 'Settings changed' },
  'operation.licence.registered': { ja: 'ライセンスキーの登録', en: 'License registered' },
  'operation.licence.notice-mailed': { ja: 'ライセンス期限のお知らせの送付', en: 'License notice mailed' },
  'operation.licence.lapsed': { ja: 'ライセンス期間の終了', en: 'License term ended' },
  'operation.licence.faces-restored': { ja: '停止した顔の再開', en: 'Suspended faces restored' },
  'operation.licence.faces-erased': { ja: '停止した顔の削除', en: 'Suspended faces erased' },
  'operation.operator.created': { ja: '運用者の登録', en: 'Operator created' },
  'operation.operator.changed': { ja: '運用者の更新', en: 'Operator changed' },
  'operation.tenant.applied': { ja: 'テナントの申込', en: 'Tenant applied for' },
  'operation.tenant.opened': { ja: 'テナントの開設', en: 'Tenant opened' },
  'operation.tenant.application-rejected': { ja: 'テナントの申込の却下', en: 'Tenant application rejected' },
  'operation.tenant.applicant-released': { ja: '申込者の再申込の許可', en: 'Applicant released' },
  'operation.tenant.changed': { ja: 'テナントの更新', en: 'Tenant changed' },
  'operation.service.changed': { ja: 'サービス設定の更新', en: 'Service settings changed' },
  'operation.maintenance.switched': { ja: 'メンテナンスモードの切り替え', en: 'Maintenance mode switched' },
} as const satisfies Area<'operation'>

/** 操作機能名 (portal.md §18). */
export const operationFunction = {
  'operationFunction.sign-in': { ja: 'ログイン/ログアウト', en: 'Sign-in/sign-out' },
  'operationFunction.password': { ja: 'パスワード変更', en: 'Password change' },
  'operationFunction.users': { ja: '利用者管理', en: 'User management' },
  'operationFunction.terminals': { ja: '端末管理', en: 'Terminals' },
  'operationFunction.authentication-log': { ja: 'ログビューア', en: 'Log viewer' },
  'operationFunction.operation-log': { ja: '操作ログ出力', en: 'Operation log output' },
  'operationFunction.settings': { ja: '設定', en: 'Settings' },
  'operationFunction.licences': { ja: 'ライセンスキー管理', en: 'License keys' },
  'operationFunction.operators': { ja: '運用者', en: 'Operators' },
  'operationFunction.tenants': { ja: 'テナント', en: 'Tenants' },
} as const satisfies Area<'operationFunction'>
