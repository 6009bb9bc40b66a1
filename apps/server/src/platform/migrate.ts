import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

interface Owner {
  query(text: string, values?: readonly unknown[]): Promise<{ rows: unknown[] }>
  /** Spares others the migrations. */
  keep?(): Promise<void>
}

const folder = fileURLToPath(new URL('../../migrations/', import.meta.url))

/**
 * Brings the schema up to date: forward only, one transaction a file, one starter at a time.
 * `mutation` is a statement that a test of the tests runs afterwards, to see whether anybody notices.
 * @throws Error when an applied file has changed or the database is newer than this program.
 */
export async function migrate(owner: Owner, mutation?: string): Promise<void> {
  await owner.query('select pg_advisory_lock(727272)')
  try {
    await owner.query(
      `create table if not exists schema_migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
    )
    const applied = new Map(
      (await owner.query('select name, sha256 from schema_migrations')).rows.map((row) => [
        (row as { name: string }).name,
        (row as { sha256: string }).sha256,
      ]),
    )
    const files = migrationFiles()
    for (const name of applied.keys())
      if (!files.includes(name))
        throw new Error(
          `the database was migrated by a newer version (${name}); install that version or restore a backup`,
        )
    for (const name of files) {
      const text = readFileSync(`${folder}${name}`, 'utf8')
      const sha256 = hashOf(text)
      const before = applied.get(name)
      if (before === sha256) continue
      if (before !== undefined)
        throw new Error(`migration ${name} was changed after it had been applied; migrations only move forward`)
      await owner.query('begin;')
      try {
        await owner.query(`${text};`)
        await owner.query('insert into schema_migrations (name, sha256) values ($1, $2)', [name, sha256])
        await owner.query('commit;')
      } catch (error) {
        await owner.query('rollback;')
        throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error })
      }
    }
    await owner.keep?.()
    if (mutation !== undefined) await owner.query(`${mutation};`)
  } finally {
    await owner.query('select pg_advisory_unlock(727272)')
  }
}

/** Tells schemas apart. */
export function migrationsDigest(): string {
  return hashOf(
    migrationFiles()
      .map((name) => `${name} ${hashOf(readFileSync(`${folder}${name}`))}`)
      .join('\n'),
  )
}

function migrationFiles(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
