import { describe, expect, it } from 'vitest'
import { here, newAddressesBed } from './addresses.testing.ts'
import { bed, looksRight, onStage, open, page } from './stage.testing.ts'

onStage()

const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = (name: string) => page.getByRole('dialog', { name, exact: true })
const message = (text: string) => page.getByText(text).filter({ visible: true }).first().waitFor()
const rows = async () =>
  (await page.locator('table[aria-busy=false] tbody tr').allInnerTexts()).map((text) =>
    text.split(/\s+/).filter(Boolean),
  )

async function enter(first: string, last: string): Promise<void> {
  await page.getByLabel('開始IPアドレス').fill(first)
  await page.getByLabel('終了IPアドレス').fill(last)
}

describe('allowed IP addresses', () => {
  it('has its text, the own address, 追加する, and a list with ticks, count, pages and 削除する [NFM-IPA-001]', async () => {
    bed.addresses = newAddressesBed()
    await open('/addresses')
    await message(
      '接続許可IPアドレスを登録することで、システム管理者用管理ポータル画面が表示可能な端末を限定することができます。',
    )
    await page.getByText('現在接続中のIPアドレス').waitFor()
    await message(here)
    await message('0件中0-0件')
    await button('追加する').first().click()
    await enter(here, here)
    await button('保存する').click()
    await message('1件中1-1件')
    const heads = (await page.getByRole('columnheader').allInnerTexts()).map((text) => text.trim())
    expect(heads.slice(1, 3)).toEqual(['開始IPアドレス', '終了IPアドレス'])
    await page.getByRole('navigation', { name: 'ページ' }).waitFor()
    await page.getByLabel(`${here}から${here}までを選択`).check()
    await button('削除する').click()
    await dialog('確認').getByText('選択された接続許可IPアドレスを削除します。').waitFor()
    await dialog('確認').getByRole('button', { name: '削除する' }).click()
    await message('0件中0-0件')
  })

  it('says under the field what is wrong, and turns a network into its range [NFM-IPA-006]', async () => {
    bed.addresses = newAddressesBed()
    await open('/addresses')
    await button('追加する').first().click()
    await button('保存する').click()
    await message('開始IPアドレスが入力されていません。')
    await message('終了IPアドレスが入力されていません。')
    await enter('2001:db8::1', '203.0.113')
    await button('保存する').click()
    await expect.poll(() => page.getByText('有効なIPアドレス(IPv4)を入力してください。').count()).toBe(2)
    await enter('203.0.113.9', '203.0.113.8')
    await button('保存する').click()
    await message('終了IPアドレスは開始IPアドレス以降の値を入力してください。')
    await page.getByLabel('開始IPアドレス').fill('203.0.113.0/24')
    await page.getByLabel('終了IPアドレス').focus()
    await expect.poll(() => page.getByLabel('終了IPアドレス').inputValue()).toBe('203.0.113.255')
    expect(await page.getByLabel('開始IPアドレス').inputValue()).toBe('203.0.113.0')
    await button('現在接続中のIPアドレスを使う').click()
    expect(await page.getByLabel('終了IPアドレス').inputValue()).toBe(here)
    await looksRight('dialog')
  })

  it('asks before the own address is shut out, by adding and by deleting [NFM-IPA-008] [NFM-IPA-009]', async () => {
    bed.addresses = newAddressesBed()
    await open('/addresses')
    await button('追加する').first().click()
    await enter('192.0.2.1', '192.0.2.1')
    await button('保存する').click()
    const question = dialog('確認').filter({ hasText: '現在接続中のIPアドレスが接続制限の対象となります。' })
    await question.waitFor()
    await question.getByRole('button', { name: 'キャンセル' }).click()
    expect(bed.addresses.ranges).toEqual([])
    expect(await page.getByLabel('開始IPアドレス').inputValue()).toBe('192.0.2.1')
    await button('保存する').click()
    await question.getByRole('button', { name: '続行する' }).click()
    await expect.poll(() => bed.addresses.ranges.length).toBe(1)
    await expect.poll(() => page.getByLabel('開始IPアドレス').count()).toBe(0)
    const range = (rangeId: string, first: string) => ({
      rangeId,
      first,
      last: first,
      addedAt: '2026-04-01T00:00:00.000Z',
    })
    bed.addresses.ranges = [
      range('0190a000-0000-7000-8000-000000000311', here),
      range('0190a000-0000-7000-8000-000000000312', '192.0.2.1'),
    ]
    await page.reload()
    await page.getByLabel(`${here}から${here}までを選択`).check()
    await button('削除する').click()
    await dialog('確認').getByRole('button', { name: '削除する' }).click()
    await question.getByRole('button', { name: 'キャンセル' }).click()
    expect(bed.addresses.ranges).toHaveLength(2)
    await expect.poll(rows).toHaveLength(2)
    await button('削除する').click()
    await dialog('確認').getByRole('button', { name: '削除する' }).click()
    await question.getByRole('button', { name: '続行する' }).click()
    await expect.poll(() => bed.addresses.ranges.length).toBe(1)
  })

  it('tells an administrator elsewhere why only the functions of users are there [NFM-IPA-004] [NFM-IPA-005]', async () => {
    for (const [restriction, text] of [
      ['outside', '許可されたIPアドレス以外からの接続のため、利用者権限でログオンしています'],
      ['unknown', '許可されたIPアドレスを確認できないため、利用者権限でログオンしています'],
    ] as const) {
      bed.addresses = { ranges: [], restriction }
      bed.role = 'user'
      await open('/')
      await page.waitForURL(/\/me$/)
      await message(text)
      expect(await page.getByRole('navigation').count()).toBe(0)
    }
  })

  it.each([
    { locale: 'ja', scheme: 'light', width: 1440 },
    { locale: 'en', scheme: 'dark', width: 390 },
    { locale: 'ja', scheme: 'dark', width: 360 },
  ] as const)('fits: $locale, $scheme, $width px', { tags: ['long'] }, async ({ locale, scheme, width }) => {
    bed.addresses = newAddressesBed()
    bed.locale = locale
    await open('/addresses', { viewport: { width, height: 900 }, colorScheme: scheme })
    await page.getByText(here).first().waitFor()
    await looksRight('empty list')
    bed.addresses.ranges = Array.from({ length: 3 }, (_, index) => ({
      rangeId: `0190a000-0000-7000-8000-00000000032${index}`,
      ...{ first: `203.0.113.${index}`, last: '203.0.113.200', addedAt: '2026-04-01T00:00:00.000Z' },
    }))
    await page.reload()
    await page.getByText('203.0.113.2', { exact: true }).first().waitFor()
    await page.getByRole('checkbox').nth(1).check()
    await looksRight('list')
  })
})
