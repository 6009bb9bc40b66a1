import { describe, expect, it } from 'vitest'
import { bed, onStage, open, page, rows, spoil } from './stage.testing.ts'

onStage()

describe('the frame', () => {
  it('shows the menu in the order of the specification, without what this build lacks [NFM-NAV-002]', async () => {
    await open('/users?size=20')
    const menu = page.getByRole('navigation', { name: 'メニュー' })
    await menu.waitFor()
    expect(await menu.locator('> ul > li').allInnerTexts()).toEqual([
      ...['ダッシュボード', '利用者管理', '設定'],
      ...['インポート/エクスポート', '接続許可IPアドレス'],
    ])
    await menu.getByRole('button', { name: '設定' }).click()
    expect(await menu.getByRole('link').allInnerTexts()).toContain('利用開始メール送付設定')
  })

  it('names the company and the signed-in person in the header [NFM-NAV-001]', async () => {
    await open('/users?size=20')
    const header = page.getByRole('banner')
    expect(await header.innerText()).toContain('顔番商事株式会社')
    expect(await header.innerText()).toContain('田中 花子')
  })

  it('has the submenu at the name, and signs out there [NFM-NAV-006]', async () => {
    await open('/users?size=20')
    await page.getByRole('button', { name: /田中 花子としてログイン中/ }).click()
    const items = await page.getByRole('menuitem').allInnerTexts()
    expect(items).toEqual(['マイページ', 'パスワード変更', 'ログアウト'])
    await page.getByRole('menuitem', { name: 'ログアウト' }).click()
    await page.waitForURL(/\/t\/abcdefghijkl/)
    expect(bed.csrf).toEqual(['token-of-the-bed'])
  })

  it('gives an employee no menu and no page of administrators [NFM-ROL-007] [NFM-ROL-013]', async () => {
    bed.role = 'user'
    await open('/users?size=20')
    await page.getByRole('heading', { name: 'この操作を行う権限がありません。' }).waitFor()
    expect(await page.getByRole('navigation').count()).toBe(0)
  })

  it('leads an employee to the own page and an administrator to the dashboard [NFM-NAV-007]', async () => {
    bed.role = 'user'
    await open('/')
    await page.waitForURL(/\/me$/)
    bed.role = 'group-administrator'
    await page.goto(`${bed.url}/`)
    await page.waitForURL(/\/dashboard$/)
  })

  it('lets a person with an initial password only change it [NFM-AUT-010]', async () => {
    bed.mustChangePassword = true
    await open('/users?size=20')
    await page.waitForURL(/\/password$/)
    expect(await page.getByRole('navigation').count()).toBe(0)
  })

  it('leads to sign-in when the session has ended, says so, and comes back [NFM-GEN-017]', async () => {
    await open('/users?size=20')
    await rows().first().waitFor()
    bed.role = undefined
    bed.refuse = { status: 401, code: 'session.expired' }
    await page.getByRole('button', { name: '次のページ' }).click()
    await page.getByText('セッションの有効期限が切れました。再度ログインしてください。').waitFor()
    expect(new URL(page.url()).pathname).toBe('/t/abcdefghijkl')
    bed.refuse = undefined
    await page.getByLabel('利用者ID').fill('tanaka')
    await page.getByRole('button', { name: 'ログイン' }).click()
    await page.waitForURL(/\/users\?size=20&page=2$/)
  })

  it('prints the one rule that a firewall needs in the help [NFM-GEN-014]', async () => {
    await open('/users?size=20')
    await page.getByRole('button', { name: 'ヘルプ' }).click()
    const rule = page.getByRole('dialog').getByText('とそのサブドメインへのTCP', { exact: false })
    const { hostname, port } = new URL(bed.url)
    await expect.poll(() => rule.innerText()).toContain(`${hostname}とそのサブドメインへのTCP ${port}（HTTPS）`)
  })

  it('moves the focus to the heading after navigation and has a skip link', async () => {
    await open('/users?size=20')
    await rows().first().waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('本文へ移動')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
    await page.getByRole('link', { name: 'ダッシュボード' }).click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    await expect.poll(() => page.title()).toBe('ダッシュボード - Kaoban 顔番')
  })

  it('changes the language of everything at once [NFM-GEN-001] [NFM-GEN-002]', async () => {
    await open('/users?size=20')
    await page.getByRole('button', { name: '言語' }).click()
    await page.getByRole('menuitemradio', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Users' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    expect(await page.title()).toBe('Users - Kaoban')
    await page.reload()
    await page.getByRole('heading', { name: 'Users' }).waitFor()
  })

  it('collapses to a drawer on a narrow screen and closes it on navigation', async () => {
    await open('/users', { viewport: { width: 390, height: 844 } })
    expect(await page.getByRole('link', { name: 'ダッシュボード' }).count()).toBe(0)
    await page.getByRole('button', { name: 'メニューを開く' }).click()
    await page.getByRole('dialog').getByRole('link', { name: 'ダッシュボード' }).click()
    await page.getByRole('heading', { level: 1, name: 'ダッシュボード' }).waitFor()
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  })

  it('says that the server is away and what to do', async () => {
    await open('/users?size=20')
    await rows().first().waitFor()
    await page.context().route('**/api/**', (route) => route.abort())
    await page.reload()
    await page.getByText('server.unreachable').waitFor({ timeout: 15_000 })
    await page.context().unroute('**/api/**')
    await page.getByRole('button', { name: 'もう一度試す' }).click()
    await rows().first().waitFor()
  })

  it('finds pages and people with Ctrl+K', async () => {
    await open('/users?size=20')
    await rows().first().waitFor()
    await page.keyboard.press('Control+k')
    // At once: answers to every letter would come in between.
    await page.keyboard.insertText('user')
    await page.getByText('user00001 user00001@example.co.jp').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/users\/u1/)
  })
})

