import type { Area } from './text.ts'

export const authenticationSets = {
  'authenticationSets.title': { ja: '認証方法', en: 'Authentication methods' },
  'authenticationSets.titleOf': { ja: '{name}の認証方法', en: 'Authentication methods of {name}' },
  'authenticationSets.lead': {
    ja: 'このアプリケーションを使えるグループと、使うときに求める認証を決めます。認証方法は上から順に優先され、利用者は自分が登録しているものから選べます。',
    en: 'Which groups may use this application, and how they prove who they are. Methods are offered in this order, to each person those that they have registered.',
  },
  'authenticationSets.back': { ja: 'アプリケーション設定へ戻る', en: 'Back to the applications' },
  'authenticationSets.open': { ja: '認証方法を設定する', en: 'Set authentication methods' },
  'authenticationSets.standard': { ja: '組織の既定', en: 'Standard of the organisation' },
  'authenticationSets.standard.text': {
    ja: 'グループごとの設定がない利用者に適用します。',
    en: 'For people whose groups have no methods of their own.',
  },
  'authenticationSets.groups': { ja: 'グループごとの設定', en: 'Groups with methods of their own' },
  'authenticationSets.groups.text': {
    ja: '利用者が複数のグループに所属するときは、グループ#1から順に見て、最初に見つかった設定だけを使います。',
    en: 'Of somebody in several groups, the first group with methods of its own decides, from group #1 on.',
  },
  'authenticationSets.groups.none': {
    ja: 'グループごとの設定はありません。全員に「組織の既定」を適用します。',
    en: 'No group has methods of its own; the standard holds for everybody.',
  },
  'authenticationSets.group': { ja: 'グループ', en: 'Group' },
  'authenticationSets.methods': { ja: '認証方法', en: 'Methods' },
  'authenticationSets.unset': {
    ja: 'まだ誰も使えません。認証方法を設定すると使えるようになります。',
    en: 'Nobody may use it yet. Set the methods to let people in.',
  },
  'authenticationSets.forbidden': { ja: '使用を許可しない', en: 'Not allowed' },
  'authenticationSets.allowed': { ja: '使用を許可する', en: 'Allowed' },
  'authenticationSets.use': { ja: 'このアプリケーションの使用', en: 'Use of this application' },
  'authenticationSets.set': { ja: '設定する', en: 'Set' },
  'authenticationSets.setNamed': { ja: '{name}の認証方法を設定する', en: 'Methods: {name}' },
  'authenticationSets.addGroup': { ja: 'グループの設定を追加する', en: 'Add a group' },
  'authenticationSets.groupNeeded': { ja: 'グループを選択してください。', en: 'Choose a group.' },
  'authenticationSets.chooseGroup': { ja: 'グループIDまたはグループ名で検索', en: 'Search by ID or name' },
  'authenticationSets.noGroupLeft': {
    ja: '設定を追加できるグループが見つかりません。',
    en: 'There is no such group without methods of its own.',
  },
  'authenticationSets.way': { ja: '認証方法{n}', en: 'Method {n}' },
  'authenticationSets.way.text': {
    ja: '選んだものがすべて必要です。',
    en: 'All that are chosen are needed.',
  },
  'authenticationSets.way.add': { ja: '認証方法を追加する', en: 'Add a method' },
  'authenticationSets.way.up': { ja: '認証方法{n}の優先順位を上げる', en: 'Move method {n} up' },
  'authenticationSets.way.down': { ja: '認証方法{n}の優先順位を下げる', en: 'Move method {n} down' },
  'authenticationSets.way.remove': { ja: '認証方法{n}を削除する', en: 'Remove method {n}' },
  'authenticationSets.wayNeeded': {
    ja: '認証方法を1つ以上追加するか、「使用を許可しない」を選んでください。',
    en: 'Add a method, or choose "Not allowed".',
  },
  'authenticationSets.factorNeeded': { ja: '1つ以上選んでください。', en: 'Choose at least one.' },
  'authenticationSets.sameKind': {
    ja: 'パスワードとPINはどちらも「覚えているもの」なので、1つの認証方法に組み合わせられません。どちらか一方を選んでください。',
    en: 'Password and PIN are both something that people know, so together they prove no more than one. Choose one of them.',
  },
  'authenticationSets.notAsked': {
    ja: 'この認証要素はまだ使えません。ほかの認証要素を選んでください。',
    en: 'This factor cannot be asked for yet. Choose another.',
  },
  'authenticationSets.twice': {
    ja: '同じ認証方法がすでにあります。',
    en: 'The same method is there already.',
  },
  'authenticationSets.face.hint': {
    ja: '顔は、顔認証の端末として登録されたブラウザーでポータルにログインしている間だけ使えます。',
    en: 'A face counts while somebody is signed in to the portal by face, at a browser that is registered as a terminal.',
  },
  'authenticationSets.saved': { ja: '認証方法を保存しました。', en: 'The methods were saved.' },
  'authenticationSets.remove': { ja: '組織の既定に戻す', en: 'Return to the standard' },
  'authenticationSets.remove.ask': {
    ja: 'グループ「{name}」の設定を削除し、組織の既定を適用します。',
    en: 'The methods of the group “{name}” will be removed, and the standard holds for it.',
  },
  'authenticationSets.removed': { ja: '組織の既定に戻しました。', en: 'The standard holds again.' },
} as const satisfies Area<'authenticationSets'>
