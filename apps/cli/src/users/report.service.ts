import { closeSync, openSync, writeSync } from 'node:fs'
import { type FileFault, type MfaResult, wordFault, writeMfaResults } from '@kaoban/codecs'
import type { Locale } from '@kaoban/messages'
import type { Output } from '../platform/output.ts'
import type { Say } from '../platform/words.ts'

/** How many faults are printed; all of them stand in the report. */
const printed = 100

/** Results as they come: printed as far as anybody would read, and written to a file in full [MFA-RES-002]. */
export class Report {
  readonly #output: Output
  readonly #say: Say
  readonly #locale: Locale
  #file: number | undefined
  #begun = false
  #printed = 0
  failed = 0
  warned = 0

  constructor(output: Output, say: Say, locale: Locale, path: string | undefined) {
    this.#output = output
    this.#say = say
    this.#locale = locale
    if (path !== undefined) this.#file = openSync(path, 'w', 0o600)
  }

  add(rows: readonly MfaResult[], others: readonly FileFault[] = []): void {
    for (const { result, faults } of rows) {
      if (result === 'failed') this.failed++
      if (faults.some(({ level }) => level === 'warning')) this.warned++
    }
    for (const row of rows) for (const fault of row.faults) this.#print(fault, row)
    for (const fault of others) this.#print(fault)
    if (this.#file === undefined || (rows.length === 0 && others.length === 0)) return
    const bytes = writeMfaResults(rows, others)
    // Mark and header stand at the beginning only.
    const body = this.#begun ? bytes.subarray(bytes.indexOf(0x0a) + 1) : bytes
    this.#begun = true
    writeSync(this.#file, body)
  }

  /** Says how many faults were not printed. */
  end(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
    const more = this.#printed - printed
    if (more > 0 && this.#output.mode === 'words') this.#output.note(this.#say('cli.report.more', { n: more }))
  }

  #print(fault: FileFault, row?: MfaResult): void {
    const file = fault.file ?? row?.file ?? ''
    const line = fault.line ?? row?.line
    const { message, remedy } = wordFault(fault, this.#locale)
    const { level, code, column } = fault
    this.#printed++
    if (this.#output.mode === 'json') {
      const fact = { event: 'fault', level, code, file, line, userid: row?.userid, column, message, remedy }
      this.#output.result('', fact)
      return
    }
    if (this.#printed > printed) return
    const place = [file, line, row?.userid, column].filter((part) => part !== undefined && part !== '').join(':')
    const kind = level === 'warning' ? `${this.#say('cli.report.warning')} ` : ''
    this.#output.result(`${place}: ${kind}${message}${remedy === undefined ? '' : ` ${remedy}`} [${code}]`, {})
  }
}
