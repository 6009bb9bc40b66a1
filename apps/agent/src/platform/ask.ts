import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { exit, Stop } from './stop.ts'

/** Asks on the terminal; elsewhere the next line of standard input is the answer. */
export class Asker {
  #lines: AsyncIterator<string> | undefined

  get onTerminal(): boolean {
    return process.stdin.isTTY === true
  }

  /** @param hidden what is typed is not shown */
  async ask(question: string, hidden = false): Promise<string> {
    if (!this.onTerminal) return this.#nextLine()
    process.stderr.write(question)
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
    const lines = createInterface({ input: process.stdin, output: hidden ? nowhere : process.stderr, terminal: true })
    const cancelled = new AbortController()
    lines.on('SIGINT', () => cancelled.abort())
    try {
      return (await lines.question('', { signal: cancelled.signal })).trim()
    } catch {
      throw new Stop(exit.interrupted, 'cli.login.cancelled')
    } finally {
      lines.close()
      if (hidden) process.stderr.write('\n')
    }
  }

  async #nextLine(): Promise<string> {
    this.#lines ??= createInterface({ input: process.stdin, terminal: false })[Symbol.asyncIterator]()
    const { value, done } = await this.#lines.next()
    return done ? '' : value.trim()
  }

  close(): void {
    void this.#lines?.return?.()
  }
}
