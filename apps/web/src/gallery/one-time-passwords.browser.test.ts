import { beforeEach, describe, expect, it } from 'vitest'
import { issuedPassword, newOneTimePasswordsBed } from './one-time-passwords.testing.ts'
import { newSettingsBed } from './settings.testing.ts'
import { bed, complaints, looksRight, onStage, open, page } from './stage.testing.ts'

onStage()
beforeEach(() => {
  bed.settings = newSettingsBed({ 'policy.alt.method': 'OTP' })
  bed.oneTimePasswords = newOneTimePasswordsBed()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const field = (name: string) => page.getByRole('textbox', { name, exact: true })
const choose = (name: string) => page.getByRole('radio', { name, exact: true }).check()
const message = (text: string) => page.getByText(text, { exact: true }).filter({ visible: true }).first().waitFor()
const issue = () => button('発行する').click()

describe('ワンタイムパスワード発行', () => {
  it('asks for the account, by the words of its kind, and for the validity [NFM-OTP-003]', async () => {
    await open('/one-time-passwords')
    const labels = async () =>
      (await page.locator('form label').allInnerTexts()).map((text) => text.replace(/ \*$/, ''))
    const kinds = ['ローカル', 'ドメイン', 'Azure AD']
    await field('Windowsアカウント名').waitFor()
    expect(await labels()).toEqual([...kinds, 'Windowsアカウント名', 'コンピュータ名', '1日', '自由入力'])
    expect(await page.getByRole('radio', { name: 'ローカル' }).isChecked()).toBe(true)
    expect(await page.getByRole('radio', { name: '1日' }).isChecked()).toBe(true)
    await choose('ドメイン')
    expect(await labels()).toEqual([...kinds, 'Windowsアカウント名', 'ドメイン名', '1日', '自由入力'])
    await choose('Azure AD')
    await choose('自由入力')
    expect(await labels()).toEqual([
      ...[...kinds, '表示名', 'Azure ADドメイン名', '1日', '自由入力'],
      '有効期限（日数）',
    ])
    await looksRight('form')
  })

  it('says under each field what is wrong, by its kind [NFM-OTP-004] [NFM-OTP-005] [NFM-OTP-006] [NFM-OTP-007]', async () => {
    await open('/one-time-passwords')
    await choose('自由入力')
    await issue()
    await message('Windowsアカウント名は必須です。')
    await message('コンピュータ名は必須です。')
    await message('有効期限は必須です。')
    await choose('Azure AD')
    expect(await page.getByText('コンピュータ名は必須です。').count()).toBe(0)
    await field('表示名').fill('花子')
    await field('有効期限（日数）').fill('1000')
    await issue()
    await message('表示名は半角英数字、記号しか利用できません。')
    await message('Azure ADドメイン名は必須です。')
    await message('有効期限は1～999までの整数値を指定してください。')
    await looksRight('with faults')
    expect(bed.saved).toEqual([])
    await field('Azure ADドメイン名').fill('AzureAD')
    await choose('1日')
    await field('表示名').fill('jiro')
    await issue()
    await message('指定したアカウント情報が見つかりませんでした。')
    await field('表示名').fill('taro')
    await issue()
    await message('指定したアカウントにWindowsパスワードが設定されていないため、ワンタイムパスワードを発行できません。')
  })

  it('shows 13 digits, copies them without gaps, and what was entered cannot be changed [NFM-OTP-008]', async () => {
    await open('/one-time-passwords')
    await field('Windowsアカウント名').fill('hanako')
    await field('コンピュータ名').fill('PC-01')
    await choose('自由入力')
    await field('有効期限（日数）').fill('7')
    await issue()
    const shown = page.getByRole('region', { name: 'ワンタイムパスワード' })
    expect(await shown.locator('output').innerText()).toBe(issuedPassword)
    expect(await shown.evaluate((section) => section === document.activeElement)).toBe(true)
    expect(bed.saved).toEqual([{ kind: 'local', name: 'hanako', place: 'PC-01', days: '7' }])
    expect(await page.locator('main input').count()).toBe(0)
    expect(await page.locator('dl').innerText()).toMatch(/ローカル[\s\S]*hanako[\s\S]*PC-01[\s\S]*7 日/)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await button('クリップボードにコピーする').click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(issuedPassword)
    await looksRight('issued')
    expect(complaints).toEqual([])
  })

  it('is reset after a question that says when terminals know it [NFM-OTP-009]', async () => {
    await open('/one-time-passwords')
    await field('Windowsアカウント名').fill('hanako')
    await field('コンピュータ名').fill('PC-01')
    await issue()
    await button('入力内容をリセットする').click()
    const question = page.getByRole('dialog', { name: '確認' })
    await question
      .getByText('オンラインの端末ではすぐに無効になりますが、オフラインの端末では次回の同期時まで')
      .waitFor()
    await looksRight('question')
    await question.getByRole('button', { name: 'キャンセル' }).click()
    expect(bed.oneTimePasswords.outstanding).toHaveLength(1)
    await button('入力内容をリセットする').click()
    await question.getByRole('button', { name: '入力内容をリセットする' }).click()
    await field('Windowsアカウント名').waitFor()
    expect(await field('Windowsアカウント名').inputValue()).toBe('')
    expect(bed.oneTimePasswords.outstanding).toEqual([])
    expect(await page.content()).not.toContain(issuedPassword)
  })

  it('leads to the policy while there is nothing to issue [NFM-OTP-001]', async () => {
    bed.settings = newSettingsBed()
    await open('/one-time-passwords')
    await message('代替認証の認証手段がワンタイムパスワードではありません。')
    await looksRight('off')
    await page.getByRole('main').getByRole('link', { name: 'Windowsログオン認証ポリシー' }).click()
    await page.waitForURL(/\/settings\/logon-policy$/)
  })

  it.each([
    { locale: 'ja', scheme: 'light', width: 1440 },
    { locale: 'en', scheme: 'dark', width: 390 },
    { locale: 'ja', scheme: 'dark', width: 640 },
    { locale: 'en', scheme: 'light', width: 360 },
  ] as const)('fits: $locale, $scheme, $width px', { tags: ['long'] }, async ({ locale, scheme, width }) => {
    bed.locale = locale
    await open('/one-time-passwords', { viewport: { width, height: 900 }, colorScheme: scheme })
    const [name, place] = [0, 1].map((nth) => page.getByRole('main').getByRole('textbox').nth(nth))
    await name!.fill('hanako')
    await place!.fill('PC-01')
    await looksRight('form')
    await page.locator('main button[type=submit]').click()
    await page.locator('output').waitFor()
    await looksRight('issued')
  })
})
