import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { beforeAll, describe, expect, it } from 'vitest'
import { placeOf, readSpooled, spool } from './spool.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaoban-spool-'))
})

const text = Buffer.from('利用者ID,パスワード\r\n'.repeat(5000))
const chunks = () => Readable.from([text.subarray(0, 7), text.subarray(7, 70_001), text.subarray(70_001)])
const named = { field: 'file', name: 'users.csv' }

describe('a received file', () => {
  it('is read at any place, by whoever knows its place and key', async () => {
    const file = await spool(folder, chunks(), named)
    expect(file.size).toBe(text.length)
    for (const [offset, length] of [
      [0, text.length],
      [0, 1],
      [15, 17],
      [16, 16],
      [70_000, 3],
      [text.length - 5, 100],
      [text.length, 10],
    ] as const) {
      const expected = text.subarray(offset, offset + length)
      expect(Buffer.from(await file.read(offset, length)).equals(expected)).toBe(true)
      expect(Buffer.from(await readSpooled({ ...placeOf(file) }, offset, length)).equals(expected)).toBe(true)
    }
    await file.close()
  })

  it('has no name, and no byte of it lies readable on the disk', async () => {
    const file = await spool(folder, chunks(), named)
    expect(readdirSync(folder)).toEqual([])
    if (process.platform === 'linux') {
      const stored = readFileSync(`/proc/self/fd/${placeOf(file).descriptor}`)
      expect(stored.length).toBe(text.length)
      expect(stored.includes('利用者')).toBe(false)
    }
    await file.close()
  })

  it('leaves nothing behind when its sender goes away', async () => {
    const broken = Readable.from(
      (async function* () {
        yield text.subarray(0, 100)
        throw new Error('gone')
      })(),
    )
    await expect(spool(folder, broken, named)).rejects.toThrow('gone')
    expect(readdirSync(folder)).toEqual([])
  })
})
