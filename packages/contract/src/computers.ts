import { z } from 'zod'
import { ErrorCode } from './authentication-log.ts'
import { endpoint } from './endpoint.ts'
import { limits } from './limits.ts'
import { Flag, PageQuery, pageOf } from './paging.ts'
import { logonMeans, motionKinds, thresholdLevels } from './settings.ts'
import { TerminalKey } from './terminals.ts'
import { isWindowsName } from './windows-accounts-rules.ts'

/** How long earlier keys register computers after new ones were made [NFM-DLD-004]. */
export const formerKeysDays = 7

/** コンピュータ名: what Windows accounts of this computer name as their place [NFM-WAC-014]. */
const ComputerName = z.string().trim().min(1).max(limits.computerName.max).refine(isWindowsName)
const Software = z.object({ version: z.string().trim().min(1).max(40), os: z.string().trim().min(1).max(200) })

export const ComputerRow = z.object({
  computerId: z.uuid(),
  name: z.string(),
  os: z.string(),
  version: z.string(),
  registeredAt: z.iso.datetime(),
  /** When it last asked for settings and people; null: never. */
  syncedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})
export type ComputerRow = z.output<typeof ComputerRow>

export const listComputers = endpoint({
  method: 'GET',
  path: '/api/computers',
  needs: 'computers.manage',
  summary: 'Computers with the client software',
  query: PageQuery.extend({
    search: z.string().max(100).optional(),
    sort: z.enum(['name', 'version', 'registeredAt', 'syncedAt']).default('name'),
    revoked: Flag.optional(),
  }),
  answer: pageOf(ComputerRow),
  audit: { none: 'reads no personal data' },
})

export const revokeComputer = endpoint({
  method: 'DELETE',
  path: '/api/computers/:computerId',
  needs: 'computers.manage',
  summary: 'Revoke a computer at once and for good; it erases what it holds at its next contact',
  params: z.object({ computerId: z.uuid() }),
  answer: z.undefined(),
  status: 204,
  audit: 'computer.revoked',
})

export const renewComputerKeys = endpoint({
  method: 'POST',
  path: '/api/computers/keys',
  needs: 'computers.manage',
  summary: 'Make the access key and secret key that register computers; the secret key is in this answer only',
  body: z.strictObject({
    /** Earlier keys end now instead of in seven days. */
    endFormer: z.boolean().default(false),
  }),
  answer: z.object({ accessKey: z.string(), secretKey: z.string() }),
  status: 201,
  limit: { max: 30, perSeconds: 60 },
  audit: 'computer.keys-made',
})

export const registerComputer = endpoint({
  method: 'POST',
  path: '/api/t/:code/computers',
  needs: 'tenant-guest',
  summary: 'Bind a computer to the tenant whose code, access key and secret key it was given',
  params: z.object({ code: z.string().min(1).max(64) }),
  body: z.strictObject({
    accessKey: z.string().min(1).max(100),
    secretKey: z.string().min(1).max(200),
    name: ComputerName,
    publicKey: TerminalKey,
    ...Software.shape,
  }),
  encrypted: true,
  answer: z.object({
    computerId: z.uuid(),
    /** What the computer calls itself in signed requests. */
    proofName: z.string(),
    tenant: z.object({ code: z.string(), name: z.string() }),
  }),
  status: 201,
  limit: { max: 60, perSeconds: 60 },
  audit: 'computer.registered',
})

/** An account that can sign in at the computer, and who may by it [NFM-COF-003]. */
const ComputerAccount = z.object({ accountId: z.uuid(), name: z.string(), userIds: z.array(z.uuid()) })

/** Somebody of these accounts who may sign in today. */
const ComputerPerson = z.object({
  userId: z.uuid(),
  loginId: z.string(),
  displayName: z.string(),
  /** 表示画像 and 学習画像 as templates, base64; none where the tenant has no licence [NFM-CLG-015]. */
  templates: z.array(z.string()),
})

export const ComputerSync = z.object({
  name: z.string(),
  tenant: z.object({ code: z.string(), name: z.string() }),
  at: z.iso.datetime(),
  logon: z.object({ auth: z.enum(logonMeans), motion: z.enum(motionKinds), threshold: z.enum(thresholdLevels) }),
  accounts: z.array(ComputerAccount),
  people: z.array(ComputerPerson),
})
export type ComputerSync = z.output<typeof ComputerSync>

export const syncComputer = endpoint({
  method: 'POST',
  path: '/api/computer/sync',
  needs: 'computer',
  summary: 'What the computer needs to work, for a while without the server; tells version and system [NFM-CLI-018]',
  body: z.strictObject({ ...Software.shape }),
  encrypted: true,
  answer: ComputerSync,
  audit: { none: 'reads what belongs to this computer; its list shows when' },
})

/** Entries that one request brings, and days after which a computer forgets those that it could not send [NFM-COF-004]. */
export const computerLog = { entries: 200, kept: 10_000, days: 90 } as const

/** An attempt at the computer, with its own time [NFM-CLG-012]. */
export const ComputerEntry = z.strictObject({
  /** Made by the computer: an entry counts once. */
  entryId: z.uuid(),
  at: z.iso.datetime(),
  succeeded: z.boolean(),
  scene: z.enum(['windows-logon', 'windows-unlock']),
  windowsAccount: z.string().max(256),
  /** Whom the computer recognised. */
  userId: z.uuid().optional(),
  errorCode: ErrorCode.optional(),
})
export type ComputerEntry = z.output<typeof ComputerEntry>

export const sendComputerLog = endpoint({
  method: 'POST',
  path: '/api/computer/authentications',
  needs: 'computer',
  summary: 'Attempts that were decided at the computer',
  body: z.strictObject({ entries: z.array(ComputerEntry).max(computerLog.entries) }),
  encrypted: true,
  answer: z.object({
    /** How many had not come before. */
    added: z.number().int(),
  }),
  audit: { none: 'they are the authentication log' },
})
