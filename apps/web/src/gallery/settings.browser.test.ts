import type { TenantSettings } from '@kaoban/contract'
import { describe, expect, it } from 'vitest'
import { newSettingsBed } from './settings.testing.ts'
import { bed, complaints, looksRight, onStage, open, page } from './stage.testing.ts'

onStage()

const button = (name: string) => page.getByRole('button', { name, exact: true })
const group = (name: string) => page.getByRole('radiogroup', { name, exact: true })
const choose = (of: string, option: string) => group(of).getByLabel(option, { exact: true }).check()
const key = (n: number, place: number) => page.getByLabel(`切替コマンド${n}の${place}番目のキー`)
const message = (text: string) => page.getByText(text).filter({ visible: true }).first().waitFor()
const optionsOf = async (label: string) => (await page.getByLabel(label).locator('option').allInnerTexts()).join(' ')

async function openPolicy(settings: Partial<TenantSettings> = {}): Promise<void> {
  bed.settings = newSettingsBed(settings)
  await open('/settings/logon-policy')
  await button('確定').waitFor()
}

async function command(n: number, keys: readonly string[]): Promise<void> {
  for (const [place, one] of keys.entries()) await key(n, place + 1).selectOption(one)
}

describe('Windowsログオン認証ポリシー', () => {
  it('shows the choices of the specification [NFM-SET-021] [NFM-SET-022] [NFM-SET-024]', async () => {
    await openPolicy()
    expect(await group('学習画像の自動更新周期').innerText()).toMatch(
      /登録・更新しない\s+6か月毎に更新\s+12か月毎に更新/,
    )
    expect(await group('代替認証 (Windowsログオン認証)').innerText()).toMatch(/有効\s+無効/)
    expect(await optionsOf('入力失敗許容回数')).toBe('無制限 1回 2回 3回 5回 10回')
    expect(await optionsOf('ログオン可能回数')).toBe('無制限 1回 2回 3回 5回 10回')
    expect(await page.getByLabel('入力失敗許容回数').inputValue()).toBe('')
  })

  it('lets the means be chosen while it is on, counts with one-time passwords, commands with passwords [NFM-SET-023] [NFM-SET-024] [NFM-SET-025]', async () => {
    await openPolicy()
    const editable = async () => [
      await group('認証手段').getByLabel('パスワード', { exact: true }).isEnabled(),
      await page.getByLabel('入力失敗許容回数').isEnabled(),
      await page.getByLabel('ログオン可能回数').isEnabled(),
      await key(1, 1).isEnabled(),
      await key(5, 3).isEnabled(),
    ]
    expect(await editable()).toEqual([true, false, false, true, true])
    await choose('認証手段', 'ワンタイムパスワード')
    expect(await editable()).toEqual([true, true, true, false, false])
    await choose('代替認証 (Windowsログオン認証)', '無効')
    expect(await editable()).toEqual([false, false, false, false, false])
  })

  it('offers keys that no system combination is made of, and no 未選択 for the first command [NFM-SET-006] [NFM-SET-014]', async () => {
    await openPolicy()
    expect(await optionsOf('切替コマンド2の1番目のキー')).toBe('未選択 Ctrl Alt Shift')
    expect(await optionsOf('切替コマンド1の2番目のキー')).toBe('Ctrl Alt Shift')
    expect(await optionsOf('切替コマンド1の3番目のキー')).toMatch(/^A B .* Z 0 1 .* 9 F1 .* F12$/)
    expect(await Promise.all([1, 2, 3].map((place) => key(1, place).inputValue()))).toEqual(['Ctrl', 'Alt', 'X'])
  })

  it('says at a command what is wrong with it, and saves nothing [NFM-SET-011] [NFM-SET-012] [NFM-SET-013]', async () => {
    await openPolicy()
    for (const [keys, text] of [
      [['Ctrl', 'Alt', ''], '切替コマンドが正しく設定されていません。'],
      [['Alt', 'Ctrl', 'X'], '切替コマンドに重複している設定があります。'],
      [['Alt', 'Ctrl', 'Z'], 'Windowsログオン認証方式の切替コマンドと重複している設定があります。'],
    ] as const) {
      await command(2, keys)
      await button('確定').click()
      await message(text)
    }
    await looksRight('with a fault')
    expect(bed.saved).toEqual([])
    await button('元に戻す').click()
    expect(await key(2, 1).inputValue()).toBe('')
    await command(2, ['Ctrl', 'Shift', 'F9'])
    await button('確定').click()
    await expect.poll(() => bed.settings.settings['policy.alt.switch.2']).toEqual(['Ctrl', 'Shift', 'F9'])
    expect(complaints).toEqual([])
  })

  it('brings the menu of one-time passwords with 確定 and takes it away again [NFM-SET-026] [NFM-SET-027]', async () => {
    await openPolicy()
    const entry = page.getByRole('link', { name: 'ワンタイムパスワード発行' })
    await choose('認証手段', 'ワンタイムパスワード')
    expect(await entry.count()).toBe(0)
    await button('確定').click()
    await entry.waitFor()
    await choose('認証手段', 'パスワード')
    await message('確定すると、発行済みのワンタイムパスワードは無効になります。')
    await looksRight('with the note')
    await button('確定').click()
    await expect.poll(() => entry.count()).toBe(0)
  })

  it('is not saved over what somebody else has changed', async () => {
    await openPolicy()
    bed.settings.version++
    await choose('学習画像の自動更新周期', '6か月毎に更新')
    await button('確定').click()
    await button('最新の設定を表示').click()
    await expect.poll(() => group('学習画像の自動更新周期').getByLabel('登録・更新しない').isChecked()).toBe(true)
  })
})

