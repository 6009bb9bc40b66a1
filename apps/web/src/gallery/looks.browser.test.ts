import { describe, expect, it } from 'vitest'
import { bed, complaints, fits, isClean, onStage, open, page, rows } from './stage.testing.ts'

onStage()

describe('every page', () => {
  const paths = ['/dashboard', '/users?size=20', '/users/u1', '/me', '/t/abc', '/t/abc/face', '/operator', '/nowhere']
  // Each value once; the journeys walk over all pages, one by one in either scheme.
  const looks = [
    { name: 'light, wide, Japanese', locale: 'ja', colorScheme: 'light', width: 1440 },
    { name: 'dark, narrow, English', locale: 'en', colorScheme: 'dark', width: 360 },
  ] as const

  it.each(looks)('has no fault for axe and the policy, and fits the screen: $name', async (look) => {
    bed.locale = look.locale
    for (const path of paths) {
      await open(path, { viewport: { width: look.width, height: 844 }, colorScheme: look.colorScheme })
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      if (path.startsWith('/users?')) await rows().first().waitFor()
      await isClean(path)
      expect(complaints, path).toEqual([])
    }
  })

  it.each(['light', 'dark'] as const)('has no fault for axe in its dialogs and menus: %s', async (colorScheme) => {
    await open('/users?size=20', { colorScheme })
    await rows().first().waitFor()
    await page.getByLabel('このページをすべて選択').check()
    await isClean('selection')
    await page.getByRole('button', { name: '追加する' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '保存する' }).click()
    await isClean('form dialog with errors')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '表示する列' }).click()
    await isClean('columns')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '絞り込み' }).click()
    await isClean('filters')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /としてログイン中/ }).click()
    await isClean('person menu')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'ヘルプ' }).click()
    await isClean('help')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await isClean('palette')
    expect(complaints).toEqual([])
  })

  it('keeps a dialog open that a double click has opened', async () => {
    await open('/users?size=20')
    await rows().first().waitFor()
    await page.getByRole('button', { name: '追加する' }).dblclick()
    await page.getByRole('dialog').getByRole('button', { name: '保存する' }).waitFor()
    await page.mouse.click(5, 5)
    await page.getByRole('dialog').getByRole('button', { name: '保存する' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('cuts no text at 200 % zoom', async () => {
    for (const path of paths) {
      await open(path, { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 })
      await page.getByRole('heading').first().waitFor()
      await fits(path)
    }
  })
})
