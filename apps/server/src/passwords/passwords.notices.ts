import { queueMail } from '../mails/mails.service.ts'
import type { Context } from '../platform/context.ts'
import { displayName } from '../sessions/sessions.service.ts'
import { readSettings } from '../settings/settings.service.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { findAdministrators, type LinkPurpose, type PasswordAccount } from './passwords.store.ts'

export type NotifiedParty = 'user' | 'administrators' | 'nobody'

/** Whether system administrators are told as the tenant has set, or, for passwords that a file reissues, always [NFM-AUT-025]. */
export type TellAdministrators = 'as-set' | 'always'

/** Who learns about a password of this person: the person, else all system administrators, if the tenant wants that. */
export async function partyFor(
  ctx: Context,
  account: PasswordAccount,
  tell: TellAdministrators = 'as-set',
): Promise<NotifiedParty> {
  if (account.mail !== '') return 'user'
  if (tell === 'always') return 'administrators'
  return (await readSettings(ctx))['mail.noAddressToAdmins'] ? 'administrators' : 'nobody'
}

/** Mails a new password, or a link in its place, to whoever is to learn it. */
export async function notify(
  ctx: Context,
  template: 'MAIL-08' | 'MAIL-09',
  account: PasswordAccount,
  initialPassword: string,
  issueLink: (purpose: LinkPurpose) => Promise<string>,
  tell: TellAdministrators = 'as-set',
): Promise<NotifiedParty> {
  const party = await partyFor(ctx, account, tell)
  if (party === 'nobody') return party
  const params = { userId: account.loginId, loginUrl: await loginPath(ctx) }
  if (party === 'user') {
    await queueMail(ctx, {
      template,
      to: { address: account.mail, name: displayName(account), userId: account.userId },
      locale: account.locale ?? 'ja',
      params: { ...params, passwordUrl: await issueLink('mailbox') },
    })
    return party
  }
  await mailAdministrators(ctx, template, 'toAdministrators', account, {
    ...params,
    initialPassword,
    passwordUrl: await issueLink('first'),
  })
  return party
}

/** One mail to each system administrator, naming the person it is about. */
export async function mailAdministrators(
  ctx: Context,
  template: 'MAIL-08' | 'MAIL-09',
  variant: 'toAdministrators' | 'requested',
  about: PasswordAccount,
  params: Record<string, string>,
): Promise<void> {
  for (const administrator of await findAdministrators(ctx.db))
    await queueMail(ctx, {
      template,
      variant,
      to: { address: administrator.mail, name: displayName(administrator), userId: administrator.userId },
      locale: administrator.locale ?? 'ja',
      params: { ...params, userName: displayName(about) },
    })
}

export async function loginPath(ctx: Context): Promise<string> {
  return `/t/${(await findOwnTenant(ctx))!.code}`
}
