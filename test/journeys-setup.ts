import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

/** A folder for what the files of a run share. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'kaoban-journeys-'))
  project.provide('journeys', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
