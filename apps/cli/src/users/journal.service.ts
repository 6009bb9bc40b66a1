import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { exit } from '../platform/exit.ts'
import { readPrivate, stateFolder, writePrivate } from '../platform/folders.ts'
import { Stop } from '../platform/stop.ts'
import type { ReadOptions } from './list-file.service.ts'

/** What it takes to go on with an import: names, fingerprints and counts, never a cell of a list [MFA-CLI-009]. */
export interface Journal {
  purpose: 'import' | 'validate'
  importId: string
  server: string
  startedAt: string
  files: { path: string; sha256: string }[]
  images: string | null
  reading: ReadOptions
  wanted: { trial: boolean; strict: boolean; groupMove: boolean; forceChange: boolean; consent: boolean }
  report: string | null
  batch: number
  /** Lots on their way at once. */
  jobs: number
  /** Rows of all files. */
  rows: number
  /** How far the server had got when this was written. */
  received: number
}

const keptDays = 30
const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function pathOf(env: NodeJS.ProcessEnv, importId: string): string {
  return join(stateFolder(env), `${importId}.json`)
}

export function writeJournal(env: NodeJS.ProcessEnv, journal: Journal): void {
  writePrivate(pathOf(env, journal.importId), `${JSON.stringify(journal)}\n`)
}

/** @throws Stop with exit code 2 when nothing is known of such a run */
export function readJournal(env: NodeJS.ProcessEnv, importId: string): Journal {
  const text = isId.test(importId) ? readPrivate(pathOf(env, importId)) : undefined
  if (text === undefined) throw new Stop(exit.usage, 'cli.import.nothingToResume', { id: importId })
  return JSON.parse(text) as Journal
}

export function dropJournal(env: NodeJS.ProcessEnv, importId: string): void {
  rmSync(pathOf(env, importId), { force: true })
}

/** Journals that nobody went on with: the server has forgotten those runs long ago. */
export function dropOldJournals(env: NodeJS.ProcessEnv, now: number): void {
  const folder = stateFolder(env)
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return
  }
  for (const name of names) {
    const path = join(folder, name)
    if (name.endsWith('.json') && statSync(path).mtimeMs < now - keptDays * 86_400_000) rmSync(path, { force: true })
  }
}
