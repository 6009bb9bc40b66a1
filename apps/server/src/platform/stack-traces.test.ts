import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { traceInSources } from './stack-traces.ts'

const folder = mkdtempSync(join(tmpdir(), 'kaoban-traces-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a trace names the sources of what was built with a map, and leaves everything else', () => {
  mkdirSync(join(folder, 'dist'))
  // Column 5 of the only line is line 3, column 9 of the source.
  const map = { version: 3, sources: ['../src/users.ts'], names: [], mappings: 'IAEQ' }
  writeFileSync(join(folder, 'dist/main.mjs.map'), JSON.stringify(map))
  const [built, source] = ['dist/main.mjs', 'src/users.ts'].map((path) => pathToFileURL(join(folder, path)).href)
  const trace = (place: string) => `Error: no\n    at add (${place})\n    at ${import.meta.url}:3:4\n    at node:fs:1:2`
  expect(traceInSources(trace(`${built}:1:5`))).toBe(trace(`${source}:3:9`))
})
