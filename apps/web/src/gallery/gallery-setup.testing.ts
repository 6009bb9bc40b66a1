import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { chromiumForPages, switchesForPages } from '../../../../test/chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with the built gallery. */
    galleryDist: string
    /** Where the browser is spoken to. */
    browser: string
  }
}

/** Builds the gallery and starts the browser, once for all test files. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dist = mkdtempSync(join(tmpdir(), 'kaoban-gallery-'))
  process.env.KAOBAN_GALLERY = '1'
  process.env.NODE_ENV = 'production'
  const configFile = join(import.meta.dirname, '../../vite.config.ts')
  await build({ configFile, logLevel: 'warn', build: { outDir: dist, emptyOutDir: true } })
  const browser = await chromium.launchServer({
    executablePath: chromiumForPages(),
    args: [...switchesForPages, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
  })
  project.provide('galleryDist', dist)
  project.provide('browser', browser.wsEndpoint())
  return async () => {
    await browser.close()
    rmSync(dist, { recursive: true, force: true })
  }
}
