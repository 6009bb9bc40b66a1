import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { exit } from './exit.ts'
import { Stop } from './stop.ts'

/** Asks on the terminal; questions go to standard error, so that standard output stays clean. */
export async function ask(question: string): Promise<string> {
  return answerTo(question, process.stderr)
}

/** The same without showing what is typed or pasted. */
export async function askHidden(question: string): Promise<string> {
  process.stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  try {
    return await answerTo('', nowhere)
  } finally {
    process.stderr.write('\n')
  }
}

async function answerTo(question: string, output: NodeJS.WritableStream): Promise<string> {
  const lines = createInterface({ input: process.stdin, output, terminal: true })
  const cancelled = new AbortController()
  lines.on('SIGINT', () => cancelled.abort())
  try {
    return (await lines.question(question, { signal: cancelled.signal })).trim()
  } catch {
    throw new Stop(exit.interrupted, 'cli.login.cancelled')
  } finally {
    lines.close()
  }
}

/** The first lines of standard input, for secrets that a program hands over; fewer where it ends before. */
export async function readLines(count: number): Promise<string[]> {
  let text = ''
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += chunk
    if (text.split('\n').length > count || text.length > 4096 * count) break
  }
  return text.split(/\r?\n/, count)
}
