import fc from 'fast-check'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { anyText, joined, patience, runs, worked } from './fuzz.testing.ts'
import { readMfaXlsx, readSheet, readUsersXlsx, userColumns, writeSheet, writeUsersXlsx, xlsxLimits } from './index.ts'
import { shownNumber } from './xlsx-format.ts'

async function cellsOf(bytes: Uint8Array): Promise<string[][]> {
  const sheet = await readSheet(bytes)
  if (!sheet.ok) throw new Error(JSON.stringify(sheet.faults))
  return sheet.records.map(({ cells }) => cells)
}

async function codeOf(bytes: Uint8Array): Promise<string | undefined> {
  const sheet = await readSheet(bytes)
  return sheet.ok ? undefined : sheet.faults[0]!.code
}

const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook as Excel makes it, with this in its first sheet. */
function book(sheetData: string, parts: Record<string, string> = {}): Uint8Array {
  const files = {
    '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${types}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns:r="x"><workbookPr/><sheets><sheet name="b" sheetId="2" r:id="rId2"/><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${types}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${types}/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${types}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId4" Type="${types}/styles" Target="styles.xml"/></Relationships>`,
    'xl/worksheets/sheet2.xml': `<x:worksheet xmlns:x="y"><x:sheetData>${sheetData}</x:sheetData></x:worksheet>`,
    'xl/sharedStrings.xml':
      '<sst><si><t>利用者ID</t></si><si><r><t>花</t></r><r><t xml:space="preserve">田 </t></r><rPh sb="0" eb="2"><t>ハナダ</t></rPh><phoneticPr fontId="1"/></si><si><t>a_x000D_b_x005F_x0041_</t></si></sst>',
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="000000"/><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="49"/></cellXfs></styleSheet>',
    ...parts,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)])))
}

