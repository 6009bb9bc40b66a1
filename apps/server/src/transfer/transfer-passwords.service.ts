import { availableParallelism } from 'node:os'
import { generatePassword, hashPassword } from '../passwords/passwords.service.ts'
import type { Steps } from '../platform/context.ts'
import { passwordOf, recordOpener } from './transfer-records.service.ts'
import type { findWork } from './transfer-rows.store.ts'

/** Passwords with their hashes, by row. */
export type HashedPasswords = Map<number, { password: string; hash: string }>

type Row = Awaited<ReturnType<typeof findWork>>[number]

/** As many as there are cores: more would only push aside whoever answers requests. */
const hashedAtOnce = Math.min(4, availableParallelism())

/** Hashes the passwords of these rows, outside any transaction; those that are `known` already are taken over. */
export async function hashPasswords(
  steps: Steps,
  importId: string,
  rows: readonly Row[],
  known: HashedPasswords = new Map(),
): Promise<HashedPasswords> {
  const hashed: HashedPasswords = new Map()
  const missing = rows.filter(({ row }) => !known.has(row))
  for (const { row } of rows) if (known.has(row)) hashed.set(row, known.get(row)!)
  if (missing.length === 0) return hashed
  const open = await steps.inTransaction((ctx) => recordOpener(ctx, importId))
  const lot = missing.map((row) => ({ row: row.row, wanted: passwordOf(open(row)) }))
  const lane = async () => {
    for (let next = lot.shift(); next !== undefined; next = lot.shift()) {
      const { row, wanted } = next
      if (!wanted) continue
      const password = wanted.kind === 'value' ? wanted.value : generatePassword()
      hashed.set(row, { password, hash: await hashPassword(password) })
    }
  }
  await Promise.all(Array.from({ length: hashedAtOnce }, lane))
  return hashed
}

/** The lots that are next to be written, of imports at work on this server: hashed while the ones before are written. */
const ahead = new Map<string, Promise<HashedPasswords>>()

/** Begins to hash the next lot; whatever goes wrong is found again when its turn comes. */
export function hashAhead(steps: Steps, importId: string, next: () => Promise<Row[]>): void {
  const work = next().then((rows) => hashPasswords(steps, importId, rows))
  ahead.set(
    importId,
    work.catch(() => new Map()),
  )
}

/** What was hashed ahead, and forgets it. */
export async function takeHashedAhead(importId: string): Promise<HashedPasswords | undefined> {
  const work = ahead.get(importId)
  ahead.delete(importId)
  return work
}
