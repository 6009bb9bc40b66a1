import { mkdirSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const Switch = z.enum(['on', 'off']).transform((value) => value === 'on')
/** Whose X-Forwarded headers are believed: nobody's, the next hop's, or those of named addresses and networks. */
const TrustedProxies = z.string().transform((value, check): boolean | string[] => {
  if (value === 'on' || value === 'off') return value === 'on'
  const proxies = value.split(',').map((proxy) => proxy.trim())
  if (proxies.every(isNetwork)) return proxies
  check.addIssue({ code: 'custom', message: 'on, off, or addresses and networks with commas between them' })
  return z.NEVER
})

function isNetwork(text: string): boolean {
  const [address = '', length, ...more] = text.split('/')
  const bits = isIP(address) === 6 ? 128 : 32
  return (
    isIP(address) !== 0 &&
    more.length === 0 &&
    (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits))
  )
}

const Count = (low: number, high: number) => z.coerce.number().int().min(low).max(high)

/** One row per key: schema with default, and what it does (docs/operate/configuration.md is printed from here). */
export const settings = {
  KAOBAN_HOST: [z.string().min(1).default('127.0.0.1'), 'address to listen on'],
  KAOBAN_PORT: [Count(0, 65535).default(8080), 'port to listen on; 0 takes a free one'],
  KAOBAN_DATA: [z.string().min(1).default('data'), 'folder of the embedded database, keys and the mail outbox'],
  KAOBAN_PUBLIC_URL: [
    z.url({ protocol: /^https?$/ }).optional(),
    'URL people reach the portal by; https makes cookies Secure',
  ],
  KAOBAN_TRUST_PROXY: [
    TrustedProxies.default(false),
    'believe X-Forwarded-For, -Proto and -Host of the reverse proxy in front: `on` for one proxy, else the addresses or networks of all of them',
  ],
  DATABASE_URL: [z.url({ protocol: /^postgres(ql)?$/ }).optional(), 'PostgreSQL instead of the embedded database'],
  DATABASE_OWNER_URL: [
    z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    'PostgreSQL account that runs migrations, when it is not the one of DATABASE_URL',
  ],
  KAOBAN_DATABASE_POOL: [Count(2, 200).default(10), 'connections to PostgreSQL'],
  KAOBAN_KEK_FILE: [
    z.string().min(1).optional(),
    'file holding the key-encryption key; default DATA/kek.key, made on first start',
  ],
  KAOBAN_SMTP_URL: [
    z.url({ protocol: /^smtps?$/ }).optional(),
    'mail server; without it mails wait in DATA/outbox and on the mailbox page',
  ],
  KAOBAN_MAIL_FROM: [z.string().min(3).default('Kaoban <no-reply@localhost>'), 'sender of mails'],
  KAOBAN_LOG_LEVEL: [
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    'least level that is logged',
  ],
  KAOBAN_LOG_PRETTY: [Switch.default(false), 'logs for eyes instead of JSON'],
  KAOBAN_LICENCE_ENFORCEMENT: [
    Switch.default(true),
    'off: licences limit nothing and never end; faces that a lapse had suspended come back',
  ],
  KAOBAN_LICENCE_LAPSE: [
    z.enum(['suspend', 'erase']).default('suspend'),
    'faces when the last licence has ended: suspended for 30 days and then erased, or erased on the next day',
  ],
  KAOBAN_ALLOW_LIST_IPV6: [
    Switch.default(false),
    'on: lists of allowed IP addresses may hold ranges of IPv6; without it administrators at IPv6 addresses are outside of every list',
  ],
  KAOBAN_SUPPORT_URL: [
    z.url({ protocol: /^(https?|mailto)$/ }).optional(),
    'help desk, shown to signed-in people; not to trial tenants',
  ],
  KAOBAN_FACE_MODEL: [
    z.enum(['faceplugin', 'dlib']).default('faceplugin'),
    'network that makes templates of faces; faces of another one match nobody, so that everybody registers again',
  ],
  KAOBAN_FACE_WORKERS: [Count(1, 64).default(2), 'threads that analyse pictures'],
  KAOBAN_PRODUCT_NAME: [z.string().min(1).max(40).default('Kaoban'), 'product name in pages and mails'],
  KAOBAN_TERMS_URL: [z.url().optional(), 'terms of use shown to applicants'],
  KAOBAN_PRIVACY_URL: [z.url().optional(), 'privacy policy shown to applicants'],
  KAOBAN_MANUAL_URL: [z.url().optional(), 'page with the manuals, named in the mail that opens a tenant'],
  KAOBAN_AUTO_OPEN: [Switch.default(false), 'open applied tenants without an operator'],
  KAOBAN_LOCK_FAILURES: [Count(3, 20).default(5), 'consecutive failures that lock an account'],
  KAOBAN_LOCK_MINUTES: [Count(1, 1440).default(30), 'minutes an account stays locked'],
  KAOBAN_SESSION_IDLE_MINUTES: [Count(5, 480).default(30), 'minutes without a request that end a session'],
  KAOBAN_SESSION_HOURS: [Count(1, 24).default(12), 'hours after which a session ends'],
  KAOBAN_RATE_LIMITS: [Switch.default(true), 'limits per client address; off only behind a gateway that limits'],
} as const satisfies Record<string, readonly [z.ZodType, string]>

