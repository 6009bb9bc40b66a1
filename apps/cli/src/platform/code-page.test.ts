import { decodeTextAs } from '@kaoban/codecs'
import { describe, expect, it } from 'vitest'
import { asciiJson, codePageOf, encodeFor } from './code-page.ts'
import { Workstation } from './testing.ts'

function read(bytes: string | Uint8Array): string {
  const decoded = decodeTextAs(Buffer.from(bytes), 'shift_jis')
  return decoded.ok ? decoded.text : ''
}

describe('the code page', () => {
  it.each([
    ['win32', '現在のコード ページ: 932', 932],
    ['win32', 'Active code page: 65001', 65001],
    ['win32', 'Active code page: 437', 65001],
    ['win32', '', 65001],
    ['linux', 'Active code page: 932', 65001],
  ] as const)('on %s, where the console says %j, is %i', (platform, said, page) => {
    expect(codePageOf({}, platform, () => said)).toBe(page)
  })

  it('is what the environment says before that', () => {
    expect(codePageOf({ KAOBAN_CODE_PAGE: '932' }, 'linux')).toBe(932)
    expect(codePageOf({ KAOBAN_CODE_PAGE: '65001' }, 'win32', () => '932')).toBe(65001)
  })

  it('932 holds Japanese of Windows, and marks what it does not have', () => {
    const text = '髙﨑①～－：1行\n𠮷é'
    expect(read(encodeFor(932, text))).toBe('髙﨑①～－：1行\n〓〓')
    expect(encodeFor(65001, text)).toBe(text)
  })

  it('is no matter to JSON', () => {
    const fact = { name: '髙𠮷', n: 1 }
    expect(asciiJson(fact)).toMatch(/^[ -~]*$/)
    expect(JSON.parse(asciiJson(fact))).toEqual(fact)
  })

  it('is that of what goes through a pipe, in help, results and errors', {
    timeout: 60_000,
    tags: ['long'],
  }, async () => {
    const desk = new Workstation({ LANG: 'ja_JP.UTF-8' })
    const raw = async (page: string, ...words: string[]) => {
      const { child, ended } = desk.start(words, { env: { KAOBAN_CODE_PAGE: page } })
      const chunks: Buffer[] = []
      for (const stream of [child.stdout!, child.stderr!])
        stream.setEncoding('latin1').on('data', (text: string) => chunks.push(Buffer.from(text, 'latin1')))
      await ended
      return Buffer.concat(chunks)
    }
    const [old, now] = [await raw('932', '--help'), await raw('65001', '--help')]
    expect(read(old)).toBe(now.toString('utf8'))
    expect(now.toString('utf8')).toContain('使い方：')
    expect(read(await raw('932', 'users', 'validate', '無い.csv', '--offline'))).toContain('無い.csv')
    const json = await raw('932', 'users', 'validate', '無い.csv', '--offline', '--json')
    expect(JSON.parse(json.toString('ascii'))).toMatchObject({ event: 'error', path: '無い.csv' })
  })
})
