import { checkNewPassword, type FieldFault, invalidFields, KaobanError } from '@kaoban/contract'
import { queueMail } from '../mails/mails.service.ts'
import { type Context, personOf, type Steps } from '../platform/context.ts'
import { hashToken } from '../platform/secrets.ts'
import { displayName, endSessionsOf, openSession } from '../sessions/sessions.service.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { loginPath, mailAdministrators, partyFor } from './passwords.notices.ts'
import { requestsPerHour } from './passwords.rules.ts'
import { hashPassword, issuePasswordLink, verifyPassword } from './passwords.service.ts'
import {
  consumeLink,
  countRequest,
  deleteLinksOf,
  findAccountByLoginId,
  findAccounts,
  findLink,
  type PasswordAccount,
  updatePassword,
} from './passwords.store.ts'

interface TypedPasswords {
  currentPassword?: string | undefined
  newPassword: string
  confirmation: string
}

/** Verifies the password of an ID as a sign-in does: failures count, and lock. */
export type VerifyCounted = (steps: Steps, loginId: string, password: string) => Promise<boolean>

/** パスワード変更 by the person [NFM-AUT-011]: other sessions end, this one gets a new token. */
export async function changeOwnPassword(
  steps: Steps,
  typed: TypedPasswords,
  verify: VerifyCounted,
): Promise<undefined> {
  const { userId, sessionId } = personOf(steps)
  const account = await steps.inTransaction(async (ctx) => (await findAccounts(ctx.db, [userId]))[0])
  if (!account) throw new KaobanError('session.expired', 'the person was deleted meanwhile')
  const stored = await judge(account, typed, () => verify(steps, account.loginId, typed.currentPassword ?? ''))
  await steps.inTransaction(async (ctx) => {
    await store(ctx, account, stored)
    await endSessionsOf(ctx, userId, sessionId)
    await openSession(ctx, { userId, means: 'password' })
    await ctx.audit({ userId })
  })
}

/** What a link is for; expired, used and invented ones are told the same [NFM-AUT-008]. */
export async function openLink(ctx: Context, token: string) {
  const link = await linkOf(ctx, token)
  const tenant = await findOwnTenant(ctx)
  return {
    tenant: { code: tenant!.code, name: tenant!.name },
    loginId: link.loginId,
    asksCurrent: link.purpose === 'first',
  }
}

async function linkOf(ctx: Context, token: string) {
  const link = await findLink(ctx.db, hashToken(token), ctx.clock.now())
  if (!link) throw new KaobanError('password-link.expired', 'the link has expired, was used or replaced')
  return link
}

/** Sets the password of a link, once [NFM-AUT-007, NFM-AUT-009]. */
export async function setPasswordByLink(
  steps: Steps,
  typed: TypedPasswords & { token: string },
  verify: VerifyCounted,
): Promise<{ code: string }> {
  const link = await steps.inTransaction((ctx) => linkOf(ctx, typed.token))
  const proven = () => verify(steps, link.loginId, typed.currentPassword ?? '')
  const stored = await judge(link, typed, link.purpose === 'first' ? proven : undefined)
  return steps.inTransaction(async (ctx) => {
    if (!(await consumeLink(ctx.db, link.linkId)))
      throw new KaobanError('password-link.expired', 'the link was used meanwhile')
    await store(ctx, link, stored)
    await endSessionsOf(ctx, link.userId)
    await { ...ctx, actor: { kind: 'guest' as const, claims: link.loginId } }.audit({
      userId: link.userId,
      link: link.purpose,
    })
    return { code: (await findOwnTenant(ctx))!.code }
  })
}

/** Checks what was typed and returns the new hash; computes outside any transaction. */
async function judge(
  account: PasswordAccount,
  typed: TypedPasswords,
  proven: (() => Promise<boolean>) | undefined,
): Promise<string> {
  const faults: FieldFault[] = []
  if (proven && !(await proven())) faults.push({ field: 'currentPassword', message: 'MSG-AUT-004' })
  const fault = checkNewPassword(typed.newPassword, {
    loginId: account.loginId,
    words: [account.familyName, account.givenName, account.mail],
  })
  if (fault) faults.push({ field: 'newPassword', message: fault })
  else if (typed.newPassword !== typed.confirmation) faults.push({ field: 'confirmation', message: 'MSG-AUT-005' })
  if (faults.length > 0) throw invalidFields(faults)
  if (await verifyPassword(account.passwordHash, typed.newPassword))
    throw invalidFields([{ field: 'newPassword', message: 'passwords.unchanged' }])
  return hashPassword(typed.newPassword)
}

async function store(ctx: Context, account: PasswordAccount, hash: string): Promise<void> {
  const change = { hash, initial: false, at: ctx.clock.now(), replaces: account.passwordHash }
  if (!(await updatePassword(ctx.db, account.userId, change)))
    throw new KaobanError('request.conflict', 'the password was changed meanwhile')
  await deleteLinksOf(ctx.db, [account.userId])
}

/** パスワードを忘れた方はこちら [NFM-AUT-013]; whatever happens, the page says the same. */
export async function requestReissue(ctx: Context, loginId: string): Promise<undefined> {
  const requests = await countRequest(ctx.db, ctx.tenantId, loginId.toLowerCase(), ctx.clock.now())
  const account = await findAccountByLoginId(ctx.db, loginId)
  const answered = requests <= requestsPerHour && account !== undefined
  const told = answered ? await tell(ctx, account) : 'nobody'
  const asking: Context = { ...ctx, actor: { kind: 'guest', claims: loginId } }
  await asking.audit({ told, requests }, 'password.reissue-requested', answered)
}

async function tell(ctx: Context, account: PasswordAccount) {
  const party = await partyFor(ctx, account)
  if (party === 'user')
    await queueMail(ctx, {
      template: 'MAIL-10',
      to: { address: account.mail, name: displayName(account), userId: account.userId },
      locale: account.locale ?? 'ja',
      params: { passwordUrl: await issuePasswordLink(ctx, account.userId, 'mailbox') },
    })
  if (party === 'administrators')
    await mailAdministrators(ctx, account, {
      userId: account.loginId,
      loginUrl: await loginPath(ctx),
    })
  return party
}
