import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'

let source: string | undefined

/**
 * What axe finds on a page at rest with every rule, one line a violation; empty is what we want: what is on its way in
 * or out lacks contrast. Axe runs in the page itself,
 * which has no frames, and only what it objects to is described and sent: both are most of the work on a long page.
 */
export async function axeFaults(page: Page): Promise<string[]> {
  source ??= readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
  await comesToRest(page)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  return page.evaluate(async () => {
    const { run } = (window as unknown as { axe: typeof axe }).axe
    const { violations } = await run({ resultTypes: ['violations'], iframes: false })
    return violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help} (${nodes
          .slice(0, 3)
          .map(({ target, html }) => `${target.join(' ')} ${html}`)
          .join(', ')})`,
    )
  })
}

/** Waits until nothing moves any more but what turns for ever. */
export function comesToRest(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const frame = () => new Promise((next) => requestAnimationFrame(next))
    const moving = () =>
      document.getAnimations().filter((one) => {
        return one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY
      })
    await frame()
    await frame()
    for (let some = moving(); some.length > 0; some = moving()) {
      await Promise.allSettled(some.map((one) => one.finished))
      await frame()
    }
  })
}
