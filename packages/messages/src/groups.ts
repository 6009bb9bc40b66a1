import type { Area } from './text.ts'

export const groups = {
  'groups.list': { ja: 'グループ一覧', en: 'Groups' },
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
