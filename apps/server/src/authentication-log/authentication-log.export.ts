import type { CsvEncoding } from '@kaoban/contract'
import { hasMessage, type Locale, type MessageKey, word } from '@kaoban/messages'
import type { Reach } from '../groups/groups.service.ts'
import type { Steps } from '../platform/context.ts'
import { csvBytes, outsideShiftJis, timeFormat } from '../platform/csv-file.ts'
import type { Db } from '../platform/database.ts'
import type { AuthenticationSearch } from './authentication-log.rules.ts'
import { countHits, findHitsBelow, findUnusualTerms, type ResolvedText } from './authentication-log.store.ts'

/** The columns of the file, in the order of the list (portal.md §25.4). */
const headings = [
  'LBL-LOG-at',
  'LBL-LOG-result',
  'LBL-LOG-means',
  'LBL-LOG-account',
  'LBL-LOG-domain',
  'LBL-LOG-upn',
  'LBL-LOG-terminal',
  'LBL-LOG-userId',
  'LBL-LOG-scene',
  'LBL-LOG-spUrl',
  'LBL-LOG-code',
  'LBL-LOG-face',
] as const satisfies MessageKey[]

const batch = 2000

interface Hits {
  search: AuthenticationSearch
  texts: ResolvedText[]
  reach: Reach
  timeZone: string
  encoding: CsvEncoding
}

/** The file part by part; each part is read in a transaction of its own, so that nobody waits for a slow receiver. */
export async function* csvOfHits(steps: Steps, hits: Hits): AsyncGenerator<Uint8Array> {
  const { locale } = steps
  const timeOf = timeFormat(hits.timeZone)
  yield csvBytes([headings.map((key) => word(key, locale))], hits.encoding, true)
  let below: { at: Date; authenticationId: string } | undefined
  do {
    const rows = await steps.inTransaction((ctx) =>
      findHitsBelow(ctx.db, hits.search, hits.texts, hits.reach, below, batch),
    )
    if (rows.length > 0)
      yield csvBytes(
        rows.map((row) => [
          timeOf(row.at),
          word(row.succeeded ? 'LBL-LOG-success' : 'LBL-LOG-failure', locale),
          wordOf('authenticationLog.means', row.means, locale),
          row.windowsAccount,
          row.windowsDomain,
          row.windowsUpn,
          row.terminalName,
          row.loginId,
          wordOf('authenticationLog.scene', row.scene, locale),
          row.serviceProviderUrl,
          row.errorCode ?? '',
          row.faceImage ? 'YES' : 'NO',
        ]),
        hits.encoding,
        false,
      )
    below = rows.length < batch ? undefined : rows.at(-1)
  } while (below)
}

/** The word of a value; a value from a newer terminal is shown as it is. */
function wordOf(area: string, value: string, locale: Locale): string {
  const key = `${area}.${value}`
  return hasMessage(key) ? word(key, locale) : value
}

/** Characters of the hits that Shift_JIS cannot hold, each once. */
export async function charactersOutside(
  db: Db,
  search: AuthenticationSearch,
  texts: readonly ResolvedText[],
  reach: Reach,
): Promise<string[]> {
  const characters = new Set<string>()
  const fields = new Map<ResolvedText['field'], { term: string; lost: string[] }[]>()
  for (const { field, term } of await findUnusualTerms(db)) {
    const lost = outsideShiftJis(term)
    if (lost.length > 0) fields.set(field, [...(fields.get(field) ?? []), { term, lost }])
  }
  for (const [field, terms] of fields)
    for (const { term, lost } of terms) {
      if (lost.every((character) => characters.has(character))) continue
      const withIt = [...texts, { field, values: [term] }]
      if ((await countHits(db, search, withIt, reach, 1)) > 0) for (const character of lost) characters.add(character)
    }
  return [...characters]
}
