import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ParseResult, parseSync } from 'oxc-parser'

const skipped = new Set(['node_modules', 'dist', 'coverage', 'data'])
const sourceName = /\.(?:ts|tsx|mts|js|mjs)$/

export interface Source {
  /** From the root of the tree, with forward slashes. */
  path: string
  text: string
  parsed: ParseResult
}

/** Paths of every source file under a root, sorted; installed, built and hidden folders are left out. */
export function sourcePaths(root: string): string[] {
  const found: string[] = []
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue
      const path = folder ? `${folder}/${entry.name}` : entry.name
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) walk(path)
      } else if (sourceName.test(entry.name) && !entry.name.endsWith('.d.ts')) {
        found.push(path)
      }
    }
  }
  walk('')
  return found.sort()
}

/** Reads and parses one file. A file that cannot be parsed throws: what cannot be read cannot be checked. */
export function readSource(root: string, path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const parsed = parseSync(path, text)
  const fault = parsed.errors.find((error) => error.severity === 'Error')
  if (fault) throw new Error(`${path}: cannot be parsed: ${fault.message}`)
  return { path, text, parsed }
}

/** Line number, from 1, of an offset in a text. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** A test or something only tests use: *.test.ts, *.testing.ts, testing.ts, and the folders test/ and bench/. */
export function servesTests(path: string): boolean {
  return /(?:^|[./])(?:test|testing)\.(?:ts|tsx|mts)$/.test(path) || /^(?:test|bench)\//.test(path)
}
