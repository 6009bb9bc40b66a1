import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { close, open, read, unlink, write } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { SpooledFile } from '@kaoban/contract'
import { newId } from './identifiers.ts'

// Numbers of open files, not their handles: another thread reads with the number.
const [closeFile, openFile, removeName] = [promisify(close), promisify(open), promisify(unlink)]
const [readFile, writeFile] = [promisify(read), promisify(write)]

/** An open file, encrypted under a key of its own; every thread of the process can read it. */
export interface SpoolPlace {
  descriptor: number
  key: Uint8Array
  size: number
}

/** A received file for as long as its request lasts. */
export class Spool implements SpooledFile {
  readonly field: string
  readonly name: string
  readonly place: SpoolPlace

  constructor(field: string, name: string, place: SpoolPlace) {
    this.field = field
    this.name = name
    this.place = place
  }

  get size(): number {
    return this.place.size
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    return readSpooled(this.place, offset, length)
  }

  /** Gives its room back to the disk. */
  close(): Promise<void> {
    return closeFile(this.place.descriptor)
  }
}

/** Where another thread finds a file. */
export function placeOf(file: SpooledFile): SpoolPlace {
  if (!(file instanceof Spool)) throw new Error('this file was not received by a request')
  return file.place
}

/**
 * Writes a stream into a file without a name that only this process can read: the name is gone before the first byte
 * comes, and the key is nowhere but in memory. However the process ends, nothing is left behind.
 */
export async function spool(
  folder: string,
  stream: AsyncIterable<Uint8Array>,
  { field, name }: { field: string; name: string },
): Promise<Spool> {
  const path = join(folder, `upload-${newId()}`)
  const descriptor = await openFile(path, 'wx+', 0o600)
  try {
    await removeName(path)
    const key = randomBytes(32)
    // The counter begins at nought: the key serves this one file.
    const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(counterBytes))
    let size = 0
    for await (const chunk of stream) {
      const sealed = cipher.update(chunk)
      for (let at = 0; at < sealed.length; )
        at += (await writeFile(descriptor, sealed, at, sealed.length - at, size + at)).bytesWritten
      size += sealed.length
    }
    return new Spool(field, name, { descriptor, key, size })
  } catch (error) {
    await closeFile(descriptor)
    throw error
  }
}

const counterBytes = 16

/** Decrypts a part of a file; fewer bytes at its end. */
export async function readSpooled(place: SpoolPlace, offset: number, length: number): Promise<Uint8Array> {
  const skip = offset % counterBytes
  const wanted = Math.max(0, Math.min(length, place.size - offset))
  const sealed = Buffer.alloc(skip + wanted)
  for (let at = 0; at < sealed.length; ) {
    const { bytesRead } = await readFile(place.descriptor, sealed, at, sealed.length - at, offset - skip + at)
    if (bytesRead === 0) throw new Error('a received file has become shorter')
    at += bytesRead
  }
  const counter = Buffer.alloc(counterBytes)
  counter.writeBigUInt64BE(BigInt(Math.floor(offset / counterBytes)), 8)
  return createDecipheriv('aes-256-ctr', place.key, counter).update(sealed).subarray(skip)
}
