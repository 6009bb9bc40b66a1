import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasWine, Wine } from '../../../../test/wine.ts'
import { widthOf } from './output.ts'
import { shippedCommand, Workstation } from './testing.ts'
import type { Answer, Run } from './windows-console.testing.ts'

// Wine is no need of npm test, because it takes a minute to come: apt-get install --no-install-recommends wine wine64
describe.skipIf(!hasWine)('on a Windows console', { tags: ['long'], timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaoban-console-'))
  const [list, wrong] = [join(folder, 'list.csv'), join(folder, '無い髙𠮷.csv')]
  const [ja, en] = ['ja_JP.UTF-8', 'en_GB.UTF-8']
  const missing = ['users', 'validate', wrong, '--offline']
  const faulty = ['users', 'validate', list, '--offline']
  const runs: Run[] = [
    ...(['pipe', 'file', 'console'] as const).flatMap((into) => [
      { words: ['--help'], lang: ja, into },
      { words: [...missing, '--lang', 'ja'], lang: en, into },
      { words: [...faulty, '--lang', 'en'], lang: ja, into },
    ]),
    { words: ['--help'], lang: en, into: 'file' },
    { words: faulty, lang: ja, into: 'console' },
    { words: faulty, lang: ja, into: 'pipe' },
    { words: [...missing, '--json'], lang: ja, into: 'pipe' },
  ]
  let answers: Answer[] = []
  let shown: string[] = []

  beforeAll(() => {
    const kaoban = join(folder, 'kaoban.mjs')
    copyFileSync(shippedCommand(), kaoban)
    writeFileSync(list, '\ufeffmode,userid,groupId,role,template55\r\nadd,suzuki,営業𠮷髙,9,𠮷髙/写真.jpg\r\n')
    writeFileSync(join(folder, 'runs.json'), JSON.stringify({ pages: [932, 65001], runs }))
    const script = join(import.meta.dirname, 'windows-console.testing.ts')
    const screen = Wine.open().atConsole(script, kaoban, join(folder, 'runs.json'), join(folder, 'answers.json'))
    answers = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8'))
    shown = screen.split(/== \d+ ==/).slice(1)
  }, 180_000)

  afterAll(() => rmSync(folder, { recursive: true }))

  it.each([932, 65001])(
    'writes Japanese and English by LANG and --lang, in code page %i [MFA-CLI-015]',
    async (page) => {
      const said = (into: Run['into'], lang: string, words: string[]) => {
        const wanted = JSON.stringify([page, into, lang, words])
        const at = answers.findIndex((run) => JSON.stringify([run.page, run.into, run.lang, run.words]) === wanted)
        const { hex } = answers[at]!
        return hex === undefined ? onScreen(shown[at]!) : decoded(hex, page)
      }
      const desk = new Workstation()
      const help = (await desk.run(['--help', '--lang', 'ja'])).out
      const rangeJa = 'list.csv:2:suzuki:role: 権限は1～3です。 [MFA-E-RANGE]\n'
      const rangeEn = 'list.csv:2:suzuki:role: The role must be from 1 to 3. [MFA-E-RANGE]\n'
      const [endJa, endEn] = [
        '1ファイル、1行を検証しました：失敗1行、警告0行。\n',
        'Checked 1 rows in 1 files: 1 failed, 0 with warnings.\n',
      ]
      for (const into of ['pipe', 'file'] as const) {
        expect(said(into, ja, ['--help'])).toBe(help)
        // What the code page does not have becomes a mark that nobody takes for a character of a name.
        const path = `Z:${wrong.replaceAll('/', '\\')}`.replace('𠮷', page === 932 ? '〓' : '𠮷')
        expect(said(into, en, [...missing, '--lang', 'ja'])).toBe(`kaoban: ファイルがありません：${path}\n`)
        expect(said(into, ja, [...faulty, '--lang', 'en'])).toBe(rangeEn + endEn)
      }
      expect(said('file', en, ['--help'])).toBe((await desk.run(['--help'])).out)
      expect(said('pipe', ja, faulty)).toBe(rangeJa + endJa)
      expect(JSON.parse(said('pipe', ja, [...missing, '--json']))).toMatchObject({
        event: 'error',
        path: expect.stringContaining('無い髙𠮷.csv'),
      })

      const screen = said('console', ja, ['--help'])
      const lines = help.split('\n').filter((line) => line !== '' && widthOf(line) < 80)
      expect(lines.length).toBeGreaterThan(30)
      expect(lines.filter((line) => !screen.includes(line))).toEqual([])
      expect(said('console', en, [...missing, '--lang', 'ja'])).toMatch(/kaoban: ファイルがありません：Z:.*無い髙/)
      expect(said('console', ja, [...faulty, '--lang', 'en'])).toContain(rangeEn + endEn)
      expect(said('console', ja, faulty)).toContain(rangeJa + endJa)
    },
  )
})

/** As somebody reads it who did not write it: iconv ends with a failure at bytes that are no character. */
function decoded(hex: string, page: number): string {
  const from = page === 932 ? 'CP932' : 'UTF-8'
  return execFileSync('iconv', ['-f', from, '-t', 'UTF-8'], { input: Buffer.from(hex, 'hex'), encoding: 'utf8' })
}

/** What a screen shows, without the commands that draw it. */
function onScreen(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they begin with one
  return text.replace(/\u001b\[[?\d;]*[a-zA-Z]/g, '').replace(/\r+\n/g, '\n')
}
