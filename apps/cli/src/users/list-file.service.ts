import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  detectEncoding,
  detectMfaEncoding,
  encodeText,
  type FileEncoding,
  type FileFault,
  type MfaEntry,
  type MfaOptions,
  mfaFault,
  readSheet,
  streamMfa,
  streamUsers,
  type UserEntry,
} from '@kaoban/codecs'
import { exit } from '../platform/exit.ts'
import { Stop } from '../platform/stop.ts'

export type Layout = 'users' | 'mfa'

export interface ReadOptions {
  encoding?: 'utf-8' | 'shift_jis'
  ignoreUnknownColumns?: boolean
  strict?: boolean
}

/** One list as it lies on the disk: what is known of it before its rows are read. */
export interface ListFile {
  path: string
  /** The name without folders. */
  name: string
  size: number
  sha256: string
  layout: Layout
  encoding: FileEncoding
  /** Of a workbook: the row of the sheet that each record stands in, the header first. */
  sheetRows?: readonly number[]
  /** Its bytes as CSV, again and again. */
  chunks(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

export interface ListRow {
  line: number
  /** As it stands in the file. */
  raw: string
  userid: string
  mode: string
  faults: FileFault[]
  /** The picture that it names, with the column that does so. */
  picture: { name: string; column: string } | undefined
}

export type ListPart =
  | { kind: 'header'; raw: string }
  | { kind: 'row'; row: ListRow }
  | { kind: 'refused'; faults: FileFault[] }

/** Bytes at the beginning that tell a workbook, and a header row. */
const headLength = 65_536

/** Opens a list: proves its encoding, tells its layout by its header, and takes its fingerprint. */
export async function openList(
  path: string,
  options: ReadOptions,
): Promise<{ ok: true; file: ListFile } | { ok: false; faults: FileFault[] }> {
  const { size } = await stat(path)
  const name = basename(path)
  const head = await readHead(path)
  if (head[0] === 0x50 && head[1] === 0x4b) return openWorkbook(path, name, size)
  const layout = layoutOf(head)
  const hash = createHash('sha256')
  const file = { path, name, size, layout, chunks: () => createReadStream(path, { highWaterMark: 1 << 18 }) }
  const found = await encodingOf(hashed(file.chunks(), hash), layout, options)
  if (!found.ok) return found
  return { ok: true, file: { ...file, encoding: found.encoding, sha256: hash.digest('hex') } }
}

/** A workbook becomes CSV in memory: its rows are packed in a way that cannot be streamed. */
async function openWorkbook(
  path: string,
  name: string,
  size: number,
): Promise<{ ok: true; file: ListFile } | { ok: false; faults: FileFault[] }> {
  const bytes = await readFile(path)
  const sheet = await readSheet(bytes)
  if (!sheet.ok) return sheet
  const table = encodeText(sheet.records.map(({ raw }) => `${raw}\r\n`).join(''), 'utf-8-bom')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return {
    ok: true,
    file: {
      ...{ path, name, size, sha256, layout: layoutOf(table), encoding: 'utf-8-bom' },
      sheetRows: sheet.records.map(({ line }) => line),
      chunks: () => [table],
    },
  }
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const bytes = new Uint8Array(headLength)
    const { bytesRead } = await file.read(bytes, 0, headLength, 0)
    return bytes.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The list of the multi-factor product names its columns in ASCII, and these two are always there [MFA-FLD-011]. */
function layoutOf(head: Uint8Array): Layout {
  const first =
    Buffer.from(head)
      .toString('latin1')
      .split(/[\r\n]/, 1)[0] ?? ''
  const cells = first.split(',').map((cell) => cell.replace(/[^\x21-\x7e]|"/g, '').toLowerCase())
  return cells.includes('mode') && cells.includes('userid') ? 'mfa' : 'users'
}

async function encodingOf(
  chunks: AsyncIterable<Uint8Array>,
  layout: Layout,
  { encoding }: ReadOptions,
): Promise<{ ok: true; encoding: FileEncoding } | { ok: false; faults: FileFault[] }> {
  if (layout === 'mfa' || encoding !== undefined) {
    const found = await detectMfaEncoding(chunks, encoding === undefined ? {} : { encoding })
    return found.ok ? found : { ok: false, faults: [found.fault] }
  }
  const found = await detectEncoding(chunks)
  if (found.ok) return found
  const { line, offset } = found
  const fault = mfaFault('file', 'MFA-E-ENCODING', {
    line,
    params: { line, offset },
    remedy: 'transfer.remedy.encodingAt',
  })
  return { ok: false, faults: [fault] }
}

async function* hashed(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, hash: Hash) {
  for await (const chunk of chunks) {
    hash.update(chunk)
    yield chunk
  }
}

/** The rows of a list, one after the other, in memory for one chunk of the file and the IDs seen so far. */
export async function* readList(file: ListFile, options: ReadOptions): AsyncGenerator<ListPart, void> {
  let record = 0
  for await (const part of partsOf(file, options)) {
    const line = part.kind === 'row' ? file.sheetRows?.[++record] : undefined
    yield part.kind === 'row' && line !== undefined ? { kind: 'row', row: inSheetRow(part.row, line) } : part
  }
}

/** People count the rows of a sheet, empty ones and those with line breaks in a cell as one each [MFA-RES-005]. */
function inSheetRow(row: ListRow, line: number): ListRow {
  return { ...row, line, faults: row.faults.map((fault) => ({ ...fault, line })) }
}

async function* partsOf(file: ListFile, options: ReadOptions): AsyncGenerator<ListPart, void> {
  if (file.layout === 'users') {
    for await (const part of streamUsers(file.chunks(), file.encoding))
      if (part.kind === 'row') yield { kind: 'row', row: userRow(part.row) }
      else if (part.kind === 'header') yield { kind: 'header', raw: part.header.raw }
      else yield part
    return
  }
  for await (const part of streamMfa(file.chunks(), file.encoding, mfaOptions(options)))
    if (part.kind === 'row') yield { kind: 'row', row: mfaRow(part.row) }
    else if (part.kind === 'header') yield { kind: 'header', raw: part.header.raw }
    else yield part
}

function mfaOptions({ strict, ignoreUnknownColumns, encoding }: ReadOptions): MfaOptions {
  return {
    entrance: 'cli',
    ...(encoding && { encoding }),
    ...(strict && { strict }),
    ...(ignoreUnknownColumns && { ignoreUnknownColumns }),
  }
}

function userRow(row: { line: number; raw: string; entry: UserEntry; faults: FileFault[] }): ListRow {
  const { line, raw, entry, faults } = row
  const picture = entry.picture.kind === 'file' ? { name: entry.picture.name, column: '表示画像' } : undefined
  return { line, raw, userid: entry.loginId, mode: entry.delete ? 'delete' : '', faults, picture }
}

function mfaRow(row: { line: number; raw: string; entry: MfaEntry; faults: FileFault[] }): ListRow {
  const { line, raw, entry, faults } = row
  const told = faults.some(({ column, level }) => column === 'template55' && level !== 'warning')
  const named = entry.picture !== undefined && entry.picture !== 'clear' && !told
  const picture = named ? { name: (entry.picture as { set: string }).set, column: 'template55' } : undefined
  return { line, raw, userid: entry.userid, mode: entry.mode ?? '', faults, picture }
}

/** In the order in which they are worked through: ascending by name [MFA-CSV-020]. */
export function inOrder<File extends { name: string }>(files: readonly File[]): File[] {
  return [...files].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
}

/** Lists of one run are of one layout. @throws Stop with exit code 2 */
export function requireOneLayout(files: readonly ListFile[]): Layout {
  const [first] = files
  if (files.some(({ layout }) => layout !== first!.layout)) throw new Stop(exit.usage, 'cli.file.mixedLayouts')
  return first!.layout
}
