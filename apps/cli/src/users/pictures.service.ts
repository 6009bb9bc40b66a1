import { realpathSync, statSync } from 'node:fs'
import { opendir, readFile, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { type FileFault, ImageIndex, isJpeg, type MfaCode, mfaFault } from '@kaoban/codecs'
import { exit } from '../platform/exit.ts'
import { Stop } from '../platform/stop.ts'

/** Largest picture, in bytes [MFA-LIM-003, MFA-LIM-010]. */
export const pictureBytes = 102_400

interface NamedPicture {
  /** Below the folder, with forward slashes. */
  name: string
  /** ID of the person whose row has named it. */
  owner: string | undefined
}

/** The folder given with `--images`: finds pictures by the names that rows give them, and never leaves it [MFA-FACE-016]. */
export class PictureFolder {
  readonly #root: string
  readonly #index = new ImageIndex<NamedPicture>()

  private constructor(root: string) {
    this.#root = root
  }

  /** Reads the names of the folder and those below it; the pictures themselves wait until a row asks. */
  static async open(folder: string): Promise<PictureFolder> {
    try {
      const opened = new PictureFolder(realpathSync(folder))
      await opened.#readNames('')
      return opened
    } catch {
      throw new Stop(exit.usage, 'cli.file.noFolder', { path: folder })
    }
  }

  async #readNames(below: string): Promise<void> {
    for await (const entry of await opendir(join(this.#root, below), { bufferSize: 500 })) {
      const name = below + entry.name
      if (entry.isDirectory()) await this.#readNames(`${name}/`)
      else if (entry.isFile() || entry.isSymbolicLink()) this.#index.add({ name, owner: undefined })
    }
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
    if (!claimFor(match.image, row.userid)) return fault('MFA-E-IMG-SHARED')
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
    if (match.kind === 'found') claimFor(match.image, row.userid)
  }

  /** A link may lead out of the folder, or to something that is no file. */
  #isInside(path: string): boolean {
    const real = realpathSync(path)
    return real.startsWith(this.#root + sep) && statSync(real).isFile()
  }

  /** Names of pictures that no row has named [MFA-FACE-013]. */
  leftOver(): string[] {
    const names: string[] = []
    for (const { name, owner } of this.#index.all()) if (owner === undefined) names.push(name)
    return names.sort()
  }
}

/** Whether the picture is this person's, or nobody's so far. */
function claimFor(picture: NamedPicture, userid: string): boolean {
  const user = userid.toLowerCase()
  // A copy: a part of a text would keep the whole list in memory.
  picture.owner ??= Buffer.from(user).toString()
  return picture.owner === user
}
