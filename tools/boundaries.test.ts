import { describe, expect, it } from 'vitest'
import { checkBoundaries } from './boundaries.ts'
import { plantTree } from './tree.testing.ts'

function faultsOf(files: Record<string, string>): string[] {
  return checkBoundaries(plantTree(files)).faults
}

const server = 'apps/server/src'

describe('allowed', () => {
  it.each([
    ['packages/contract/src/users.ts', "import { z } from 'zod'\nimport { limits } from './limits.ts'"],
    ['packages/face-node/src/decode.ts', "import sharp from 'sharp'\nimport 'node:fs'\nimport '@kaoban/face'"],
    ['packages/face/src/detect.test.ts', "import { readFileSync } from 'node:fs'\nimport { it } from 'vitest'"],
    [
      `${server}/main.ts`,
      "import './users/users.routes.ts'\nimport './users/users.store.ts'\nimport './platform/http.ts'",
    ],
    [
      `${server}/faces/faces.service.ts`,
      "import { findUser } from '../users/users.service.ts'\nimport '../platform/context.ts'",
    ],
    [`${server}/users/users.store.ts`, "import { sql } from 'kysely'\ndb.selectFrom('users')"],
    [`${server}/users/users.service.ts`, "import type { Kysely } from 'kysely'\nimport '@kaoban/messages'"],
    [`${server}/platform/database.ts`, "import pg from 'pg'\nimport { sql } from 'kysely'"],
    [`${server}/platform/testing.ts`, "import { features } from '../features.ts'"],
    [
      `${server}/users/users.test.ts`,
      "import '../platform/testing.ts'\nimport '../faces/faces.testing.ts'\nimport '../../../../test/photos.ts'\ndb.deleteFrom('users')",
    ],
    ['apps/web/vite.config.ts', "import { join } from 'node:path'"],
    [
      'apps/web/src/users/UsersPage.tsx',
      "import { word } from '@kaoban/messages'\nimport { Table } from '../platform/Table.tsx'\nexport const page = <p>{document.title}</p>",
    ],
    ['test/journey.test.ts', "import '../apps/server/src/users/users.store.ts'\nimport '../apps/web/src/main.tsx'"],
    ['packages/face/src/statistics.ts', 'const window = [1]\nexport const width = window.length'],
  ])('%s importing %s', (path, text) => {
    expect(faultsOf({ [path]: text })).toEqual([])
  })
})

describe('refused', () => {
  it.each([
    ['packages/contract/src/users.ts', "import '@kaoban/face'", 'may not import @kaoban/face'],
    ['packages/contract/src/users.ts', "import { join } from 'path'", "path is Node's"],
    ['packages/contract/src/users.ts', "import axios from 'axios'", 'it imports zod'],
    ['packages/messages/src/index.ts', "import '@kaoban/contract'", 'it may import no package of ours'],
    ['packages/face/src/detect.ts', "const ort = await import('onnxruntime-node')", 'it imports nothing from npm'],
    ['packages/face/src/detect.ts', 'export const seed = process.env.SEED', 'uses process'],
    ['packages/face/src/detect.ts', "export const canvas = document.createElement('canvas')", 'uses document'],
    ['packages/face-node/src/decode.ts', "import '@kaoban/contract'", 'may not import @kaoban/contract'],
    ['packages/codecs/src/csv.ts', "import { readFile } from 'node:fs/promises'", "is Node's"],
    ['packages/codecs/src/csv.ts', "export { limits } from '../../contract/src/limits.ts'", 'import @kaoban/contract'],
    ['packages/codecs/src/csv.ts', "import '@kaoban/contract/src/limits.ts'", 'reaches into a package'],
    ['packages/codecs/src/csv.ts', "import '../../../tools/csv.ts'", 'lies outside'],
    ['packages/contract/src/users.test.ts', "import '@kaoban/server'", 'nobody imports an app'],
    ['apps/web/src/users/UsersPage.tsx', "import fs from 'node:fs'", "is Node's"],
    [
      'apps/web/src/users/UsersPage.tsx',
      "import { findUser } from '../../../server/src/users/users.service.ts'",
      'in another app',
    ],
    ['apps/web/src/users/UsersPage.test.tsx', "import '../../../server/src/platform/testing.ts'", 'in another app'],
    ['apps/web/src/users/UsersPage.tsx', "import '@kaoban/face-node'", 'may not import @kaoban/face-node'],
    [`${server}/faces/faces.service.ts`, "import '../users/users.store.ts'", 'private to users'],
    [`${server}/faces/faces.service.ts`, "type Row = import('../users/users.store.ts').Row", 'private to users'],
    [
      `${server}/faces/faces.service.ts`,
      "new Worker(new URL('../users/users.jobs.ts', import.meta.url))",
      'private to users',
    ],
    [`${server}/faces/faces.test.ts`, "import '../users/users.store.ts'", 'private to users'],
    [`${server}/platform/http.ts`, "import '../users/users.service.ts'", 'platform may not import the feature users'],
    [`${server}/users/users.service.ts`, "import '../features.ts'", 'puts the app together'],
    [`${server}/users/users.service.ts`, "import '../platform/testing.ts'", 'serves tests only'],
    [`${server}/start.ts`, "import './platform/http.ts'", 'only main, server, features, cli stand directly'],
    [`${server}/users/users.service.ts`, "import { sql } from 'kysely'", 'speaks SQL'],
    [`${server}/users/users.service.ts`, "import pg from 'pg'", 'speaks SQL'],
    [`${server}/users/users.routes.ts`, "ctx.db.selectFrom('users')", 'users.store.ts'],
    [`${server}/users/users.test.ts`, "vi.mock('./users.store.ts')", 'mocks ./users.store.ts'],
    [`${server}/users/users.test.ts`, "vi.mock(import('@kaoban/face'))", 'mocks @kaoban/face'],
    ['packages/helpers/src/index.ts', 'export const one = 1', 'has no row in the table'],
  ])('%s with %s', (path, text, reason) => {
    const faults = faultsOf({ [path]: text })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(path)
    expect(faults[0]).toContain(reason)
  })

  it('names the line of the import', () => {
    expect(faultsOf({ 'packages/face/src/detect.ts': "\n\nimport 'node:fs'" })[0]).toMatch(
      /^packages\/face\/src\/detect\.ts:3: /,
    )
  })

  it('features that import each other in a circle', () => {
    const faults = faultsOf({
      [`${server}/a/a.service.ts`]: "import '../b/b.service.ts'",
      [`${server}/b/b.service.ts`]: "import '../c/c.service.ts'",
      [`${server}/c/c.service.ts`]: "import '../a/a.service.ts'",
      [`${server}/d/d.service.ts`]: "import '../a/a.service.ts'",
    })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain('a -> b -> c -> a')
  })
})

describe('seeing too little', () => {
  it('fails on an empty tree', () => {
    expect(faultsOf({ 'README.md': '' })[0]).toContain('sees nothing')
  })

  it('fails on many files with few imports', () => {
    const files = Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`tools/a${index}.ts`, "import 'zod'"]))
    expect(faultsOf(files)[0]).toContain('only 31 imports in 31 files')
  })

  it('fails on a unit with files and no import', () => {
    expect(faultsOf({ 'packages/face/src/a.ts': '', 'packages/face/src/b.ts': '' })[0]).toContain('blind there')
  })

  it('refuses a file that cannot be parsed', () => {
    expect(() => faultsOf({ 'packages/face/src/a.ts': 'import {' })).toThrow('packages/face/src/a.ts')
  })
})