describe('a workbook', () => {
  it('is read as a person sees its first sheet: texts without their readings, numbers and days by their formats', async () => {
    const rows = [
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>番号</t></is></c><c r="C1" t="str"><v>日</v></c></row>',
      '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>1234</v></c><c r="C3" s="2"><v>45901</v></c></row>',
      '<row r="4"><c r="A4" t="s"><v>2</v></c><c r="C4" s="3"><v>45901.25</v></c></row>',
      '<row r="5"><c r="A5" t="b"><v>1</v></c><c r="B5" t="e"><v>#N/A</v></c><c r="C5"><v>90123456789012</v></c></row>',
    ]
    const sheet = await readSheet(book(rows.join('')))
    if (!sheet.ok) throw new Error('refused')
    expect(sheet.records.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, '利用者ID', '番号', '日'],
      [3, '花田 ', '001234', '2025/09/01'],
      [4, 'a\rb_x0041_', '', '2025年9月1日'],
      [5, 'TRUE', '#N/A', '90123456789012'],
    ])
  })

  it('never computes: a formula is what was saved with it, and without that it is named', async () => {
    const formula = (value: string) => `<row r="1"><c r="A1"><f>1+1</f>${value}</c></row>`
    expect(await cellsOf(book(formula('<v>3</v>')))).toEqual([['3']])
    expect(await readSheet(book(formula('')))).toMatchObject({
      ok: false,
      faults: [{ code: 'transfer.xlsx.notCalculated', params: { cell: 'A1' } }],
    })
  })

  it.each([
    [1234.5, '#,##0.00', '1,234.50'],
    [1234567, '#,##0', '1,234,567'],
    [0.256, '0%', '26%'],
    [0, '#,##0', '0'],
    [0, '#', ''],
    [-5, '0;(0)', '(5)'],
    [-5, '0', '-5'],
    [1234567, '000-0000', '123-4567'],
    [12345, '000-0000', '001-2345'],
    [7, '"No."0000', 'No.0007'],
    [1.5, '0.0##', '1.5'],
    [1.25, 'General', '1.25'],
    [0.1 + 0.2, 'General', '0.3'],
    [123456, '[赤]0', '123456'],
    [1.5, '# ?/?', '1.5'],
    [12000, '0.00E+00', '12000'],
    [45901, 'yyyy/m/d', '2025/9/1'],
    [45901, 'ggge"年"m"月"d"日"', '令和7年9月1日'],
    [45901, '[$-411]ge.m.d', 'R7.9.1'],
    [45901, 'yyyy-mm-dd(aaa)', '2025-09-01(月)'],
    [45901.75, 'h:mm AM/PM', '6:00 PM'],
    [45901.505, 'yyyy/mm/dd hh:mm:ss', '2025/09/01 12:07:12'],
    [1, 'yyyy/m/d', '1900/1/1'],
    [61, 'yyyy/m/d', '1900/3/1'],
    [-1, 'yyyy/m/d', '-1'],
  ])('shows %d in the format %j as %j', (value, format, text) => {
    expect(shownNumber(value, format)).toBe(text)
  })

  it('counts its days from 1904 where it says so', () => {
    expect(shownNumber(44439, 'yyyy/mm/dd', true)).toBe('2025/09/01')
  })

  it('of another kind is refused, and the reason is said', async () => {
    expect(await codeOf(strToU8('userid,mode'))).toBe('transfer.xlsx.notOne')
    expect(await codeOf(zipSync({ 'a.txt': strToU8('x') }))).toBe('transfer.xlsx.notOne')
    expect(await codeOf(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1))).toBe('transfer.xlsx.oldOrLocked')
    const entities = '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    expect(await codeOf(book('', { 'xl/worksheets/sheet2.xml': entities }))).toBe('transfer.xlsx.notOne')
    expect(await codeOf(book('', { 'xl/worksheets/sheet2.xml': '<worksheet>' }))).toBe('transfer.xlsx.notOne')
    expect(await codeOf(zipSync({ '../a': strToU8('x') }))).toBe('transfer.xlsx.notOne')
  })

  it('costs no more than its limits, however it is made', async () => {
    const far = '<row r="1"><c r="XFD1"><v>1</v></c></row>'
    expect(await codeOf(book(far))).toBe('transfer.xlsx.tooLarge')
    const wide = Array.from({ length: 2000 }, (_, at) => `<row r="${at + 1}"><c r="BXX${at + 1}"><v>1</v></c></row>`)
    expect(await codeOf(book(wide.join('')))).toBe('transfer.xlsx.tooLarge')
    expect(await codeOf(book(`<row r="9999999"><c r="A1"><v>1</v></c></row>`))).toBeUndefined()
    const tight = { ...xlsxLimits, zip: { ...xlsxLimits.zip, entryBytes: 100 } }
    expect(await readSheet(book(''), tight)).toMatchObject({ faults: [{ code: 'transfer.xlsx.tooLarge' }] })
  })

  it('gives back any table that was written, and the same table is the same bytes', { tags: ['long'] }, async () => {
    const cell = fc.oneof(anyText, fc.constantFrom('007', '=1+1', ' x ', 'a\r\nb', '_x0041_', '<&>"\'', '𠮷', '\u0001'))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 5 }), async (table) => {
        const written = writeSheet(table)
        if (!written.ok) throw new Error(JSON.stringify(written.faults))
        const again = writeSheet(table)
        expect(again.ok && Buffer.compare(again.bytes, written.bytes)).toBe(0)
        const trimmed = table
          .map((row) => row.slice(0, row.findLastIndex((one) => one !== '') + 1))
          .filter((row) => row.length > 0)
        const width = trimmed[0]?.length ?? 0
        expect(await cellsOf(written.bytes)).toEqual(
          trimmed.map((row) => [...row, ...Array.from({ length: Math.max(0, width - row.length) }, () => '')]),
        )
      }),
      { numRuns: Math.ceil(runs / 10) },
    )
    expect(writeSheet([['\ud800']])).toMatchObject({ ok: false, faults: [{ params: { codePoint: 'U+D800' } }] })
  })

  it('of any bytes is read or refused, never thrown at, and never takes long', async () => {
    const files = unzipSync(book('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'))
    const piece = fc.constantFrom(
      '<row r="2">',
      '</row>',
      '<c r="B2" t="s" s="1">',
      '<v>',
      '</v>',
      '1',
      '</c>',
      '<is><t>',
      '&amp;',
      '&#x0;',
      '<![CDATA[',
      ']]>',
      '<f/>',
      '\u0000',
    )
    const broken = fc
      .tuple(
        fc.constantFrom(...Object.keys(files)),
        fc.array(fc.oneof(piece, anyText), { maxLength: 12 }),
        fc.boolean(),
      )
      .map(([name, pieces, append]) => {
        const text = strToU8(
          append ? pieces.join('') : `<worksheet><sheetData>${pieces.join('')}</sheetData></worksheet>`,
        )
        return zipSync({ ...files, [name]: append ? joined([files[name]!, text]) : text }, { level: 0 })
      })
    await fc.assert(
      fc.asyncProperty(fc.oneof(broken, fc.uint8Array({ maxLength: 200 })), async (bytes) => {
        const began = worked()
        const sheet = await readSheet(bytes)
        if (!sheet.ok) expect(sheet.faults).toHaveLength(1)
        expect(worked() - began).toBeLessThan(patience)
      }),
      { numRuns: runs },
    )
  })
})

describe('a list in a workbook', () => {
  it('of the portal is read as from a CSV file, row for row', async () => {
    const cells = { loginId: '00123', familyName: '𠮷田', accountKind1: '7' }
    const written = writeUsersXlsx([cells], { headers: 'original' })
    if (!written.ok) throw new Error('refused')
    const file = await readUsersXlsx(written.bytes)
    if (!file.ok) throw new Error(JSON.stringify(file.faults))
    expect(file.rows[0]!.cells).toMatchObject(cells)
    expect(Object.keys(file.rows[0]!.cells)).toHaveLength(userColumns.length)
    expect(file.rows[0]!.faults[0]).toMatchObject({ code: 'MSG-IMP-022', line: 2 })
  })

  it('of the multi-factor product keeps the zeros of a PIN that is shown with them', async () => {
    const rows = [
      ['mode', 'userid', 'role', 'template109', 'start'].map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`),
      [
        ...['add', 'user001'].map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`),
        '<c><v>1</v></c>',
        '<c s="1"><v>1243</v></c>',
        '<c s="2"><v>45901</v></c>',
      ],
    ]
    const file = await readMfaXlsx(book(rows.map((cells) => `<row>${cells.join('')}</row>`).join('')), {
      entrance: 'portal',
    })
    if (!file.ok) throw new Error(JSON.stringify(file.faults))
    expect(file.rows[0]).toMatchObject({ faults: [], entry: { pin: { set: '001243' }, start: { set: '2025-09-01' } } })
  })
})
