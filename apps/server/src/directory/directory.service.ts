import { type claimDirectory, type InputOf, KaobanError } from '@kaoban/contract'
import type { Context } from '../platform/context.ts'
import {
  type DirectoryDomainTable,
  deleteDomain,
  deleteLinks,
  findDomain,
  findLinks,
  insertDomain,
  putLinks,
  type StoredLink,
  updateDomain,
} from './directory.store.ts'

export {
  countAccounts,
  countProvisioned,
  type DirectoryDomainTable,
  type DirectoryLink,
  deleteLots,
  findDomains,
  findMissing,
  insertLot,
  type StoredLink,
  updateDomain,
} from './directory.store.ts'

/** The links of accounts by GUID. */
export async function linksOf(
  ctx: Context,
  domain: string,
  guids: readonly string[],
): Promise<Map<string, StoredLink>> {
  const links = await findLinks(ctx.db, domain, guids)
  return new Map(links.map((link) => [link.objectGuid, link]))
}

/** Remembers what was written of accounts, and forgets accounts that are gone. */
export async function saveLinks(
  ctx: Context,
  domain: string,
  links: readonly StoredLink[],
  gone: readonly string[],
): Promise<void> {
  await putLinks(ctx.db, ctx.tenantId, domain, links)
  await deleteLinks(ctx.db, domain, gone)
}

/** The domain, held for the transaction. @throws KaobanError directory.other-tool unless this tool keeps it in step. */
export async function requireTool(ctx: Context, domain: string, tool: string): Promise<DirectoryDomainTable> {
  const known = await findDomain(ctx.db, domain, true)
  if (!known) throw new KaobanError('request.not-found', 'no tool has claimed this domain')
  if (known.tool !== tool) throw otherTool(domain)
  return known
}

export async function requireDomain(ctx: Context, domain: string): Promise<DirectoryDomainTable> {
  const known = await findDomain(ctx.db, domain)
  if (!known) throw new KaobanError('request.not-found', 'no tool has claimed this domain')
  return known
}

function otherTool(domain: string): KaobanError {
  return new KaobanError('directory.other-tool', 'another tool keeps this domain in step', { details: { domain } })
}

/** Forgets which people came from a domain. */
export async function releaseDomain(ctx: Context, domain: string): Promise<undefined> {
  if (!(await deleteDomain(ctx.db, domain)))
    throw new KaobanError('request.not-found', 'no tool has claimed this domain')
  await ctx.audit({ domain })
}

/** One tool keeps a domain in step [NFM-ADP-006]; another takes its place only when it says so. */
export async function claimDomain(ctx: Context, input: InputOf<typeof claimDirectory>): Promise<void> {
  const { domain, tool, onDisable, fullNameMax, takeOver } = input
  const known = await findDomain(ctx.db, domain, true)
  if (known && known.tool !== tool && !takeOver) throw otherTool(domain)
  if (known) await updateDomain(ctx.db, domain, { tool, onDisable, fullNameMax })
  else {
    const reportedAt = ctx.clock.now()
    await insertDomain(ctx.db, { tenantId: ctx.tenantId, domain, tool, onDisable, fullNameMax, reportedAt })
  }
  await ctx.audit({
    domain,
    tool,
    onDisable,
    fullNameMax,
    ...(known && known.tool !== tool && { instead: known.tool }),
  })
}
