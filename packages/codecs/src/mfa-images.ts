import { type FileFault, shown } from './fault.ts'
import { mfaFault } from './mfa-fault.ts'

/** A picture that came with a job: what can be said of it without decoding it. */
export interface MfaImage {
  name: string
  size: number
  /** At least its first three bytes [MFA-FACE-019]. */
  head: Uint8Array
}

export type ImageMatch<Image> = { kind: 'found'; image: Image } | { kind: 'missing' } | { kind: 'ambiguous' }

/** macOS sends names in another normal form; Windows may write the other slash. */
function exactKey(name: string): string {
  return name
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
}

function looseKey(name: string): string {
  return exactKey(name).toLowerCase()
}

/**
 * Finds pictures by the names that cells give them [MFA-FACE-014, MFA-FACE-015]. A folder may hold half a million of
 * them: each is kept once, and a list only where names are alike.
 */
export class ImageIndex<Image extends { name: string }> {
  readonly #images = new Map<string, Image | Image[]>()

  constructor(images: Iterable<Image> = []) {
    for (const image of images) this.add(image)
  }

  add(image: Image): void {
    const key = looseKey(image.name)
    const known = this.#images.get(key)
    this.#images.set(key, known === undefined ? image : ([known, image].flat() as Image[]))
  }

  *all(): Generator<Image> {
    for (const images of this.#images.values())
      if (Array.isArray(images)) yield* images
      else yield images
  }

  /** Exactly so named, else without regard to case; a name without extension may mean a .jpg or a .jpeg. */
  find(name: string): ImageMatch<Image> {
    const whole = this.#match([name])
    return whole.kind === 'missing' ? this.#match([`${name}.jpg`, `${name}.jpeg`]) : whole
  }

  #match(names: string[]): ImageMatch<Image> {
    const loose = names.flatMap((name) => this.#images.get(looseKey(name)) ?? [])
    const keys = names.map(exactKey)
    const exact = loose.filter((image) => keys.includes(exactKey(image.name)))
    const found = exact.length > 0 ? exact : loose
    if (found.length > 1) return { kind: 'ambiguous' }
    return found[0] ? { kind: 'found', image: found[0] } : { kind: 'missing' }
  }
}

/** What the file alone says: JPEG begins with these three bytes, whatever its name is [MFA-FACE-001, MFA-FACE-019]. */
export function isJpeg(head: Uint8Array): boolean {
  return head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff
}

interface RowWithPictures {
  line: number
  file?: string
  entry: { userid: string }
  faults: FileFault[]
}

/** Follows the cells of a job to its pictures, in the order of the rows. */
export class PictureDesk {
  readonly #index: ImageIndex<MfaImage>
  readonly #images: readonly MfaImage[]
  readonly #named = new Set<MfaImage>()
  readonly #owners = new Map<MfaImage, string>()

  constructor(images: readonly MfaImage[]) {
    this.#images = images
    this.#index = new ImageIndex(images)
  }

  /** Counts a picture as named, even by a row that is not imported [MFA-FACE-012]. */
  note(name: string): void {
    const match = this.#index.find(name)
    if (match.kind === 'found') this.#named.add(match.image)
  }

  /** The picture of a cell; a fault of the row when there is none to be used [MFA-FACE-010]. */
  take(row: RowWithPictures, column: string, name: string): MfaImage | undefined {
    const fault = (code: Parameters<typeof mfaFault>[1]) => {
      const place = { line: row.line, column, ...(row.file !== undefined && { file: row.file }) }
      row.faults.push(mfaFault('row', code, { ...place, params: { name: shown(name) } }))
      return undefined
    }
    const match = this.#index.find(name)
    if (match.kind !== 'found') return fault(match.kind === 'missing' ? 'MFA-E-IMG-NOTFOUND' : 'MFA-E-IMG-AMBIGUOUS')
    const user = row.entry.userid.toLowerCase()
    const owner = this.#owners.get(match.image) ?? user
    this.#owners.set(match.image, owner)
    if (owner !== user) return fault('MFA-E-IMG-SHARED')
    return isJpeg(match.image.head) ? match.image : fault('MFA-E-IMG-FORMAT')
  }

  /** A warning for each picture that no row names [MFA-FACE-013]. */
  leftOver(): FileFault[] {
    return this.#images
      .filter((image) => !this.#named.has(image))
      .map(({ name }) => mfaFault('warning', 'MFA-W-IMG-UNREF', { file: name, params: { name: shown(name) } }))
  }
}

export interface MfaJobLimits {
  csvFiles: number
  images: number
  imageBytes: number
  totalBytes: number
}

/** MFA-LIM-001..MFA-LIM-004; exactly these sizes are accepted [MFA-LIM-006]. Defaults of settings [MFA-LIM-009]. */
export const mfaJobLimits: MfaJobLimits = {
  csvFiles: 20,
  images: 300,
  imageBytes: 100 * 1024,
  totalBytes: 5 * 1024 * 1024,
}

/**
 * The first limit that the files of a job break, before a single row is read [MFA-LIM-005, MFA-LIM-008]. Pass sizes as
 * soon as they are known: the browser asks before the upload, the server while it reads. The command line gives
 * Infinity for all but `imageBytes` [MFA-LIM-010].
 */
export function checkMfaJob(
  files: { csv: readonly { name: string; size: number }[]; images: readonly { name: string; size: number }[] },
  limits: MfaJobLimits = mfaJobLimits,
): FileFault | undefined {
  const { csv, images } = files
  if (csv.length > limits.csvFiles) return mfaFault('job', 'MFA-E-LIMIT-CSV', { params: { max: limits.csvFiles } })
  if (images.length > limits.images) return mfaFault('job', 'MFA-E-LIMIT-IMG', { params: { max: limits.images } })
  const large = images.find(({ size }) => size > limits.imageBytes)
  const rounded = (bytes: number, unit: number) => Math.floor((bytes / unit) * 10) / 10
  if (large)
    return mfaFault('job', 'MFA-E-LIMIT-IMGSIZE', {
      file: large.name,
      params: { max: rounded(limits.imageBytes, 1024) },
    })
  const total = [...csv, ...images].reduce((sum, { size }) => sum + size, 0)
  if (total > limits.totalBytes)
    return mfaFault('job', 'MFA-E-LIMIT-TOTAL', { params: { max: rounded(limits.totalBytes, 1024 * 1024) } })
  return csv.length === 0 ? mfaFault('job', 'MFA-E-NOCSV') : undefined
}
