import { createHash } from 'node:crypto'
import '@fastify/multipart'
import { type EndpointShape, isMultipart, KaobanError, type UploadedFile } from '@kaoban/contract'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type Spool, spool } from './spool.ts'

export interface RawInput {
  body: unknown
  files: (UploadedFile | Spool)[]
  /** SHA-256 over the body's text and each file's SHA-256, hexadecimal: what a terminal signs. */
  digest: string
}

/** Where files go that are larger than memory, and those of one request. */
export interface Spools {
  folder: string
  files: Spool[]
}

/** What has arrived of an upload so far. */
export interface Arriving {
  field: string
  name: string
  size: number
}

/** Called when a file begins and whenever it has grown; whoever throws here ends the reading. */
export type UploadWatch = (files: readonly Arriving[]) => void

/** Reads the body of a request within the limits of its endpoint; nothing is interpreted yet. */
export async function readBody(
  shape: EndpointShape,
  request: FastifyRequest,
  spools?: Spools,
  watch: UploadWatch = () => {},
): Promise<RawInput> {
  const digest = createHash('sha256')
  if (shape.method === 'GET') return { body: undefined, files: [], digest: digest.digest('hex') }
  if (!isMultipart(shape)) {
    const text = typeof request.body === 'string' ? request.body : ''
    digest.update(text)
    return { body: text === '' ? undefined : parseJson(text), files: [], digest: digest.digest('hex') }
  }
  if (!request.isMultipart()) throw new KaobanError('request.unsupported-media', 'multipart/form-data expected')
  const files: RawInput['files'] = []
  const arriving: Arriving[] = []
  const { maxFiles, maxBytesEach, maxBytes = maxFiles * maxBytesEach } = shape.upload!
  let left = maxBytes
  let body: unknown
  const limits = {
    files: maxFiles,
    fileSize: maxBytesEach,
    fields: 1,
    fieldSize: shape.maxBodyBytes ?? 65_536,
    parts: maxFiles + 1,
  }
  for await (const part of whole(request.parts({ limits }))) {
    if (part.type === 'file' && shape.upload!.spooled) {
      if (!spools) throw new Error(`${shape.path} has no place for its files`)
      const file = await spool(spools.folder, whole(part.file), { field: part.fieldname, name: part.filename ?? '' })
      spools.files.push(file)
      if (part.file.truncated) throw new KaobanError('request.too-large', 'the file is too large')
      files.push(file)
    } else if (part.type === 'file') {
      const file: Arriving = { field: part.fieldname, name: part.filename ?? '', size: 0 }
      const chunks: Buffer[] = []
      arriving.push(file)
      watch(arriving)
      for await (const chunk of whole<Buffer>(part.file)) {
        file.size += chunk.length
        left -= chunk.length
        if (left < 0) throw tooLarge(maxBytes)
        watch(arriving)
        chunks.push(chunk)
      }
      if (part.file.truncated) throw tooLarge(maxBytesEach)
      const bytes = Buffer.concat(chunks)
      digest.update(createHash('sha256').update(bytes).digest('hex'))
      files.push({ field: file.field, name: file.name, bytes })
    } else if (part.fieldname === 'input' && typeof part.value === 'string') {
      digest.update(part.value)
      body = parseJson(part.value)
    }
  }
  return { body, files, digest: digest.digest('hex') }
}

/** The multipart parser has no code for what is not whole, or never was multipart: its words are all there is. */
const broken = /unexpected end of multipart data|^Multipart: Boundary not found|^Malformed part header/i

/** Everything that arrives, or the fault of the sender when it is cut off. */
async function* whole<T>(arriving: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* arriving
  } catch (error) {
    if (!(error instanceof Error) || !broken.test(error.message)) throw error
    throw new KaobanError('request.invalid', `the upload is not whole (${error.message}); send it again`)
  }
}

function tooLarge(bytes: number): KaobanError {
  return new KaobanError('request.too-large', `more than ${bytes} bytes`)
}

function parseJson(text: string): unknown {
  try {
    // "__proto__" keys would survive JSON.parse as own properties; no input of ours has one.
    return JSON.parse(text, (key, value) => (key === '__proto__' ? undefined : value))
  } catch {
    throw new KaobanError('request.invalid', 'the body is not JSON')
  }
}

/** The path parameters alone, for whoever has to know them before the body is read. */
export function parseParams(shape: EndpointShape, request: FastifyRequest): Record<string, unknown> {
  const { query: _, body: __, upload: ___, ...bare } = shape
  return parseInput(bare, request, { body: undefined, files: [], digest: '' })
}

/** Parses path, query and body with the endpoint's schemas; a fault names its field. */
export function parseInput(shape: EndpointShape, request: FastifyRequest, raw: RawInput): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  const faults: { field: string; detail: string }[] = []
  const read = (schema: z.ZodType | undefined, value: unknown) => {
    if (schema === undefined) return
    const result = schema.safeParse(value ?? {})
    if (result.success) Object.assign(input, result.data)
    else for (const issue of result.error.issues) faults.push({ field: issue.path.join('.'), detail: issue.message })
  }
  read(shape.params, request.params)
  read(shape.query, request.query)
  read(shape.body, raw.body)
  if (faults.length > 0)
    throw new KaobanError('request.invalid', faults.map(({ field, detail }) => `${field}: ${detail}`).join('; '), {
      details: { fields: faults },
    })
  if (isMultipart(shape)) input.files = raw.files
  return input
}
