/** How many rows and pictures a file seems to hold; undefined where that cannot be told without reading all of it. */
export async function extentOf(file: File): Promise<{ rows: number; pictures: number } | undefined> {
  if (/\.zip$/i.test(file.name)) return extentOfZip(file)
  if (/\.csv$/i.test(file.name)) return { rows: await rowsOf(file), pictures: 0 }
  return undefined
}

/** Lines but the header; a line break inside of a cell counts as one more, which does no harm to an estimate. */
async function rowsOf(file: File): Promise<number> {
  let [lines, last] = [0, 0x0a]
  const reader = file.stream().getReader()
  for (;;) {
    const { value, done } = await reader.read()
    if (done) break
    for (const byte of value) if (byte === 0x0a) lines++
    last = value.at(-1) ?? last
  }
  return Math.max(0, lines + (last === 0x0a ? 0 : 1) - 1)
}

const endLength = 22

/** The number of files stands at the end: all of them but the list are pictures, one for each row. */
async function extentOfZip(file: File): Promise<{ rows: number; pictures: number } | undefined> {
  const tail = new DataView(await file.slice(Math.max(0, file.size - endLength - 65_535)).arrayBuffer())
  for (let at = tail.byteLength - endLength; at >= 0; at--) {
    if (tail.getUint32(at, true) !== 0x06054b50) continue
    const pictures = Math.max(0, tail.getUint16(at + 10, true) - 1)
    return { rows: pictures, pictures }
  }
  return undefined
}