describe('Windowsログオン認証方式', () => {
  const method = (n: number) => page.getByRole('group', { name: `認証方式${n}`, exact: true })
  const fields = [
    'Windowsログオン時 認証手段',
    'Windowsログオン時 顔動き検知',
    'Windowsロック解除時 認証手段',
    'Windowsロック解除時 顔動き検知',
  ]

  async function openMethod(settings: Partial<TenantSettings> = {}): Promise<void> {
    bed.settings = newSettingsBed(settings)
    await open('/settings/logon-method')
    await button('確定').waitFor()
  }

  it('shows one method, and the second with its commands when it is enabled [NFM-SET-001] [NFM-SET-002]', async () => {
    await openMethod()
    const labels = async (n: number) => (await method(n).locator('label').allInnerTexts()).map((text) => text.trim())
    expect(await labels(1)).toEqual(fields)
    expect([await method(2).count(), await key(1, 1).count()]).toEqual([0, 0])
    const box = page.getByLabel('認証方式2を有効にする')
    expect(await box.isChecked()).toBe(false)
    await box.check()
    expect(await labels(2)).toEqual(fields)
    expect(await Promise.all([1, 2, 3].map((place) => key(1, place).inputValue()))).toEqual(['Ctrl', 'Alt', 'Z'])
    await looksRight('both methods')
  })

  it('offers the means and movements of the specification; without a face there is no movement [NFM-SET-003] [NFM-SET-005]', async () => {
    await openMethod()
    const [means, motion] = fields.slice(0, 2).map((label) => method(1).getByLabel(label))
    expect(await means!.locator('option').allInnerTexts()).toEqual([
      ...['顔認証', '顔認証+Windowsパスワード認証', '顔認証+利用者パスワード認証（二要素認証）'],
      ...['利用者パスワード認証', 'Windowsパスワード認証'],
    ])
    expect(await means!.inputValue()).toBe('FACE')
    expect(await motion!.locator('option').allInnerTexts()).toEqual([
      ...['なし', 'まばたき', 'まばたき/視線右/視線左/顔振りのうち1回', 'まばたき/視線右/視線左のうち2回'],
      'まばたき/視線右/視線左/顔振りのうち3回',
    ])
    expect(await motion!.isEnabled()).toBe(true)
    await means!.selectOption('Windowsパスワード認証')
    expect(await motion!.isEnabled()).toBe(false)
    expect(await method(1).getByLabel(fields[3]!).isEnabled()).toBe(true)
  })

  it('judges the commands only while the second method is enabled [NFM-SET-007] [NFM-SET-013]', async () => {
    await openMethod({ 'logon.method2.enabled': true })
    await command(1, ['Alt', 'Ctrl', 'X'])
    await button('確定').click()
    await message('Windowsログオン認証ポリシーの切替コマンドと重複している設定があります。')
    expect(bed.saved).toEqual([])
    await page.getByLabel('認証方式2を有効にする').uncheck()
    await button('確定').click()
    await expect.poll(() => bed.settings.settings['logon.method2.enabled']).toBe(false)
  })
})

