import { checkMail, invalidFields, KaobanError, type User } from '@kaoban/contract'
import { requireReach } from '../groups/groups.service.ts'
import { findUndelivered } from '../mails/mails.service.ts'
import { sendOwnLink } from '../passwords/passwords.service.ts'
import { type Context, personOf } from '../platform/context.ts'
import { readUserById } from './users.service.ts'
import { findPerson, findTaken, updatePerson } from './users.store.ts'

interface Repetition {
  userId: string
  /** The mail that did not arrive, as the administrator saw it. */
  mailId: string
  version: number
  /** The address that is right. */
  mail: string
}

/** 送り直す: stores the address where it is another one, and sends a mail of the same kind with a fresh link. */
export async function repeatUndelivered(
  ctx: Context,
  { userId, mailId, version, ...typed }: Repetition,
): Promise<User> {
  await requireReach(ctx, [userId], 'change')
  const person = await findPerson(ctx.db, userId, true)
  if (!person) throw new KaobanError('request.not-found', 'no such person')
  if (person.version !== version)
    throw new KaobanError('request.conflict', 'this person was changed since the mail was shown')
  const undelivered = await findUndelivered(ctx, userId)
  if (undelivered?.mailId !== mailId || undelivered.repetition !== 'possible')
    throw new KaobanError('request.conflict', 'there is no such mail to send again')
  const mail = typed.mail.trim()
  const corrected = mail !== person.mail
  const refusal =
    mail === ''
      ? 'users.undelivered.noAddress'
      : (checkMail(mail, true) ?? (corrected ? await takenMessage(ctx, userId, mail) : undefined))
  if (refusal !== undefined) throw invalidFields([{ field: 'mail', message: refusal }])
  if (corrected) await storeAddress(ctx, userId, mail)
  await sendOwnLink(ctx, userId, undelivered.template)
  await ctx.audit({ userId, loginId: person.loginId, mail: undelivered.template, changed: corrected ? ['mail'] : [] })
  return readUserById(ctx, userId)
}

const takenElsewhere = 'MSG-USR-014'

async function takenMessage(ctx: Context, userId: string, mail: string): Promise<string | undefined> {
  const taken = await findTaken(ctx.db, { mailKey: mail.toLowerCase() }, userId)
  return taken.mail ? takenElsewhere : undefined
}

async function storeAddress(ctx: Context, userId: string, mail: string): Promise<void> {
  const change = { mail, mailKey: mail.toLowerCase(), updatedAt: ctx.clock.now(), updatedBy: personOf(ctx).loginId }
  if (typeof (await updatePerson(ctx.db, userId, change)) === 'string')
    throw invalidFields([{ field: 'mail', message: takenElsewhere }])
}