describe('the list', () => {
  it('counts, pages and keeps its state in the address [NFM-GEN-008] [NFM-GEN-009]', async () => {
    await open('/users')
    await page.getByText('24774件中1-100件').waitFor()
    await page.getByRole('button', { name: '次のページ' }).click()
    await page.getByText('24774件中101-200件').waitFor()
    await page.getByLabel('1ページの件数').selectOption('20')
    await page.getByText('24774件中1-20件').waitFor()
    expect(page.url()).toMatch(/\?size=20$/)
    await page.reload()
    await page.getByText('24774件中1-20件').waitFor()
  })

  it('says that nothing was found [NFM-GEN-008]', async () => {
    await open('/users?search=nobody')
    await page.getByText('該当するレコードが見つかりません').waitFor()
    await page.getByText('0件中0-0件').waitFor()
    await page.getByRole('button', { name: 'クリアする' }).click()
    await page.getByText('24774件中1-100件').waitFor()
  })

  it('sorts by a column and tells so', async () => {
    await open('/users?size=20')
    await rows().first().waitFor()
    const header = page.getByRole('columnheader', { name: '利用者名' })
    expect(await header.getAttribute('aria-sort')).toBe('none')
    await header.getByRole('button').click()
    await expect.poll(() => header.getAttribute('aria-sort')).toBe('ascending')
    await header.getByRole('button').click()
    await expect.poll(() => header.getAttribute('aria-sort')).toBe('descending')
    await expect.poll(() => rows().first().innerText()).toContain('24774')
  })

  it('shows a filter as a sentence that can be taken away', async () => {
    await open('/users?state=locked')
    await page.getByText('状態がロック解除').waitFor()
    await page.getByRole('button', { name: /絞り込み「.*」を外す/ }).click()
    await expect.poll(() => new URL(page.url()).search).toBe('')
  })

  it('selects rows over pages, and everything found but some', async () => {
    await open('/users?size=20')
    await rows().first().waitFor()
    await page.getByLabel('このページをすべて選択').check()
    await page.getByRole('button', { name: '次のページ' }).click()
    await page.getByText('24774件中21-40件').waitFor()
    await page.getByLabel('このページをすべて選択').check()
    await page.getByText('40件を選択中').waitFor()
    await page.getByRole('button', { name: '該当する24774件をすべて選択' }).click()
    await page.getByText('24774件を選択中').waitFor()
    await page.getByLabel('利用者 21を選択').uncheck()
    await page.getByText('24773件を選択中').waitFor()
    await page.getByRole('button', { name: '選択を解除' }).click()
    expect(await page.getByText('件を選択中').count()).toBe(0)
  })

  it('works by keyboard: search, move, select, open', async () => {
    await open('/users?size=20')
    await rows().first().waitFor()
    await page.keyboard.press('/')
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('search')
    await rows().first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.getByText('1件を選択中').waitFor()
    expect(await page.getByLabel('利用者 2を選択').isChecked()).toBe(true)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/users\/u2$/)
  })

  it('remembers columns and row spacing per person', async () => {
    await open('/users?size=20')
    await rows().first().waitFor()
    await page.getByRole('button', { name: '表示する列' }).click()
    await page.getByRole('checkbox', { name: 'メールアドレス' }).uncheck()
    await page.getByRole('radio', { name: 'コンパクト' }).check()
    await page.reload()
    await rows().first().waitFor()
    expect(await page.getByRole('columnheader', { name: 'メールアドレス' }).count()).toBe(0)
    expect((await rows().first().boundingBox())!.height).toBeLessThan(40)
  })

  it('teaches the first step when there is nothing yet', async () => {
    bed.empty = true
    await open('/users?size=20')
    await page.getByRole('button', { name: '追加する' }).nth(1).click()
    await page.getByRole('dialog').waitFor()
  })

  it('keeps the actions in view on a narrow screen', async () => {
    await open('/users', { viewport: { width: 390, height: 844 } })
    await rows().first().waitFor()
    const box = await page.getByRole('button', { name: '利用者 1の操作' }).boundingBox()
    expect(box!.x + box!.width).toBeLessThanOrEqual(390)
  })
})

