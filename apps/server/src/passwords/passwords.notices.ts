import type { MailTemplate } from '@kaoban/contract'
import { type NewMail, queueMail, queueMails } from '../mails/mails.service.ts'
import type { Context } from '../platform/context.ts'
import { displayName } from '../sessions/sessions.service.ts'
import { readSettings } from '../settings/settings.service.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { findAccounts, findAdministrators, type PasswordAccount } from './passwords.store.ts'
import { issuePasswordLinks } from './passwords-links.service.ts'

export type NotifiedParty = 'user' | 'administrators' | 'nobody'

/** Whether system administrators are told as the tenant has set, or, for passwords that a file reissues, always [NFM-AUT-025]. */
export type TellAdministrators = 'as-set' | 'always'

/** Who learns about the passwords of these people: the person, else all system administrators, if the tenant wants that. */
async function partiesFor(
  ctx: Context,
  accounts: readonly PasswordAccount[],
  tell: TellAdministrators,
): Promise<NotifiedParty[]> {
  const asSet = tell === 'as-set' && accounts.some(({ mail }) => mail === '')
  const others = !asSet || (await readSettings(ctx))['mail.noAddressToAdmins'] ? 'administrators' : 'nobody'
  return accounts.map(({ mail }) => (mail === '' ? others : 'user'))
}

export async function partyFor(
  ctx: Context,
  account: PasswordAccount,
  tell: TellAdministrators = 'as-set',
): Promise<NotifiedParty> {
  return (await partiesFor(ctx, [account], tell))[0]!
}

/** Mails new passwords, or links in their place, to whoever is to learn them; who that is, in the same order. */
export async function notify(
  ctx: Context,
  template: 'MAIL-08' | 'MAIL-09',
  news: readonly { account: PasswordAccount; password: string }[],
  tell: TellAdministrators = 'as-set',
): Promise<NotifiedParty[]> {
  const parties = await partiesFor(
    ctx,
    news.map(({ account }) => account),
    tell,
  )
  const told = news.flatMap((one, index) => (parties[index] === 'nobody' ? [] : [{ ...one, party: parties[index]! }]))
  if (told.length === 0) return parties
  const links = await issuePasswordLinks(
    ctx,
    told.map(({ account: { userId }, party }) => ({ userId, purpose: party === 'user' ? 'mailbox' : 'first' })),
  )
  const loginUrl = await loginPath(ctx)
  const administrators = told.some(({ party }) => party === 'administrators') ? await findAdministrators(ctx.db) : []
  await queueMails(
    ctx,
    told.flatMap(({ account, password, party }, index): NewMail[] => {
      const params = { userId: account.loginId, loginUrl, passwordUrl: links[index]! }
      return party === 'user'
        ? [{ template, ...recipient(account), params }]
        : administrators.map((administrator) => ({
            ...{ template, variant: 'toAdministrators' as const, ...recipient(administrator) },
            params: { ...params, initialPassword: password, userName: displayName(account) },
          }))
    }),
  )
  return parties
}

/** One mail to each system administrator that lists people without an address, and what they sign in with first. */
export async function mailNewPeople(
  ctx: Context,
  people: readonly { loginId: string; password: string }[],
): Promise<void> {
  if (people.length === 0) return
  const list = people.map(({ loginId, password }) => `${loginId}\t${password}`).join('\n')
  const params = { count: String(people.length), list, loginUrl: await loginPath(ctx) }
  const administrators = await findAdministrators(ctx.db)
  await queueMails(
    ctx,
    administrators.map((administrator) => ({
      ...{ template: 'MAIL-08' as const, variant: 'provisioned' as const, ...recipient(administrator), params },
    })),
  )
}

/** A mail of this kind to the person's own address, with a fresh page where they set their password. */
export async function sendOwnLink(ctx: Context, userId: string, template: MailTemplate): Promise<void> {
  const [account] = await findAccounts(ctx.db, [userId])
  if (!account) throw new Error('a mail is for a person who is stored')
  const passwordUrl = (await issuePasswordLinks(ctx, [{ userId, purpose: 'mailbox' }]))[0]!
  const params = { userId: account.loginId, loginUrl: await loginPath(ctx), passwordUrl }
  await queueMail(ctx, { template, ...recipient(account), params })
}

function recipient(account: PasswordAccount): Pick<NewMail, 'to' | 'locale'> {
  const { mail: address, userId, locale } = account
  return { to: { address, name: displayName(account), userId }, locale: locale ?? 'ja' }
}

/** One mail to each system administrator about a person who asks for a password. */
export async function mailAdministrators(
  ctx: Context,
  about: PasswordAccount,
  params: Record<string, string>,
): Promise<void> {
  const administrators = await findAdministrators(ctx.db)
  await queueMails(
    ctx,
    administrators.map((administrator) => ({
      ...{ template: 'MAIL-09' as const, variant: 'requested' as const, ...recipient(administrator) },
      params: { ...params, userName: displayName(about) },
    })),
  )
}

export async function loginPath(ctx: Context): Promise<string> {
  return `/t/${(await findOwnTenant(ctx))!.code}`
}
