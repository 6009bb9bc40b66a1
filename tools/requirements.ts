import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CallExpression, Expression, Node } from 'oxc-parser'
import { Visitor } from 'oxc-parser'
import { lineAt, readSource, type Source, sourcePaths } from './sources.ts'

export interface Requirement {
  id: string
  area: string
  statement: string
}

export interface Title {
  text: string
  place: string
}

export interface AreaCoverage {
  area: string
  total: number
  covered: number
  missing: string[]
}

const definition = /^(?:\| |- \*\*)((?:NFM|MFA|DEV)-[A-Z]+-\d{3,})(?: \||\*\*) *(.*)$/
const single = /^(?:NFM|MFA|DEV)-[A-Z]+-\d{3,}$/
const anyId = /(?:NFM|MFA|DEV)-[A-Z]+-\d/
const bracket = /\[((?:NFM|MFA|DEV)-[A-Z][^\]]*)\]/g

export function areaOf(id: string): string {
  return id.slice(0, id.lastIndexOf('-'))
}

/** Requirements of every document in a folder, in order. Throws when an id is defined twice or the folder defines none. */
export function readRequirements(folder: string): Map<string, Requirement> {
  const requirements = new Map<string, Requirement>()
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.md') || name === 'README.md') continue
    for (const [index, line] of readFileSync(join(folder, name), 'utf8').split('\n').entries()) {
      const [, id, statement = ''] = definition.exec(line) ?? []
      if (!id) continue
      if (requirements.has(id)) throw new Error(`${name}:${index + 1}: ${id} is defined a second time`)
      requirements.set(id, { id, area: areaOf(id), statement })
    }
  }
  if (requirements.size === 0) throw new Error(`${folder} defines no requirement: the count sees nothing`)
  return requirements
}

/** Where the table of areas in portal.md and the rows below it disagree. */
export function countFaults(portal: string, requirements: Iterable<Requirement>): string[] {
  const counts = new Map<string, number>()
  for (const { area } of requirements) counts.set(area, (counts.get(area) ?? 0) + 1)
  return [...portal.matchAll(/^\| ([A-Z]{3}) \| .* \| (\d+) \|$/gm)].flatMap(([, area, stated]) => {
    const counted = counts.get(`NFM-${area}`) ?? 0
    return counted === Number(stated)
      ? []
      : [`portal.md §0.2 says ${area} has ${stated} requirements, it has ${counted}`]
  })
}

/** Whether test titles of this file count. */
export function holdsTests(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /^test\/.*\.tsx?$/.test(path) || /^tools\/probe[^/]*(?:\/.*)?\.ts$/.test(path)
}

/** Titles of every test that runs, from all files of a tree that hold tests. */
export function readTitles(root: string): Title[] {
  return sourcePaths(root)
    .filter(holdsTests)
    .flatMap((path) => titlesOf(readSource(root, path)))
}

/** Titles of describe, it and test, with the rows of .each and .for; not of skipped ones. */
export function titlesOf(source: Source): Title[] {
  const titles: Title[] = []
  const tables = new Map<string, Expression>()
  let skipDepth = 0
  new Visitor({
    VariableDeclarator(node) {
      if (node.id.type === 'Identifier' && node.init) tables.set(node.id.name, node.init)
    },
  }).visit(source.parsed.program)
  new Visitor({
    CallExpression(node) {
      const call = testCall(node)
      if (!call) return
      if (call.skipped) skipDepth++
      if (skipDepth > 0) return
      const at = (start: number) => `${source.path}:${lineAt(source.text, start)}`
      const text = call.title && textOf(call.title)
      if (text) titles.push({ text, place: at(node.start) })
      const rows = call.table?.type === 'Identifier' ? tables.get(call.table.name) : call.table
      if (!rows || !text || !/[%$]/.test(text)) return
      new Visitor({
        Literal(literal) {
          if (typeof literal.value === 'string' && literal.value.match(bracket)) {
            titles.push({ text: literal.value, place: at(literal.start) })
          }
        },
      }).visit(asProgram(rows))
    },
    'CallExpression:exit'(node) {
      if (testCall(node)?.skipped) skipDepth--
    },
  }).visit(source.parsed.program)
  return titles
}

