import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CamelCasePlugin, type CompiledQuery, Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely'
import { Pool, types } from 'pg'
import type { Config } from './config.ts'
import { dataPath } from './config.ts'
import { houseTenantId } from './identifiers.ts'
import { migrate } from './migrate.ts'
import { openEmbedded } from './pglite.ts'
import { keepStatements } from './postgres-statements.ts'
import { cleanTables } from './postgres-upkeep.ts'

/** Tables by name. Each feature's store adds its own: `declare module '../platform/database.ts' { interface Database { … } }`. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging in the stores
export interface Database {}

/** A transaction of one tenant: every statement in it sees that tenant's rows only. */
export type Db = Kysely<Database>

/** `app`: a tenant's own data. `gate`: finds a tenant by its code. `operator`: the operator's data and the list of tenants. */
export type DatabaseRole = 'app' | 'gate' | 'operator'

export interface DatabaseHandle {
  kind: 'embedded' | 'postgresql'
  /** Runs `work` in one transaction under the tenant's row-level security; throws undo it. */
  transaction<T>(scope: { tenantId: string; role?: DatabaseRole }, work: (db: Db) => Promise<T>): Promise<T>
  /** Statements outside any tenant, for health checks and job queues. */
  statement(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>
  /** Brings statistics and dead rows up to date; of a PostgreSQL server, what its autovacuum left. */
  tidy(): Promise<void>
  close(): Promise<void>
}

// Columns are snake_case in SQL and camelCase in TypeScript; JSON values stay as they are.
const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })]

const embeddedTidyEvery = 3_600_000
const postgresTidyEvery = 600_000
// Data in memory or on an SSD: an index is worth its reading; the planner's default thinks of turning disks.
const randomPageCost = 1.1

// 64-bit counts fit a number in this product; dates of PGlite and pg then agree as well.
types.setTypeParser(20, Number)

/**
 * Opens PostgreSQL or the embedded database, migrates it, and gives up the rights that migrations needed. With
 * `migrate: false` it is taken as it is, and must exist.
 */
export async function openDatabase(
  config: Config,
  options: { inMemory?: boolean; mutation?: string; migrate?: boolean } = {},
): Promise<DatabaseHandle> {
  if (config.DATABASE_URL === undefined) {
    if (options.migrate === false && !existsSync(join(config.KAOBAN_DATA, 'pglite')))
      throw new Error(`there is no database in ${config.KAOBAN_DATA}`)
    const embedded = await openEmbedded(options.inMemory ? undefined : dataPath(config))
    if (options.migrate !== false) await migrate(embedded, options.mutation)
    await embedded.query('set role kaoban_app')
    await embedded.query(`set random_page_cost = ${randomPageCost}`)
    const pglite = facade(embedded)
    const kysely = new Kysely<Database>({ dialect: new PGliteDialect({ pglite }), plugins })
    const tidy = () =>
      kysely.connection().execute(async (connection) => {
        await sql`reset role`.execute(connection)
        try {
          await sql`vacuum (analyze)`.execute(connection)
        } finally {
          await sql`set role kaoban_app`.execute(connection)
        }
      })
    // It has no autovacuum, and without statistics the planner takes detours that grow with the square of the people.
    const upkeep = { tidy, every: embeddedTidyEvery }
    return handle('embedded', kysely, upkeep, () => embedded.close(), pglite.postpone)
  }
  if (options.migrate !== false) await migrateAsOwner(config, options.mutation)
  const pool = new Pool({
    connectionString: config.DATABASE_URL,
    max: config.KAOBAN_DATABASE_POOL,
    options: `-c role=kaoban_app -c random_page_cost=${randomPageCost}`,
    application_name: 'kaoban',
    // With the statements that it keeps.
    maxLifetimeSeconds: 3_600,
  })
  pool.on('connect', (client) => keepStatements(client))
  pool.on('error', () => {}) // an idle connection that broke; the next query opens another
  const kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool }), plugins })
  const tidy = async () => {
    await cleanTables(ownerUrl(config))
  }
  return handle('postgresql', kysely, { tidy, every: postgresTidyEvery }, () => kysely.destroy())
}

const ownerUrl = (config: Config) => (config.DATABASE_OWNER_URL ?? config.DATABASE_URL)!

async function migrateAsOwner(config: Config, mutation: string | undefined): Promise<void> {
  const ownerPool = new Pool({ connectionString: ownerUrl(config), max: 1 })
  try {
    const owner = await ownerPool.connect()
    try {
      await migrate({ query: (text, values) => owner.query(text, values as unknown[]) }, mutation)
    } finally {
      owner.release()
    }
  } finally {
    await ownerPool.end()
  }
}