type Settings = { [K in keyof typeof settings]: z.output<(typeof settings)[K][0]> }

export interface Config extends Omit<Settings, 'KAOBAN_DATA'> {
  KAOBAN_DATA: string
  /** Cookies carry Secure and the __Host- prefix. */
  secureCookies: boolean
}

/**
 * Reads the environment; `overrides` are the command line's.
 * @throws Error that names every bad and every unknown KAOBAN_ key at once.
 */
export function readConfig(env: Record<string, string | undefined>, overrides: Record<string, string> = {}): Config {
  const given = { ...env, ...overrides }
  const faults: string[] = []
  const values: Record<string, unknown> = {}
  for (const [key, [schema]] of Object.entries(settings)) {
    const result = (schema as z.ZodType).safeParse(given[key] === '' ? undefined : given[key])
    if (result.success) values[key] = result.data
    else faults.push(`${key}: ${result.error.issues.map((issue) => issue.message).join('; ')}`)
  }
  for (const key of Object.keys(given))
    if (key.startsWith('KAOBAN_') && !(key in settings) && !toolKeys.has(key)) faults.push(`${key}: unknown key`)
  if (faults.length > 0) throw new Error(`configuration is not usable\n  ${faults.join('\n  ')}`)
  const read = values as Settings
  const data = resolve(read.KAOBAN_DATA)
  return { ...read, KAOBAN_DATA: data, secureCookies: read.KAOBAN_PUBLIC_URL?.startsWith('https:') ?? false }
}

/** Keys that belong to tests and tools, not to the server. */
const toolKeys = new Set([
  'KAOBAN_FACES',
  'KAOBAN_TEST_REPORT',
  'KAOBAN_CHROMIUM',
  'KAOBAN_TEST_DATABASE_URL',
  'KAOBAN_MUTATION',
])

export function dataPath(config: Config, ...parts: string[]): string {
  mkdirSync(config.KAOBAN_DATA, { recursive: true, mode: 0o700 })
  return join(config.KAOBAN_DATA, ...parts)
}

/** docs/operate/configuration.md: every key with its default, what it takes and what it does. */
export function configurationTable(): string {
  const rows = Object.entries(settings).map(([key, [schema, meaning]]) => {
    const standing = (schema as z.ZodType).safeParse(undefined)
    const value = standing.success ? standing.data : undefined
    const shown = value === true ? 'on' : value === false ? 'off' : value
    return `| \`${key}\` | ${shown === undefined ? '–' : `\`${shown}\``} | ${takes(schema as z.ZodType)} | ${meaning} |`
  })
  return [
    '# Configuration',
    '',
    'Environment variables of the server; `npm run kaoban -- config` prints this page. A bad or unknown `KAOBAN_` key',
    'stops the start and is named. `--port`, `--host` and `--data` of `npm start` stand above the environment.',
    '',
    '| Key | Default | Takes | What it does |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

function takes(schema: z.ZodType): string {
  const { type, format, minimum, maximum, enum: choices } = z.toJSONSchema(schema, { io: 'input' })
  if (choices) return choices.map((choice) => `\`${choice}\``).join(', ')
  if (minimum !== undefined) return `${minimum}–${maximum}`
  return format === 'uri' ? 'URL' : type === 'string' ? 'text' : String(type)
}
