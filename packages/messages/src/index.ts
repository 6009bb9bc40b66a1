import { addresses } from './addresses.ts'
import { agent } from './agent.ts'
import { announcements } from './announcements.ts'
import { apiKeys } from './api-keys.ts'
import { appSignIn } from './app-sign-in.ts'
import { authenticationLog } from './authentication-log.ts'
import { authenticationSets } from './authentication-sets.ts'
import { camera } from './camera.ts'
import { cli } from './cli.ts'
import { computers } from './computers.ts'
import { dashboard } from './dashboard.ts'
import { directory } from './directory.ts'
import { authenticationFixers, errors } from './errors.ts'
import { faces } from './faces.ts'
import { factors } from './factors.ts'
import { forms } from './forms.ts'
import { frame } from './frame.ts'
import { groups } from './groups.ts'
import { imports } from './imports.ts'
import { installer } from './installer.ts'
import { leavers } from './leavers.ts'
import { licences } from './licences.ts'
import { linkage } from './linkage.ts'
import { mails } from './mails.ts'
import { maintenance } from './maintenance.ts'
import { me } from './me.ts'
import { notices } from './notices.ts'
import { oneTimePasswords } from './one-time-passwords.ts'
import { operation, operationFunction, operationLog } from './operation-log.ts'
import { operators } from './operators.ts'
import { passwords } from './passwords.ts'
import { fixerOf, problems } from './problems.ts'
import { recycleBin } from './recycle-bin.ts'
import { saml } from './saml.ts'
import { sessions } from './sessions.ts'
import { settings } from './settings.ts'
import { signIn } from './sign-in.ts'
import { devices, portal } from './spec.gen.ts'
import { tables } from './tables.ts'
import { tasks } from './tasks.ts'
import { tenants } from './tenants.ts'
import { terminals } from './terminals.ts'
import type { Locale, Strings } from './text.ts'
import { transfer } from './transfer.ts'
import { users } from './users.ts'

export { localeOfEnvironment, pickLocale } from './locale.ts'
export { type Locale, locales, type Strings, type Text } from './text.ts'

/** Our own texts by area; a new area is listed here and has a file of its own. */
export const areas = {
  addresses,
  agent,
  announcements,
  apiKeys,
  appSignIn,
  authenticationLog,
  authenticationSets,
  camera,
  cli,
  computers,
  dashboard,
  directory,
  installer,
  errors,
  faces,
  factors,
  forms,
  frame,
  imports,
  groups,
  leavers,
  licences,
  linkage,
  mails,
  maintenance,
  notices,
  me,
  oneTimePasswords,
  operation,
  operationFunction,
  operationLog,
  operators,
  passwords,
  problems,
  recycleBin,
  saml,
  sessions,
  settings,
  signIn,
  tables,
  tasks,
  tenants,
  terminals,
  transfer,
  users,
} as const satisfies Record<string, Strings>

/** Texts of the specification, by file; keys are the ids used there. */
export const spec = { portal, devices } as const satisfies Record<string, Strings>

type KeysOf<Tables> = { [Name in keyof Tables]: keyof Tables[Name] & string }[keyof Tables]

/** Every key of the catalogue: ids of the specification (`MSG-AUT-001`) and our own (`signIn.title`). */
export type MessageKey = KeysOf<typeof spec> | KeysOf<typeof areas>

/** Values for the `{name}` marks of a text. */
export type MessageParams = Readonly<Record<string, string | number>>

const catalogue = new Map(
  [...Object.values(spec), ...Object.values(areas)].flatMap((strings: Strings) => Object.entries(strings)),
)

/** Marks that have a value when the caller gives none. */
const standing: MessageParams = { product: 'Kaoban' }

/** Whether a key that came from outside (an error code, a field name) is in the catalogue. */
export function hasMessage(key: string): key is MessageKey {
  return catalogue.has(key)
}

/**
 * The text of a key with its `{name}` marks filled in; a mark without a value stays visible.
 * @throws RangeError when the catalogue has no such key; ask {@link hasMessage} first for keys from outside.
 */
export function word(key: MessageKey, locale: Locale, params: MessageParams = {}): string {
  const text = catalogue.get(key)
  if (!text) throw new RangeError(`the catalogue has no text ${key}`)
  return text[locale].replace(/\{([A-Za-z][A-Za-z0-9]*)\}/g, (mark, name: string) =>
    String((Object.hasOwn(params, name) ? params[name] : standing[name]) ?? mark),
  )
}

/** What to tell a person about an API problem: its title, what to do about it where that is known, and who can do it. */
export function problemWords(
  code: string,
  locale: Locale,
  params: MessageParams = {},
): { title: string; remedy: string | undefined; who: string } {
  const title = `problem.${code}`
  const remedy = `${title}.remedy`
  return {
    title: word(hasMessage(title) ? title : 'errors.unknown', locale, params),
    remedy: hasMessage(remedy) ? word(remedy, locale, params) : undefined,
    who: word(`errors.who.${fixerOf(code)}`, locale),
  }
}

/** The same for a code of the authentication log; undefined for a code that nobody knows [NFM-ERR-016]. */
export function authenticationErrorWords(
  code: string,
  locale: Locale,
): { title: string; remedy: string; who: string } | undefined {
  const cause = `errors.cause.${code}`
  const remedy = `EC-${code}`
  if (!hasMessage(cause) || !hasMessage(remedy)) return undefined
  return {
    title: word(cause, locale),
    remedy: word(remedy, locale),
    who: word(`errors.who.${authenticationFixers[code] ?? 'you'}`, locale),
  }
}
