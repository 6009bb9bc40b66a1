import fc from 'fast-check'
import { zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
// @ts-expect-error yauzl brings no types; what the test uses of it is typed below
import yauzl from 'yauzl'
import { joined, patience, runs, unfilled, worked } from './fuzz.testing.ts'
import {
  bytesSource,
  isZip,
  openZip,
  readUsersZip,
  type UserCells,
  wordFault,
  writeUsers,
  zipFault,
  zipLimits,
} from './index.ts'
import { type Planted, plantZip } from './zip.testing.ts'

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3)
const sound: UserCells = { loginId: 'hanada', password: 'Kyushu!2026x' }

function csv(rows: UserCells[]): Uint8Array {
  const written = writeUsers(rows, { encoding: 'shift_jis' })
  if (!written.ok) throw new Error(JSON.stringify(written.faults))
  return written.bytes
}

const importCsv = (...rows: UserCells[]): Planted => ({ name: 'import.csv', bytes: csv(rows) })
const read = (bytes: Uint8Array, zip = {}) => readUsersZip(bytesSource(bytes), { zip })

async function codeOf(entries: Planted[], zip = {}): Promise<string | undefined> {
  const one = await read(plantZip(entries), zip)
  return one.ok ? undefined : one.faults[0]!.code
}

describe('a ZIP of people and pictures', () => {
  it('holds import.csv and pictures at its root; they are opened one at a time [NFM-IMP-021, NFM-IMP-022]', async () => {
    const one = await read(
      plantZip([
        { name: '花田.jpg', bytes: jpeg, stored: true },
        importCsv({ ...sound, picture: '花田.JPG' }),
        { name: 'b.png', bytes: jpeg },
      ]),
    )
    if (!one.ok) throw new Error(JSON.stringify(one.faults))
    expect(one.rows[0]!.faults).toEqual([])
    const entry = one.pictureOf(one.rows[0]!)!
    expect(entry).toMatchObject({ name: '花田.jpg', size: jpeg.length })
    expect(await one.open(entry)).toEqual({ ok: true, bytes: jpeg })
    expect(one.warnings).toMatchObject([{ level: 'warning', params: { name: 'b.png' } }])
    expect(isZip(plantZip([importCsv()]))).toBe(true)
    expect(isZip(csv([]))).toBe(false)
  })

  it('may have names in Shift_JIS, in UTF-8 said or unsaid, and as a Mac spells them', async () => {
    const picture = 'が髙.jpg'
    for (const [name, flags] of [
      [new Uint8Array(iconv.encode(picture, 'cp932')), 0],
      [new TextEncoder().encode(picture), 0x800],
      [new TextEncoder().encode(picture), 0],
      [new TextEncoder().encode(picture.normalize('NFD')), 0x800],
    ] as const) {
      const one = await read(plantZip([importCsv({ ...sound, picture }), { name, flags, bytes: jpeg }]))
      expect(one.ok && one.pictureOf(one.rows[0]!)?.name.normalize('NFC')).toBe(picture)
    }
  })

  it('leaves out what macOS and Windows add by themselves', async () => {
    const noise = ['__MACOSX/', '__MACOSX/._a.jpg', '.DS_Store', 'Thumbs.db', '._a.jpg'].map((name) => ({ name }))
    expect(await read(plantZip([importCsv(sound), ...noise]))).toMatchObject({ ok: true, warnings: [] })
  })

  it('saves the person whose picture is missing or of another kind, and says so [NFM-IMP-028, NFM-IMP-010]', async () => {
    const rows = ['x.jpg', 'a.gif', 'a.bmp'].map((picture, at) => ({ ...sound, loginId: `user${at}`, picture }))
    const one = await read(
      plantZip([importCsv(...rows), { name: 'a.gif', bytes: jpeg }, { name: 'a.bmp', bytes: jpeg }]),
    )
    if (!one.ok) throw new Error(JSON.stringify(one.faults))
    expect(one.rows.map(({ faults }) => faults.map(({ level, code, remedy }) => [level, code, remedy]))).toEqual([
      [['warning', 'MSG-IMP-028', 'transfer.remedy.pictureMissing']],
      [['warning', 'MSG-IMP-028', 'transfer.remedy.pictureKind']],
      [],
    ])
  })

  it('without import.csv at its root, or with folders, is refused [NFM-IMP-021]', async () => {
    expect(await codeOf([{ name: 'users.csv' }])).toBe('MSG-IMP-039')
    expect(await codeOf([])).toBe('MSG-IMP-039')
    expect(await codeOf([importCsv(), { name: 'photos/' }])).toBe('MSG-IMP-049')
    expect(await codeOf([{ name: 'users/import.csv' }])).toBe('MSG-IMP-049')
    expect(await codeOf([importCsv(), { name: 'photos', unixMode: 0o40755 }])).toBe('MSG-IMP-049')
    expect(wordFault(zipFault({ reason: 'folder', name: 'a/b.jpg' }), 'ja').remedy).toContain('a/b.jpg')
  })

  it.each<[string, Planted, string]>([
    ['a path upwards', { name: '../a.jpg' }, 'transfer.zip.path'],
    ['a path upwards of Windows', { name: 'a\\..\\..\\b.jpg' }, 'transfer.zip.path'],
    ['an absolute path', { name: '/etc/passwd' }, 'transfer.zip.path'],
    ['a drive', { name: 'C:\\a.jpg' }, 'transfer.zip.path'],
    ['a stream of Windows', { name: 'a.jpg:x' }, 'transfer.zip.path'],
    ['a control character', { name: 'a\u0000.jpg' }, 'transfer.zip.path'],
    ['no name', { name: '' }, 'transfer.zip.path'],
    ['a name twice', { name: 'IMPORT.csv' }, 'transfer.zip.twice'],
    ['a symbolic link', { name: 'a.jpg', unixMode: 0o120777 }, 'transfer.zip.special'],
    ['a device', { name: 'a.jpg', unixMode: 0o060644 }, 'transfer.zip.special'],
    ['an encrypted entry', { name: 'a.jpg', flags: 0x801 }, 'transfer.zip.encrypted'],
    ['an entry encrypted with AES', { name: 'a.jpg', method: 99 }, 'transfer.zip.encrypted'],
    ['another compression', { name: 'a.jpg', method: 14 }, 'transfer.zip.method'],
    ['a stored entry of two sizes', { name: 'a.jpg', stored: true, bytes: jpeg, size: 3 }, 'transfer.zip.damaged'],
    [
      'a picture of over 10 MB',
      { name: 'a.jpg', bytes: new Uint8Array(10 * 1024 * 1024 + 1), stored: true },
      'transfer.zip.tooLarge',
    ],
    ['an entry that is packed unnaturally', { name: 'a.jpg', bytes: new Uint8Array(8_000_000) }, 'transfer.zip.bomb'],
    ['an entry that claims gigabytes', { name: 'a.jpg', bytes: jpeg, size: 0xfffffffe }, 'transfer.zip.tooLarge'],
    ['a local header of another name', { name: 'a.jpg', localName: 'b.jpg' }, 'transfer.zip.damaged'],
    ['bytes that another entry uses too', { name: 'import.csv2', local: 0, localName: 'x' }, 'transfer.zip.damaged'],
  ])('with %s is refused before anything is unpacked [NFM-IMP-030]', async (_, entry, code) => {
    let unpacked = 0
    const bytes = plantZip([importCsv(sound), entry])
    const source = bytesSource(bytes)
    const one = await readUsersZip({
      size: source.size,
      read: (offset, length) => {
        if (offset === 30 + 'import.csv'.length) unpacked++
        return source.read(offset, length)
      },
    })
    expect(one.ok ? undefined : one.faults[0]!.code).toBe(code)
    expect(unpacked).toBe(0)
  })

  it('whose entries share their bytes is a bomb [NFM-IMP-030]', async () => {
    const inner = { name: 'b.jpg', bytes: new Uint8Array(1000) }
    // The local header and the bytes of the second entry lie within the bytes of the first.
    const outer = { name: 'a.jpg', bytes: plantZip([inner]), stored: true }
    const zip = plantZip([outer, { ...inner, local: 30 + 'a.jpg'.length }])
    expect(await openZip(bytesSource(zip))).toEqual({ ok: false, fault: { reason: 'bomb' } })
    expect(await openZip(bytesSource(plantZip([outer, inner])))).toMatchObject({ ok: true })
  })

  it('has at most so many entries, and so many bytes in all [NFM-IMP-030]', async () => {
    const entries = [importCsv(sound), { name: 'a.jpg', bytes: jpeg }, { name: 'b.jpg', bytes: jpeg }]
    expect(await codeOf(entries, { entries: 2 })).toBe('transfer.zip.tooMany')
    expect(await codeOf(entries, { entries: 3 })).toBeUndefined()
    expect(await codeOf(entries, { totalBytes: csv([sound]).length + 13 })).toBe('transfer.zip.tooLarge')
    expect(await codeOf(entries, { totalBytes: csv([sound]).length + 14 })).toBeUndefined()
    expect(await codeOf(entries, { bytes: 100 })).toBe('transfer.zip.tooLargeInAll')
    expect(zipLimits.bytes).toBe(2 * 1024 ** 3)
  })

  it('that lies about sizes or check sums gives nothing of that entry [NFM-IMP-030]', async () => {
    const large = Uint8Array.from({ length: 300_000 }, (_, at) => at % 251)
    for (const lie of [{ size: 299_999 }, { size: 300_001 }, { checkSum: 1 }, { size: 7, checkSum: 1 }]) {
      const opened = await openZip(bytesSource(plantZip([{ name: 'a.jpg', bytes: large, ...lie }])))
      if (!opened.ok) throw new Error('refused')
      expect(await opened.zip.open(opened.zip.entries[0]!)).toMatchObject({
        ok: false,
        fault: { code: 'transfer.zip.damaged' },
      })
    }
  })

  it('may have a comment, and is no ZIP without its end', async () => {
    expect(await openZip(bytesSource(plantZip([importCsv(sound)], 'a comment')))).toMatchObject({ ok: true })
    const whole = plantZip([importCsv(sound)])
    for (const cut of [1, 21, 22, 50, whole.length])
      expect(await openZip(bytesSource(whole.subarray(0, whole.length - cut)))).toMatchObject({ ok: false })
  })

  it('is read as yauzl reads it, whatever is in it', async () => {
    const content = fc.dictionary(fc.stringMatching(/^[a-zあ髙]{1,6}\.jpg$/), fc.uint8Array({ maxLength: 300 }), {
      maxKeys: 5,
    })
    await fc.assert(
      fc.asyncProperty(content, fc.constantFrom(0, 6), async (files, level) => {
        const bytes = zipSync(files, { level: level as 0 | 6 })
        const opened = await openZip(bytesSource(bytes))
        const theirs = await namesByYauzl(bytes)
        if (!opened.ok) throw new Error(opened.fault.reason)
        expect(opened.zip.entries.map(({ name, size }) => [name, size])).toEqual(theirs)
        for (const entry of opened.zip.entries)
          expect(await opened.zip.open(entry)).toEqual({ ok: true, bytes: Uint8Array.from(files[entry.name]!) })
      }),
      { numRuns: Math.ceil(runs / 10) },
    )
  })

  it('of any bytes is read or refused, never thrown at, and never takes long [NFM-IMP-030]', {
    tags: ['long'],
  }, async () => {
    const whole = plantZip([importCsv({ ...sound, picture: 'a.jpg' }), { name: 'a.jpg', bytes: jpeg }], 'xy')
    const edits = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 })
    const broken = fc.tuple(edits, fc.nat(whole.length), fc.uint8Array({ maxLength: 30 })).map(([bytes, cut, more]) => {
      const copy = whole.slice()
      for (const [at, byte] of bytes) copy[at] = byte
      return cut % 4 === 0 ? joined([copy.subarray(0, cut), more]) : copy
    })
    await fc.assert(
      fc.asyncProperty(fc.oneof(broken, fc.uint8Array({ maxLength: 200 })), async (bytes) => {
        const began = worked()
        const one = await read(bytes)
        if (one.ok)
          for (const row of one.rows) {
            const entry = one.pictureOf(row)
            if (entry) await one.open(entry)
          }
        else expect(unfilled(one.faults[0]!)).toEqual([])
        expect(worked() - began).toBeLessThan(patience)
      }),
      { numRuns: runs },
    )
  })
})

function namesByYauzl(bytes: Uint8Array): Promise<[string, number][]> {
  interface Theirs {
    on(event: 'entry' | 'end' | 'error', told: (entry: { fileName: string; uncompressedSize: number }) => void): void
  }
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(Buffer.from(bytes), { lazyEntries: false }, (error: Error | null, zip?: Theirs) => {
      if (error || !zip) return reject(error ?? new Error('no ZIP'))
      const names: [string, number][] = []
      zip.on('entry', (entry) => names.push([entry.fileName, entry.uncompressedSize]))
      zip.on('end', () => resolve(names))
      zip.on('error', reject)
    })
  })
}
