import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CsvReader, readCsv, withoutFormula, writeCsv } from './csv.ts'
import { runs } from './fuzz.testing.ts'

const cellsOf = (text: string) => readCsv(text).records.map(({ cells }) => cells)

describe('a CSV file', () => {
  it('may quote, break lines in quotes, end lines in any way or not at all, and have empty lines [MFA-CSV-011]', () => {
    expect(cellsOf('a,"b,1"\r\n\r\n"c ""x""","d\r\ne"\n\n,\rlast')).toEqual([
      ['a', 'b,1'],
      ['c "x"', 'd\r\ne'],
      ['', ''],
      ['last'],
    ])
  })

  it('counts physical lines, a record by its first [MFA-RES-005]', () => {
    const { records } = readCsv('h\r\n"1\r\n2\n3"\r\n\r\nx\n')
    expect(records.map(({ line, raw }) => [line, raw])).toEqual([
      [1, 'h'],
      [2, '"1\r\n2\n3"'],
      [6, 'x'],
    ])
  })

  it('keeps a quote in the middle of a cell and tells of text after a closing one', () => {
    expect(readCsv('5" disk,"a"b,c').records[0]).toMatchObject({ cells: ['5" disk', 'ab', 'c'], stray: true })
    expect(readCsv('""x').records[0]).toMatchObject({ cells: ['x'], stray: true })
    expect(readCsv('"",""').records[0]).not.toHaveProperty('stray')
  })

  it('names the line of a quote that is never closed, and does not read on after a record without end [MFA-SEC-003]', () => {
    expect(readCsv('a\r\nb\r\n"c\r\nd\r\n').fault).toEqual({ line: 3, reason: 'quote-not-closed' })
    expect(readCsv(`a\n${','.repeat(100_000)}`).fault).toEqual({ line: 2, reason: 'too-many-columns' })
    expect(readCsv(`a\n"${'x'.repeat(1_100_000)}`).fault).toEqual({ line: 2, reason: 'record-too-long' })
    expect(readCsv(`a\n${'x'.repeat(1_100_000)}\n`).fault).toEqual({ line: 2, reason: 'record-too-long' })
  })

  it('of one endless line is given up in bounded memory, however small its pieces are [MFA-SEC-003]', () => {
    const reader = new CsvReader()
    let pushed = 0
    for (; !reader.fault && pushed < 10_000; pushed++) reader.push('"'.repeat(2) + 'x'.repeat(998))
    expect(reader.fault).toEqual({ line: 1, reason: 'record-too-long' })
    expect(pushed).toBeLessThan(2100)
  })

  it('is read as csv-parse reads it', () => {
    const text = fc.array(fc.constantFrom('a', 'ソ', ',', ',', '"x"', '"y""z"', '"1\n2"', '\r\n', '\n'), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(text, (parts) => {
        const csv = parts.join('')
        let theirs: string[][]
        try {
          theirs = parse(csv, {
            relax_column_count: true,
            record_delimiter: ['\r\n', '\n', '\r'],
            skip_empty_lines: true,
          })
        } catch {
          return
        }
        expect(cellsOf(csv)).toEqual(theirs)
      }),
      { numRuns: runs },
    )
  })

  it('says the same in any chunks as in one piece', () => {
    const pieces = fc.array(fc.constantFrom('a', ',', '"', '""', '\r', '\n', '\r\n', 'ソ'), { maxLength: 40 })
    fc.assert(
      fc.property(pieces, (parts) => {
        const reader = new CsvReader()
        const records = parts.flatMap((part) => reader.push(part))
        records.push(...reader.end())
        const whole = readCsv(parts.join(''))
        expect(reader.fault).toEqual(whole.fault)
        if (!whole.fault) expect(records).toEqual(whole.records)
      }),
      { numRuns: runs },
    )
  })

  it('gives back any table that was written', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\r', '\n', ' ', '髙'), maxLength: 6 })
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const { records, fault } = readCsv(writeCsv(rows))
        expect(fault).toBeUndefined()
        // What is quoted because it is alone and empty is no empty line.
        expect(records.map(({ cells }) => cells)).toEqual(rows)
      }),
      { numRuns: runs },
    )
  })
})

it('a report never runs as a formula [NFM-GEN-016, MFA-CSV-030]', () => {
  for (const text of ['=1+1', '+1', '-1', '@x', '\tx', '＝1']) expect(withoutFormula(text)).toBe(`'${text}`)
  for (const text of ['', '1-1', 'a=b', '花田']) expect(withoutFormula(text)).toBe(text)
})
