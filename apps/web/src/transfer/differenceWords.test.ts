import type { ImportFault } from '@kaoban/contract'
import { word } from '@kaoban/messages'
import { describe, expect, it } from 'vitest'
import type { Say } from '../platform/language.tsx'
import { differenceWords } from './differenceWords.ts'
import { faultWords } from './faultWords.ts'

const say: Say = (key, params) => word(key, 'ja', params)
const lines = (differences: Parameters<typeof differenceWords>[0], action: 'add' | 'change' = 'change') =>
  differenceWords(differences, action, say).map(({ label, before, after }) =>
    before === undefined ? `${label}: ${after}` : `${label}: ${before} → ${after}`,
  )

describe('the differences of a row', () => {
  it('are said in the words of the form', () => {
    expect(
      lines([
        { field: 'familyName', before: '佐藤', after: '斎藤' },
        { field: 'mail', before: 'sato@example.co.jp', after: '' },
        { field: 'systemAdministrator', before: 'false', after: 'true' },
        { field: 'appLoginMethod', before: 'face', after: 'none' },
      ]),
    ).toEqual([
      '利用者名（姓）: 佐藤 → 斎藤',
      'メールアドレス: sato@example.co.jp → （なし）',
      'システム管理者: いいえ → はい',
      '認証方法: 顔認証 → 認証無し（シングルサインオン）',
    ])
  })

  it('name groups, those who administer them, and a place between groups', () => {
    expect(lines([{ field: 'groups.1', before: '異動中', after: 'SALES 営業部 ●' }])).toEqual([
      'グループ#1: 異動中 → SALES 営業部（グループ管理者）',
    ])
  })

  it('never show a password, only that there is a new one', () => {
    expect(
      lines([
        { field: 'password', before: '', after: '●' },
        { field: 'reissue', before: '', after: '●' },
        { field: 'windowsPassword.2', before: '', after: '' },
      ]),
    ).toEqual([
      'パスワード: 新しいパスワード',
      'パスワード: 再発行してメールで知らせる',
      'Windowsアカウント#2のパスワード: 消去',
    ])
  })

  it('of the multi-factor product name their column and its number, and no secret', () => {
    expect(
      lines([
        { field: 'disabled', before: 'false', after: 'true' },
        { field: 'boEnable', before: 'true', after: 'false' },
        { field: 'template109', before: '', after: '●' },
        { field: 'idm_61000_userid', before: 'a', after: 'b' },
        { field: 'winlogon_2_password', before: '●', after: '' },
      ]),
    ).toEqual([
      'ユーザーロック: いいえ → はい',
      '認証情報の持ち出しを許可するか: はい → いいえ',
      'PIN認証のPIN: （なし） → 新しい値',
      'IDマネジャーのユーザーID (61000): a → b',
      'Windowsログオンのパスワード (2): （なし）',
    ])
  })

  it('say that a face takes the place of another, or comes', () => {
    expect(
      lines([
        { field: 'picture', before: 'registered', after: 'provisional' },
        { field: 'picture', before: 'none', after: 'provisional' },
      ]),
    ).toEqual(['顔画像: 本登録 → 仮登録', '顔画像: （顔画像なし） → 仮登録'])
  })

  it('of somebody new leave out what the file did not say', () => {
    const fresh = [
      { field: 'familyName', before: '', after: '山田' },
      { field: 'systemAdministrator', before: '', after: 'false' },
      { field: 'appLoginMethod', before: '', after: 'face' },
      { field: 'pauseAllowed', before: '', after: 'true' },
    ]
    expect(lines(fresh, 'add')).toEqual(['利用者名（姓）: 山田', '常時認証の一時停止を許可する: はい'])
  })
})

describe('a fault', () => {
  it('is said with its values, its labels in the language of the reader, and what to do', () => {
    const fault: ImportFault = {
      ...{ level: 'row', code: 'x', message: 'transfer.MFA-E-LENGTH', params: { max: 20 } },
      ...{ labels: { label: 'transfer.label.mail' }, remedy: 'transfer.remedy.groupCode' },
    }
    expect(faultWords(fault, say)).toEqual({
      message: 'メールアドレスは20文字までです。',
      remedy: 'グループ名だけでは設定できません。グループIDも記載してください。',
    })
  })

  it('that this build does not know shows its key', () => {
    expect(faultWords({ level: 'row', code: 'x', message: 'new.fault' }, say)).toEqual({
      message: 'new.fault',
      remedy: undefined,
    })
  })
})
