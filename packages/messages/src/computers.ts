import type { Area } from './text.ts'

/** Computers with the client software. */
export const computers = {
  'computers.title': { ja: 'クライアントPC', en: 'Client computers' },
  'computers.lead': {
    ja: 'クライアントソフトをインストールし、このテナントに登録されたパソコンです。',
    en: 'Computers with the client software that are registered with this tenant.',
  },
  'computers.search': { ja: 'コンピュータ名・OSで検索', en: 'Search name or system' },
  'computers.name': { ja: 'コンピュータ名', en: 'Computer name' },
  'computers.os': { ja: 'OS', en: 'System' },
  'computers.version': { ja: 'バージョン', en: 'Version' },
  'computers.state': { ja: '状態', en: 'State' },
  'computers.state.active': { ja: '有効', en: 'Active' },
  'computers.state.revoked': { ja: '失効', en: 'Revoked' },
  'computers.syncedAt': { ja: '最終同期', en: 'Last sync' },
  'computers.never': { ja: '未同期', en: 'Never' },
  'computers.registeredAt': { ja: '登録日時', en: 'Registered' },
  'computers.showRevoked': { ja: '失効したパソコン', en: 'Revoked computers' },
  'computers.showRevoked.yes': { ja: '含める', en: 'Included' },
  'computers.empty': { ja: 'クライアントPCはまだありません', en: 'No client computers yet' },
  'computers.empty.lead': {
    ja: 'インストーラダウンロードのページの手順でクライアントソフトを登録すると、ここに表示されます。',
    en: 'They appear here once the client software is registered as the page “Installer download” says.',
  },
  'computers.install': { ja: 'インストールの手順', en: 'How to install' },
  'computers.revoke': { ja: '失効させる', en: 'Revoke' },
  'computers.revoke.ask': {
    ja: 'クライアントPC「{name}」を失効させます。次にサーバーに接続したときに、そのパソコンに保存された顔の情報、鍵、ログがすべて消去されます。元に戻せません。',
    en: '“{name}” will be revoked. At its next contact with the server it erases all faces, keys and logs that it holds. This cannot be undone.',
  },
  'computers.revoked': { ja: 'クライアントPCを失効させました。', en: 'The client computer was revoked.' },
} as const satisfies Area<'computers'>
