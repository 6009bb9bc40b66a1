import type { Context } from '../platform/context.ts'
import { newId, newToken } from '../platform/identifiers.ts'
import { hashToken } from '../platform/secrets.ts'
import { type LinkPurpose, replaceLinks } from './passwords.store.ts'

const linkHours = 24

/**
 * A page where the person sets a password, as a path of the portal: valid for 24 hours and once, and older ones stop
 * working [NFM-AUT-007, NFM-AUT-009]. `mailbox` links do not ask for the initial password, so they may only be sent
 * to the person's own address.
 */
export async function issuePasswordLink(ctx: Context, userId: string, purpose: LinkPurpose = 'first'): Promise<string> {
  return (await issuePasswordLinks(ctx, [{ userId, purpose }]))[0]!
}

/** Such a page for each of these people, in one statement. */
export async function issuePasswordLinks(
  ctx: Context,
  people: readonly { userId: string; purpose: LinkPurpose }[],
): Promise<string[]> {
  const createdAt = ctx.clock.now()
  const expiresAt = new Date(createdAt.getTime() + linkHours * 3_600_000)
  const issued = people.map((person) => ({ ...person, token: newToken(ctx.tenantId) }))
  await replaceLinks(
    ctx.db,
    issued.map(({ userId, purpose, token }) => ({
      ...{ tenantId: ctx.tenantId, linkId: newId(), userId, purpose },
      ...{ tokenHash: hashToken(token), createdAt, expiresAt },
    })),
  )
  return issued.map(({ token }) => `/p/${token}`)
}
