import type { FileFault } from '@kaoban/codecs'
import { importLots, type pictureProblems } from '@kaoban/contract'
import { type ListFile, type ListRow, type ReadOptions, readList } from './list-file.service.ts'
import type { PictureFolder } from './pictures.service.ts'

export interface Lot {
  /** Number of its first row over all files, from 1. */
  from: number
  /** Which of the files, from 1. */
  file: number
  rows: ListRow[]
}

/** Text of a lot, in UTF-16 units: little enough for the server whatever it becomes in UTF-8. */
const textAtOnce = importLots.bytes / 8

/** The rows of all files from one on, in lots of one file each. */
export async function* lotsOf(
  files: readonly ListFile[],
  reading: ReadOptions,
  { after, batch }: { after: number; batch: number },
): AsyncGenerator<Lot, void> {
  let number = 0
  for (const [index, file] of files.entries()) {
    let rows: ListRow[] = []
    let text = 0
    for await (const part of readList(file, reading)) {
      if (part.kind !== 'row' || ++number <= after) continue
      const { row } = part
      if (rows.length > 0 && text + row.raw.length > textAtOnce) {
        yield { from: number - rows.length, file: index + 1, rows }
        rows = []
        text = 0
      }
      rows.push(row)
      text += row.raw.length
      if (rows.length < batch) continue
      yield { from: number + 1 - rows.length, file: index + 1, rows }
      rows = []
      text = 0
    }
    if (rows.length > 0) yield { from: number + 1 - rows.length, file: index + 1, rows }
  }
}

const problems: Record<string, (typeof pictureProblems)[number]> = {
  'MFA-E-IMG-NOTFOUND': 'missing',
  'MFA-E-IMG-AMBIGUOUS': 'ambiguous',
  'MFA-E-IMG-SHARED': 'shared',
  'MFA-E-IMG-FORMAT': 'format',
  'MFA-E-LIMIT-IMGSIZE': 'too-large',
}

/** Bytes of pictures in one request: it exists several times in memory while it is sent. */
const picturesAtOnce = 2 * 1024 * 1024

/** A lot as it is sent: its rows with the pictures that they name, in parts where these are many. */
export async function* packLot(lot: Lot, pictures: PictureFolder | undefined) {
  let part = emptyPart(lot, lot.from)
  for (const row of lot.rows) {
    const { line, raw, picture } = row
    const read = picture && pictures ? await pictures.read(row, picture) : undefined
    if (read instanceof Uint8Array) {
      if (part.bytes + read.length > picturesAtOnce && part.rows.length > 0) {
        yield part
        part = emptyPart(lot, part.from + part.rows.length)
      }
      part.rows.push({ line, raw, picture: part.files.length })
      part.files.push({ field: 'picture', name: `${part.files.length}.jpg`, bytes: read })
      part.bytes += read.length
    } else part.rows.push({ line, raw, ...(read && { pictureProblem: problemOf(read) }) })
  }
  yield part
}

interface Part {
  from: number
  file: number
  rows: { line: number; raw: string; picture?: number; pictureProblem?: (typeof pictureProblems)[number] }[]
  files: { field: string; name: string; bytes: Uint8Array }[]
  bytes: number
}

function emptyPart({ file }: Lot, from: number): Part {
  return { from, file, rows: [], files: [], bytes: 0 }
}

function problemOf({ code }: FileFault) {
  return problems[code] ?? 'missing'
}
