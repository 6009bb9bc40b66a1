import { beforeEach, describe, expect, it } from 'vitest'
import { comesToRest } from '../../../../test/axe.ts'
import { newPeopleBed } from './people.testing.ts'
import { bed, looksRight, onStage, open, page } from './stage.testing.ts'

onStage()
beforeEach(() => {
  bed.people = newPeopleBed()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name })
const message = (text: string) => page.getByText(text).filter({ visible: true }).first().waitFor()
const lastSaved = () => bed.saved.at(-1) as Record<string, never[]>

async function openForm(look: Parameters<typeof open>[1] = {}): Promise<void> {
  await open('/people/form', look)
  await page.getByText(/^(グループ|Group )#1$/).waitFor()
}

describe('the list', () => {
  const rowOf = (loginId: string) =>
    page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: loginId, exact: true }) })

  it('has conditions, table, count, pages and 追加する, and under the table what is done with those ticked [NFM-USR-031]', async () => {
    await open('/people/list')
    await rowOf('registered').waitFor()
    expect(await page.getByRole('search', { name: '検索条件' }).count()).toBe(0)
    await button('検索条件').click()
    await page.getByRole('search', { name: '検索条件' }).getByRole('button', { name: '検索する' }).waitFor()
    await button('検索条件').click()
    await page.getByText('3件中1-3件').waitFor()
    await page.getByRole('navigation', { name: 'ページ' }).waitFor()
    const table = await page.getByRole('table').boundingBox()
    await rowOf('none').getByRole('checkbox').check()
    const bar = page.getByRole('region', { name: '選択した行の操作' })
    for (const name of ['削除する', 'パスワード再発行']) {
      const box = await bar.getByRole('button', { name, exact: true }).boundingBox()
      expect(box!.y).toBeGreaterThanOrEqual(table!.y + table!.height)
    }
    expect(await page.getByRole('table').boundingBox()).toEqual(table)
    await looksRight('list')
    await button('追加する').click()
    await dialog('利用者を追加する').waitFor()
  })

  it('shows a face in blue when registered, in yellow when provisional, and leads to its details [NFM-USR-036]', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      await open('/people/list', { colorScheme: scheme })
      await rowOf('none').waitFor()
      const face = (loginId: string) => rowOf(loginId).getByRole('link', { name: /顔/ })
      const hueOf = async (loginId: string) => {
        const colour = await face(loginId).evaluate((icon) => getComputedStyle(icon.querySelector('svg')!).color)
        return hue((colour.match(/[\d.]+/g) ?? []).map(Number))
      }
      expect(await face('none').count()).toBe(0)
      expect(Math.abs((await hueOf('registered')) - 240), scheme).toBeLessThan(15)
      expect(Math.abs((await hueOf('provisional')) - 45), scheme).toBeLessThan(15)
      await face('provisional').click()
      await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/users\/[-0-9a-f]{36}\/face$/)
    }
  })

  /** Degrees on the circle of colours: 60 is yellow, 240 is blue. */
  function hue([red = 0, green = 0, blue = 0]: number[]): number {
    const [high, low] = [Math.max(red, green, blue), Math.min(red, green, blue)]
    const part = high - low
    const degrees =
      high === red
        ? ((green - blue) / part) * 60
        : high === green
          ? ((blue - red) / part) * 60 + 120
          : ((red - green) / part) * 60 + 240
    return (degrees + 360) % 360
  }
})

