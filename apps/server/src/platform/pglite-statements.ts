import { type PGlite, parse, protocol, type Results } from '@electric-sql/pglite'

/** Longer texts are lists of values, hardly ever the same twice. */
const longest = 8_000
const most = 500

/** What goes before a statement, in the same message where it can. */
export interface First {
  /** Statements without parameters. */
  before?: string | undefined
  /** Statements whose answers nobody reads. */
  waiting?: readonly Statement[] | undefined
}

interface Statement {
  sql: string
  parameters: readonly unknown[]
}

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

  const send = async (...messages: Uint8Array[]) =>
    messages.length === 0 ? [] : database.execProtocolStream(Buffer.concat(messages), { syncToFs: false })
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

  function bound({ name, types }: Kept, parameters: readonly unknown[]): Uint8Array[] {
    const values = parameters.map((value, index) => {
      if (value === null || value === undefined) return null
      const serializer = database.serializers[types[index]!]
      return serializer === undefined ? String(value) : serializer(value)
    })
    return [
      serialize.bind({ statement: name, values }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
      serialize.sync(),
    ]
  }

  /** Messages for statements, each under its name; what is not kept yet is, once all before it has gone. */
  async function gather(before: string | undefined, statements: readonly Statement[]): Promise<Uint8Array[]> {
    let messages = before === undefined ? [] : [serialize.query(before)]
    for (const { sql, parameters } of statements) {
      let known = kept.get(sql)
      if (!known) {
        await send(...messages)
        messages = []
        known = await keep(sql)
      }
      seen.delete(sql)
      // The last one asked for stands last.
      kept.delete(sql)
      kept.set(sql, known)
      messages.push(...bound(known, parameters))
    }
    return messages
  }

  async function query(
    sql: string,
    parameters: readonly unknown[],
    { before, waiting = [] }: First = {},
  ): Promise<Results> {
    if (sql.length > longest || (!kept.has(sql) && !seen.has(sql))) {
      if (seen.size === most) seen.clear()
      if (sql.length <= longest) seen.add(sql)
      await database.runExclusive(async () => send(...(await gather(before, waiting))))
      return database.query(sql, [...parameters])
    }
    return database.runExclusive(async () => {
      if (performance.now() - plannedAt > freshFor) await discardPlans()
      const answer = await send(...(await gather(before, [...waiting, { sql, parameters }])))
      while (kept.size > most) await forgetOldest()
      return parse.parseResults(answer, database.parsers).at(-1)!
    })
  }

  /** One message, where `database.exec` sends two and looks for files beside them. */
  function script(text: string, { before, waiting = [] }: First = {}): Promise<Results | undefined> {
    return database.runExclusive(async () => {
      const answer = await send(...(await gather(before, waiting)), serialize.query(text))
      return parse.parseResults(answer, database.parsers).at(-1)
    })
  }

  return { query, script }
}
