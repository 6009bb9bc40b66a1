import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** The best takes half a minute of the runtime of the face models, for a tenth of its size. */
const qualityOf = (bytes: Uint8Array) => (bytes.length > 4_000_000 ? 9 : constants.BROTLI_MAX_QUALITY)

const forms = {
  br: (bytes: Uint8Array) => brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: qualityOf(bytes) } }),
  gz: (bytes: Uint8Array) => zip(bytes, { level: constants.Z_BEST_COMPRESSION }),
}

/** Leaves beside each file what browsers take instead of it, where that is shorter. */
export async function compressFiles(folder: string): Promise<void> {
  const files = readdirSync(folder).filter((name) => /\.(?:js|css|wasm)$/.test(name))
  const leave = async (file: string, ending: keyof typeof forms) => {
    const bytes = await readFile(file)
    const shorter = await forms[ending](bytes)
    if (shorter.length < bytes.length) await writeFile(`${file}.${ending}`, shorter)
  }
  await Promise.all(files.flatMap((name) => (['br', 'gz'] as const).map((ending) => leave(join(folder, name), ending))))
}
