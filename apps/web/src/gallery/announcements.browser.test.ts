import { beforeEach, describe, expect, it } from 'vitest'
import { announcementOf, newAnnouncementsBed } from './announcements.testing.ts'
import { bed, looksRight, onStage, open, page } from './stage.testing.ts'

onStage()
beforeEach(() => {
  bed.announcements = newAnnouncementsBed()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const message = (text: string) => page.getByText(text).filter({ visible: true }).first().waitFor()

describe('announcements', () => {
  it('are counted in the header until they are read, for every role [NFM-ANN-001] [NFM-ROL-034] [NFM-NAV-006]', async () => {
    for (const role of ['user', 'group-administrator', 'system-administrator'] as const) {
      bed.role = role
      bed.announcements = { kept: [announcementOf(1), announcementOf(2, { category: 'incident' })], read: [] }
      await open('/users')
      const link = page.getByRole('banner').getByRole('link', { name: 'お知らせ（未読2件）' })
      await link.click()
      await page.getByRole('heading', { name: '定期メンテナンス1' }).waitFor()
      await message('2026/04/01 09:00')
      await message('障害')
      await message('日曜の2時から4時まで停止します。')
      // What was new is still marked while it is being read.
      expect(await page.getByText('未読', { exact: true }).count()).toBe(2)
      await page.getByRole('banner').getByRole('link', { name: 'お知らせ', exact: true }).waitFor()
      expect(bed.announcements.read).toHaveLength(2)
      await page.reload()
      await page.getByRole('heading', { name: '定期メンテナンス1' }).waitFor()
      expect(await page.getByText('未読', { exact: true }).count()).toBe(0)
    }
  })

  it('about incidents stand on the sign-in page in its language [NFM-ANN-002]', async () => {
    bed.role = undefined
    bed.announcements.kept = [announcementOf(1), announcementOf(2, { category: 'incident', beforeSignIn: true })]
    await open('/door/abcdefghijkl')
    await message('定期メンテナンス2')
    await message('顔認証は利用できます。')
    expect(await page.getByText('定期メンテナンス1').count()).toBe(0)
    expect(await button('ログイン').count()).toBe(1)
    await looksRight('sign-in page')
    bed.locale = 'en'
    await open('/door/abcdefghijkl')
    await message('Planned maintenance 2')
  })

  it('are written, checked and deleted in the console of the operator [NFM-ANN-001]', async () => {
    await open('/operator/announcements')
    await button('お知らせを書く').first().click()
    await button('保存する').click()
    await expect.poll(() => page.getByText('件名が入力されていません。').count()).toBe(2)
    await expect.poll(() => page.getByText('本文が入力されていません。').count()).toBe(2)
    await page.getByLabel('件名（日本語）').fill('障害のお知らせ')
    await page.getByLabel('件名（英語）').fill('Incident')
    await page.getByLabel('本文（日本語）').fill('復旧作業中です。')
    await page.getByLabel('本文（英語）').fill('We are working on it.')
    await page.getByLabel('表示開始').fill('2026-04-01T09:00')
    await page.getByLabel('表示終了').fill('2026-04-01T08:00')
    await page.getByLabel(/ログインページにも表示する/).check()
    await button('保存する').click()
    await message('表示終了は表示開始より後の日時を入力してください。')
    await looksRight('dialog')
    await page.getByLabel('表示終了').fill('')
    await button('保存する').click()
    await expect.poll(() => bed.announcements.kept.length).toBe(1)
    expect(bed.announcements.kept[0]).toMatchObject({
      title: { ja: '障害のお知らせ', en: 'Incident' },
      ...{ beforeSignIn: true, shownUntil: null },
    })
    await page.getByRole('rowheader', { name: '障害のお知らせ' }).waitFor()
    await message('終了なし')
    await page
      .getByRole('button', { name: /障害のお知らせ/ })
      .last()
      .click()
    await page.getByRole('menuitem', { name: '削除する' }).click()
    await page.getByRole('dialog', { name: '確認' }).getByRole('button', { name: '削除する' }).click()
    await expect.poll(() => bed.announcements.kept.length).toBe(0)
  })

  it.each([
    { locale: 'ja', scheme: 'light', width: 1440 },
    { locale: 'en', scheme: 'dark', width: 390 },
  ] as const)('fit: $locale, $scheme, $width px', { tags: ['long'] }, async ({ locale, scheme, width }) => {
    bed.locale = locale
    const look = { viewport: { width, height: 900 }, colorScheme: scheme }
    bed.announcements.kept = (['maintenance', 'release', 'incident', 'other'] as const).map((category, n) =>
      announcementOf(n, { category, beforeSignIn: n === 2, shownUntil: n === 1 ? '2026-05-01T00:00:00.000Z' : null }),
    )
    await open('/announcements', look)
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    await looksRight('announcements')
    await open('/operator/announcements', look)
    await page.getByRole('rowheader').first().waitFor()
    await looksRight('console')
  })
})
