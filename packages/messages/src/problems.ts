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
  'problem.tenant.not-found': { ja: 'テナントが見つかりません。', en: 'Tenant not found.' },
  'problem.tenant.not-found.remedy': {
    ja: 'テナントのアドレスをご確認ください。分からない場合はシステム管理者にお問い合わせください。',
    en: 'Check the address of the tenant. If you do not know it, ask your system administrator.',
  },
} as const satisfies Area<'problem'>

type Fixer = 'you' | 'administrator' | 'operator'

/** Problems that the person who met them cannot fix alone. */
const fixers: Readonly<Record<string, Fixer>> = {
  'request.forbidden': 'administrator',
  'server.broken': 'operator',
  'server.busy': 'operator',
}

/** Who can fix a problem; its words are `errors.who.<fixer>`. */
export function fixerOf(code: string): Fixer {
  return fixers[code] ?? 'you'
}
