import type { PoolClient, QueryConfig } from 'pg'

/** Longer ones, and those with many values, are lists that hardly ever come the same twice. */
const longest = 8_000
const mostValues = 30
/** Of one connection; what comes after them is planned each time, until the pool renews the connection. */
const most = 500

const asksRows = /^(select|insert|update|delete|with)\s/
// A migration by another process may give it more columns, and a statement that is kept may not answer otherwise.
const anyColumn = /(select|returning) \*|\.\*/

/**
 * From now on `client` keeps what it is asked again and again parsed and planned under a name, as the embedded database
 * does: to plan what finds the session of a request takes twice as long as to run it. A plan fits the tables as they
 * were when it was made, and an import fills them within a minute: a transaction that begins after `freshFor` ms makes
 * all anew.
 */
export function keepStatements(client: PoolClient, freshFor = 5_000): void {
  const seen = new Set<string>()
  const names = new Map<string, string>()
  let plannedAt = performance.now()

  /** For what comes for the second time, as long as there are any. */
  function nameOf(text: string): string | undefined {
    if (names.has(text)) return names.get(text)
    if (names.size === most) return undefined
    if (!seen.delete(text)) {
      if (seen.size === most) seen.clear()
      seen.add(text)
      return undefined
    }
    const name = `kept-${names.size + 1}`
    names.set(text, name)
    return name
  }

  function kept(text: string, values: unknown[]): string | QueryConfig {
    if (text.length > longest || values.length > mostValues || !asksRows.test(text) || anyColumn.test(text)) return text
    const name = nameOf(text)
    return name === undefined ? text : { name, text, values }
  }

  const ask = client.query.bind(client) as (...asked: unknown[]) => unknown
  // Promises of pg hang together: one that the collector has moved to what stays takes the rows of all that come after
  // it along, 170 KB for a page, until a walk through everything. Those of ours do not.
  const answer = (asked: string | QueryConfig, values: unknown) =>
    new Promise((resolve, reject) => {
      ask(asked, values, (error: Error | null, result: unknown) => (error ? reject(error) : resolve(result)))
    })
  /** In a message of its own: within that of the transaction it would be its first statement. */
  const renewPlans = () => {
    if (performance.now() - plannedAt < freshFor) return
    plannedAt = performance.now()
    ask('discard plans', [], () => {})
  }
  client.query = ((asked: unknown, values: unknown, ...rest: unknown[]) => {
    if (typeof asked !== 'string' || typeof values === 'function' || rest.length > 0) return ask(asked, values, ...rest)
    if (asked.startsWith('begin;')) renewPlans()
    return answer(kept(asked, Array.isArray(values) ? values : []), values)
  }) as never
}
