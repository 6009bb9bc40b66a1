import { linkSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiKeyText } from '@kaoban/contract'
import { describe, expect, it } from 'vitest'
import { startImportSink } from '../../../../test/import-sink.ts'
import { tellPeak, Workstation } from '../platform/testing.ts'

/** One row in 20 names a picture, and one picture in five has the largest size. */
function writeImport(desk: Workstation, rows: number): string[] {
  const images = join(desk.home, `images${rows}`)
  mkdirSync(images)
  const jpeg = (bytes: number) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(bytes - 3)])
  const [small, large] = [join(desk.home, `small${rows}`), join(desk.home, `large${rows}`)]
  writeFileSync(small, jpeg(300))
  writeFileSync(large, jpeg(102_400))
  const lines = ['mode,userid,groupId,role,template55,mail']
  for (let n = 0; n < rows; n++) {
    // Longer than what is copied out of a text by itself.
    const user = `somebody.with.a.long.name.${n}`
    const named = n % 20 === 0
    if (named) linkSync(n % 100 === 0 ? large : small, join(images, `${user}.jpg`))
    lines.push(`add,${user},G${n % 40},1,${named ? user : ''},${user}@example.jp`)
  }
  const list = join(desk.home, `list${rows}.csv`)
  writeFileSync(list, lines.join('\r\n'))
  return [list, '--images', images]
}

describe('the command line', { tags: ['long'], timeout: 180_000 }, () => {
  it('imports 200,000 rows in memory that neither rows nor pictures fill [MFA-LIM-011]', async () => {
    const desk = new Workstation()
    const peakOf = async (rows: number) => {
      const sink = await startImportSink()
      const env = {
        KAOBAN_TOKEN: apiKeyText('A'.repeat(86)),
        KAOBAN_SERVER: sink.url,
        NODE_OPTIONS: `--import ${tellPeak}`,
      }
      const words = [
        'users',
        'import',
        ...writeImport(desk, rows),
        '--batch',
        '500',
        '--consent',
        '--dry-run',
        '--quiet',
        '--insecure-http',
      ]
      const { code, err } = await desk.run(words, { env })
      sink.close()
      expect([code, sink.received().rows]).toEqual([0, rows])
      expect(sink.received().bytes).toBeGreaterThan((rows / 100) * 102_400)
      return Number(/peak (\d+)/.exec(err)![1])
    }
    const [few, many] = [await peakOf(20_000), await peakOf(200_000)]
    expect(many).toBeLessThan(512)
    // What is known of each row, and what the collector leaves lying: 109 to 129 in six runs. The rows alone would be more.
    expect(many - few).toBeLessThan(160)
  })
})
