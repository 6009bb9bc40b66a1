import { spawnSync } from 'node:child_process'
import { encodeText, lostCharacters } from '@kaoban/codecs'

/** Japanese Windows reads what a program writes to a pipe by code page 932 unless somebody ran `chcp 65001`. */
export type CodePage = 932 | 65001

/**
 * By which code page output is read that does not go to a terminal, which takes every character by itself. Every other
 * code page than 932 gets UTF-8.
 */
export function codePageOf(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, askConsole = consoleCodePage): CodePage {
  const said = env.KAOBAN_CODE_PAGE ?? (platform === 'win32' ? askConsole() : '')
  return /\b932\b/.test(said) ? 932 : 65001
}

/** 「現在のコード ページ: 932」, in whatever language; only the number is ASCII. */
function consoleCodePage(): string {
  const { stdout } = spawnSync('chcp.com', {
    encoding: 'latin1',
    windowsHide: true,
    stdio: ['inherit', 'pipe', 'ignore'],
  })
  return stdout ?? ''
}

/** A text as it is written; characters that the code page does not have become 〓, which prints as nothing else does. */
export function encodeFor(codePage: CodePage, text: string): string | Uint8Array {
  return codePage === 932 ? encodeText(text.replace(/./gsu, held), 'shift_jis') : text
}

const known = new Map<string, string>()

function held(character: string): string {
  if (character < '\u0080') return character
  let written = known.get(character)
  if (written === undefined) {
    written = lostCharacters([[character]], 'shift_jis').length === 0 ? character : '〓'
    known.set(character, written)
  }
  return written
}

/** JSON that reads the same in every code page. */
export function asciiJson(fact: unknown): string {
  return JSON.stringify(fact).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
