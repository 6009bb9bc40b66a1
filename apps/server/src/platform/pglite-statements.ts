import { type PGlite, parse, protocol, type Results } from '@electric-sql/pglite'

/** Longer texts are lists of values, hardly ever the same twice. */
const longest = 8_000
const most = 500

interface Kept {
  name: string
  /** Object ids of the types of the parameters. */
  types: readonly number[]
}

/**
 * Asks the database the way clients of a PostgreSQL server do who ask the same again and again: a statement that comes
 * for the second time stays parsed and planned under a name, and goes over in one message instead of six. To plan what
 * finds the session of a request takes twice as long as to run it. A plan fits the tables as they were when it was made,
 * and an import fills them within a minute: after `freshFor` ms all are made anew.
 * @returns `query` answers what `database.query` would, `script` what the last of several statements says.
 */
export function keepingStatements(database: PGlite, freshFor = 5_000) {
  const seen = new Set<string>()
  const kept = new Map<string, Kept>()
  let lastName = 0
  let plannedAt = performance.now()

  const send = (...messages: Uint8Array[]) => database.execProtocolStream(Buffer.concat(messages), { syncToFs: false })
  const { serialize } = protocol

  async function keep(text: string): Promise<Kept> {
    const name = `kept-${++lastName}`
    const described = await send(
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    )
    return { name, types: parse.parseDescribeStatementResults(described) }
  }

  /** Makes room by the one that was not asked for longest. */
  async function forgetOldest(): Promise<void> {
    const [text, { name }] = kept.entries().next().value!
    kept.delete(text)
    await send(serialize.close({ type: 'S', name }), serialize.sync())
  }

  async function discardPlans(): Promise<void> {
    try {
      await send(serialize.query('discard plans'))
      plannedAt = performance.now()
    } catch {
      // A transaction that failed takes nothing but its end, which may be what is asked.
    }
  }

  async function run({ name, types }: Kept, parameters: readonly unknown[]): Promise<Results> {
    const values = parameters.map((value, index) => {
      if (value === null || value === undefined) return null
      const serializer = database.serializers[types[index]!]
      return serializer === undefined ? String(value) : serializer(value)
    })
    const answer = await send(
      serialize.bind({ statement: name, values }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
      serialize.sync(),
    )
    return parse.parseResults(answer, database.parsers)[0]!
  }

  async function query(text: string, parameters: readonly unknown[]): Promise<Results> {
    if (text.length > longest) return database.query(text, [...parameters])
    if (!kept.has(text) && !seen.has(text)) {
      if (seen.size === most) seen.clear()
      seen.add(text)
      return database.query(text, [...parameters])
    }
    return database.runExclusive(async () => {
      if (performance.now() - plannedAt > freshFor) await discardPlans()
      const statement = kept.get(text) ?? (await keep(text))
      seen.delete(text)
      // The last one asked for stands last.
      kept.delete(text)
      kept.set(text, statement)
      if (kept.size > most) await forgetOldest()
      return run(statement, parameters)
    })
  }

  /** One message, where `database.exec` sends two and looks for files beside them. */
  function script(text: string): Promise<Results | undefined> {
    return database.runExclusive(async () =>
      parse.parseResults(await send(serialize.query(text)), database.parsers).at(-1),
    )
  }

  return { query, script }
}
