import { strToU8, type Zippable, zipSync } from 'fflate'
import { lostCharacterFault, lostCharacters } from './encoding.ts'
import type { FileFault } from './fault.ts'
import type { HeaderSpelling } from './users-layout.ts'
import type { UserCells } from './users-row.ts'
import { userTable, type WrittenFile } from './users-write.ts'

/** What XML cannot hold, and what would be read as an escape for it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be escaped
const unwritable = /[\0-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g

function escaped(text: string): string {
  return text
    .replace(unwritable, (one) => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

function columnName(place: number): string {
  return place < 26 ? String.fromCharCode(65 + place) : columnName(Math.floor(place / 26) - 1) + columnName(place % 26)
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const documents = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const fixed: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${media}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${media}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${media}.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${documents}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${documents}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${documents}/styles" Target="styles.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${documents}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  // Style 0 is text and style 1 is bold text: what is typed into the sheet keeps its leading zeros.
  'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Yu Gothic"/></font><font><b/><sz val="11"/><name val="Yu Gothic"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`,
}

/** A table as a workbook of one sheet; every cell is text, so nothing runs and nothing loses its zeros. */
export function writeSheet(table: readonly (readonly string[])[]): WrittenFile | { ok: false; faults: FileFault[] } {
  const lost = lostCharacters(table, 'utf-8')
  if (lost.length > 0) return { ok: false, faults: lost.map(lostCharacterFault) }
  const rows = table.map((cells, at) => {
    const style = at === 0 ? ' s="1"' : ''
    const written = cells.map((cell, place) =>
      cell === ''
        ? ''
        : `<c r="${columnName(place)}${at + 1}"${style} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`,
    )
    return `<row r="${at + 1}">${written.join('')}</row>`
  })
  const width = Math.max(1, ...table.slice(0, 1).map((cells) => cells.length))
  const sheet = `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${width}" width="18" style="0" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData></worksheet>`
  const files = { ...fixed, 'xl/worksheets/sheet1.xml': sheet }
  // A time of its own, so that the same table is always the same bytes.
  const mtime = new Date(1980, 0, 1)
  const packed: Zippable = {}
  for (const [name, xml] of Object.entries(files)) packed[name] = [strToU8(declaration + xml), { mtime }]
  return { ok: true, bytes: zipSync(packed) }
}

/** A user list of the portal as a workbook. */
export function writeUsersXlsx(
  rows: readonly UserCells[],
  { headers = 'neutral' }: { headers?: HeaderSpelling } = {},
): WrittenFile | { ok: false; faults: FileFault[] } {
  return writeSheet(userTable(rows, headers))
}
