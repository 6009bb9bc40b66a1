import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { errorsPage } from './errors.ts'

describe('the list of error codes', () => {
  it('in docs/errors is the one of the catalogue (node tools/run.mjs tools/errors.ts > docs/errors/README.md)', () => {
    expect(readFileSync(join(import.meta.dirname, '../docs/errors/README.md'), 'utf8')).toBe(errorsPage())
  })
})