function handle(
  kind: DatabaseHandle['kind'],
  kysely: Kysely<Database>,
  { tidy, every }: { tidy: () => Promise<void>; every: number },
  close: () => Promise<void>,
  postpone?: (statement: Statement) => void,
): DatabaseHandle {
  const timer = setInterval(() => void tidy().catch(() => {}), every).unref()
  return {
    kind,
    transaction: (scope, work) =>
      kysely.connection().execute(async (connection) => {
        if (postpone) postponing.set(connection, postpone)
        await sql.raw(beginOf(scope.tenantId, scope.role ?? 'app')).execute(connection)
        let result: Awaited<ReturnType<typeof work>>
        try {
          result = await work(connection)
        } catch (error) {
          await sql.raw('rollback').execute(connection)
          throw error
        }
        await sql.raw('commit').execute(connection)
        return result
      }),
    statement: (text, values = []) =>
      kysely.connection().execute(async (connection) => {
        const { rows } = await connection.executeQuery({
          sql: text,
          parameters: values,
          query: { kind: 'RawNode' } as never,
          queryId: { queryId: '' },
        })
        return { rows: rows as Record<string, unknown>[] }
      }),
    tidy,
    close() {
      clearInterval(timer)
      return close()
    },
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** One round trip opens the transaction and fixes role and tenant for its whole length. */
function beginOf(tenantId: string, role: DatabaseRole): string {
  if (!uuid.test(tenantId)) throw new Error('a tenant id is a lower-case UUID')
  const tenant = role === 'operator' ? houseTenantId : tenantId
  return `begin; set local role kaoban_${role}; set local app.tenant = '${tenant}'`
}

const postponing = new WeakMap<Db, (statement: Statement) => void>()

/**
 * Lets a statement go in one message with the next of its transaction, or its end, where the way to the database is what
 * costs. For what answers nothing and can only fail by a bug: who comes next hears of it.
 */
export async function postpone(db: Db, statement: { compile(db: Db): CompiledQuery }): Promise<void> {
  const wait = postponing.get(db)
  if (wait) wait(statement.compile(db))
  else await db.executeQuery(statement.compile(db))
}

/**
 * Runs `work` inside the running transaction under another tenant or role, and returns to the former ones: for acts
 * that belong to two tenants at once, such as opening one. A throw must undo the whole transaction.
 */
export async function withinScope<T>(
  db: Db,
  scope: { tenantId: string; role?: DatabaseRole },
  work: (db: Db) => Promise<T>,
): Promise<T> {
  if (!uuid.test(scope.tenantId)) throw new Error('a tenant id is a lower-case UUID')
  const former = (
    await sql<{
      role: string
      tenant: string
    }>`select current_user::text as role, current_setting('app.tenant') as tenant`.execute(db)
  ).rows[0]!
  const enter = (role: string, tenant: string) =>
    sql`select set_config('role', ${role}, true), set_config('app.tenant', ${tenant}, true)`.execute(db)
  await enter(`kaoban_${scope.role ?? 'app'}`, scope.tenantId)
  const result = await work(db)
  await enter(former.role, former.tenant)
  return result
}

/**
 * What Kysely asks for, over one connection. A transaction begins with its first statement, in the same message, and one
 * that asks nothing never begins. One that only read ends with whatever comes next: nobody waits for its end.
 */
function facade(embedded: Awaited<ReturnType<typeof openEmbedded>>) {
  let beginning: string | undefined
  let ending: string | undefined
  let waiting: Statement[] = []
  let onlyRead = false
  return {
    closed: false,
    ready: true,
    waitReady: Promise.resolve(),
    close: () => embedded.close(),
    async query(text: string, parameters?: unknown[]) {
      if (text.startsWith('begin;')) {
        beginning = text
        onlyRead = true
        return nothing
      }
      if (text === 'commit' || text === 'rollback') {
        if (text === 'rollback') waiting = []
        if (beginning !== undefined && waiting.length === 0) {
          beginning = undefined
          return nothing
        }
        if (onlyRead) {
          ending = text
          return nothing
        }
      } else if (!reads.test(text)) onlyRead = false
      const first = {
        before: [ending, beginning].filter((part) => part !== undefined).join('; ') || undefined,
        waiting,
      }
      ending = undefined
      beginning = undefined
      waiting = []
      return embedded.query(text, parameters, first) as never
    },
    /** Lets a statement go with the next one of the running transaction. */
    postpone(statement: Statement) {
      onlyRead = false
      waiting.push(statement)
    },
    transaction: () => Promise.reject(new Error('use DatabaseHandle.transaction')),
  }
}

type Statement = Pick<CompiledQuery, 'sql' | 'parameters'>

/** Functions that write are asked outside of transactions only (a test counts them): a lone `select` of one is a reader here. */
const reads = /^\s*select\s/

const nothing = { rows: [], fields: [] } as never

/** True when an error of either database says that a unique constraint was hit; `constraint` narrows it. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const { code, constraint: hit } = error as { code?: string; constraint?: string }
  return code === '23505' && (constraint === undefined || hit === constraint)
}
