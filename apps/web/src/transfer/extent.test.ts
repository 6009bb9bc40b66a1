import { describe, expect, it } from 'vitest'
import { plantZip } from '../../../../test/zips.ts'
import { extentOf } from './extent.ts'

const file = (name: string, bytes: Uint8Array | string) => new File([bytes as BlobPart], name)

describe('the extent of a file', () => {
  it.each([
    ['', 0],
    ['header', 0],
    ['header\r\n', 0],
    ['header\r\na\r\nb\r\n', 2],
    ['header\na\nb', 2],
  ])('counts the rows of the list %j: %i', async (text, rows) => {
    expect(await extentOf(file('a.CSV', text))).toEqual({ rows, pictures: 0 })
  })

  it('counts the pictures of a ZIP, and says nothing of a workbook or of what is none', async () => {
    const bytes = plantZip(['import.csv', 'a.jpg', 'b.jpg'].map((name) => ({ name, bytes: Buffer.from(name) })))
    expect(await extentOf(file('a.zip', bytes))).toEqual({ rows: 2, pictures: 2 })
    expect(await extentOf(file('a.zip', 'PK'))).toBeUndefined()
    expect(await extentOf(file('a.xlsx', 'PK'))).toBeUndefined()
  })
})