describe('常時認証ポリシー', () => {
  const names = ['常時認証の周期', '認証時間', '認証失敗許容回数']

  async function openContinuous(settings: Partial<TenantSettings> = {}): Promise<void> {
    bed.settings = newSettingsBed(settings)
    await open('/settings/continuous')
    await button('確定').waitFor()
  }

  it('offers presets and 自由設定, while it is on [NFM-SET-031] [NFM-SET-032] [NFM-SET-034]', async () => {
    await openContinuous({ 'cont.authSec': 45 })
    const options = (name: string) =>
      group(name)
        .locator('label')
        .filter({ hasText: /秒$|回$|設定$/ })
        .allInnerTexts()
    expect(await options(names[0]!)).toEqual(['60秒', '180秒', '300秒', '600秒', '自由設定'])
    expect((await options(names[1]!)).slice(0, 4)).toEqual(['5秒', '10秒', '30秒', '自由設定'])
    expect(await options(names[2]!)).toEqual(['0回', '1回', '3回', '自由設定'])
    const free = page.getByLabel('認証時間（自由設定）')
    expect([await free.inputValue(), await free.isEnabled()]).toEqual(['45', false])
    for (const name of names) expect(await group(name).getByLabel('自由設定', { exact: true }).isEnabled()).toBe(false)
    await choose('常時認証有効/無効', '有効')
    for (const name of names) expect(await group(name).getByLabel('自由設定', { exact: true }).isEnabled()).toBe(true)
    expect(await free.isEnabled()).toBe(true)
  })

  it('says under a free value what is wrong with it [NFM-SET-033]', async () => {
    await openContinuous({ 'cont.enabled': true })
    for (const name of names) await choose(name, '自由設定')
    await button('確定').click()
    await expect.poll(() => page.getByText('自由設定が入力されていません。').count()).toBe(3)
    await page.getByLabel('常時認証の周期（自由設定）').fill('59')
    await page.getByLabel('認証時間（自由設定）').fill('1000')
    await page.getByLabel('認証失敗許容回数（自由設定）').fill('３')
    await button('確定').click()
    await message('自由設定は60~999の範囲で入力してください。')
    await message('自由設定は1~999の範囲で入力してください。')
    await message('半角数字で入力してください。')
    await looksRight('with faults')
    expect(bed.saved).toEqual([])
    await button('元に戻す').click()
    expect(await group('常時認証の周期').getByLabel('60秒').isChecked()).toBe(true)
    expect(complaints).toEqual([])
  })
})

