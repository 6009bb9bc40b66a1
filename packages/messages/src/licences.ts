import type { Area } from './text.ts'

export const licences = {
  'licences.product.trial': { ja: '{product}(無償利用)', en: '{product} (free trial)' },
  'licences.product.subscription': { ja: '{product} ({ids}名利用権)', en: '{product} ({ids} users)' },
  'licences.product.pack': {
    ja: '{product} ({ids}名{months}ヵ月利用権)',
    en: '{product} ({ids} users, {months} months)',
  },
  'licences.summary': { ja: '利用可能ID数', en: 'Licensed IDs' },
  'licences.expired': { ja: '期限切れ', en: 'Expired' },
  'licences.empty': { ja: '有効なライセンスキーはありません', en: 'No license key is valid' },
  'licences.notEnforced': {
    ja: 'このサービスではライセンスによる制限を行っていません。',
    en: 'This service does not enforce licenses.',
  },
  'licences.excess': {
    ja: '利用中のID数が利用可能ID数を超えています。ライセンスキーを追加するか、使わない人の顔を削除してください。',
    en: 'More IDs are in use than licensed. Add license keys, or delete the faces of people who do not use them.',
  },
  'licences.lapsed': {
    ja: 'ライセンスの期間が終了しました。顔認証は停止しています。',
    en: 'The license term has ended. Face authentication has stopped.',
  },
  'licences.lapsed.suspended': {
    ja: '{n}人の顔を停止しています。{eraseOn}より前にライセンスキーを登録すると、そのままお使いいただけます。{eraseOn}に完全に削除します。',
    en: 'The faces of {n} people are suspended. Register a license key before {eraseOn}, and they can be used again. On {eraseOn} they are erased for good.',
  },
  'licences.lapsed.deletion': {
    ja: 'ライセンスキーの登録がない場合、{day}のあとにテナントとすべてのデータを削除します。',
    en: 'Without a license key, the tenant and all its data are deleted after {day}.',
  },
  'licences.suspended': { ja: '停止中の顔', en: 'Suspended faces' },
  'licences.suspended.search': { ja: '利用者ID、氏名で検索', en: 'Search by user ID or name' },
  'licences.suspended.empty': { ja: '停止中の顔はありません', en: 'No face is suspended' },
  'licences.eraseOn': { ja: '削除予定日', en: 'Erased on' },
} as const satisfies Area<'licences'>
