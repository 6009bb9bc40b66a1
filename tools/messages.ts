/**
 * npm run messages            writes packages/messages/src/spec.gen.ts from the message files of docs/spec
 * npm run messages -- --check fails when that file is out of date, a text is missing or malformed, or a problem has no words
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readCsv } from './csv.ts'

export interface Text {
  ja: string
  en: string
}
export type Entry = [key: string, text: Text]

const root = join(import.meta.dirname, '..')
const generated = 'packages/messages/src/spec.gen.ts'
const placeholder = /\{([A-Za-z][A-Za-z0-9]*)\}/g

/** Rows of messages-portal.csv; the id is the key. */
export function portalEntries(csv: string): Entry[] {
  return readCsv(csv).map((row) => [row.id ?? '', { ja: row.ja ?? '', en: row.en ?? '' }])
}

/** Rows of messages-devices.csv; bare numbers repeat between tools, so their key carries the tool. */
export function deviceEntries(csv: string): Entry[] {
  return readCsv(csv).flatMap((row): Entry[] => {
    const code = row.code ?? ''
    const key = /^\d/.test(code) ? `${row.tool}.${code}` : code
    const text: Entry = [key, { ja: row.ja ?? '', en: row.en ?? '' }]
    if (!row.remedy_ja && !row.remedy_en) return [text]
    return [text, [`${key}.remedy`, { ja: row.remedy_ja ?? '', en: row.remedy_en ?? '' }]]
  })
}

/** What is wrong with a list of texts, one sentence each: nothing may be empty, repeated, or differ in placeholders. */
export function faultsOf(entries: Entry[]): string[] {
  const faults: string[] = []
  const seen = new Set<string>()
  for (const [key, text] of entries) {
    if (seen.has(key)) faults.push(`${key}: the key stands twice`)
    seen.add(key)
    if (!text.ja.trim()) faults.push(`${key}: no Japanese text`)
    if (!text.en.trim()) faults.push(`${key}: no English text`)
    const ja = placeholdersOf(text.ja)
    const en = placeholdersOf(text.en)
    if (ja !== en) faults.push(`${key}: placeholders differ, ja has ${ja || 'none'}, en has ${en || 'none'}`)
  }
  return faults
}

function placeholdersOf(text: string): string {
  return [...new Set([...text.matchAll(placeholder)].map((found) => found[0]))].sort().join(' ')
}

/** The source of spec.gen.ts, formatted as the linter wants it. */
export function sourceOf(portal: Entry[], devices: Entry[]): string {
  const table = (name: string, file: string, entries: Entry[]) =>
    [
      `/** docs/spec/${file} */`,
      `export const ${name} = {`,
      ...entries.map(([key, { ja, en }]) => `  ${quote(key)}: {\n    ja: ${quote(ja)},\n    en: ${quote(en)},\n  },`),
      '} as const satisfies Strings',
    ].join('\n')
  return [
    '// Written by `npm run messages` from docs/spec/messages-*.csv: change those files, not this one.',
    "import type { Strings } from './text.ts'\n",
    `${table('portal', 'messages-portal.csv', portal)}\n`,
    `${table('devices', 'messages-devices.csv', devices)}\n`,
  ].join('\n')
}

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'"
  const body = text.replaceAll('\\', '\\\\').replaceAll('\r', '').replaceAll('\n', '\\n').replaceAll(mark, `\\${mark}`)
  return mark + body + mark
}

/** Problem codes without a title in the catalogue, and titles whose problem no longer exists. */
export function problemFaults(codes: string[], keys: string[]): string[] {
  if (codes.length === 0) return ['packages/contract/src/problems.ts names no problem: the check sees nothing']
  const known = new Set(codes)
  const titled = new Set(keys)
  const missing = codes
    .filter((code) => !titled.has(`problem.${code}`))
    .map((code) => `problem.${code}: no words for this problem, add them to packages/messages/src/problems.ts`)
  const stale = keys
    .filter((key) => key.startsWith('problem.') && !known.has(key.slice('problem.'.length).replace(/\.remedy$/, '')))
    .map((key) => `${key}: packages/contract/src/problems.ts has no such problem`)
  return [...missing, ...stale]
}

async function main(args: string[]): Promise<number> {
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const portal = portalEntries(read('docs/spec/messages-portal.csv'))
  const devices = deviceEntries(read('docs/spec/messages-devices.csv'))
  const specFaults = faultsOf([...portal, ...devices])
  const source = sourceOf(portal, devices)
  if (!args.includes('--check')) {
    for (const fault of specFaults) console.error(`docs/spec: ${fault}`)
    if (specFaults.length > 0) return 1
    writeFileSync(join(root, generated), source)
    console.log(`${generated}: ${portal.length} portal texts, ${devices.length} device texts`)
    return 0
  }
  const { areas } = await load<{ areas: Record<string, Record<string, Text>> }>('packages/messages/src/index.ts')
  const { problems } = await load<{ problems: Record<string, unknown> }>('packages/contract/src/problems.ts')
  const own = Object.values(areas).flatMap((strings): Entry[] => Object.entries(strings))
  const faults = [
    ...specFaults.map((fault) => `docs/spec: ${fault}`),
    ...(read(generated) === source ? [] : [`${generated} is out of date: run npm run messages`]),
    ...faultsOf([...portal, ...devices, ...own]).filter((fault) => !specFaults.includes(fault)),
    ...Object.entries(areas).flatMap(([area, strings]) => prefixFaults(area, Object.keys(strings))),
    ...problemFaults(
      Object.keys(problems),
      own.map(([key]) => key),
    ),
  ]
  for (const fault of faults) console.error(fault)
  const total = portal.length + devices.length + own.length
  console.log(
    `messages: ${total} texts in two languages, ${Object.keys(problems).length} problems, ${faults.length} faults`,
  )
  return faults.length === 0 ? 0 : 1
}

/** Keys carry the name of their area, so two areas can never claim the same key. */
export function prefixFaults(area: string, keys: string[]): string[] {
  const prefix = area === 'problems' ? 'problem.' : `${area}.`
  return keys
    .filter((key) => !key.startsWith(prefix))
    .map((key) => `${key}: stands in area ${area}, so it starts with ${prefix}`)
}

async function load<Exports>(path: string): Promise<Exports> {
  return (await import(pathToFileURL(join(root, path)).href)) as Exports
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2))