describe('AzureAD設定', () => {
  const tenantId = () => page.getByLabel('AzureADテナントID')
  const applicationId = () => page.getByLabel('アプリケーションID')

  async function openAzure(settings: Partial<TenantSettings> = {}): Promise<void> {
    bed.settings = newSettingsBed(settings)
    await open('/settings/azure-ad')
    await button('確定').waitFor()
  }

  it('says at each of the two what is wrong with it, and saves nothing [NFM-SET-051] [NFM-SET-052]', async () => {
    await openAzure()
    await tenantId().fill('x')
    await tenantId().fill('')
    await button('確定').click()
    await message('AzureADテナントIDが入力されていません。')
    await message('アプリケーションIDが入力されていません。')
    await looksRight('with faults')
    await tenantId().fill('a'.repeat(257))
    await applicationId().fill('７２ｆ９８８ｂｆ')
    await button('確定').click()
    await message('AzureADテナントIDは256文字以内で入力してください。')
    await message('アプリケーションIDは半角英数字、記号しか利用できません。')
    expect(bed.saved).toEqual([])
    await tenantId().fill(' 72f988bf-86f1-41af-91ab-2d7cd011db47 ')
    await applicationId().fill('a'.repeat(256))
    await button('確定').click()
    await expect.poll(() => bed.settings.settings['azureAd.tenantId']).toBe('72f988bf-86f1-41af-91ab-2d7cd011db47')
  })

  it('is removed after a question that names what goes', async () => {
    await openAzure({ 'azureAd.tenantId': 'contoso.example', 'azureAd.applicationId': 'app-1' })
    await button('設定を削除する').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('AzureADテナントID: contoso.example').waitFor()
    await looksRight('before it is removed')
    await dialog.getByRole('button', { name: 'キャンセル' }).click()
    expect(bed.settings.version).toBe(1)
    await button('設定を削除する').click()
    await dialog.getByRole('button', { name: '設定を削除する' }).click()
    await expect.poll(() => tenantId().inputValue()).toBe('')
    expect(bed.settings.settings['azureAd.applicationId']).toBe('')
    expect(await button('設定を削除する').count()).toBe(0)
  })
})

describe('クライアントソフト設定 and 顔画像ログ出力ポリシー', () => {
  it('chooses whether clients update themselves, する at first', async () => {
    bed.settings = newSettingsBed()
    await open('/settings/client')
    expect(await group('自動アップデート').getByLabel('する', { exact: true }).isChecked()).toBe(true)
    await choose('自動アップデート', 'しない')
    await button('確定').click()
    await expect.poll(() => bed.settings.settings['client.autoUpdate']).toBe(false)
  })

  it('says what is stored as soon as a box is ticked [NFM-SET-043]', async () => {
    bed.settings = newSettingsBed()
    await open('/settings/face-log')
    const note = page.getByText('登録されていない人を含みます')
    await page.getByLabel('Windowsログオン・Windowsロック解除').waitFor()
    expect(await note.count()).toBe(0)
    await page.getByLabel('常時認証 顔認証失敗').check()
    await note.waitFor()
    await looksRight('with the note')
    await button('確定').click()
    await expect.poll(() => bed.settings.settings['faceLog.continuous']).toBe(true)
    expect(bed.settings.settings['faceLog.logonUnlock']).toBe(false)
  })
})

describe('pages of settings', () => {
  it.each([
    { locale: 'ja', scheme: 'light', width: 1440 },
    { locale: 'en', scheme: 'dark', width: 390 },
    { locale: 'ja', scheme: 'dark', width: 640 },
    { locale: 'en', scheme: 'light', width: 360 },
  ] as const)('fit: $locale, $scheme, $width px', { tags: ['long'] }, async ({ locale, scheme, width }) => {
    bed.settings = newSettingsBed({ 'logon.method2.enabled': true, 'cont.authSec': 45 })
    bed.locale = locale
    for (const path of ['logon-method', 'logon-policy', 'continuous', 'azure-ad', 'client', 'face-log']) {
      await open(`/settings/${path}`, { viewport: { width, height: 900 }, colorScheme: scheme })
      await page.locator('main button[type=submit]').waitFor()
      await looksRight(path)
    }
  })
})
