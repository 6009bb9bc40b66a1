import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { limits } from './limits.ts'
import { Import, ImportFault, rowActions } from './transfer.ts'
import { isWindowsName } from './windows-accounts-rules.ts'

/** What one lot of a run may hold, and how many errors of a run are told. */
export const directoryRuns = { accounts: 500, bytes: 4 * 1024 * 1024, errors: 100 } as const

/** After so many hours without a report of its tool a domain is silent [NFM-ADP-053]. */
export const directorySilentHours = 24

/** What becomes of a person whose account is disabled in Active Directory [NFM-ADP-045]. */
export const onDisablePolicies = ['suspend', 'remove'] as const

/** Name of a domain, without case: half-width, without the characters that no Windows name may have [NFM-ADP-025]. */
const DomainName = z
  .string()
  .min(1)
  .max(limits.domainName.max)
  .refine(isWindowsName)
  .transform((name) => name.toLowerCase())

/** Which installation of the tool it is: random, made at its set-up [NFM-ADP-006]. */
const ToolId = z.uuid()

/** A text whose control characters, which nothing stores, are spaces. */
const Storable = z.string().overwrite((text) => text.replace(/\p{Cc}/gu, ' ').toWellFormed())

/** An account as Active Directory has it. */
export const DirectoryAccount = z.strictObject({
  objectGuid: z.guid().transform((guid) => guid.toLowerCase()),
  logonName: Storable.max(256),
  fullName: Storable.max(1024),
  enabled: z.boolean(),
})
export type DirectoryAccount = z.output<typeof DirectoryAccount>

/** One account that a run could not follow [NFM-ADP-052]. */
export const DirectoryError = z.object({
  logonName: z.string(),
  /** What was to be done. */
  operation: z.enum(rowActions),
  fault: ImportFault,
})
export type DirectoryError = z.output<typeof DirectoryError>

export const DirectoryRun = z.object({
  import: Import,
  /** Of the task that plans or applies it. */
  progress: z.object({ done: z.number().int(), total: z.number().int() }).nullable(),
  /** Problem code that ended the task. */
  failure: z.string().nullable(),
  errors: z.array(DirectoryError),
  errorCount: z.number().int(),
})
export type DirectoryRun = z.output<typeof DirectoryRun>

export const DirectoryDomain = z.object({
  domain: z.string(),
  tool: ToolId,
  onDisable: z.enum(onDisablePolicies),
  /** People who are kept in step. */
  provisioned: z.number().int(),
  /** When the tool last sent all accounts, or was set up. */
  reportedAt: z.iso.datetime(),
  /** How many it sent. */
  accounts: z.number().int(),
  /** It has not reported for a day. */
  silent: z.boolean(),
  /** What came of that report; null when it is no longer kept. */
  run: DirectoryRun.nullable(),
})
export type DirectoryDomain = z.output<typeof DirectoryDomain>

const domains = '/api/directory/domains'
const runs = '/api/directory/runs'
const common = { needs: 'directory.manage', apiKey: 'directory.sync' } as const
const RunId = z.object({ importId: z.uuid() })

export const readDirectory = endpoint({
  method: 'GET',
  path: '/api/directory',
  ...common,
  summary: 'Domains of Active Directory whose accounts are kept in step, with what came of the last run of each',
  answer: z.object({
    tenant: z.object({ code: z.string(), name: z.string() }),
    domains: z.array(DirectoryDomain),
  }),
  audit: { none: 'reads what the last runs have logged' },
})

export const claimDirectory = endpoint({
  method: 'PUT',
  path: domains,
  ...common,
  summary:
    'Say which tool keeps a domain in step, and how; a domain has one tool, which another has to replace expressly',
  body: z.strictObject({
    domain: DomainName,
    tool: ToolId,
    onDisable: z.enum(onDisablePolicies).default('suspend'),
    /** Characters of a full name that are kept [NFM-ADP-026]. */
    fullNameMax: z.number().int().min(1).max(limits.personName.max).default(limits.personName.max),
    /** Takes the place of the tool that had the domain before. */
    takeOver: z.boolean().default(false),
  }),
  answer: DirectoryDomain,
  limit: { max: 60, perSeconds: 60 },
  audit: 'directory.claimed',
})

export const releaseDirectory = endpoint({
  method: 'POST',
  path: `${domains}/release`,
  needs: 'directory.manage',
  summary: 'Keep a domain in step no longer; its people stay, as if they had been registered in the portal',
  body: z.strictObject({ domain: DomainName }),
  answer: z.undefined(),
  status: 204,
  audit: 'directory.released',
})

export const openDirectoryRun = endpoint({
  method: 'PUT',
  path: `${runs}/:importId`,
  ...common,
  summary: 'Begin to send all accounts of a domain, which follow in lots; the caller makes the id of the run',
  params: RunId,
  body: z.strictObject({
    domain: DomainName,
    tool: ToolId,
    /** Ends as checked, nothing is written. */
    trial: z.boolean().default(false),
  }),
  encrypted: true,
  answer: z.object({ import: Import }),
  limit: { max: 60, perSeconds: 60 },
  audit: { none: 'nothing is stored but that it began; closing the run is logged' },
})

export const addDirectoryAccounts = endpoint({
  method: 'POST',
  path: `${runs}/:importId/accounts`,
  ...common,
  summary: 'Send a lot of accounts; a lot that came before is answered and not stored again',
  params: RunId,
  body: z.strictObject({
    /** Number of the first account, from 1: the lot's key. */
    from: z.number().int().min(1).max(10_000_000),
    accounts: z.array(DirectoryAccount).min(1).max(directoryRuns.accounts),
  }),
  maxBodyBytes: directoryRuns.bytes,
  encrypted: true,
  answer: z.object({
    /** Accounts that have come so far. */
    received: z.number().int(),
  }),
  limit: { max: 3000, perSeconds: 60 },
  audit: { none: 'stored sealed until the run is closed, which is logged' },
})

export const closeDirectoryRun = endpoint({
  method: 'POST',
  path: `${runs}/:importId/close`,
  ...common,
  summary: 'Say that every account has come; a task plans and applies what they mean, unless that deletes many people',
  params: RunId,
  body: z.strictObject({
    /** How many there are: an account that is missing would be taken for deleted. */
    accounts: z.number().int().min(0),
  }),
  answer: DirectoryRun,
  status: 202,
  audit: 'directory.reported',
})

export const readDirectoryRun = endpoint({
  method: 'GET',
  path: `${runs}/:importId`,
  ...common,
  summary: 'How far a run is, or what came of it',
  params: RunId,
  answer: DirectoryRun,
  audit: { none: 'reads what the run itself has logged' },
})
