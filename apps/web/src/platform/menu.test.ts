import { permissions, type Role, roles } from '@kaoban/contract'
import { word } from '@kaoban/messages'
import { describe, expect, it } from 'vitest'
import type { Page } from './feature.ts'
import { mainMenu, menuFor, personMenu, personMenuFor } from './menu.ts'
import { homeOf } from './registry.tsx'

/** As if every page of the specification were built. */
const everything = () => true
const inJapanese = (items: readonly { key: Parameters<typeof word>[0] }[]) => items.map(({ key }) => word(key, 'ja'))
const ours = ['ダッシュボード', '端末管理', 'マイページ', 'ログイン中のブラウザー']
const specified = (names: string[]) => names.filter((name) => !ours.includes(name))
const group = (key: string, role: Role = 'system-administrator') => {
  const found = menuFor(role, everything).find((item) => item.key === key)
  return found && 'entries' in found ? inJapanese(found.entries) : []
}

describe('the main menu', () => {
  it('stands in the order of the specification [NFM-NAV-002]', () => {
    expect(specified(inJapanese(menuFor('system-administrator', everything)))).toEqual([
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

  it('opens the seven pages under 設定 [NFM-NAV-003]', () => {
    expect(group('LBL-NAV-settings')).toEqual([
      'Windowsログオン認証方式',
      'Windowsログオン認証ポリシー',
      '常時認証ポリシー',
      '顔画像ログ出力ポリシー',
      'AzureAD設定',
      'クライアントソフト設定',
      '利用開始メール送付設定',
    ])
  })

  it('opens the four pages under インポート/エクスポート [NFM-NAV-004]', () => {
    expect(group('LBL-NAV-io')).toEqual([
      '利用者一覧の出力',
      '利用者一括登録',
      'アプリログイン代行認証一覧の出力',
      'アプリログイン代行認証一覧の反映',
    ])
  })

  it('opens the two pages under 利用者情報連携管理 [NFM-NAV-005]', () => {
    expect(group('LBL-NAV-link')).toEqual(['利用者情報連携フィルタ管理', '利用者情報一括同期'])
  })

  it('shows a group administrator what the matrix allows and an employee nothing [NFM-ROL-007]', () => {
    expect(specified(inJapanese(menuFor('group-administrator', everything)))).toEqual([
      '利用者管理',
      'ログビューア',
      'インポート/エクスポート',
    ])
    expect(menuFor('user', everything)).toEqual([])
  })

  it('shows nothing that this build does not have, nor a group without pages', () => {
    const has = (path: string) => path === '/users' || path === '/settings/mail'
    expect(inJapanese(menuFor('system-administrator', has))).toEqual(['利用者管理', '設定'])
    expect(menuFor('system-administrator', () => false)).toEqual([])
  })

  it('asks for a permission that somebody has, for every entry', () => {
    const entries = [...mainMenu.flatMap((item) => ('entries' in item ? item.entries : [item])), ...personMenu]
    for (const { key, permission } of entries) expect(permissions[permission].length, key).toBeGreaterThan(0)
    expect(new Set(entries.map(({ to }) => to)).size).toBe(entries.length)
  })
})

describe('the submenu at the name', () => {
  it('stands in the order of the specification, by role [NFM-NAV-006]', () => {
    const names = (role: Role) => specified(inJapanese(personMenuFor(role, everything)))
    expect(names('system-administrator')).toEqual(['インストーラダウンロード', '操作ログ出力', 'パスワード変更'])
    for (const role of ['group-administrator', 'user'] as const)
      expect(names(role)).toEqual(['インストーラダウンロード', 'パスワード変更'])
  })
})

describe('the first page after sign-in', () => {
  const page = (path: `/${string}`, needs?: Page['needs']): Page => ({
    path,
    frame: 'portal',
    title: 'frame.product',
    load: async () => () => null,
    ...(needs ? { needs } : {}),
  })
  const plain = [page('/users', 'users.read'), page('/installer', 'installer.download'), page('/password', 'self')]

  it('is the user list for administrators and the installer page for employees [NFM-NAV-007]', () => {
    expect(roles.map((role) => homeOf(role, plain))).toEqual(['/installer', '/users', '/users'])
  })

  it('is the dashboard and the own page as soon as the build has them', () => {
    const all = [...plain, page('/dashboard', 'dashboard.read'), page('/me', 'self')]
    expect(roles.map((role) => homeOf(role, all))).toEqual(['/me', '/dashboard', '/dashboard'])
  })
})
