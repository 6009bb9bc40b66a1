import { beforeEach, describe, expect, it } from 'vitest'
import { bed, complaints, looksRight, onStage, open, page, rows } from './stage.testing.ts'
import { importId, newTransferBed } from './transfer.testing.ts'

onStage()
beforeEach(() => {
  bed.transfer = newTransferBed()
})

const address = `/transfer/user-import/${importId}`
const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name })
const reads = (text: string | RegExp) => page.getByText(text).filter({ visible: true }).first().waitFor()
const row = (text: string) => rows().filter({ hasText: text })
const tile = (name: string) => page.getByRole('listitem').getByRole('button', { name: new RegExp(`^${name}`) })

describe('the plan of an import', () => {
  it('says in words what each row would change, and why a row is refused [NFM-IMP-005] [NFM-IMP-013]', async () => {
    await open(address)
    await reads('まだ何も変更していません')
    await expect.poll(() => rows().count()).toBe(6)
    expect(await row('newcomer').innerText()).toMatch(
      /追加[\s\S]*顔画像は登録されません[\s\S]*鈴木[\s\S]*新しいパスワード/,
    )
    expect(await row('newcomer').innerText()).not.toContain('一時停止')
    expect(await row('sato').innerText()).toMatch(/佐藤[\s\S]*斎藤[\s\S]*SALES 営業部[\s\S]*異動中/)
    expect(await row('gone').innerText()).toContain('ごみ箱に移ります')
    expect(await row('bad').innerText()).toMatch(
      /メールアドレス形式で入力してください。[\s\S]*グループ名1の形式が正しくありません。[\s\S]*グループIDも記載してください。/,
    )
    expect(complaints).toEqual([])
  })

  it('is narrowed by its tiles, by mouse and by keyboard', async () => {
    await open(address)
    await tile('エラー').click()
    await expect.poll(() => rows().count()).toBe(2)
    expect(await tile('エラー').getAttribute('aria-pressed')).toBe('true')
    await tile('警告').focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => bed.transfer.query).toContain('faulty=warnings')
    expect(bed.transfer.query).not.toContain('action=')
    await tile('すべての行').click()
    await expect.poll(() => rows().count()).toBe(6)
  })

  it('is made again when people have changed since, also while its question is open, and shows what has changed', async () => {
    await open(address)
    await button('適用する').click()
    bed.transfer.outdated = 2
    await dialog('確認').getByRole('button', { name: '適用する' }).click()
    await dialog('確認').waitFor({ state: 'detached' })
    await reads('計画を作成した後に、2行の利用者の情報が変わりました。')
    expect(await button('適用する').isDisabled()).toBe(true)
    await looksRight('an outdated plan')
    await button('計画を作り直す').click()
    await reads('前の計画と異なる行が1行あります。')
    await expect.poll(() => row('sato').innerText()).toMatch(/前の計画[\s\S]*更新 · 利用者名（姓） 佐東 → 斎藤/)
    await tile('前の計画から変更').click()
    await expect.poll(() => bed.transfer.query).toContain('replanned=true')
    expect(await button('適用する').isEnabled()).toBe(true)
    await looksRight('a plan made again')
  })

  it('is applied after naming what is added, changed and lost [NFM-GEN-011]', async () => {
    await open(address)
    await button('適用する').click()
    await dialog('確認').getByText('削除：60名（うち顔画像あり：2名）').waitFor()
    await looksRight('question')
    await dialog('確認').getByRole('button', { name: 'キャンセル' }).click()
    expect(bed.saved).toEqual([])
    await button('適用する').click()
    await dialog('確認').getByRole('button', { name: '適用する' }).click()
    await page.getByRole('region', { name: '利用者を登録しています' }).getByText('50 %').waitFor()
    expect(bed.saved).toEqual([{}])
    await reads('この画面を離れても処理は続きます。')
    bed.transfer.state = 'applied'
    await reads('処理が完了しました。')
    await reads('※62件中61件を登録しました。')
  })

  it('asks for the number of deletions where there are many', async () => {
    bed.transfer.confirmDeletions = true
    await open(address)
    await button('適用する').click()
    const field = dialog('確認').getByLabel('削除する人数（60）を入力してください')
    await field.fill('6')
    await dialog('確認').getByRole('button', { name: '適用する' }).click()
    await dialog('確認').getByText('多くの利用者が削除されるため、件数の確認が必要です。').waitFor()
    expect(bed.saved).toEqual([])
    await field.fill('60')
    await dialog('確認').getByRole('button', { name: '適用する' }).click()
    await expect.poll(() => bed.saved).toEqual([{ deletions: 60 }])
  })

  it('is taken back after saying what that means', async () => {
    bed.transfer.state = 'applied'
    await open(address)
    await reads(/2026\/05\/01 09:00まで取り消せます。/)
    await button('取り消す').click()
    await dialog('確認').getByText('削除した60名は、顔画像と共に元に戻ります。').waitFor()
    await dialog('確認').getByRole('button', { name: '取り消す' }).click()
    await reads('一括登録を取り消しています')
    bed.transfer.state = 'undone'
    await reads('この一括登録は取り消されました')
  })
})

describe('a departure', () => {
  it('is recorded after showing what the person holds, and shows what is confirmed and what is not', async () => {
    bed.transfer.pending = 1
    await open('/people/leaver')
    const asked = dialog('退職：佐藤 陽菜')
    await asked.getByRole('row', { name: /^顔画像 3件/ }).waitFor()
    await asked.getByText('この操作は元に戻せません', { exact: false }).waitFor()
    await asked.getByRole('button', { name: 'キャンセル' }).click()
    expect(bed.saved).toEqual([])
    await button('退職を記録する').click()
    await asked.getByRole('button', { name: '退職を記録する' }).click()
    await asked.getByText('3件 取り消し済み').waitFor()
    await asked.getByText('1件 確認待ち').waitFor()
    await looksRight('departure')
    await asked.getByRole('button', { name: '閉じる', exact: true }).last().click()
    await expect.poll(() => asked.count()).toBe(0)
    expect(bed.saved.length).toBe(1)
  })

  it('stands in the form of the person', async () => {
    bed.transfer.left = true
    await open('/people/form')
    await dialog(/利用者を変更する/)
      .getByText('退職済み')
      .waitFor()
    await dialog(/利用者を変更する/)
      .getByText('すべての取り消しを確認しました。')
      .waitFor()
  })
})

describe('in every look', () => {
  it.each([
    { locale: 'ja', scheme: 'light', width: 1440 },
    { locale: 'en', scheme: 'dark', width: 390 },
    // 200 % zoom of a small screen.
    { locale: 'ja', scheme: 'dark', width: 640 },
    { locale: 'en', scheme: 'light', width: 360 },
  ] as const)('fits: $locale, $scheme, $width px', { tags: ['long'] }, async ({ locale, scheme, width }) => {
    bed.locale = locale
    const look = { viewport: { width, height: 900 }, colorScheme: scheme }
    await open(address, look)
    await expect.poll(() => rows().count()).toBe(6)
    await looksRight('plan')
    await open('/people/leaver', look)
    await page.getByRole('dialog').getByRole('table').waitFor()
    await looksRight('departure')
  })
})
