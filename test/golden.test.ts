import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { faceplugin, goldenFigures } from '@kaoban/face'
import { loadModels } from '@kaoban/face-node'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from './chromium.ts'
import { Portal } from './portal.ts'
import { Visitor } from './visitor.ts'

const portal = new Portal()
let browser: Browser

beforeAll(async () => {
  await portal.start()
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await portal.remove()
})

describe('the same picture in Node and in Chromium', () => {
  it('gives the same template, as the pages ship it', async () => {
    const node = await goldenFigures({ manifest: faceplugin, runtime: await loadModels(faceplugin) })
    const chromium = await templateInBrowser()
    expect(chromium).toHaveLength(node.template.length)
    const cosine = node.template.reduce((sum, value, i) => sum + value * chromium[i]!, 0)
    const farthest = Math.max(...node.template.map((value, i) => Math.abs(value - chromium[i]!)))
    console.log(`Node and Chromium: cosine ${cosine.toFixed(7)}, farthest element ${farthest.toExponential(1)}`)
    expect(cosine).toBeGreaterThanOrEqual(0.9999)
    expect(farthest).toBeLessThanOrEqual(1e-4)
  })
})

/** Asks the worker that coaches people before the camera, in a page of the portal and under its policy. */
async function templateInBrowser(): Promise<number[]> {
  const assets = readdirSync(join(import.meta.dirname, '../apps/web/dist/assets'))
  const worker = assets.find((name) => /^coach\.worker-.*\.js$/.test(name))
  if (worker === undefined) throw new Error('the built pages have no coach')
  const visitor = await Visitor.enter(browser, portal)
  await visitor.open('/mailbox')
  return visitor.page.evaluate(
    (url) =>
      new Promise<number[]>((resolve, reject) => {
        const coach = new Worker(url, { type: 'module' })
        coach.onerror = (event) => reject(new Error(event.message))
        coach.onmessage = ({ data }) =>
          data.failed === undefined ? resolve(data.answer.template) : reject(new Error(data.failed))
        coach.postMessage({ id: 1, question: { kind: 'golden' } })
      }),
    `/assets/${worker}`,
  )
}