describe('the group dialog', () => {
  it('opens for a place, with a table that is searched by the beginning of the ID [NFM-GRP-001]', async () => {
    await openForm()
    await button('グループ#3を設定する').click()
    const table = dialog('グループ#3の設定').getByRole('table')
    expect(await table.getByRole('columnheader').allInnerTexts()).toEqual(['グループID', 'グループ名', '選択'])
    await page.getByLabel('グループIDで検索（前方一致）').fill('sales')
    await expect.poll(() => table.getByRole('row').count()).toBe(5)
    expect(await table.getByRole('row').last().innerText()).toContain('営業第二部')
  })

  it('has 未設定 and 異動中 first, whatever is sought [NFM-GRP-002]', async () => {
    await openForm()
    await button('グループ#1を設定する').click()
    const rows = dialog('グループ#1の設定').getByRole('table').getByRole('row')
    for (const text of ['', 'zzz']) {
      await page.getByLabel('グループIDで検索（前方一致）').fill(text)
      await expect.poll(() => rows.count()).toBe(text === '' ? 6 : 3)
      expect(await rows.nth(1).innerText()).toContain('未設定')
      expect(await rows.nth(2).innerText()).toContain('異動中')
    }
  })

  it('puts the choice into the place, and only 保存する stores it [NFM-GRP-003]', async () => {
    await openForm()
    await button('グループ#3を設定する').click()
    await button('営業第二部を選択').click()
    await message('営業第二部')
    expect(bed.saved).toEqual([])
    await button('保存する').click()
    await expect.poll(() => bed.saved.length).toBe(1)
    expect(lastSaved().groups!.map(({ kind }) => kind)).toEqual(['group', 'group', 'group', 'none', 'none'])
  })

  it('takes a new group by ID and name, and shows what the server says about it at its place [NFM-GRP-004]', async () => {
    await openForm()
    await button('グループ#4を設定する').click()
    await button('グループを追加する').click()
    const row = page.getByRole('group', { name: 'グループを追加する' })
    await row.getByRole('button', { name: '選択' }).click()
    await message('グループIDは必須です。')
    await message('グループ名は必須です。')
    await row.getByLabel('グループID').fill('TAKEN')
    await row.getByLabel('グループ名').fill('新しい部署')
    await page.keyboard.press('Enter')
    await message('保存時に追加')
    await button('保存する').click()
    await message('すでに登録されているグループIDが指定されています。')
    await expect.poll(() => page.locator(':focus').getAttribute('aria-label')).toBe('グループ#4を設定する')
  })

  it('moves no row away from the hand when the groups arrive', async () => {
    await openForm()
    let arrive = () => {}
    const asked = new Promise<void>((resolve) => {
      arrive = resolve
    })
    await page.route(/\/api\/groups\?/, async (route) => {
      await asked
      await route.continue()
    })
    await button('グループ#3を設定する').click()
    const moving = button('異動中を選択')
    await moving.waitFor()
    await comesToRest(page)
    const before = await moving.boundingBox()
    arrive()
    await dialog('グループ#3の設定').getByRole('table').getByText('営業第二部').waitFor()
    await comesToRest(page)
    expect(await moving.boundingBox()).toEqual(before)
    await page.unroute(/\/api\/groups\?/)
  })

  it('does all that by the keyboard', async () => {
    await openForm()
    await button('グループ#3を設定する').focus()
    await page.keyboard.press('Enter')
    await dialog('グループ#3の設定').getByRole('textbox').and(page.locator(':focus')).waitFor()
    await page.keyboard.type('sales2')
    await page.keyboard.press('Enter')
    await expect.poll(() => dialog('グループ#3の設定').count()).toBe(0)
    await message('営業第二部')
    await button('グループ#3を設定する').click()
    await page.getByLabel('グループIDで検索（前方一致）').press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await message('異動中')
    await button('グループ#3を設定する').click()
    await page.keyboard.press('Escape')
    await expect.poll(() => dialog('グループ#3の設定').count()).toBe(0)
    expect(await dialog(/利用者を変更する/).count()).toBe(1)
  })

  it('lets a group administrator add no group and set no place of others [NFM-GRP-005] [NFM-GRP-035]', async () => {
    bed.role = 'group-administrator'
    await openForm()
    expect(await button('グループ#2を設定する').count()).toBe(0)
    await button('グループ#3を設定する').click()
    await dialog('グループ#3の設定').getByRole('table').getByText('未設定').waitFor()
    expect(await button('グループを追加する').count()).toBe(0)
    expect(await button('営業第二部を選択').count()).toBe(0)
  })

  it('warns a group administrator before the last own group goes, and saves nothing on キャンセル [NFM-GRP-037]', async () => {
    bed.role = 'group-administrator'
    await openForm()
    await button('グループ#1を設定する').click()
    await button('未設定を選択').click()
    await button('保存する').click()
    const question = dialog('確認')
    await question.getByText(/利用者一覧に表示されなくなります/).waitFor()
    await question.getByRole('button', { name: 'キャンセル' }).click()
    expect(bed.saved).toEqual([])
    await button('保存する').click()
    await question.getByRole('button', { name: '保存する' }).click()
    await expect.poll(() => bed.saved.length).toBe(1)
  })
})

