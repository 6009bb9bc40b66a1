import AxeBuilder from '@axe-core/playwright'
import { describe, expect, it } from 'vitest'
import { bed, complaints, onStage, open, page, rows } from './stage.testing.ts'

onStage()

/** Every rule of axe; only what it objects to is described, which is most of its work on a long page. */
function axe() {
  return new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze()
}

describe('every page', () => {
  const paths = ['/dashboard', '/users', '/users/u1', '/me', '/t/abc', '/t/abc/face', '/operator', '/nowhere']
  const looks = [
    { name: 'light, wide, Japanese', locale: 'ja', colorScheme: 'light', width: 1440 },
    { name: 'dark, wide, English', locale: 'en', colorScheme: 'dark', width: 1440 },
    { name: 'dark, narrow, Japanese', locale: 'ja', colorScheme: 'dark', width: 390 },
    { name: 'light, narrow, English', locale: 'en', colorScheme: 'light', width: 360 },
  ] as const

  it.each(looks)('has no fault for axe and the policy, and fits the screen: $name', async (look) => {
    bed.locale = look.locale
    for (const path of paths) {
      await open(path, { viewport: { width: look.width, height: 844 }, colorScheme: look.colorScheme })
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      if (path === '/users') await rows().first().waitFor()
      const found = await axe()
      expect(found.violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html}`)).toEqual([])
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0)
      expect(complaints, path).toEqual([])
      await page.context().close()
    }
  })

  it.each(['light', 'dark'] as const)('has no fault for axe in its dialogs and menus: %s', async (colorScheme) => {
    await open('/users', { colorScheme })
    await rows().first().waitFor()
    const check = async (what: string) => {
      await page.waitForTimeout(400)
      const found = await axe()
      expect(found.violations.map(({ id, nodes }) => `${what}: ${id} ${nodes[0]?.html}`)).toEqual([])
    }
    await page.getByLabel('このページをすべて選択').check()
    await check('selection')
    await page.getByRole('button', { name: '追加する' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '保存する' }).click()
    await check('form dialog with errors')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '表示する列' }).click()
    await check('columns')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '絞り込み' }).click()
    await check('filters')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /としてログイン中/ }).click()
    await check('person menu')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'ヘルプ' }).click()
    await check('help')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await check('palette')
    expect(complaints).toEqual([])
  })

  it('cuts no text at 200 % zoom', async () => {
    for (const path of paths) {
      await open(path, { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 })
      await page.getByRole('heading').first().waitFor()
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0)
      await page.context().close()
    }
  })
})
