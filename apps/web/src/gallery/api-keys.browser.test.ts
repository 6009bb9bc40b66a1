import { beforeEach, describe, expect, it } from 'vitest'
import { madeSecret, newApiKeysBed } from './api-keys.testing.ts'
import { bed, complaints, looksRight, onStage, open, page, rows } from './stage.testing.ts'

onStage()
beforeEach(() => {
  bed.apiKeys = newApiKeysBed()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name })
const row = (text: string) => rows().filter({ hasText: text })

describe('API keys', () => {
  it('are listed with what became of them', async () => {
    await open('/api-keys')
    await expect.poll(() => rows().count()).toBe(3)
    expect(await row('人事サーバー').innerText()).toMatch(/出力と一括登録[\s\S]*有効[\s\S]*192\.0\.2\.7/)
    expect(await row('去年の移行').innerText()).toMatch(/出力のみ[\s\S]*期限切れ[\s\S]*未使用/)
    expect(await row('紛失したもの').innerText()).toContain('失効')
    await page.getByRole('link', { name: 'APIキー' }).first().waitFor()
    expect(complaints).toEqual([])
  })

  it('are made with a name, a permission and a term, and show their secret once', async () => {
    await open('/api-keys')
    await button('APIキーを発行').first().click()
    const form = dialog('APIキーを発行')
    await form.getByRole('button', { name: 'APIキーを発行' }).click()
    await form.getByText('キーの名前を入力してください。').waitFor()
    await form.getByLabel('キーの名前').fill('夜間処理')
    await form.getByLabel('許可する操作').selectOption('users.read')
    await form.getByLabel('有効期間（日）').fill('366')
    await form.getByRole('button', { name: 'APIキーを発行' }).click()
    await form.getByText('1～365の整数を入力してください。').waitFor()
    expect(bed.saved).toEqual([])
    await form.getByLabel('有効期間（日）').fill('30')
    await looksRight('form')
    await form.getByRole('button', { name: 'APIキーを発行' }).click()
    const shown = dialog('APIキーを発行しました')
    await shown.getByText(madeSecret).waitFor()
    expect(bed.saved).toEqual([{ name: '夜間処理', scope: 'users.read', days: 30 }])
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await shown.getByRole('button', { name: /コピー/ }).click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(madeSecret)
    await looksRight('secret')
    // Only the button closes it.
    await page.keyboard.press('Escape')
    await page.mouse.click(5, 5)
    await shown.getByText(madeSecret).waitFor()
    await shown.getByRole('button', { name: '閉じる' }).click()
    await expect.poll(() => rows().count()).toBe(4)
    expect(await page.content()).not.toContain(madeSecret)
    expect(complaints).toEqual([])
  })

  it('are made by whoever proves again who they are, without filling the form in again', async () => {
    bed.apiKeys.proofOld = true
    await open('/api-keys')
    await button('APIキーを発行').first().click()
    const form = dialog('APIキーを発行')
    await form.getByLabel('キーの名前').fill('夜間処理')
    await form.getByRole('button', { name: 'APIキーを発行' }).click()
    const proof = dialog('ご本人の確認')
    await proof.locator('input').waitFor()
    await looksRight('proof')
    await page.keyboard.press('Escape')
    await expect.poll(() => proof.count()).toBe(0)
    expect(await form.getByLabel('キーの名前').inputValue()).toBe('夜間処理')
    await form.getByRole('button', { name: 'APIキーを発行' }).click()
    await proof.locator('input').fill('Correct-Horse-7-Battery')
    await page.keyboard.press('Enter')
    await dialog('APIキーを発行しました').getByText(madeSecret).waitFor()
  })

  it('are revoked after a question, and only while they can be used', async () => {
    await open('/api-keys')
    await expect.poll(() => rows().count()).toBe(3)
    expect(await row('紛失したもの').getByRole('button').count()).toBe(0)
    await row('人事サーバー').getByRole('button').click()
    await page.getByRole('menuitem', { name: '失効させる' }).click()
    await dialog('確認').getByText('APIキー「人事サーバー」を失効させます。').waitFor()
    await looksRight('question')
    expect(bed.apiKeys.keys[0]!.state).toBe('usable')
    await dialog('確認').getByRole('button', { name: '失効させる' }).click()
    await expect.poll(() => bed.apiKeys.keys[0]!.state).toBe('revoked')
    await expect.poll(() => row('人事サーバー').innerText()).toMatch(/失効/)
  })

  it.each([
    { locale: 'ja', scheme: 'light', width: 1440 },
    { locale: 'en', scheme: 'dark', width: 390 },
    // 200 % zoom of a small screen.
    { locale: 'ja', scheme: 'dark', width: 640 },
    { locale: 'en', scheme: 'light', width: 360 },
  ] as const)('fit: $locale, $scheme, $width px', { tags: ['long'] }, async ({ locale, scheme, width }) => {
    bed.locale = locale
    await open('/api-keys', { viewport: { width, height: 900 }, colorScheme: scheme })
    await expect.poll(() => rows().count()).toBe(3)
    await looksRight('list')
    await button(locale === 'ja' ? 'APIキーを発行' : 'Make an API key')
      .first()
      .click()
    await dialog(/.*/).getByRole('textbox').first().waitFor()
    await looksRight('form')
  })
})
