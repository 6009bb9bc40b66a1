import { beforeEach, describe, expect, it } from 'vitest'
import { newOperatorsBed } from './operators.testing.ts'
import { bed, looksRight, onStage, open, page } from './stage.testing.ts'

onStage()
beforeEach(() => {
  bed.operators = newOperatorsBed()
})

describe('operators', () => {
  it('invite others with a link that is shown once', async () => {
    await open('/operator/operators')
    await page.getByRole('button', { name: '運用者を招待する' }).click()
    await page.getByText(`${bed.url}/setup/secret-link`).waitFor()
    await looksRight('link')
  })

  it('remove each other after a question, and never the last one', async () => {
    await open('/operator/operators')
    const remove = async (name: string) => {
      await page
        .getByRole('button', { name: new RegExp(name) })
        .last()
        .click()
      await page.getByRole('menuitem', { name: '運用者を削除する' }).click()
      await page.getByRole('dialog', { name: '確認' }).getByRole('button', { name: '削除する' }).click()
    }
    await remove('運用 二郎')
    await expect.poll(() => bed.operators.rows.length).toBe(1)
    await expect.poll(() => page.getByRole('rowheader').count()).toBe(1)
    await remove('運用 一郎')
    await page.getByText('最後の運用者は削除できません。').waitFor()
    bed.locale = 'en'
    await open('/operator/operators', { colorScheme: 'dark', viewport: { width: 390, height: 900 } })
    await page.getByText('Two-factor sign-in').first().waitFor()
    await looksRight('narrow')
  })
})
