import { posix } from 'node:path'
import type { Node } from 'oxc-parser'
import { Visitor } from 'oxc-parser'
import { lineAt, type Source } from './sources.ts'

export interface Import {
  /** As written. */
  specifier: string
  line: number
  /** Names taken from the module, where they are named. */
  names: string[]
  /** Path from the root of the tree when the specifier is relative. */
  target: string | undefined
}

/** Everything a file draws in: import and export … from, import(), import types, and new URL('./x', import.meta.url). */
export function importsOf(source: Source): Import[] {
  const imports: Import[] = []
  const add = (specifier: string, start: number, names: string[] = []) => {
    const bare = specifier.replace(/\?.*$/, '')
    const target = bare.startsWith('.') ? posix.normalize(posix.join(posix.dirname(source.path), bare)) : undefined
    imports.push({ specifier, line: lineAt(source.text, start), names, target })
  }
  const { staticImports, staticExports } = source.parsed.module
  for (const { moduleRequest, start, entries } of staticImports) {
    const names = entries.flatMap((entry) => (entry.importName.name ? [entry.importName.name] : []))
    add(moduleRequest.value, start, names)
  }
  for (const { entries, start } of staticExports) {
    const from = entries.find((entry) => entry.moduleRequest)?.moduleRequest
    if (from) add(from.value, start)
  }
  const addLiteral = (node: Node | undefined, relativeOnly = false) => {
    if (node?.type !== 'Literal' || typeof node.value !== 'string') return
    if (!relativeOnly || /^\.\.?\/.*\.[jt]sx?$/.test(node.value)) add(node.value, node.start)
  }
  new Visitor({
    ImportExpression(node) {
      addLiteral(node.source)
    },
    TSImportType(node) {
      addLiteral(node.source)
    },
    NewExpression(node) {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'URL') return
      if (node.arguments[1]?.type === 'MemberExpression') addLiteral(node.arguments[0], true)
    },
  }).visit(source.parsed.program)
  return imports
}

export interface Use {
  name: string
  line: number
}

const globals = new Set([
  'process',
  'Buffer',
  '__dirname',
  '__filename',
  'document',
  'window',
  'navigator',
  'localStorage',
])

/** Members taken from globals of Node or the browser that the file does not declare itself: `process.env`, `document.body`. */
export function globalsUsed(source: Source): Use[] {
  const declared = new Set<string>()
  const uses: Use[] = []
  const declare = (node: Node | null | undefined) => {
    if (node?.type === 'Identifier') declared.add(node.name)
  }
  new Visitor({
    VariableDeclarator: (node) => declare(node.id),
    ImportSpecifier: (node) => declare(node.local),
    FunctionDeclaration: (node) => node.params.forEach(declare as (param: unknown) => void),
    FunctionExpression: (node) => node.params.forEach(declare as (param: unknown) => void),
    ArrowFunctionExpression: (node) => node.params.forEach(declare as (param: unknown) => void),
    MemberExpression(node) {
      if (node.object.type === 'Identifier' && globals.has(node.object.name)) {
        uses.push({ name: node.object.name, line: lineAt(source.text, node.start) })
      }
    },
  }).visit(source.parsed.program)
  return uses.filter((use) => !declared.has(use.name))
}

const queryVerbs = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto'])

/** Where a file speaks SQL through Kysely's builder. */
export function queriesOf(source: Source): Use[] {
  const uses: Use[] = []
  new Visitor({
    CallExpression({ callee, start }) {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
      if (queryVerbs.has(callee.property.name)) {
        uses.push({ name: `.${callee.property.name}()`, line: lineAt(source.text, start) })
      }
    },
  }).visit(source.parsed.program)
  return uses
}

/** Modules of ours that a test replaces by a mock. */
export function mocksOf(source: Source): Use[] {
  const uses: Use[] = []
  new Visitor({
    CallExpression({ callee, arguments: [first], start }) {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
      if (callee.object.type !== 'Identifier' || callee.object.name !== 'vi') return
      if (!['mock', 'doMock'].includes(callee.property.name)) return
      const module = first?.type === 'ImportExpression' ? first.source : first
      if (module?.type !== 'Literal' || typeof module.value !== 'string') return
      if (/^\.|^@kaoban\//.test(module.value)) uses.push({ name: module.value, line: lineAt(source.text, start) })
    },
  }).visit(source.parsed.program)
  return uses
}
