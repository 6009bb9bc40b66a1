import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with the built gallery. */
    galleryDist: string
  }
}

/** Builds the gallery once for all test files. */
export async function setup(project: TestProject): Promise<() => void> {
  const dist = mkdtempSync(join(tmpdir(), 'kaoban-gallery-'))
  process.env.KAOBAN_GALLERY = '1'
  process.env.NODE_ENV = 'production'
  const configFile = join(import.meta.dirname, '../../vite.config.ts')
  await build({ configFile, logLevel: 'warn', build: { outDir: dist, emptyOutDir: true } })
  project.provide('galleryDist', dist)
  return () => rmSync(dist, { recursive: true, force: true })
}
