import { parentPort } from 'node:worker_threads'
import {
  type ByteSource,
  type FileEncoding,
  type FileFault,
  type HeaderSpelling,
  isZip,
  openZip,
  readUsers,
  readUsersXlsx,
  readUsersZip,
  type UserCells,
  type UserFile,
  type UserFileRow,
  type UserZip,
  writeUsers,
  writeUsersXlsx,
  xlsxLimits,
  type ZipEntry,
  zipFault,
} from '@kaoban/codecs'
import { importFileBytes, importWorkbookBytes } from '@kaoban/contract'
import { readSpooled, type SpoolPlace } from '../platform/spool.ts'

/**
 * Reads and writes lists off the server's thread: on it, a large one would hold up everybody. Rows travel in portions,
 * because to receive all of them at once takes as long as to read them.
 */
export type FileJob =
  | { kind: 'read'; place: SpoolPlace; name: string; maxRows: number }
  | { kind: 'rows'; from: number; count: number }
  | { kind: 'picture'; index: number }
  | { kind: 'add'; rows: UserCells[] }
  | { kind: 'write'; format: 'csv' | 'xlsx'; headers: HeaderSpelling; encoding: FileEncoding }
  | { kind: 'close' }

/** One question about one file. */
export interface Question {
  id: number
  file: number
  job: FileJob
}

export type Reply = { id: number } & ({ ok: true; answer: unknown } | { ok: false; error: Error })

export type ReadHead =
  | { ok: false; faults: FileFault[] }
  | {
      ok: true
      encoding: FileEncoding
      headerRaw: string
      rows: number
      /** Pictures that rows name, each once. */
      pictures: string[]
      /** What is worth saying of the file. */
      faults: FileFault[]
    }

export interface ReadRow extends Pick<UserFileRow, 'line' | 'entry' | 'raw' | 'faults'> {
  /** Place among the pictures. */
  picture: number | undefined
}

export type Written = { ok: true; bytes: Uint8Array } | { ok: false; faults: FileFault[] }

const port = parentPort!

/** What is known of a file that is read or written. */
interface Open {
  cells: UserCells[]
  list?: { file: UserFile; pictures: ZipEntry[]; places: Map<ZipEntry, number>; zip: UserZip | undefined }
}

const files = new Map<number, Open>()

async function read(open: Open, { place, name, maxRows }: Extract<FileJob, { kind: 'read' }>): Promise<ReadHead> {
  const source = { size: place.size, read: (offset: number, length: number) => readSpooled(place, offset, length) }
  const kind = await kindOf(source, name)
  if (kind === 'zip') {
    const zip = await readUsersZip(source, { maxRows })
    return zip.ok ? remember(open, zip, zip) : zip
  }
  if (place.size > (kind === 'xlsx' ? importWorkbookBytes : importFileBytes))
    return { ok: false, faults: [zipFault({ reason: 'tooLarge', name })] }
  const bytes = await source.read(0, place.size)
  const file = kind === 'xlsx' ? await readUsersXlsx(bytes, { maxRows }) : readUsers(bytes, { maxRows })
  return file.ok ? remember(open, file, undefined) : file
}

/** What a file is by its content; where that says nothing, by its name. */
async function kindOf(source: ByteSource, name: string): Promise<'zip' | 'xlsx' | 'csv'> {
  const head = await source.read(0, 8)
  if (isZip(head)) {
    const zipped = await openZip(source, { ...xlsxLimits.zip, bytes: source.size })
    return zipped.ok && zipped.zip.entries.some((entry) => entry.name === 'xl/workbook.xml') ? 'xlsx' : 'zip'
  }
  if ([0xd0, 0xcf, 0x11, 0xe0].every((byte, at) => head[at] === byte)) return 'xlsx'
  return /\.zip$/i.test(name) ? 'zip' : /\.xlsx$/i.test(name) ? 'xlsx' : 'csv'
}

function remember(open: Open, file: UserFile, zip: UserZip | undefined): ReadHead {
  const pictures = zip ? [...new Set(file.rows.flatMap((row) => zip.pictureOf(row) ?? []))] : []
  open.list = { file, pictures, places: new Map(pictures.map((picture, place) => [picture, place])), zip }
  return {
    ok: true,
    encoding: file.encoding,
    headerRaw: file.header.raw,
    rows: file.rows.length,
    pictures: pictures.map(({ name }) => name),
    faults: zip?.warnings ?? [],
  }
}

function rowsFrom({ list }: Open, from: number, count: number): ReadRow[] {
  const { file, places, zip } = list!
  return file.rows.slice(from, from + count).map((row) => {
    const { line, entry, raw, faults } = row
    const named = zip?.pictureOf(row)
    return { line, entry, raw, faults, picture: named && places.get(named) }
  })
}

async function perform(file: number, job: FileJob): Promise<unknown> {
  const open = files.get(file) ?? { cells: [] }
  files.set(file, open)
  if (job.kind === 'read') return read(open, job)
  if (job.kind === 'rows') return rowsFrom(open, job.from, job.count)
  if (job.kind === 'picture') {
    const { zip, pictures } = open.list!
    const unpacked = await zip!.open(pictures[job.index]!)
    return unpacked.ok ? unpacked.bytes : undefined
  }
  if (job.kind === 'add') return void open.cells.push(...job.rows)
  if (job.kind === 'close') return void files.delete(file)
  const { format, headers, encoding } = job
  return format === 'xlsx' ? writeUsersXlsx(open.cells, { headers }) : writeUsers(open.cells, { headers, encoding })
}

port.on('message', ({ id, file, job }: Question) => {
  perform(file, job).then(
    (answer) => port.postMessage({ id, ok: true, answer } satisfies Reply),
    (error: Error) => port.postMessage({ id, ok: false, error } satisfies Reply),
  )
})
