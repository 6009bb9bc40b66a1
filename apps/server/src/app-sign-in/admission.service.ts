import { type Delivery, type FactorNumber, KaobanError, type ServiceProvider } from '@kaoban/contract'
import { recordAuthentication } from '../authentication-log/authentication-log.service.ts'
import { spNameOf } from '../factors/factors.service.ts'
import type { Actor, Context } from '../platform/context.ts'
import { type PortalUrl, portalFacts, providerOf, respond, signingKey } from '../saml/saml.service.ts'
import { displayName, openSession, roleOf } from '../sessions/sessions.service.ts'
import type { SignInAccount } from '../sign-in/sign-in.service.ts'
import { findOwnTenant } from '../tenants/tenants.service.ts'
import { meansOf } from './app-sign-in.rules.ts'
import { consumeSignIn, findSubject, isAnswered, type OpenSignIn } from './app-sign-in.store.ts'

/** Everything that a signed response is made of, once the transaction is over. */
export interface Admission {
  statement: Parameters<typeof respond>[0]
  key: Parameters<typeof respond>[1]
  relayState: string
}

interface Proof {
  row: OpenSignIn
  account: SignInAccount
  way: FactorNumber[]
  /** Factors of it that were shown just now. */
  shown: readonly FactorNumber[]
}

/** The door opens, once: names, logs, and what the portal remembers of it, in one transaction. */
export async function admit(
  ctx: Context,
  { row, account, way, shown }: Proof,
  portalUrl: PortalUrl,
): Promise<Admission> {
  const { appId } = row
  const { userId, loginId } = account
  if (account.passwordInitial && shown.includes(16))
    throw new KaobanError('session.password-change-required', 'the initial password must be replaced first')
  if (row.requestId !== null && (await isAnswered(ctx.db, appId, row.requestId)))
    throw new KaobanError('saml.request-refused', 'the request was answered', { details: { reason: 'replay' } })
  const provider = (await providerOf(ctx, appId))!
  const subject = await findSubject(ctx.db, userId)
  const name = await nameFor(ctx, appId, userId, provider, subject)
  await consumeSignIn(ctx.db, row.tokenHash, ctx.clock.now())
  await recordAuthentication(ctx, {
    ...{ succeeded: true, means: meansOf(way), scene: 'service-provider', userId, loginId },
    serviceProviderUrl: provider.acsUrl,
  })
  // Whoever knows the password could as well sign in to the portal: the next application need not ask again.
  if (shown.includes(16)) await openSession(ctx, { userId, means: 'password' })
  await { ...ctx, actor: actorOf(account) }.audit(
    { appId, factors: way, shown, serviceProvider: provider.entityId, requestId: row.requestId },
    'app.signed-in',
  )
  const { code } = (await findOwnTenant(ctx))!
  return {
    key: await signingKey(ctx),
    relayState: row.relayState,
    statement: {
      issuer: portalFacts(portalUrl(), code, appId).entityId,
      audience: provider.entityId,
      acsUrl: provider.acsUrl,
      inResponseTo: row.requestId,
      nameId: { source: provider.nameId, value: name },
      factors: way,
      attributes: provider.attributes
        ? {
            mail: subject.mail,
            sn: subject.familyName,
            givenName: subject.givenName,
            displayName: displayName(account),
          }
        : {},
      at: ctx.clock.now(),
    },
  }
}

/** By what the service provider knows the person; nothing takes the place of a name that is missing [MFA-SAML-004]. */
async function nameFor(
  ctx: Context,
  appId: number,
  userId: string,
  { nameId, sharedNames }: ServiceProvider,
  { loginId, mail }: { loginId: string; mail: string },
): Promise<string> {
  if (nameId === 'loginId') return loginId
  const found = nameId === 'mail' ? { name: mail, others: 0 } : await spNameOf(ctx, appId, userId)
  if (!found || found.name === '')
    throw new KaobanError('app-sign-in.no-user-name', 'the person has no user name for this application')
  if (found.others > 0 && !sharedNames)
    throw new KaobanError('app-sign-in.shared-user-name', 'others have the same user name for this application')
  return found.name
}

function actorOf(account: SignInAccount): Actor {
  const { userId, loginId, locale } = account
  return {
    ...{ kind: 'person', userId, loginId, locale, sessionId: '', mustChangePassword: false, restriction: null },
    displayName: displayName(account),
    role: roleOf(account),
  }
}

export function deliver({ statement, key, relayState }: Admission): Delivery {
  return { action: statement.acsUrl, response: respond(statement, key), relayState }
}
