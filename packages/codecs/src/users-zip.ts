import { limits } from '@kaoban/contract'
import { type FileFault, shown } from './fault.ts'
import { type Refused, readUsers, type UserFile, type UserFileOptions, type UserFileRow } from './users-read.ts'
import { userFault } from './users-row.ts'
import { type ByteSource, openZip, type Zip, type ZipEntry, type ZipLimits, zipFault, zipLimits } from './zip.ts'

export interface UserZip extends UserFile {
  /** The picture that a row names; its bytes come from {@link UserZip.open}, one at a time. */
  pictureOf(row: UserFileRow): ZipEntry | undefined
  open: Zip['open']
  /** Pictures and other files that no row names. */
  warnings: FileFault[]
}

const csvName = 'import.csv'
/** NFM-IMP-010 */
const picture = /\.(?:jpe?g|png|bmp)$/i
/** What macOS and Windows put into a ZIP by themselves. */
const isNoise = (name: string) =>
  /^__MACOSX\//.test(name) || /^(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(name) || name.startsWith('._')

/** Whether bytes begin as a ZIP does, whatever the name of the file is. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))
}

/**
 * Reads import.csv and pictures from a ZIP [NFM-IMP-021, NFM-IMP-022]. Everything that could be wrong with the ZIP is
 * refused before anything of it is unpacked; then import.csv alone is.
 */
export async function readUsersZip(
  source: ByteSource,
  options: UserFileOptions & { zip?: Partial<ZipLimits> } = {},
): Promise<UserZip | Refused> {
  const refuse = (fault: FileFault): Refused => ({ ok: false, faults: [fault] })
  const opened = await openZip(source, { ...zipLimits, ...options.zip }, isNoise)
  if (!opened.ok) return refuse(zipFault(opened.fault))
  const { zip } = opened
  const csv = zip.entries.find(({ name }) => name.toLowerCase() === csvName)
  if (!csv) return refuse({ level: 'file', code: 'MSG-IMP-039', message: 'MSG-IMP-039' })
  const heavy = zip.entries.find((entry) => entry !== csv && entry.size > limits.pictureBytes)
  if (heavy) return refuse(zipFault({ reason: 'tooLarge', name: shown(heavy.name) }))
  const unpacked = await zip.open(csv)
  if (!unpacked.ok) return refuse(unpacked.fault)
  const file = readUsers(unpacked.bytes, options)
  if (!file.ok) return { ok: false, faults: file.faults.map((fault) => ({ ...fault, file: csvName })) }

  const byName = new Map(zip.entries.map((entry) => [entry.name.normalize('NFC').toLowerCase(), entry]))
  const named = new Set<ZipEntry>([csv])
  const pictures = new Map<UserFileRow, ZipEntry>()
  for (const row of file.rows) {
    const cell = row.entry.picture
    if (cell.kind !== 'file' || row.entry.delete) continue
    const entry = byName.get(cell.name.normalize('NFC').toLowerCase())
    const reason = !entry ? 'transfer.remedy.pictureMissing' : picture.test(entry.name) ? undefined : pictureKind
    if (entry) named.add(entry)
    // The person is saved all the same, only the picture is not [NFM-IMP-028].
    if (reason === undefined) pictures.set(row, entry!)
    else {
      const more = { params: { name: shown(cell.name) }, remedy: reason } as const
      row.faults.push({ ...userFault(row.line, 'picture', 'MSG-IMP-028', more), level: 'warning' })
    }
  }
  const warnings = zip.entries
    .filter((entry) => !named.has(entry))
    .map(({ name }): FileFault => {
      const message = 'transfer.pictureUnnamed'
      return { level: 'warning', code: message, message, file: name, params: { name: shown(name) } }
    })
  return { ...file, pictureOf: (row) => pictures.get(row), open: zip.open, warnings }
}

const pictureKind = 'transfer.remedy.pictureKind'