describe('Windows accounts on the form', () => {
  const account = (n: number) => page.getByRole('group', { name: `Windowsアカウント#${n}` })

  it('change labels and fields with their kind, local ones first [NFM-WAC-005] [NFM-WAC-007]', async () => {
    await openForm()
    await button('Windowsアカウントを追加する').click()
    const labels = async () =>
      (await account(2).locator('label').allInnerTexts()).map((text) => text.replace(/ ?\*/, ''))
    const kinds = ['ローカル', 'ドメイン', 'Azure AD']
    expect(await account(2).getByRole('radio', { name: 'ローカル' }).isChecked()).toBe(true)
    const local = [...kinds, 'Windowsアカウント名', 'コンピュータ名', 'Windowsパスワード']
    expect(await labels()).toEqual(local)
    await account(2).getByRole('radio', { name: 'ドメイン' }).check()
    expect(await labels()).toContain('ドメイン名')
    await account(2).getByRole('radio', { name: 'Azure AD' }).check()
    const azure = ['表示名', 'Azure ADドメイン名', 'ユーザプリンシパル名', 'メールアドレスを設定', 'Azure ADパスワード']
    expect(await labels()).toEqual([...kinds, ...azure])
  })

  it('take the mail address as UPN while the switch is on [NFM-WAC-018]', async () => {
    await openForm()
    await button('Windowsアカウントを追加する').click()
    await account(2).getByRole('radio', { name: 'Azure AD' }).check()
    const upn = account(2).getByLabel('ユーザプリンシパル名')
    await account(2).getByLabel('メールアドレスを設定').check()
    expect(await upn.inputValue()).toBe('sato@example.co.jp')
    expect(await upn.getAttribute('readonly')).not.toBeNull()
    await account(2).getByLabel('メールアドレスを設定').uncheck()
    expect(await upn.getAttribute('readonly')).toBeNull()
  })

  it('warn about a password that clients cannot type, and save it all the same [NFM-WAC-011]', async () => {
    await openForm()
    await account(1).getByLabel('Windowsパスワード').fill('a'.repeat(64))
    await message('※クライアントソフトは64文字以上のWindowsパスワードに対応しておりません。')
    await button('保存する').click()
    await expect.poll(() => bed.saved.length).toBe(1)
  })

  it('say what hybrid joined PCs need, where names are found, and that passwords must agree [NFM-WAC-006] [NFM-WAC-020] [NFM-WAC-022]', async () => {
    await openForm()
    const text = await account(1).innerText()
    for (const part of ['Hybrid Azure AD Join', 'コントロール パネル', '同じものを入力してください', 'ほかの2名と共有'])
      expect(text).toContain(part)
  })

  it('are five at most, and show their messages in place [NFM-USR-008] [NFM-WAC-008]', async () => {
    await openForm()
    for (let n = 2; n <= 5; n++) await button('Windowsアカウントを追加する').click()
    expect(await button('Windowsアカウントを追加する').count()).toBe(0)
    await button('保存する').click()
    await account(5).getByText('Windowsアカウント名が入力されていません。').waitFor()
    expect(bed.saved).toEqual([])
    await button('Windowsアカウント#3を外す').click()
    await expect.poll(() => account(5).count()).toBe(0)
  })
})

