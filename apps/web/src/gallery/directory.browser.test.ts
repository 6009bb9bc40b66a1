import { beforeEach, describe, expect, it } from 'vitest'
import { domainWith, newDirectoryBed } from './directory.testing.ts'
import { bed, complaints, looksRight, onStage, open, page } from './stage.testing.ts'

onStage()
beforeEach(() => {
  bed.directory = newDirectoryBed()
})

const banner = () => page.getByRole('status').filter({ hasText: 'ADプロビジョニング連携でエラーが発生しました。' })

describe('the user list', () => {
  it('says that Active Directory could not be followed, and opens the details [NFM-ADP-051] [NFM-ADP-052] [NFM-USR-045]', async () => {
    bed.directory.domains = [domainWith({ errors: 130 })]
    await open('/people/list')
    await banner().waitFor()
    await looksRight('banner')
    await banner().getByRole('button', { name: '詳細を表示' }).click()
    const details = page.getByRole('dialog', { name: 'ADプロビジョニング連携のエラー（aoba.local）' })
    const row = details.getByRole('row').filter({ has: page.getByRole('cell', { name: 'yamada7', exact: true }) })
    expect(await details.getByRole('columnheader').allInnerTexts()).toEqual(['日時', 'ADのログオン名', '操作', '理由'])
    expect(await row.getByRole('cell').allInnerTexts()).toEqual([
      expect.stringContaining('2026'),
      'yamada7',
      '登録',
      expect.stringContaining('「yamada7」と同じ利用者IDまたはWindowsアカウント名が登録されている'),
    ])
    await details.getByText('30').last().waitFor()
    expect(await details.getByRole('link', { name: '連携の結果を開く' }).getAttribute('href')).toContain(
      '/transfer/user-import/0190a000-0000-7000-8000-0000000000d1',
    )
    await looksRight('details')
    expect(complaints).toEqual([])
  })

  it('leads to the run that waits to be confirmed, and says when nothing is heard of the tool [NFM-ADP-053]', async () => {
    bed.directory.domains = [domainWith({ deletes: 60 }), { ...domainWith({ silent: true }), domain: 'old.local' }]
    await open('/people/list')
    await banner().getByText('60名').waitFor()
    await banner().getByRole('link', { name: '連携の結果を開く' }).waitFor()
    await page.getByText('「old.local」のADプロビジョニングツールから、24時間以上連絡がありません。').waitFor()
    await looksRight('waits')
  })

  it('says nothing when all is well, and nothing to group administrators [NFM-ADP-052]', async () => {
    bed.directory.domains = [domainWith({})]
    await open('/people/list')
    await page.getByRole('row').nth(1).waitFor()
    expect(await page.getByRole('status').filter({ hasText: 'AD' }).count()).toBe(0)
    bed.directory.domains = [domainWith({ errors: 1 })]
    bed.role = 'group-administrator'
    await open('/people/list')
    await page.getByRole('row').nth(1).waitFor()
    expect(await banner().count()).toBe(0)
  })

  it.each([
    { locale: 'en', scheme: 'dark', width: 390 },
    { locale: 'ja', scheme: 'light', width: 360 },
  ] as const)('fits: $locale, $scheme, $width px', { tags: ['long'] }, async ({ locale, scheme, width }) => {
    bed.locale = locale
    bed.directory.domains = [domainWith({ errors: 2, silent: true })]
    await open('/people/list', { viewport: { width, height: 900 }, colorScheme: scheme })
    await page.getByRole('button', { name: locale === 'ja' ? '詳細を表示' : 'Show details' }).click()
    await page.getByRole('dialog').getByRole('table').waitFor()
    await looksRight(`${locale} ${scheme} ${width}`)
  })
})
