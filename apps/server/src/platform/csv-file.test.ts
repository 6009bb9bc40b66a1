import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { csvBytes, outsideShiftJis } from './csv-file.ts'

const text = (rows: string[][], encoding: 'shift_jis' | 'utf-8' = 'utf-8') =>
  iconv.decode(Buffer.from(csvBytes(rows, encoding, false)), encoding === 'utf-8' ? 'utf-8' : 'cp932')

describe('a CSV file', () => {
  it('keeps what Windows calls Shift_JIS: ㈱①髙﨑 and both wave dashes', () => {
    expect(outsideShiftJis('㈱①髙﨑～〜−—‖¢£¬ｶﾅ纊')).toEqual([])
    expect(text([['㈱①髙﨑', '～〜', '−', 'ｶﾅ']], 'shift_jis')).toBe('㈱①髙﨑,～～,－,ｶﾅ\r\n')
  })

  it('names what Shift_JIS does not have, and never writes a question mark for it', () => {
    expect(outsideShiftJis('𠮷野家の𠮷田さんは😀と한국, ¥ é?')).toEqual(['𠮷', '😀', '한', '국', '¥', 'é'])
    expect(() => csvBytes([['𠮷']], 'shift_jis', true)).toThrow('𠮷')
    expect(text([['𠮷?']])).toBe('𠮷?\r\n')
  })

  it.each(['=1+1', '+81-3', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
    'neutralises a cell that a spreadsheet would run, %j [NFM-GEN-016]',
    (cell) => {
      expect(text([[cell]])).toMatch(/^"?'/)
    },
  )

  it('leaves ordinary cells byte-exact and quotes where needed', () => {
    expect(text([['a=1', '1-1', 'a,b', 'say "x"', '一\n二']])).toBe('a=1,1-1,"a,b","say ""x""","一\n二"\r\n')
  })

  it('begins with the byte order mark in UTF-8 only', () => {
    expect([...csvBytes([['a']], 'utf-8', true)].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf])
    expect([...csvBytes([['a']], 'utf-8', false)]).toEqual([0x61, 13, 10])
    expect([...csvBytes([['a']], 'shift_jis', true)]).toEqual([0x61, 13, 10])
  })
})