describe('forms', () => {
  it('check on leaving a field and on saving, with the banner on top [NFM-GEN-007]', async () => {
    await open('/users/u1')
    const id = page.getByRole('textbox', { name: '利用者ID' })
    await id.fill('')
    await id.blur()
    await page.getByText('利用者IDが入力されていません。').waitFor()
    await page.getByRole('button', { name: '保存する' }).click()
    await page.getByText('入力内容に不備があります。入力項目をご確認ください。').waitFor()
    expect(bed.saved).toEqual([])
    expect(await id.evaluate((field) => field === document.activeElement)).toBe(true)
  })

  it('put the refusal of the server under its field', async () => {
    await open('/users/u1')
    await page.getByRole('textbox', { name: '利用者ID' }).fill('taken')
    await page.getByRole('button', { name: '保存する' }).click()
    await page.getByText('入力内容に不備があります。入力項目をご確認ください。').waitFor()
    const id = page.getByRole('textbox', { name: '利用者ID' })
    await expect.poll(() => id.getAttribute('aria-invalid')).toBe('true')
    expect(bed.csrf).toEqual(['token-of-the-bed'])
  })

  it('save once, however often the button is pressed, also by Ctrl+Enter [NFM-GEN-017]', async () => {
    await open('/users/u1')
    await page.getByRole('textbox', { name: '利用者ID' }).fill('suzuki')
    await page.getByRole('button', { name: '保存する' }).dblclick()
    await page.getByText('保存しました。').first().waitFor()
    expect(bed.saved).toEqual([{ loginId: 'suzuki', mail: '', admin: false }])
    await page.getByRole('textbox', { name: '利用者ID' }).fill('sato')
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => bed.saved.length).toBe(2)
  })

  it('ask before changes are lost [NFM-NAV-009]', async () => {
    await open('/users/u1')
    await page.getByRole('textbox', { name: '利用者ID' }).fill('suzuki')
    await page.getByRole('link', { name: 'ダッシュボード' }).click()
    await page.getByRole('dialog', { name: '保存されていない変更があります' }).waitFor()
    await page.getByRole('button', { name: 'このページにとどまる' }).click()
    expect(page.url()).toMatch(/\/users\/u1$/)
    await page.getByRole('button', { name: '元に戻す' }).click()
    await page.getByRole('link', { name: 'ダッシュボード' }).click()
    await page.waitForURL(/\/dashboard$/)
  })

  it('say code and request id when the server breaks [NFM-GEN-017]', async () => {
    bed.refuse = { status: 500, code: 'server.broken' }
    await open('/users/u1')
    await page.getByRole('button', { name: '保存する' }).click()
    await page.getByText('req-0042').waitFor()
  })

  it('delete only after a 確認 that names what is lost [NFM-GEN-011]', async () => {
    await open('/users?size=20')
    await page.getByRole('button', { name: '利用者 1の操作' }).click()
    await page.getByRole('menuitem', { name: '削除する' }).click()
    const dialog = page.getByRole('dialog', { name: '確認' })
    await dialog.getByText('利用者 1').waitFor()
    await dialog.getByRole('button', { name: 'キャンセル' }).click()
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    expect(await page.getByText('1件を削除しました。').count()).toBe(0)
  })
})

describe('the camera', () => {
  it('shows the live view, takes frames at an even pace and stops the camera on leaving', async () => {
    await open('/me')
    await page.getByText('そのまま動かないでください').first().waitFor()
    await page.evaluate(() => {
      const video = document.querySelector('video')!
      ;(window as unknown as { track: MediaStreamTrack }).track = (video.srcObject as MediaStream).getVideoTracks()[0]!
    })
    await page.getByRole('button', { name: '続行する' }).click()
    await page.getByText('10 / true').first().waitFor()
    await page.getByRole('link', { name: 'ダッシュボード' }).click()
    await page.getByRole('heading', { level: 1, name: 'ダッシュボード' }).waitFor()
    const state = () => page.evaluate(() => (window as unknown as { track: MediaStreamTrack }).track.readyState)
    await expect.poll(state).toBe('ended')
  })

  it.each([
    ['NotAllowedError', 'カメラの使用が許可されていません'],
    ['NotFoundError', 'カメラが見つかりません'],
    ['NotReadableError', 'カメラは別のアプリが使用中です'],
  ])('says what %s means and leaves the other way in visible', async (name, text) => {
    await open('/t/abc')
    spoil()
    await page.addInitScript((error) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', error))
    }, name)
    await page.goto(`${bed.url}/t/abc/face`)
    await page.getByText(text).waitFor()
    await page.getByRole('region', { name: 'ほかの方法' }).getByRole('link').waitFor()
  })

  it('says when the camera is taken away', async () => {
    await open('/me')
    await page.getByText('そのまま動かないでください').first().waitFor()
    await page.evaluate(() => {
      const [track] = (document.querySelector('video')!.srcObject as MediaStream).getVideoTracks()
      track!.stop()
      track!.dispatchEvent(new Event('ended'))
    })
    await page.getByText('カメラとの接続が切れました').waitFor()
  })
})
