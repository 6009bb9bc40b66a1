import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { encodeShiftJis, inShiftJis, shiftJisForm } from './cp932.ts'
import { decodeText, decodeTextAs, detectEncoding, encodeText, lostCharacterFault, lostCharacters } from './encoding.ts'
import { wordFault } from './fault.ts'
import { character, chunked, fileBytes, runs, shiftJisCharacter } from './fuzz.testing.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const sjis = (text: string) => new Uint8Array(iconv.encode(text, 'cp932'))

describe('the encoding of a file', () => {
  it.each([
    ['UTF-8 with a mark', utf8('\ufeff利用者ID'), 'utf-8-bom', false],
    ['UTF-8 without one', utf8('利用者ID'), 'utf-8', false],
    ['Shift_JIS', sjis('利用者ID'), 'shift_jis', false],
    ['ASCII', utf8('userid,mode'), 'utf-8', true],
  ])('%s is found [NFM-IMP-002]', async (_, bytes, encoding, ascii) => {
    const text = ascii ? 'userid,mode' : '利用者ID'
    expect(decodeText(bytes)).toEqual({ ok: true, text, encoding, ascii })
    expect(await detectEncoding(chunked(bytes, 2))).toEqual({ ok: true, encoding, ascii })
  })

  it('that is none of them is refused with line and byte [NFM-IMP-002]', async () => {
    const bytes = Uint8Array.from([...sjis('利用者ID\r\n花田'), 0xff, 0x41])
    const fault = { ok: false, line: 2, offset: 14, looksLike: 'unknown' }
    expect(decodeText(bytes)).toEqual(fault)
    expect(await detectEncoding(chunked(bytes, 3))).toEqual(fault)
  })

  it.each([
    ['a mark and no UTF-8 after it', [0xef, 0xbb, 0xbf, 0x83, 0x5c], 'unknown'],
    ['UTF-16', [0xff, 0xfe, 0x42, 0x30], 'utf-16'],
    ['a picture', [0xff, 0xd8, 0xff, 0xe0, 0, 16], 'binary'],
    ['half a character at the end', [0x83], 'unknown'],
    ['an overlong form', [0xc0, 0x80], 'unknown'],
    ['half of a pair in UTF-8', [0xed, 0xa0, 0x80], 'unknown'],
  ])('%s is no encoding of ours [NFM-IMP-002]', (_, bytes, looksLike) => {
    expect(decodeText(Uint8Array.from(bytes))).toMatchObject({ ok: false, looksLike })
  })

  it('never throws and reads chunks as it reads the whole, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fileBytes(['利用者ID', 'ソ能']), fc.integer({ min: 1, max: 7 }), async (bytes, size) => {
        const whole = decodeText(bytes)
        const parts = await detectEncoding(chunked(bytes, size))
        expect(parts.ok).toBe(whole.ok)
        if (whole.ok) {
          expect(parts).toEqual({ ok: true, encoding: whole.encoding, ascii: whole.ascii })
          if (whole.encoding !== 'shift_jis') expect(encodeText(whole.text, whole.encoding)).toEqual(bytes)
        }
      }),
      { numRuns: runs },
    )
  })
})

describe('Shift_JIS', () => {
  it('agrees with iconv-lite about every character of the code page [MFA-CSV-007]', () => {
    let count = 0
    for (let lead = 0x81; lead <= 0xef; lead++) {
      for (let trail = 0x40; trail <= 0xfc; trail++) {
        const bytes = Uint8Array.of(lead, trail)
        const theirs = iconv.decode(bytes, 'cp932')
        const ours = decodeTextAs(bytes, 'shift_jis')
        if (!ours.ok || lead < 0x81 || (lead >= 0xa0 && lead < 0xe0)) continue
        expect(ours.text).toBe(theirs)
        count++
      }
    }
    expect(count).toBeGreaterThan(7000)
  })

  it('holds what Japanese names are made of, exactly [MFA-CSV-007, MFA-CSV-010]', () => {
    for (const text of ['㈱①髙﨑', 'ソ表能\\予', 'ｱｲｳﾞﾟ', '～－∥―￠￡￢￤', '\ue000\ue757'])
      expect(decodeTextAs(encodeShiftJis(text), 'shift_jis')).toMatchObject({ ok: true, text })
    expect(decodeTextAs(Uint8Array.of(0x5c), 'shift_jis')).toMatchObject({ text: '\\' })
  })

  it('writes the twins of other systems as those of Windows', () => {
    expect(decodeTextAs(encodeText('〜−‖—¢£¬¦', 'shift_jis'), 'shift_jis')).toMatchObject({ text: '～－∥―￠￡￢￤' })
    expect(shiftJisForm('〜−‖—¢£¬¦')).toBe('～－∥―￠￡￢￤')
  })

  it('comes back exactly or is named with row, column and code point [NFM-EXP-005]', () => {
    const table = [
      ['利用者ID', '利用者（姓）'],
      ['a1', '髙﨑'],
      ['a2', '𠮷田'],
      ['a3', '葛\u{e0100}城'],
      ['a4', 'か\u3099'],
      ['¥5', '한'],
    ]
    expect(lostCharacters(table, 'shift_jis')).toEqual([
      { row: 3, column: '利用者（姓）', character: '𠮷', codePoint: 'U+20BB7' },
      { row: 4, column: '利用者（姓）', character: '\u{e0100}', codePoint: 'U+E0100' },
      { row: 5, column: '利用者（姓）', character: '\u3099', codePoint: 'U+3099' },
      { row: 6, column: '利用者ID', character: '¥', codePoint: 'U+00A5' },
      { row: 6, column: '利用者（姓）', character: '한', codePoint: 'U+D55C' },
    ])
    expect(wordFault(lostCharacterFault(lostCharacters(table, 'shift_jis')[0]!), 'ja').message).toBe(
      '3行目の「利用者（姓）」にある文字「𠮷」（U+20BB7）は、Shift_JISで保存できません。',
    )
    expect(lostCharacters(table, 'utf-8')).toEqual([])
    expect(lostCharacters([['a'], ['\ud800']], 'utf-8')).toMatchObject([{ row: 2, column: 'a', codePoint: 'U+D800' }])
    expect(() => encodeText('𠮷', 'shift_jis')).toThrow(RangeError)
  })

  it('holds every character exactly, or says that it does not', () => {
    fc.assert(
      fc.property(fc.oneof(shiftJisCharacter, character), (text) => {
        if ([...text].some((one) => !inShiftJis(one))) return
        expect(decodeTextAs(encodeShiftJis(text), 'shift_jis')).toMatchObject({ text: shiftJisForm(text) })
      }),
      { numRuns: runs },
    )
  })
})

it('the difficult names of the specification survive in UTF-8', () => {
  const text = readFileSync(new URL('../../../docs/spec/mfa.md', import.meta.url), 'utf8')
  expect(decodeText(utf8(text))).toMatchObject({ ok: true, encoding: 'utf-8', text })
})
