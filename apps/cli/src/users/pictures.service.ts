import { type Dirent, realpathSync, statSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { type FileFault, ImageIndex, isJpeg, type MfaCode, mfaFault } from '@kaoban/codecs'
import { exit } from '../platform/exit.ts'
import { Stop } from '../platform/stop.ts'

/** Largest picture, in bytes [MFA-LIM-003, MFA-LIM-010]. */
export const pictureBytes = 102_400

interface NamedPicture {
  /** Below the folder, with forward slashes. */
  name: string
}

/** The folder given with `--images`: finds pictures by the names that rows give them, and never leaves it [MFA-FACE-016]. */
export class PictureFolder {
  readonly #root: string
  readonly #index: ImageIndex<NamedPicture>
  readonly #pictures: readonly NamedPicture[]
  readonly #owners = new Map<NamedPicture, string>()

  private constructor(root: string, pictures: readonly NamedPicture[]) {
    this.#root = root
    this.#pictures = pictures
    this.#index = new ImageIndex(pictures)
  }

  /** Reads the names of the folder and those below it; the pictures themselves wait until a row asks. */
  static async open(folder: string): Promise<PictureFolder> {
    let root: string
    let entries: Dirent[]
    try {
      root = realpathSync(folder)
      entries = await readdir(root, { recursive: true, withFileTypes: true })
    } catch {
      throw new Stop(exit.usage, 'cli.file.noFolder', { path: folder })
    }
    const pictures = entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => ({ name: relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/') }))
    return new PictureFolder(root, pictures)
  }

  /**
   * The bytes of the picture that a row names, or the fault of the row: one bad picture never fails its neighbours
   * [MFA-CLI-014].
   */
  async read(
    row: { line: number; userid: string },
    named: { name: string; column: string },
  ): Promise<Uint8Array | FileFault> {
    const fault = (code: MfaCode, params: Record<string, string | number> = {}) =>
      mfaFault('row', code, {
        line: row.line,
        column: named.column,
        params: { name: named.name.slice(0, 200), ...params },
      })
    const match = this.#index.find(named.name)
    if (match.kind !== 'found') return fault(match.kind === 'missing' ? 'MFA-E-IMG-NOTFOUND' : 'MFA-E-IMG-AMBIGUOUS')
    const user = row.userid.toLowerCase()
    const owner = this.#owners.get(match.image) ?? user
    this.#owners.set(match.image, owner)
    if (owner !== user) return fault('MFA-E-IMG-SHARED')
    const path = join(this.#root, match.image.name)
    try {
      if (!this.#isInside(path)) return fault('MFA-E-IMG-NOTFOUND')
      const { size } = await stat(path)
      if (size > pictureBytes) return fault('MFA-E-LIMIT-IMGSIZE', { max: pictureBytes / 1024 })
      const bytes = await readFile(path)
      return isJpeg(bytes) ? bytes : fault('MFA-E-IMG-FORMAT')
    } catch (error) {
      // Gone meanwhile, or not to be read.
      if ((error as NodeJS.ErrnoException).code === undefined) throw error
      return fault('MFA-E-IMG-NOTFOUND')
    }
  }

  /** Notes that a row names a picture, without reading it. */
  claim(row: { userid: string }, name: string): void {
    const match = this.#index.find(name)
    if (match.kind === 'found' && !this.#owners.has(match.image))
      this.#owners.set(match.image, row.userid.toLowerCase())
  }

  /** A link may lead out of the folder, or to something that is no file. */
  #isInside(path: string): boolean {
    const real = realpathSync(path)
    return real.startsWith(this.#root + sep) && statSync(real).isFile()
  }

  /** Pictures that no row has named [MFA-FACE-013]. */
  leftOver(): FileFault[] {
    return this.#pictures
      .filter((picture) => !this.#owners.has(picture))
      .map(({ name }) => mfaFault('warning', 'MFA-W-IMG-UNREF', { file: name, params: { name } }))
  }
}
