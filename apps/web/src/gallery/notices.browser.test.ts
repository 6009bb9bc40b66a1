import { beforeEach, describe, expect, it } from 'vitest'
import { newNoticesBed, noticeRow } from './notices.testing.ts'
import { bed, looksRight, onStage, open, page } from './stage.testing.ts'

onStage()
beforeEach(() => {
  bed.notices = newNoticesBed()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = (name: string) => page.getByRole('dialog', { name })

describe('mails to administrators', () => {
  it('about planned maintenance propose two weeks ahead, warn of less, and are seen before they are sent [NFM-ANN-003]', async () => {
    bed.notices.rows = [noticeRow()]
    await open('/operator/notices')
    await page.getByText('40 / 120テナント（85通）').waitFor()
    await button('メールを書く').click()
    const form = dialog('メールを書く')
    const warning = form.getByText('予定日まで2週間を切っています。')
    const from = new Date(await form.getByLabel('開始').inputValue())
    const days = (from.getTime() - Date.now()) / 86_400_000
    expect(days).toBeGreaterThanOrEqual(14)
    expect(days).toBeLessThan(16)
    expect(await warning.count()).toBe(0)
    const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 16)
    await form.getByLabel('開始').fill(soon)
    await warning.waitFor()
    await form.getByLabel('影響（日本語）').fill('管理ポータルを使えません。')
    await button('内容を確認する').click()
    await form.getByText('入力してください。').waitFor()
    await form.getByLabel('影響（英語）').fill('The portal cannot be used.')
    await looksRight('form')
    await button('内容を確認する').click()
    const seen = dialog('送信内容の確認')
    await seen.getByText('120テナントのシステム管理者251名に送ります。').waitFor()
    await seen.getByText('Kaoban: maintenance notice').waitFor()
    await looksRight('preview')
    await seen.getByRole('button', { name: 'キャンセル' }).click()
    expect(await form.getByLabel('影響（日本語）').inputValue()).toBe('管理ポータルを使えません。')
    expect(bed.notices.rows).toHaveLength(1)
    await button('内容を確認する').click()
    await button('251名に送信する').click()
    await expect.poll(() => bed.notices.rows.length).toBe(2)
    await expect.poll(() => dialog('メールを書く').count()).toBe(0)
  })

  it('about an incident follow its record, which counts the minutes [NFM-ANN-004]', async () => {
    await open('/operator/notices')
    await button('障害を記録する').click()
    const record = dialog('障害を記録する')
    const at = new Date(Date.now() - 30 * 60_000)
    const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
    await record.getByLabel('障害を確認した日時').fill(local)
    await record.getByRole('button', { name: '保存する' }).click()
    await page.getByText(/^確認から3[01]分が経過しました/).waitFor()
    await page.getByText(/あと(89|90)分のうちに送ります/).waitFor()
    await looksRight('incident')
    await button('緊急メンテナンスのメールを書く').click()
    const form = dialog('メールを書く')
    for (const label of ['現在の状況（日本語）', '現在の状況（英語）', '影響（日本語）', '影響（英語）'])
      await form.getByLabel(label).fill('調査中')
    await button('内容を確認する').click()
    await button('251名に送信する').click()
    await page.getByText(/緊急メンテナンスのメールは確認から3\d分後に送りました。/).waitFor()
    await button('障害を終了する').click()
    await dialog('確認').getByRole('button', { name: '障害を終了する' }).click()
    await page.getByText('記録中の障害はありません。').waitFor()
  })

  it('fit a narrow screen in English', async () => {
    bed.locale = 'en'
    bed.notices.rows = [noticeRow({ kind: 'release-done', version: '2.4.0', finishedAt: '2026-04-01T00:01:00.000Z' })]
    await open('/operator/notices', { colorScheme: 'dark', viewport: { width: 390, height: 900 } })
    await page.getByText('Done (120 tenants, 85 mails)').first().waitFor()
    await looksRight('narrow')
  })
})