const undelivered = {
  ...{ mailId: '0190a000-0000-7000-8000-0000000000d1', template: 'MAIL-08', state: 'bounced', cause: 'no-mailbox' },
  ...{ reason: '550 5.1.1 no such user', repetition: 'possible' },
  ...{ writtenAt: '2026-04-02T00:00:00.000Z', failedAt: '2026-04-02T00:00:02.000Z' },
}

describe('a person that somebody else changed meanwhile', () => {
  it('loses nothing of either side [NFM-GEN-015]', async () => {
    await openForm()
    bed.people.meanwhile = { givenName: '花子', middleName: 'M', mail: 'new@example.co.jp' }
    await page.getByLabel('利用者名（名）').fill('華子')
    await page.getByLabel('利用者名（姓）').fill('斎藤')
    await button('保存する').click()
    const conflict = dialog('この利用者は、画面を開いた後に変更されています')
    await conflict.waitFor()
    await conflict.getByText(/tanakaが2026.+に変更しました。/).waitFor()
    const part = (name: string) => conflict.getByRole('group', { name, exact: true })
    expect(await conflict.getByRole('radio').count()).toBe(8)
    await part('利用者名（名）').getByText('陽菜').waitFor()
    await looksRight('conflict')
    await part('利用者名（名）').getByRole('radio', { name: '保存されている内容 花子' }).check()
    await part('メールアドレス').getByRole('radio', { name: '画面を開いたときの内容 sato@example.co.jp' }).check()
    await button('この内容で保存する').click()
    await expect.poll(() => bed.saved.length).toBe(2)
    expect(bed.saved.at(-1)).toMatchObject({
      ...{ version: 2, familyName: '斎藤', middleName: 'M', givenName: '花子', mail: 'sato@example.co.jp' },
    })
  })

  it('can be gone on with before anything is decided', async () => {
    await openForm()
    bed.people.meanwhile = { givenName: '花子' }
    await page.getByLabel('利用者名（名）').fill('華子')
    await button('保存する').click()
    await button('入力に戻る').click()
    await expect.poll(() => dialog('この利用者は、画面を開いた後に変更されています').count()).toBe(0)
    expect(await page.getByLabel('利用者名（名）').inputValue()).toBe('華子')
  })
})

describe('a mail that came back', () => {
  it('tells why, and is sent again to the corrected address [NFM-USR-027]', async () => {
    bed.people.person = { mailRefused: true, undelivered }
    await openForm()
    await message('この宛先のメールボックスがありません。')
    await page.getByText('550 5.1.1 no such user').waitFor()
    await looksRight('undelivered')
    await button('送り直す').click()
    const again = dialog('利用開始のご案内を送り直す')
    await again.getByLabel('メールアドレス').fill('sato@')
    await again.getByRole('button', { name: '送り直す' }).click()
    await again.getByText('メールアドレス形式で入力してください。').waitFor()
    await again.getByLabel('メールアドレス').fill('hina@example.co.jp')
    await looksRight('repeat-mail')
    await again.getByRole('button', { name: '送り直す' }).click()
    await expect
      .poll(() => bed.saved.at(-1))
      .toEqual({ mailId: undelivered.mailId, version: 1, mail: 'hina@example.co.jp' })
    await expect.poll(() => button('送り直す').count()).toBe(0)
    expect(await page.getByLabel('メールアドレス', { exact: true }).inputValue()).toBe('hina@example.co.jp')
  })

  it('waits until the form is saved', async () => {
    bed.people.person = { mailRefused: true, undelivered }
    await openForm()
    await page.getByLabel('利用者名（姓）').fill('斎藤')
    expect(await button('送り直す').isDisabled()).toBe(true)
  })
})

