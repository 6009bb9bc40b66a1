import { permissions } from '@kaoban/contract'
import { word } from '@kaoban/messages'
import { describe, expect, it } from 'vitest'
import { mainMenu, menuFor, personMenuFor } from './menu.ts'

const everything = () => true
const administrator = { role: 'system-administrator', issuesOneTimePasswords: true, managesLinkage: true } as const
const groupAdministrator = {
  role: 'group-administrator',
  issuesOneTimePasswords: false,
  managesLinkage: false,
} as const
const words = (items: readonly { key: Parameters<typeof word>[0] }[]) => items.map((item) => word(item.key, 'ja'))

describe('the main menu', () => {
  it('has the entries of the specification in its order, between our own [NFM-NAV-002]', () => {
    expect(
      words(menuFor(administrator, everything)).filter((one) => !/ダッシュボード|端末管理|クライアントPC/.test(one)),
    ).toEqual([
      '利用者管理',
      'ログビューア',
      '設定',
      '利用者情報連携管理',
      'インポート/エクスポート',
      'ライセンスキー管理',
      'ワンタイムパスワード発行',
      '接続許可IPアドレス',
    ])
  })

  it.each([
    [
      '設定 [NFM-NAV-003]',
      'LBL-NAV-settings',
      [
        'Windowsログオン認証方式',
        'Windowsログオン認証ポリシー',
        '常時認証ポリシー',
        '顔画像ログ出力ポリシー',
        'AzureAD設定',
        'クライアントソフト設定',
        '利用開始メール送付設定',
      ],
    ],
    [
      'インポート/エクスポート [NFM-NAV-004]',
      'LBL-NAV-io',
      ['利用者一覧の出力', '利用者一括登録', 'アプリログイン代行認証一覧の出力', 'アプリログイン代行認証一覧の反映'],
    ],
    ['利用者情報連携管理 [NFM-NAV-005]', 'LBL-NAV-link', ['利用者情報連携フィルタ管理', '利用者情報一括同期']],
  ])('opens %s', (_, key, entries) => {
    const group = mainMenu.find((item) => item.key === key)
    // Pages of our own stand after those of the specification.
    expect(group && 'entries' in group && words(group.entries).slice(0, entries.length)).toEqual(entries)
  })

  it('shows a role what it may use and nothing else [NFM-ROL-007]', () => {
    expect(words(menuFor(groupAdministrator, everything))).toEqual([
      'ダッシュボード',
      '利用者管理',
      'ログビューア',
      'インポート/エクスポート',
    ])
    expect(menuFor({ role: 'user', issuesOneTimePasswords: false, managesLinkage: false }, everything)).toEqual([])
  })

  it('has ワンタイムパスワード発行 only for whoever may issue some now [NFM-ROL-030] [NFM-SET-026]', () => {
    const shown = (issuesOneTimePasswords: boolean) =>
      words(menuFor({ ...administrator, issuesOneTimePasswords }, everything))
    expect(shown(true).filter((entry) => !shown(false).includes(entry))).toEqual(['ワンタイムパスワード発行'])
  })

  it('has 利用者情報連携管理 only where the operator has set up a linkage [NFM-NAV-008]', () => {
    const shown = (managesLinkage: boolean) => words(menuFor({ ...administrator, managesLinkage }, everything))
    expect(shown(true).filter((entry) => !shown(false).includes(entry))).toEqual(['利用者情報連携管理'])
  })

  it('has no entry without a page', () => {
    expect(words(menuFor(administrator, (path) => path === '/users'))).toEqual(['利用者管理'])
  })

  it('lists groups and the recycle bin under the users, where there are such pages', () => {
    const below = (has: (path: string) => boolean) => {
      const users = menuFor(groupAdministrator, has).find(({ key }) => key === 'LBL-NAV-users')
      return users && 'below' in users && words(users.below ?? [])
    }
    expect(below(everything)).toEqual(['グループ一覧', 'ごみ箱'])
    expect(below((path) => path === '/users')).toEqual([])
  })

  it('asks for permissions that exist', () => {
    const entries = mainMenu.flatMap((item) => ('entries' in item ? item.entries : [item, ...(item.below ?? [])]))
    for (const entry of entries) expect(Object.keys(permissions)).toContain(entry.permission)
  })
})

describe('the submenu at the name', () => {
  it('keeps the order of the specification, after the own page [NFM-NAV-006]', () => {
    const shown = words(personMenuFor('system-administrator', everything))
    const specified = ['インストーラダウンロード', '操作ログ出力', 'パスワード変更']
    expect(shown.filter((one) => specified.includes(one))).toEqual(specified)
    expect(words(personMenuFor('user', everything))).not.toContain('操作ログ出力')
  })
})
