import { checkMfaJob, type FileFault, type MfaJobLimits, readMfaJob } from '@kaoban/codecs'
import type { ImportFault } from '@kaoban/contract'

/** A file that was chosen for an import into a group. */
export interface ChosenFile {
  id: string
  kind: 'csv' | 'image'
  file: File
}

/** Lists by their name, pictures by what the browser takes them for; undefined for everything else. */
export function kindOf({ name, type }: { name: string; type: string }): 'csv' | 'image' | undefined {
  if (/\.csv$/i.test(name)) return 'csv'
  return type === 'image/jpeg' || /\.jpe?g$/i.test(name) ? 'image' : undefined
}

/** What is there by now, for the totals that are shown against the limits. */
export function totalsOf(files: readonly ChosenFile[]) {
  const images = files.filter(({ kind }) => kind === 'image')
  return {
    csv: files.length - images.length,
    images: images.length,
    largest: Math.max(0, ...images.map(({ file }) => file.size)),
    bytes: files.reduce((sum, { file }) => sum + file.size, 0),
  }
}

/** The first limit that these files break; that a list is missing is no fault yet. */
export function brokenLimit(files: readonly ChosenFile[], limits: MfaJobLimits): ImportFault | undefined {
  const of = (kind: ChosenFile['kind']) => files.filter((one) => one.kind === kind).map(({ file }) => file)
  const fault = checkMfaJob({ csv: of('csv'), images: of('image') }, limits)
  return fault && fault.code !== 'MFA-E-NOCSV' ? (fault as ImportFault) : undefined
}

export interface Preview {
  /** Names of pictures that no list names. */
  unnamed: ReadonlySet<string>
  /** Why lists cannot be used at all. */
  faults: ImportFault[]
}

export const nothingSeen: Preview = { unnamed: new Set(), faults: [] }

/** Reads the files as the server will, as far as they tell by themselves. */
export async function preview(files: readonly ChosenFile[], limits: MfaJobLimits): Promise<Preview> {
  const read = async ({ file }: ChosenFile) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
  const csv = await Promise.all(files.filter(({ kind }) => kind === 'csv').map(read))
  if (csv.length === 0) return nothingSeen
  const images = await Promise.all(files.filter(({ kind }) => kind === 'image').map(read))
  const job = readMfaJob(
    { csv, images: images.map(({ name, bytes }) => ({ name, size: bytes.length, head: bytes.subarray(0, 16) })) },
    { entrance: 'portal' },
    limits,
  )
  if (!job.ok) return nothingSeen
  const refused: FileFault[] = job.files.flatMap((file) => (file.ok ? [] : file.faults))
  // A list that cannot be read may name any picture.
  const unnamed = refused.length > 0 ? [] : job.warnings.map(({ file }) => file ?? '')
  return { unnamed: new Set(unnamed), faults: refused as ImportFault[] }
}
