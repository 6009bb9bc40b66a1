import type { Area } from './text.ts'

export const addresses = {
  'addresses.addTitle': { ja: '接続許可IPアドレスを追加する', en: 'Add allowed IP addresses' },
  'addresses.hint': {
    ja: '1つのアドレスだけを許可する場合は、開始と終了に同じ値を入力してください。203.0.113.0/24のような形式を開始IPアドレスに貼り付けると、範囲に変換します。',
    en: 'For a single address enter it twice. A network such as 203.0.113.0/24 pasted into the start address becomes a range.',
  },
  'addresses.useCurrent': { ja: '現在接続中のIPアドレスを使う', en: 'Use your current IP address' },
  'addresses.wrong': {
    ja: '有効なIPアドレス(IPv4またはIPv6)を入力してください。',
    en: 'Enter a valid IPv4 or IPv6 address.',
  },
  'addresses.otherFamily': {
    ja: '開始IPアドレスと同じ種類（IPv4またはIPv6）のアドレスを入力してください。',
    en: 'Enter an address of the same kind (IPv4 or IPv6) as the start address.',
  },
  'addresses.unknown': { ja: '確認できません', en: 'cannot be told' },
  'addresses.range': { ja: '{first}から{last}まで', en: '{first} to {last}' },
  'addresses.addedAt': { ja: '追加日時', en: 'Added' },
  'addresses.empty': { ja: '接続元の制限はありません', en: 'Administrators may connect from anywhere' },
  'addresses.empty.text': {
    ja: '範囲を追加すると、その範囲の外から接続した管理者は一般ユーザーの機能だけを利用できます。',
    en: 'Once there is a range, administrators outside of it only have the functions of a user.',
  },
  'addresses.continue': { ja: '続行する', en: 'Continue' },
  'addresses.clear': { ja: '接続許可IPアドレスをすべて削除', en: 'Clear allowed IP addresses' },
  'addresses.clear.ask': {
    ja: '{name}の接続許可IPアドレスをすべて削除します。管理者はどのIPアドレスからでも接続できるようになります。',
    en: 'All allowed IP addresses of {name} will be deleted. Its administrators can then connect from anywhere.',
  },
  'addresses.cleared': { ja: '{n}件の範囲を削除しました。', en: 'Deleted {n} ranges.' },
} as const satisfies Area<'addresses'>