interface TestCall {
  title: Node | undefined
  table: Expression | undefined
  skipped: boolean
}

/** `it(…)`, `test.each(table)(…)`, `describe.skip(…)` and their like; undefined for any other call. */
function testCall(node: CallExpression): TestCall | undefined {
  let callee: Expression = node.callee as Expression
  let table: Expression | undefined
  if (callee.type === 'TaggedTemplateExpression') {
    table = callee.quasi
    callee = callee.tag
  } else if (callee.type === 'CallExpression') {
    table = callee.arguments[0] as Expression | undefined
    callee = callee.callee as Expression
  }
  const words: string[] = []
  while (callee.type === 'MemberExpression') {
    if (callee.property.type === 'Identifier') words.push(callee.property.name)
    callee = callee.object as Expression
  }
  if (callee.type !== 'Identifier' || !['it', 'test', 'describe', 'suite'].includes(callee.name)) return undefined
  const isTable = words.some((word) => word === 'each' || word === 'for')
  return {
    title: node.arguments[0],
    table: isTable ? table : undefined,
    skipped: words.some((word) => word === 'skip' || word === 'todo'),
  }
}

function textOf(node: Node): string {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : ''
  if (node.type === 'TemplateLiteral') return node.quasis.map((quasi) => quasi.value.cooked ?? '').join('…')
  if (node.type === 'BinaryExpression') return textOf(node.left) + textOf(node.right)
  return ''
}

function asProgram(expression: Expression): Parameters<Visitor['visit']>[0] {
  return {
    type: 'Program',
    body: [{ type: 'ExpressionStatement', expression, start: expression.start, end: expression.end }],
    sourceType: 'module',
    hashbang: null,
    comments: [],
    start: expression.start,
    end: expression.end,
  } as unknown as Parameters<Visitor['visit']>[0]
}

/** The ids that titles claim, and the claims that cannot be read or do not exist, each with its place. */
export function claimsOf(
  titles: Title[],
  requirements: ReadonlyMap<string, Requirement>,
): { ids: Set<string>; faults: string[] } {
  const ids = new Set<string>()
  const faults: string[] = []
  for (const { text, place } of titles) {
    for (const [, list = ''] of text.matchAll(bracket)) {
      for (const claim of list.split(',').map((part) => part.trim())) {
        const found = expand(claim, requirements)
        if (typeof found === 'string') faults.push(`${place}: ${found}`)
        else for (const id of found) ids.add(id)
      }
    }
    const loose = anyId.exec(text.replaceAll(bracket, ''))
    if (loose) faults.push(`${place}: put the id in brackets at the end of the title, near "${loose[0]}…"`)
  }
  return { ids, faults }
}

function expand(claim: string, requirements: ReadonlyMap<string, Requirement>): string[] | string {
  const [first = '', last = first, ...rest] = claim.split('..')
  if (!single.test(first) || !single.test(last) || rest.length > 0) {
    return `"${claim}" is neither an id nor a range like NFM-USR-012..NFM-USR-015`
  }
  const unknown = [first, last].find((id) => !requirements.has(id))
  if (unknown) return `the specification has no ${unknown}`
  if (areaOf(first) !== areaOf(last) || numberOf(first) > numberOf(last)) {
    return `the range ${claim} must stay in one area and go upwards`
  }
  return [...requirements.keys()].filter(
    (id) => areaOf(id) === areaOf(first) && numberOf(id) >= numberOf(first) && numberOf(id) <= numberOf(last),
  )
}

function numberOf(id: string): number {
  return Number(id.slice(id.lastIndexOf('-') + 1))
}

/** Coverage by area, in the order of the documents. */
export function coverageOf(requirements: Iterable<Requirement>, ids: ReadonlySet<string>): AreaCoverage[] {
  const areas = new Map<string, AreaCoverage>()
  for (const { id, area } of requirements) {
    const coverage = areas.get(area) ?? { area, total: 0, covered: 0, missing: [] }
    areas.set(area, coverage)
    coverage.total++
    if (ids.has(id)) coverage.covered++
    else coverage.missing.push(id)
  }
  return [...areas.values()]
}
