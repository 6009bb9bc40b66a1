import { codePoint } from '@kaoban/codecs'
import { asciiJson, type CodePage, encodeFor } from './code-page.ts'
import type { Say } from './words.ts'

export type Mode = 'words' | 'quiet' | 'json'

interface Streams {
  /** Results; nothing else, so that they can be piped. */
  out: NodeJS.WritableStream & { isTTY?: boolean; columns?: number }
  /** Everything said to a person on the way. */
  err: NodeJS.WritableStream & { isTTY?: boolean; columns?: number }
}

/** What a command says: words for people, or one JSON object a line for programs [MFA-CLI-011]. */
export class Output {
  readonly mode: Mode
  readonly #streams: Streams
  readonly #codePage: () => CodePage
  #bar = ''

  /** The code page is asked for when something is written that no terminal shows. */
  constructor(mode: Mode, streams: Streams, codePage: () => CodePage = () => 65001) {
    this.mode = mode
    this.#streams = streams
    this.#codePage = codePage
  }

  #write(to: 'out' | 'err', text: string): void {
    const stream = this.#streams[to]
    stream.write(stream.isTTY ? text : encodeFor(this.#codePage(), text))
  }

  #writeWords(to: 'out' | 'err', text: string): void {
    this.#write(to, inert(text))
  }

  #writeFact(fact: Record<string, unknown>): void {
    const asAscii = !this.#streams.out.isTTY && this.#codePage() === 932
    this.#write('out', `${asAscii ? asciiJson(fact) : JSON.stringify(fact)}\n`)
  }

  /** What was asked for by itself, such as help; said in every mode. */
  text(text: string): void {
    this.#writeWords('out', text)
  }

  /** A result. With `--json` the fact is printed in the place of the text. */
  result(text: string, fact: Record<string, unknown>): void {
    this.clearBar()
    if (this.mode === 'json') this.#writeFact(fact)
    else if (this.mode === 'words') this.#writeWords('out', `${text}\n`)
  }

  /** Bytes of a file that was asked for on standard output. */
  async bytes(bytes: Uint8Array): Promise<void> {
    await new Promise<void>((resolve, reject) =>
      this.#streams.out.write(bytes, (error) => (error ? reject(error) : resolve())),
    )
  }

  /** Said to a person on the way; programs are told by facts. */
  note(text: string, fact?: Record<string, unknown>): void {
    this.clearBar()
    if (this.mode === 'json' && fact) this.#writeFact(fact)
    else if (this.mode === 'words') this.#writeWords('err', `${text}\n`)
  }

  /** Why the command stops; said in every mode. */
  failure(text: string, fact: Record<string, unknown>): void {
    this.clearBar()
    if (this.mode === 'json') this.#writeFact({ event: 'error', ...fact, text })
    else this.#writeWords('err', `kaoban: ${text}\n`)
  }

  get onTerminal(): boolean {
    return this.mode === 'words' && this.#streams.err.isTTY === true
  }

  get width(): number {
    return this.#streams.err.columns ?? 80
  }

  /** Draws over the line before. */
  drawBar(text: string): void {
    if (!this.onTerminal || text === this.#bar) return
    this.#bar = text
    this.#streams.err.write(`\r\u001b[2K${text}`)
  }

  clearBar(): void {
    if (this.#bar === '') return
    this.#bar = ''
    this.#streams.err.write('\r\u001b[2K')
  }
}

/** What a file or a server says commands no terminal and turns no line around: such characters are shown instead. */
function inert(text: string): string {
  return text.replace(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu, codePoint)
}

/** One line of progress: a bar on a terminal, else a line each 1,000 rows or ten seconds [MFA-CLI-011]. */
export class Progress {
  readonly #output: Output
  readonly #say: Say
  readonly #what: string
  readonly #now: () => number
  readonly #startedAt: number
  #saidAt: number
  #saidDone = 0
  #total: number
  /** What was done before this run: it says nothing of the rate. */
  readonly #before: number

  constructor(output: Output, say: Say, what: string, options: { total: number; before?: number; now?: () => number }) {
    this.#output = output
    this.#say = say
    this.#what = what
    this.#total = options.total
    this.#before = options.before ?? 0
    this.#now = options.now ?? Date.now
    this.#startedAt = this.#now()
    this.#saidAt = this.#startedAt
    this.#saidDone = this.#before
  }

  at(done: number, failed: number, total = this.#total): void {
    this.#total = total
    const seconds = (this.#now() - this.#startedAt) / 1000
    const rate = seconds > 0 ? (done - this.#before) / seconds : 0
    const left = rate > 0 && total > done ? Math.ceil((total - done) / rate) : 0
    if (this.#output.onTerminal) {
      this.#output.drawBar(this.#bar(done, failed, rate, left))
      return
    }
    const due = done - this.#saidDone >= 1000 || this.#now() - this.#saidAt >= 10_000 || done === total
    if (!due || done === this.#saidDone) return
    this.#saidAt = this.#now()
    this.#saidDone = done
    this.#output.note(this.#line(done, failed, rate, left), {
      ...{ event: 'progress', of: this.#what, done, total, failed },
      ...{ perSecond: Math.round(rate), secondsLeft: left },
    })
  }

  #line(done: number, failed: number, rate: number, left: number): string {
    return this.#say('cli.progress', {
      what: this.#say(`cli.progress.${this.#what as 'reading'}`),
      done,
      total: this.#total,
      rate: Math.round(rate),
      failed,
      left: clock(left),
    })
  }

  #bar(done: number, failed: number, rate: number, left: number): string {
    const text = this.#line(done, failed, rate, left)
    const room = Math.min(30, this.#output.width - widthOf(text) - 4)
    if (room < 5) return text
    const full = this.#total === 0 ? room : Math.round((room * Math.min(done, this.#total)) / this.#total)
    return `[${'#'.repeat(full)}${'.'.repeat(room - full)}] ${text}`
  }
}

function clock(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return `${hours > 0 ? `${hours}:` : ''}${two(minutes)}:${two(seconds % 60)}`
}

/** Columns of a terminal: Japanese takes two. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
      character,
    )
      ? 2
      : 1
  return width
}
