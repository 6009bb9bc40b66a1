/** Reads RFC 4180 text with a header row; rows become objects keyed by the header. Throws on a row of another width. */
export function readCsv(text: string): Record<string, string>[] {
  const [header = [], ...rows] = splitCsv(text.replace(/^\uFEFF/, ''))
  return rows.map((row, index) => {
    if (row.length !== header.length) {
      throw new Error(
        `CSV record ${index + 2} has ${row.length} cells where the header has ${header.length}: ${row[0]}`,
      )
    }
    return Object.fromEntries(header.map((name, column) => [name, row[column] ?? '']))
  })
}

function splitCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex
    const found = cell.exec(text)
    if (!found) throw new Error(`CSV is broken at character ${at}`)
    row.push(found[1] === undefined ? (found[2] ?? '') : found[1].replaceAll('""', '"'))
    if (found[3] !== ',') {
      rows.push(row)
      row = []
    }
  }
  return rows
}
