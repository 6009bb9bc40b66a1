import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonBytes } from './json-bytes.ts'

const same = (answer: unknown) => expect(jsonBytes(answer).toString()).toBe(JSON.stringify(answer))

test('says of a page what JSON.stringify says', () => {
  const rows = Array.from({ length: 100 }, (_, n) => ({ n, name: '髙﨑𠮷', text: '"\\\n\u2028', nothing: undefined }))
  same({ rows, total: 24_774, page: 1 })
  same({ page: 1, missing: undefined, rows, more: { rows } })
  same({ missing: undefined, rows })
  same(rows)
  for (const length of [0, 1, 24, 25, 26, 50, 51]) same({ rows: rows.slice(0, length) })
})

test('and of anything else that is plain data', () => {
  for (const answer of [null, 0, '', true, {}, [], [undefined], { a: undefined }, new Array(30)]) same(answer)
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.nat(80), (value, times) => {
      const list = Array.from({ length: times }, () => value)
      same(value)
      same({ before: value, list, after: undefined, 'ключ"': list })
    }),
    { numRuns: 300 },
  )
})
