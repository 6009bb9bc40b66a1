import type { Area } from './text.ts'

export const groups = {
  'groups.list': { ja: 'グループ一覧', en: 'Groups' },
  'groups.list.lead': {
    ja: 'グループごとに管理者を置くと、利用者の管理を分担できます。管理者は利用者の画面で設定します。',
    en: 'Groups share the work: each can have administrators of its own, who are set on the page of a user.',
  },
  'groups.list.leadManaged': {
    ja: '自分が管理するグループです。',
    en: 'The groups that you administer.',
  },
  'groups.group': { ja: 'グループ', en: 'Group' },
  'groups.members': { ja: '所属する利用者', en: 'Members' },
  'groups.people': { ja: '{n}名', en: '{n}' },
  'groups.showMembers': { ja: '利用者一覧で表示', en: 'Show in the user list' },
  'groups.rename': { ja: '名前を変更する', en: 'Rename' },
  'groups.codeHint': { ja: '半角英数字、64文字以内', en: 'Half-width letters and digits, at most 64' },
  'groups.codeFixed': { ja: 'グループIDは変更できません。', en: 'The group ID cannot be changed.' },
  'groups.deleteAsk': { ja: '次のグループを削除します。', en: 'This group will be deleted.' },
  'groups.left.members': { ja: '所属する利用者：{n}名', en: 'Members: {n}' },
  'groups.left.recycled': { ja: 'ごみ箱の利用者：{n}名', en: 'In the recycle bin: {n}' },
  'groups.noAdministrator': { ja: '管理者はいません', en: 'None' },
  'groups.noMembers': { ja: '所属する利用者はいません', en: 'No members' },
  'groups.noMembers.text': {
    ja: '利用者一覧で利用者を選択し、「グループに追加」で追加できます。',
    en: 'Tick users in the user list and choose "Add to a group".',
  },
  'groups.empty': { ja: 'グループはまだありません', en: 'No groups yet' },
  'groups.empty.text': {
    ja: '部署や拠点ごとのグループを追加すると、利用者の管理を分担できます。',
    en: 'Add a group for each department or site to share the work.',
  },
  'groups.lead': {
    ja: '所属するグループを5つまで設定できます。「管理者」にすると、そのグループの利用者を管理できます。',
    en: 'A user belongs to up to five groups. An "Administrator" manages the users of that group.',
  },
  'groups.lead.managed': {
    ja: '自分が管理するグループ、「異動中」、「未設定」を設定できます。ほかのグループはそのまま残ります。',
    en: 'You set groups that you administer, "In transfer" and "Not set". Other groups stay as they are.',
  },
  'groups.choose': { ja: '{place}の設定', en: 'Set {place}' },
  'groups.setPlace': { ja: '{place}を設定する', en: 'Set {place}' },
  'groups.administratorOf': { ja: '{place}「{name}」の管理者', en: 'Administrator of {place}, {name}' },
  'groups.notYours': {
    ja: '自分が管理していないグループのため変更できません',
    en: 'Cannot be changed: you do not administer this group',
  },
  'groups.isNew': { ja: '保存時に追加', en: 'Added on saving' },
  'groups.searchCode': { ja: 'グループIDで検索（前方一致）', en: 'Search by group ID (beginning)' },
  'groups.none.hint': { ja: 'この枠を空けます', en: 'Clears this place' },
  'groups.moving.hint': {
    ja: '異動先の管理者が受け取るまでの状態です',
    en: 'Waits for the administrator of the next group',
  },
  'groups.setElsewhere': { ja: '{place}に設定済み', en: 'Set at {place}' },
  'groups.selectNamed': { ja: '{name}を選択', en: 'Select {name}' },
  'groups.held': { ja: '{name}を選択（現在の設定）', en: 'Select {name} (set now)' },
  'groups.madeOnSave': {
    ja: 'グループは、利用者を保存したときに追加されます。',
    en: 'The group comes into being when the user is saved.',
  },
  'groups.vanish': {
    ja: 'このまま保存すると、{name}さんは自分が管理するグループに所属しなくなり、利用者一覧に表示されなくなります。元に戻せるのは、ほかの管理者だけです。',
    en: 'If you save this, {name} leaves your groups and vanishes from your list. Only another administrator can undo it.',
  },
  'groups.named': { ja: '{name}（{code}）', en: '{name} ({code})' },
  'groups.namedAdministrator': { ja: '{group}・管理者', en: '{group}, administrator' },
} as const satisfies Area<'groups'>
