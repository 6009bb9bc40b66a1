import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'

const maps = new Map<string, SourceMap | undefined>()

/** The map that the build left beside a file, read when the first error comes: Node would read all of them at the start. */
function mapOf(url: string): SourceMap | undefined {
  if (!maps.has(url)) {
    let map: SourceMap | undefined
    try {
      map = new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8')))
    } catch {
      // Not built, or without a map.
    }
    maps.set(url, map)
  }
  return maps.get(url)
}

/** A stack trace with the places in the sources instead of those in what was built of them. */
export function traceInSources(stack: string): string {
  return stack.replace(/(file:\/\/[^\s()]+):(\d+):(\d+)/g, (built, url: string, line: string, column: string) => {
    const origin = mapOf(url)?.findOrigin(Number(line), Number(column))
    return origin !== undefined && 'fileName' in origin
      ? `${new URL(origin.fileName, url)}:${origin.lineNumber}:${origin.columnNumber}`
      : built
  })
}
