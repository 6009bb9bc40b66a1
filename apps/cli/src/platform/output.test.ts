import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { type Mode, Output, Progress } from './output.ts'
import { sayIn } from './words.ts'

function listen(mode: Mode, terminal: boolean) {
  const collect = () => {
    const stream = Object.assign(new PassThrough(), { isTTY: terminal, columns: 100 })
    let text = ''
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
    return { stream, said: () => text }
  }
  const [out, err] = [collect(), collect()]
  return { output: new Output(mode, { out: out.stream, err: err.stream }), out: out.said, err: err.said }
}

describe('progress [MFA-CLI-011]', () => {
  it('is a bar on a terminal: rows done and all, rate, failures, time left', () => {
    const { output, out, err } = listen('words', true)
    let now = 0
    const progress = new Progress(output, sayIn('en'), 'sending', { total: 400, now: () => now })
    now = 2000
    progress.at(100, 3)
    expect(out()).toBe('')
    expect(err()).toMatch(/\r.*\[#{5,}\.{15,}\] sending 100\/400, 50\/s, 3 failed, 00:06 left$/)
    now = 8000
    progress.at(400, 4)
    expect(err()).toMatch(/\[#+\] sending 400\/400, 50\/s, 4 failed, 00:00 left$/)
    output.note('over')
    // The bar makes way for what is said.
    expect(err().endsWith('\r\u001b[2Kover\n')).toBe(true)
  })

  it('counts what was done before at no rate', () => {
    const { output, err } = listen('words', true)
    let now = 0
    const progress = new Progress(output, sayIn('ja'), 'sending', { total: 1000, before: 900, now: () => now })
    now = 1000
    progress.at(910, 0)
    expect(err()).toContain('送信中：910/1000件、10件/秒、失敗0、残り00:09')
  })

  it('is a line each 1,000 rows or ten seconds without one', () => {
    const { output, err } = listen('words', false)
    let now = 0
    const progress = new Progress(output, sayIn('en'), 'sending', { total: 5000, now: () => now })
    for (let done = 100; done <= 2000; done += 100) {
      now += 10
      progress.at(done, 0)
    }
    expect(err().match(/sending/g)).toHaveLength(2)
    progress.at(2100, 0)
    expect(err().match(/sending/g)).toHaveLength(2)
    now += 10_000
    progress.at(2200, 0)
    expect(err().match(/sending/g)).toHaveLength(3)
    progress.at(5000, 0)
    expect(err()).toMatch(/5000\/5000/)
  })

  it('is nothing when quiet, and one JSON object a line for programs', () => {
    const quiet = listen('quiet', true)
    new Progress(quiet.output, sayIn('en'), 'sending', { total: 1 }).at(1, 0)
    quiet.output.result('done', {})
    expect(quiet.out() + quiet.err()).toBe('')
    quiet.output.failure('broken', {})
    expect(quiet.err()).toBe('kaoban: broken\n')
    const json = listen('json', true)
    new Progress(json.output, sayIn('en'), 'sending', { total: 1 }).at(1, 1)
    json.output.result('done', { event: 'imported' })
    json.output.note('only for people')
    json.output.failure('broken', { code: 'x' })
    expect(json.err()).toBe('')
    expect(
      json
        .out()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).event),
    ).toEqual(['progress', 'imported', 'error'])
  })
})

describe('what is said', () => {
  const foreign = 'a\u001b]0;x\u0007\r\u009b2J\u202eb\t\u3042\nc'
  const harmless = 'aU+001B]0;xU+0007U+000DU+009B2JU+202Eb\t\u3042\nc'

  it('commands no terminal, whatever a list or a server puts into it', () => {
    const { output, out, err } = listen('words', true)
    output.result(foreign, {})
    output.text(foreign)
    output.note(foreign)
    output.failure(foreign, {})
    expect(out()).toBe(`${harmless}\n${harmless}`)
    expect(err()).toBe(`${harmless}\nkaoban: ${harmless}\n`)
  })

  it('is left as it is where it is a file, or for programs', async () => {
    const file = listen('words', false)
    await file.output.bytes(Buffer.from(foreign))
    expect(file.out()).toBe(foreign)
    const json = listen('json', false)
    json.output.result('', { foreign })
    expect(JSON.parse(json.out())).toEqual({ foreign })
  })
})