describe('a person who may not be changed', () => {
  it('can be read [NFM-ROL-012]', async () => {
    bed.people.changeable = false
    await open('/people/form')
    await message('この利用者は管理者のため、変更できるのはシステム管理者だけです。')
    expect(await dialog('利用者の内容').getByRole('textbox').count()).toBe(0)
    await looksRight('details')
  })
})

describe('the recycle bin', () => {
  const line = (name: string) => page.getByRole('row').filter({ hasText: name })

  it('names the days that are left, and who cannot come back and why', async () => {
    await open('/people/bin')
    await line('left0').getByText('あと1日').waitFor()
    await line('left1').getByText('あと11日').waitFor()
    await button('すべて元に戻す').click()
    await dialog('確認').getByRole('button', { name: '元に戻す' }).click()
    await message('元に戻せなかった利用者：1名')
    await message('同じメールアドレスが、ほかの利用者に登録されています。')
    expect(lastSaved()).toEqual({ selection: { everybody: true } })
  })

  it('erases after asking, and nothing on キャンセル [NFM-GEN-011]', async () => {
    await open('/people/bin')
    await page.getByLabel('高橋 1を選択').check()
    await page.getByRole('region', { name: '選択した行の操作' }).getByRole('button', { name: '完全に削除する' }).click()
    await dialog('確認').getByText('元に戻すことはできません', { exact: false }).waitFor()
    await dialog('確認').getByRole('button', { name: 'キャンセル' }).click()
    expect(bed.saved).toEqual([])
    await button('ごみ箱を空にする').click()
    await dialog('確認').getByRole('button', { name: '完全に削除する' }).click()
    await message('ごみ箱は空です')
    expect(lastSaved()).toMatchObject({ expected: 3 })
  })
})

describe('a deletion of many', () => {
  it('offers the way back to those who can still come back, and says who could not', async () => {
    await open('/people/bulk')
    await message('3名をごみ箱に移しました。')
    await button('元に戻す').click()
    await message('2名を元に戻しました。')
    await message('元に戻せない利用者が1名います。')
    await message('このうち1名がごみ箱にあります。')
    expect(lastSaved()).toEqual({ selection: { batchId: '0190a000-0000-7000-8000-0000000000bb' } })
    bed.people.bin = 0
    await open('/people/bulk')
    await message('このうち0名がごみ箱にあります。')
    expect(await button('元に戻す').count()).toBe(0)
  })
})

describe('the form in every look', () => {
  it.each([
    { locale: 'ja', scheme: 'light', width: 1440 },
    { locale: 'en', scheme: 'dark', width: 390 },
    // 200 % zoom of a small screen.
    { locale: 'ja', scheme: 'dark', width: 640 },
    { locale: 'en', scheme: 'light', width: 360 },
  ] as const)('fits: $locale, $scheme, $width px', { tags: ['long'] }, async ({ locale, scheme, width }) => {
    bed.locale = locale
    await openForm({ viewport: { width, height: 900 }, colorScheme: scheme })
    await looksRight('form')
    const words = locale === 'ja' ? (['追加', '設定する'] as const) : (['Add', 'Set'] as const)
    await page.getByRole('button', { name: new RegExp(`Windows.*${words[0]}|${words[0]}.*Windows`) }).click()
    await page.getByRole('radio', { name: 'Azure AD' }).last().check()
    await page.getByRole('button', { name: locale === 'ja' ? '保存する' : 'Save' }).click()
    await page.locator('[aria-invalid=true]').first().waitFor()
    await looksRight('form with messages')
    await page.getByRole('button', { name: locale === 'ja' ? 'グループ#3を設定する' : 'Set Group #3' }).click()
    await page.locator('[data-choice]').first().waitFor()
    await looksRight('groups')
  })
})
