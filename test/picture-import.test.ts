/** @module-tag long */
import { userTable, writeTable } from '@kaoban/codecs'
import { encodeJpeg, startFaceWorkers } from '@kaoban/face-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFaults } from './axe.ts'
import { Office, password, stepByStep } from './office.ts'
import { stagePeople } from './staged-people.ts'
import type { Visitor } from './visitor.ts'
import { plantZip } from './zips.ts'

const office = new Office()
let desk: Visitor
let zip: Buffer

beforeAll(async () => {
  const workers = await startFaceWorkers({ workers: 1 })
  const [ann] = await stagePeople(workers, 1)
  await workers.close()
  zip = zipOf({
    'ann.jpg': await encodeJpeg(ann!.captures[0].picture),
    'bad.jpg': Buffer.from('x'),
    'extra.jpg': Buffer.from('x'),
  })
  desk = await office.open()
})

afterAll(() => office.close())
stepByStep(() => [desk])

function zipOf(pictures: Record<string, Uint8Array>): Buffer {
  const rows = [
    { loginId: 'ann', password, familyName: '花田', picture: 'ann.jpg' },
    { loginId: 'bert', password, familyName: '林', picture: 'bad.jpg' },
  ]
  const list = writeTable(userTable(rows, 'neutral'), 'utf-8')
  if (!list.ok) throw new Error('UTF-8 holds everything')
  const entries = Object.entries(pictures).map(([name, bytes]) => ({ name, bytes, stored: true }))
  return Buffer.from(plantZip([{ name: 'import.csv', bytes: list.bytes }, ...entries]))
}

async function looksRight(): Promise<void> {
  for (const [locale, scheme] of [
    ['en', 'dark'],
    ['ja', 'light'],
  ] as const) {
    await desk.prefer({ locale, scheme })
    await desk.page.reload()
    await desk.page.locator(`html[lang=${locale}] h1`).waitFor()
    await desk.settles()
    expect(await axeFaults(desk.page)).toEqual([])
  }
}

const choose = (name: string, buffer: Buffer) =>
  desk.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })

describe('an administrator registers faces in bulk', () => {
  it('on a page that shows what it takes and how photographs should be [NFM-FAC-013]', async () => {
    await desk.open('/transfer/user-import')
    await desk.reads('imports.kinds')
    await desk.readsText('ZIP：2 GBまで。import.csvと、jpg・png・bmpの顔画像（1枚10 MBまで）')
    await desk.reads('faces.guidance.straight')
    await desk.reads('imports.pace.promised', { rows: '25秒', pictures: '1分5秒' })
    await looksRight()
  })

  it('and takes one list or ZIP, dropped or chosen, and nothing else [NFM-IMP-001]', async () => {
    await choose('users.txt', Buffer.from('x'))
    await desk.button('LBL-IMP-run').click()
    await desk.reads('MSG-IMP-038')
    const dropped = await desk.page.evaluateHandle(() => {
      const data = new DataTransfer()
      data.items.add(new File(['x'], 'dropped.csv'))
      return data
    })
    await desk.page
      .getByRole('region', { name: desk.say('imports.file') })
      .dispatchEvent('drop', { dataTransfer: dropped })
    await desk.page.getByText('dropped.csv').waitFor()
    await desk.button('LBL-GEN-chooseFile').waitFor()
  })

  it('once they have said that the people agreed', async () => {
    await choose('faces.zip', zip)
    await desk.button('LBL-IMP-run').click()
    await desk.reads('imports.consent.needed')
    expect(await axeFaults(desk.page)).toEqual([])
    await desk.page.getByRole('checkbox', { name: desk.say('imports.consent') }).check()
    await desk.button('LBL-IMP-run').click()
    await desk.arrivesAt(/\/transfer\/user-import\/.+/)
    await desk.reads('imports.planned')
  })

  it('sees how much of a large file has gone, may give it up, and is asked before the page closes [NFM-IMP-029]', async () => {
    const importPage = new URL(desk.page.url()).pathname
    const closes = async () => {
      const asked = desk.page.waitForEvent('dialog', { timeout: 1500 }).then(
        async (dialog) => {
          expect(dialog.type()).toBe('beforeunload')
          await dialog.dismiss()
          return true
        },
        () => false,
      )
      await desk.page.evaluate(() => setTimeout(() => location.reload(), 0))
      return asked
    }
    // Chromium asks only where somebody has done something on the page.
    await desk.open('/transfer/user-import')
    const network = await desk.page.context().newCDPSession(desk.page)
    const speed = (upload: number) =>
      network.send('Network.emulateNetworkConditions', {
        ...{ offline: false, latency: 0, downloadThroughput: -1 },
        uploadThroughput: upload,
      })
    await speed(200_000)
    await choose('large.csv', Buffer.alloc(3_000_000, 'x'))
    await desk.button('LBL-IMP-run').click()
    const bar = desk.page.getByRole('progressbar', { name: desk.say('imports.sending') })
    await expect
      .poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 20_000 })
      .toBeGreaterThan(5)
    await desk.page.getByText(/2\.9 MB · .*\/秒 · /).waitFor()
    expect(await axeFaults(desk.page)).toEqual([])
    expect(await closes()).toBe(true)
    await desk.button('imports.sending.cancel').click()
    await bar.waitFor({ state: 'detached' })
    await desk.button('LBL-IMP-run').waitFor()
    await speed(-1)
    await network.detach()
    // What the server has got goes on by itself: nobody is asked.
    await desk.open(importPage)
    await desk.reads('imports.planned')
    await desk.page.getByRole('heading', { level: 1 }).click()
    expect(await closes()).toBe(false)
    await desk.reads('imports.planned')
  })

  it('looks at what was found in each picture, and at the picture itself', async () => {
    const tile = (key: 'imports.pictures.good' | 'imports.pictures.faulty', n: number) =>
      desk.page.getByRole('button', { name: `${desk.say(key)}${n}`.replace(/(\d)$/, ' $1') })
    await tile('imports.pictures.good', 1).waitFor()
    await desk.reads('imports.face.unreadable')
    await desk.reads('imports.pictures.unused', { n: 1 })
    await looksRight()
    await tile('imports.pictures.faulty', 1).click()
    await desk.page.getByRole('cell', { name: 'ann', exact: true }).waitFor({ state: 'detached' })
    await tile('imports.pictures.good', 1).click()
    await desk.button('imports.picture.showOf', { name: 'ann' }).click()
    const portrait = desk.page.getByRole('img', { name: desk.say('imports.picture.of', { name: 'ann' }) })
    await portrait.waitFor()
    await expect.poll(() => portrait.evaluate((img) => (img as HTMLImageElement).naturalHeight)).toBeGreaterThan(100)
    expect(await axeFaults(desk.page)).toEqual([])
  })

  it('applies it, and the faces are there provisionally', async () => {
    await desk.button('imports.apply').click()
    const dialog = desk.page.getByRole('dialog')
    await dialog.getByText(desk.say('imports.apply.faces', { n: 1 })).waitFor()
    await dialog.getByText(desk.say('imports.apply.pictureFaults', { n: 1 })).waitFor()
    await desk.button('imports.apply', undefined, dialog).click()
    await desk.reads('MSG-IMP-051')
    await desk.open('/users')
    await desk.page
      .getByRole('row')
      .filter({ hasText: '花田' })
      .getByText(desk.say('faces.state.provisional'))
      .first()
      .waitFor()
  })
})
