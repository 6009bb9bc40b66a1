import { errorCodes, problems } from '@kaoban/contract'
import { locales } from '@kaoban/messages'
import { describe, expect, it } from 'vitest'
import { explain } from './explanations.ts'

const groups = [
  ['NFM-ERR-001', ['6A']],
  ['NFM-ERR-002', ['71']],
  ['NFM-ERR-003', ['72']],
  ['NFM-ERR-004', ['74']],
  ['NFM-ERR-005', ['75']],
  ['NFM-ERR-006', ['83', 'A3']],
  ['NFM-ERR-007', ['8B', '8F', 'D8']],
  ['NFM-ERR-008', ['93', '9F']],
  ['NFM-ERR-009', ['97', '9B', 'A7']],
  ['NFM-ERR-010', ['C8', 'C9', 'CA', 'CB', 'CC', 'CD']],
  ['NFM-ERR-011', ['CE', 'CF', 'D0', 'D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7']],
  ['NFM-ERR-012', ['E4']],
  ['NFM-ERR-013', ['E5']],
  ['NFM-ERR-014', ['E6']],
  ['NFM-ERR-015', ['E7']],
] as const

describe('the page of an error code', () => {
  it('says cause, remedy and who can fix it for every code of every group [NFM-ERR-001..NFM-ERR-015]', () => {
    const all = groups.flatMap(([, codes]) => [...codes])
    expect(all.toSorted()).toEqual([...errorCodes].toSorted())
    for (const [id, codes] of groups)
      for (const locale of locales) {
        const remedies = new Set(codes.map((code) => explain(code, locale)?.remedy))
        // The guidance is one for a group, as the specification words it; the cause tells its codes apart.
        expect(remedies.size, `${id} in ${locale}`).toBe(1)
        expect([...remedies][0]).toBeTruthy()
        expect(new Set(codes.map((code) => explain(code, locale)?.cause)).size).toBe(codes.length)
      }
  })

  it('says cause and who can fix it for every problem of the API, and a remedy where the cause is not one', () => {
    for (const code of Object.keys(problems))
      for (const locale of locales) {
        const found = explain(code, locale)
        expect(found?.cause, code).toBeTruthy()
        expect(found?.remedy, code).not.toBe('')
        expect(found?.who, code).toBeTruthy()
      }
  })

  it('knows codes in any case, and says nothing about codes that nobody knows', () => {
    expect(explain('8b', 'ja')?.code).toBe('8B')
    expect(explain('ZZ', 'ja')).toBeUndefined()
    expect(explain('__proto__', 'ja')).toBeUndefined()
  })
})
