import { type ComputerEntry, type ComputerSync, computerLog, sendComputerLog, syncComputer } from '@kaoban/contract'
import type { Registered } from '../platform/device.ts'
import { softwareHere } from '../platform/software.ts'
import type { Vault } from '../platform/vault.ts'

const [cache, queue] = ['cache', 'queue']
const day = 86_400_000

/** Days for which people who were not confirmed by the server may sign in here [NFM-COF-005]. */
export const offlineDays = 30

/** What the server told at the last sync. */
export interface Known extends ComputerSync {
  /** When that was, by the clock of this computer. */
  keptAt: number
}

/** Takes over what the server says now; who is no longer in it is gone here, too [NFM-CFR-008]. */
export async function synchronise({ vault, call }: Registered): Promise<Known> {
  const known = { ...(await call(syncComputer, softwareHere())), keptAt: Date.now() }
  vault.write(cache, known)
  return known
}

/** Undefined when there was no sync yet, or none for too long; a clock that was set back counts as too long. */
export function knownHere(vault: Vault, now = Date.now()): Known | undefined {
  const known = vault.read<Known>(cache)
  return known && now >= known.keptAt - day && now - known.keptAt <= offlineDays * day ? known : undefined
}

function queued(vault: Vault, now: number): ComputerEntry[] {
  const earliest = new Date(now - computerLog.days * day).toISOString()
  return (vault.read<ComputerEntry[]>(queue) ?? []).filter(({ at }) => at >= earliest)
}

/** Keeps an attempt until it is sent; the oldest go when there are too many [NFM-COF-004]. */
export function noteAttempt(vault: Vault, entry: ComputerEntry): void {
  vault.write(queue, [...queued(vault, Date.now()), entry].slice(-computerLog.kept))
}

/** Sends what waits, in lots; an entry that came twice counts once. Returns how many were sent. */
export async function sendAttempts({ vault, call }: Registered): Promise<number> {
  let sent = 0
  for (;;) {
    const entries = queued(vault, Date.now()).slice(0, computerLog.entries)
    if (entries.length === 0) return sent
    await call(sendComputerLog, { entries })
    const ids = new Set(entries.map(({ entryId }) => entryId))
    // Others may have come meanwhile.
    vault.write(
      queue,
      queued(vault, Date.now()).filter(({ entryId }) => !ids.has(entryId)),
    )
    sent += entries.length
  }
}
