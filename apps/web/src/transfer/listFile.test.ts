import { describe, expect, it } from 'vitest'
import { brokenSize, listKindOf, sizeText } from './listFile.ts'

describe('a file that is chosen', () => {
  it('is a list, a workbook, or a ZIP by its name', () => {
    expect(
      ['a.csv', 'A.CSV', '利用者.xlsx', 'b.zip', 'a.xls', 'a.csv.txt', 'csv'].map((name) => listKindOf({ name })),
    ).toEqual(['csv', 'csv', 'xlsx', 'zip', undefined, undefined, undefined])
  })

  it('is measured before it is sent', () => {
    const mebibyte = 1024 * 1024
    expect(brokenSize({ name: 'a.csv', size: 64 * mebibyte })).toBeUndefined()
    expect(brokenSize({ name: 'a.csv', size: 64 * mebibyte + 1 })).toBe(64)
    expect(brokenSize({ name: 'a.xlsx', size: 50 * mebibyte + 1 })).toBe(50)
    expect(brokenSize({ name: 'a.zip', size: 2048 * mebibyte })).toBeUndefined()
    expect(brokenSize({ name: 'a.zip', size: 2048 * mebibyte + 1 })).toBe(2048)
    expect(brokenSize({ name: 'a.txt', size: 1e12 })).toBeUndefined()
  })

  it('has a size in words', () => {
    expect([sizeText(1), sizeText(1500), sizeText(1.55 * 1024 * 1024)]).toEqual(['1 KB', '1 KB', '1.6 MB'])
  })
})
