/** Runs on Windows: kaoban under each code page, into a pipe, into a file or before the console itself. */
import { type StdioOptions, spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'

export interface Run {
  words: string[]
  lang: string
  into: 'pipe' | 'file' | 'console'
}

export interface Answer extends Run {
  page: number
  status: number | null
  /** What was written, of a pipe or a file. */
  hex?: string
}

const [, , kaoban, runsFile, answersFile] = process.argv
const { pages, runs } = JSON.parse(readFileSync(runsFile!, 'utf8')) as { pages: number[]; runs: Run[] }
const answers: Answer[] = []
for (const page of pages) {
  spawnSync('chcp.com', [String(page)], { stdio: ['inherit', 'ignore', 'inherit'] })
  for (const { words, lang, into } of runs) {
    const env = { ...process.env, LANG: lang }
    const start = (to: StdioOptions) => spawnSync(process.execPath, [kaoban!, ...words], { env, stdio: to })
    console.log(`== ${answers.length} ==`)
    if (into === 'console') {
      const { status } = start('inherit')
      answers.push({ page, words, lang, into, status })
    } else if (into === 'pipe') {
      const { status, stdout, stderr } = start(['inherit', 'pipe', 'pipe'])
      answers.push({ page, words, lang, into, status, hex: Buffer.concat([stdout, stderr]).toString('hex') })
    } else {
      const written = `${answersFile}.out`
      const file = openSync(written, 'w')
      const { status } = start(['inherit', file, file])
      closeSync(file)
      answers.push({ page, words, lang, into, status, hex: readFileSync(written, 'hex') })
    }
  }
}
console.log(`== ${answers.length} ==`)
writeFileSync(answersFile!, JSON.stringify(answers))
