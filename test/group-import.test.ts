/** @module-tag long */
import { createGroup } from '@kaoban/contract'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFaults } from './axe.ts'
import { send } from './example.ts'
import { openLine } from './line.ts'
import { Office, password, stepByStep } from './office.ts'
import { listsPeople } from './people.ts'
import type { Visitor } from './visitor.ts'

const sales = { code: 'SALES1', name: '営業部' }

const office = new Office()
let desk: Visitor

beforeAll(async () => {
  desk = await office.open()
  await send(desk, createGroup.path, sales)
})

afterAll(() => office.close())
stepByStep(() => [desk])

interface Chosen {
  name: string
  mimeType: string
  buffer: Buffer
}

const list = (lines: readonly string[], name = 'users.csv'): Chosen => ({
  ...{ name, mimeType: 'text/csv' },
  buffer: Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`),
})
const picture = (name: string, size = 2000): Chosen => ({
  ...{ name, mimeType: 'image/jpeg' },
  buffer: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(size - 4, 1)]),
})

const opened = () => desk.page.getByRole('dialog', { name: desk.say('imports.group.title', { group: sales.name }) })
const frame = (dialog: Locator) => desk.button('imports.group.drop', undefined, dialog)
const run = (dialog: Locator) => desk.button('imports.group.run', undefined, dialog)
const attempt = (dialog: Locator) => desk.button('imports.group.try', undefined, dialog)
const ended = () => desk.dialog('imports.group.done')

async function openDialog(): Promise<Locator> {
  await desk.button('imports.group.upload').click()
  await opened().waitFor()
  return opened()
}

async function choose(dialog: Locator, files: Chosen[]): Promise<void> {
  const chooser = desk.page.waitForEvent('filechooser')
  await frame(dialog).click()
  await (await chooser).setFiles(files)
}

async function looksRight(what: string): Promise<void> {
  await desk.settles()
  expect(await axeFaults(desk.page), what).toEqual([])
}

const imports: string[] = []

describe('an administrator imports people from the page of a group', () => {
  it('which the menu and the list of groups lead to, with an upload icon at its list [MFA-UI-001] [MFA-UI-002] [MFA-UI-003]', async () => {
    desk.page.on('request', (request) => {
      if (request.method() === 'POST' && /\/groups\/[^/]+\/imports$/.test(request.url())) imports.push(request.url())
    })
    await desk.open('/users')
    await desk.link('groups.list').first().click()
    await desk.page.getByRole('link', { name: sales.name, exact: true }).click()
    await desk.page.getByRole('tab', { name: desk.say('imports.group.tab'), selected: true }).waitFor()
    await listsPeople(desk, [])
    const [icon, table] = [desk.button('imports.group.upload'), desk.page.getByRole('table')]
    const [at, below] = [await icon.boundingBox(), await table.boundingBox()]
    expect(at!.y).toBeLessThan(below!.y)
    expect(at!.x).toBeGreaterThan(below!.x + below!.width / 2)
  })

  it('drops files into the frame or clicks in it, and looks at them before anything is sent [MFA-UI-004] [MFA-UI-006] [MFA-UI-007] [MFA-UI-008]', async () => {
    const dialog = await openDialog()
    expect([await run(dialog).isDisabled(), await attempt(dialog).isDisabled()]).toEqual([true, true])
    await looksRight('empty')
    await choose(dialog, [picture('hanada.jpg'), picture('nobody.jpg')])
    // Without a list nothing can be imported.
    await dialog.getByText('hanada.jpg').waitFor()
    expect(await run(dialog).isDisabled()).toBe(true)
    const text = [...Buffer.from('mode,userid,role,template55\r\nadd,hanada,1,hanada\r\nadd,x,1,\r\n')]
    const data = await desk.page.evaluateHandle((bytes) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([new Uint8Array(bytes)], 'users.csv', { type: 'text/csv' }))
      return transfer
    }, text)
    await frame(dialog).dispatchEvent('drop', { dataTransfer: data })
    const row = (name: string) => dialog.getByRole('row').filter({ hasText: name })
    await row('nobody.jpg').getByText(desk.say('imports.group.unnamed')).waitFor()
    expect(await row('hanada.jpg').innerText()).not.toContain(desk.say('imports.group.unnamed'))
    expect(await row('users.csv').innerText()).toMatch(/CSV[\s\S]*1 KB/)
    for (const words of [
      'CSVファイル：1 / 20',
      '画像ファイル：2 / 300',
      '最も大きい画像：2 / 100 KB',
      '合計サイズ：0 / 5 MB',
    ])
      await dialog.getByText(words).waitFor()
    await looksRight('chosen')
    await desk.button('imports.group.remove', { name: 'nobody.jpg' }, dialog).click()
    await dialog.getByText('画像ファイル：1 / 300').waitFor()
    expect(await run(dialog).isEnabled()).toBe(true)
    await desk.settles()
    expect(imports).toEqual([])
  })

  it('is told which limit is broken and where there is none, and cannot start [MFA-GEN-002]', async () => {
    const dialog = opened()
    const tool = dialog.getByRole('link', { name: /ユーザー管理用コマンドライン版ツール/ })
    await expect.poll(() => tool.count()).toBe(1)
    await choose(dialog, [picture('large.jpg', 102_401)])
    await dialog.getByRole('alert').getByText('1画像ファイルのサイズは100KBまでです。').waitFor()
    await expect.poll(() => tool.count()).toBe(2)
    expect(await tool.last().getAttribute('href')).toBe('/api-keys')
    expect([await run(dialog).isDisabled(), await attempt(dialog).isDisabled()]).toEqual([true, true])
    await looksRight('too large')
    await desk.button('imports.group.remove', { name: 'large.jpg' }, dialog).click()
    await expect.poll(() => run(dialog).isEnabled()).toBe(true)
  })

  it('sends lists and pictures together, and sees in a dialog what came of it [MFA-UI-005] [MFA-UI-010] [MFA-UI-011] [MFA-SEC-004]', async () => {
    const dialog = opened()
    await run(dialog).click()
    await dialog.getByText(desk.say('imports.group.consent.needed')).waitFor()
    expect(imports).toEqual([])
    await dialog.getByRole('checkbox').check()
    await run(dialog).click()
    await ended().waitFor()
    expect(imports).toHaveLength(1)
    // The picture is none: its row fails, as does the one with a short ID.
    expect(await ended().getByRole('listitem').allInnerTexts()).toEqual([
      ...['追加0', '更新0', '削除0', '変更なし0', '失敗2', '警告0', '認証情報の置き換え0'],
    ])
    const failures = ended().getByRole('table').getByRole('row')
    await expect.poll(() => failures.count()).toBe(3)
    expect(await failures.nth(1).innerText()).toMatch(
      /users\.csv\s+2\s+hanada\s+template55\s+JPEG形式の画像ではありません/,
    )
    expect(await failures.nth(2).innerText()).toMatch(/users\.csv\s+3\s+x\s+userid\s+ユーザーIDが正しくありません/)
    await ended().getByText('元のCSVファイルにはパスワードがそのまま記載されています。').waitFor()
    await looksRight('ended')
    const download = desk.page.waitForEvent('download')
    await desk.button('imports.group.save', undefined, ended()).click()
    expect((await download).suggestedFilename()).toBe('users_result.csv')
    await desk.button('LBL-GEN-close', undefined, ended()).click()
    await ended().waitFor({ state: 'hidden' })
  })

  it('sees the imported people in the list after closing it [MFA-UI-012]', async () => {
    const dialog = await openDialog()
    await choose(dialog, [list(['mode,userid,role,username', 'add,hanada,1,花田 明', 'add,imagawa,1,今川 恵子'])])
    await attempt(dialog).click()
    const checked = desk.dialog('imports.group.checked')
    await checked.getByText(desk.say('imports.group.checked.text')).waitFor()
    await desk.button('LBL-GEN-close', undefined, checked).click()
    await listsPeople(desk, [])
    const again = await openDialog()
    await choose(again, [list(['mode,userid,role,username', 'add,hanada,1,花田 明', 'add,imagawa,1,今川 恵子'])])
    await run(again).click()
    await ended().waitFor()
    await desk.button('LBL-GEN-close', undefined, ended()).click()
    await listsPeople(desk, ['hanada', 'imagawa'])
    await desk.readsText('花田 明')
  })

  it('starts none while an own one is at work, which goes on without the page [MFA-UI-009]', async () => {
    const rows = Array.from({ length: 120 }, (_, at) => `add,worker${at},1,Kirin-58-Umi`)
    const dialog = await openDialog()
    await choose(dialog, [list(['mode,userid,role,template16', ...rows])])
    await run(dialog).click()
    await desk.page.getByRole('region', { name: desk.say('imports.group.running') }).waitFor()
    await desk.page.reload()
    await desk.page.getByRole('region', { name: desk.say('imports.group.running') }).waitFor()
    const second = await openDialog()
    await choose(second, [list(['mode,userid,role', 'add,late,1'])])
    await second.getByText('CSVファイル：1 / 20').waitFor()
    expect([await run(second).isDisabled(), await attempt(second).isDisabled()]).toEqual([true, true])
    await expect.poll(() => run(second).isEnabled(), { timeout: 90_000 }).toBe(true)
    await desk.page.keyboard.press('Escape')
  })

  it('names how many people would be deleted before more than 20 are, and may give it up', async () => {
    const rows = Array.from({ length: 21 }, (_, at) => `delete,worker${at}`)
    const remove = async () => {
      const dialog = await openDialog()
      await choose(dialog, [list(['mode,userid', ...rows])])
      await run(dialog).click()
      const question = desk.dialog('LBL-GEN-confirm')
      await question.getByText(desk.say('imports.group.confirm', { n: 21 })).waitFor()
      return question
    }
    await desk.button('LBL-GEN-cancel', undefined, await remove()).click()
    await desk.dialog('LBL-GEN-confirm').waitFor({ state: 'hidden' })
    const first = desk.page.getByRole('rowheader', { name: 'worker0', exact: true })
    await first.waitFor()
    const question = await remove()
    await looksRight('deletions')
    await desk.button('imports.group.confirmed', { n: 21 }, question).click()
    await ended().waitFor()
    expect(await ended().getByRole('listitem').allInnerTexts()).toContain('削除21')
    await desk.button('LBL-GEN-close', undefined, ended()).click()
    await first.waitFor({ state: 'detached' })
  })

  it('enters the password again where the last sign-in is long ago, and goes on where it was', async () => {
    const dialog = await openDialog()
    await choose(dialog, [list(['mode,userid,role', 'add,again1,1'])])
    // What the server answers a quarter of an hour later, which no journey waits for.
    const problem = { code: 'session.proof-needed', status: 403, message: 'too long ago', requestId: 'journey' }
    await desk.page.route(/\/imports$/, (route) => route.fulfill({ status: 403, json: problem }), { times: 1 })
    await run(dialog).click()
    const asked = desk.dialog('sessions.prove')
    await asked.waitFor()
    await looksRight('asked for the password')
    await desk.field('LBL-USR-password', asked).fill('wrong')
    await desk.button('sessions.prove.go', undefined, asked).click()
    await asked.getByText(desk.say('MSG-AUT-004')).first().waitFor()
    await desk.field('LBL-USR-password', asked).fill(password)
    await desk.button('sessions.prove.go', undefined, asked).click()
    await ended().waitFor()
    await desk.button('LBL-GEN-close', undefined, ended()).click()
    await ended().waitFor({ state: 'hidden' })
  })

  it('shows how much has gone over a slow line, keeps everything when the line breaks, and sends it again', async () => {
    const line = await openLine(office.portal.url)
    await desk.page.goto(desk.page.url().replace(office.portal.url, line.url))
    const dialog = await openDialog()
    const pictures = Array.from({ length: 5 }, (_, at) => picture(`slow${at}.jpg`, 100_000))
    await choose(dialog, [list(['mode,userid,role', 'add,slowly,1']), ...pictures])
    await dialog.getByRole('checkbox').check()
    await desk.pace(15_000)
    await run(dialog).click()
    const bar = dialog.getByRole('progressbar', { name: desk.say('imports.sending') })
    await bar.waitFor()
    const gone = async () => Number(await bar.getAttribute('aria-valuenow'))
    await expect.poll(gone, { timeout: 30_000 }).toBeGreaterThan(5)
    expect(await gone()).toBeLessThan(100)
    await dialog.getByText(/送信済み：[\d.]+ KB \/ 4\d\d KB/).waitFor()
    expect(await axeFaults(desk.page), 'sending').toEqual([])
    line.cut()
    await dialog.getByRole('alert').getByText(desk.say('frame.unreachable')).waitFor()
    await bar.waitFor({ state: 'hidden' })
    await dialog.getByRole('row').filter({ hasText: 'slow4.jpg' }).waitFor()
    line.mend()
    await desk.pace(undefined)
    await run(dialog).click()
    await ended().waitFor()
    expect(await ended().getByRole('listitem').allInnerTexts()).toContain('追加1')
    await desk.button('LBL-GEN-close', undefined, ended()).click()
    await ended().waitFor({ state: 'hidden' })
    await desk.page.goto(desk.page.url().replace(line.url, office.portal.url))
    await line.close()
  })

  it('does all of it by the keyboard alone, and hears how it goes [MFA-UI-018]', async () => {
    const { page } = desk
    // A key is faster than the browser is told to hand its choosers over, so that is told well before.
    const chooser = page.waitForEvent('filechooser', { timeout: 120_000 })
    await desk.button('imports.group.upload').focus()
    await page.keyboard.press('Enter')
    const dialog = opened()
    await dialog.waitFor()
    const reach = async (target: Locator) => {
      for (let presses = 0; presses < 40; presses++) {
        if (await target.evaluate((element) => element === document.activeElement)) return
        await page.keyboard.press('Tab')
      }
      throw new Error('the keyboard does not reach it')
    }
    // The dialog begins with its frame.
    await expect.poll(() => frame(dialog).evaluate((element) => element === document.activeElement)).toBe(true)
    await page.waitForTimeout(300)
    await reach(frame(dialog))
    await page.keyboard.press('Enter')
    await (await chooser).setFiles([list(['mode,userid,role', 'add,yoshioka,1']), picture('a.jpg')])
    const remove = desk.button('imports.group.remove', { name: 'a.jpg' }, dialog)
    await reach(remove)
    await page.keyboard.press('Enter')
    await remove.waitFor({ state: 'hidden' })
    expect(await dialog.getByRole('status').last().getAttribute('aria-live')).toBe('polite')
    await reach(run(dialog))
    await page.keyboard.press('Enter')
    await ended().waitFor()
    await reach(desk.button('LBL-GEN-close', undefined, ended()))
    await page.keyboard.press('Enter')
    await ended().waitFor({ state: 'hidden' })
  })
})
