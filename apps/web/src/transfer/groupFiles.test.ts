import { describe, expect, it } from 'vitest'
import { brokenLimit, type ChosenFile, kindOf, preview, totalsOf } from './groupFiles.ts'

const limits = { csvFiles: 2, images: 2, imageBytes: 100, totalBytes: 150 }
const jpeg = [0xff, 0xd8, 0xff, 0xe0]

function chosen(kind: ChosenFile['kind'], name: string, content: string | number[]): ChosenFile {
  const part = typeof content === 'string' ? content : Uint8Array.from(content)
  return { id: name, kind, file: new File([part], name) }
}
const picture = (name: string, size = 10) => chosen('image', name, [...jpeg, ...Array(size - 4).fill(1)])
const list = (text: string, name = 'users.csv') => chosen('csv', name, text)

describe('files chosen for an import', () => {
  it('are lists by their name and pictures by their type', () => {
    expect(kindOf({ name: 'A.CSV', type: 'application/vnd.ms-excel' })).toBe('csv')
    expect(kindOf({ name: 'face', type: 'image/jpeg' })).toBe('image')
    expect(kindOf({ name: 'face.JPEG', type: '' })).toBe('image')
    expect(kindOf({ name: 'face.png', type: 'image/png' })).toBeUndefined()
  })

  it('are counted and measured against each limit', () => {
    const files = [list('mode,userid'), picture('a.jpg', 20), picture('b.jpg', 30)]
    expect(totalsOf(files)).toEqual({ csv: 1, images: 2, largest: 30, bytes: 61 })
    expect(brokenLimit(files, limits)).toBeUndefined()
    expect(brokenLimit([], limits)).toBeUndefined()
    expect(brokenLimit([...files, picture('c.jpg')], limits)).toMatchObject({ code: 'MFA-E-LIMIT-IMG' })
    expect(brokenLimit([picture('a.jpg', 101)], limits)).toMatchObject({ code: 'MFA-E-LIMIT-IMGSIZE', file: 'a.jpg' })
    expect(brokenLimit([picture('a.jpg', 90), picture('b.jpg', 61)], limits)).toMatchObject({
      code: 'MFA-E-LIMIT-TOTAL',
    })
    expect(
      brokenLimit(
        ['a', 'b', 'c'].map((name) => list('x', name)),
        limits,
      ),
    ).toMatchObject({ code: 'MFA-E-LIMIT-CSV' })
  })

  it('are read as the server will: pictures that no list names are marked, and lists that cannot be used', async () => {
    const images = [picture('hanada.jpg'), picture('other.jpg')]
    const text = 'mode,userid,role,template55\r\nadd,hanada,1,HANADA\r\n'
    expect(await preview([list(text), ...images], limits)).toEqual({ unnamed: new Set(['other.jpg']), faults: [] })
    const broken = await preview([list('mode,userid,nothing\r\n'), ...images], limits)
    expect(broken).toMatchObject({ unnamed: new Set(), faults: [{ code: 'MFA-E-HEADER-UNKNOWN' }] })
    expect(await preview(images, limits)).toEqual({ unnamed: new Set(), faults: [] })
  })
})
