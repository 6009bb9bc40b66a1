import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { lengthOf } from './limits.ts'
import { selfServiceMenus } from './self-service.ts'
import { personFaces } from './users.ts'

export const factorLimits = {
  /** MFA-FLD-032 */
  idManagerApps: { min: 61000, max: 61100 },
  /** MFA-FLD-038 */
  samlApps: { min: 70000, max: 70999 },
  appName: { max: 80 },
  /** MFA-ORG-006 */
  factorName: { max: 15 },
  /** MFA-FLD-034 */
  appValue: 256,
  /** MFA-FLD-040 */
  windowsNumber: { min: 1, max: 20 },
  /** MFA-FLD-014, MFA-FLD-015; 0 never erases */
  carryOutDeleteDays: { min: 0, max: 365, standard: 30 },
  /** MFA-FLD-016, MFA-FLD-017; 0 refreshes at every sign-in */
  carryOutUpdateDays: { min: 0, max: 30, standard: 1 },
} as const

export const appKinds = ['id-manager', 'saml'] as const
export type AppKind = (typeof appKinds)[number]

/** The kind of application that an ID belongs to, by its range. */
export function appKindOf(appId: number): AppKind | undefined {
  const within = ({ min, max }: { min: number; max: number }) => appId >= min && appId <= max
  if (within(factorLimits.idManagerApps)) return 'id-manager'
  return within(factorLimits.samlApps) ? 'saml' : undefined
}

/** userid, password, 予備ID-1, 予備ID-2 of the ID manager; user name and Chromebook password of SAML. */
export const appParts = ['userid', 'password', 'param1', 'param2', 'spname'] as const
export type AppPart = (typeof appParts)[number]

export const AppId = z.number().int().min(factorLimits.idManagerApps.min).max(factorLimits.samlApps.max)
const characters = (max: number) =>
  z
    .string()
    .max(max * 2)
    .refine((text) => lengthOf(text) <= max, { message: 'too long' })

export const RegisteredApp = z.object({ appId: z.number().int(), kind: z.enum(appKinds), name: z.string() })
export type RegisteredApp = z.output<typeof RegisteredApp>

export const listApps = endpoint({
  method: 'GET',
  path: '/api/apps',
  needs: 'settings.manage',
  summary: 'Applications of the ID manager and of SAML, and how many people have sign-in data for each',
  answer: z.object({ rows: z.array(RegisteredApp.extend({ users: z.number().int() })) }),
  audit: { none: 'reads no personal data' },
})

const AppName = characters(factorLimits.appName.max)

export const registerApp = endpoint({
  method: 'POST',
  path: '/api/apps',
  needs: 'settings.manage',
  summary: 'Register an application; its ID says whether it is of the ID manager or of SAML',
  body: z.object({ appId: z.number().int(), name: AppName }),
  answer: RegisteredApp,
  status: 201,
  audit: 'app.registered',
})

const AppParams = z.object({ appId: z.coerce.number().pipe(AppId) })

export const renameApp = endpoint({
  method: 'PUT',
  path: '/api/apps/:appId',
  needs: 'settings.manage',
  summary: 'Rename an application',
  params: AppParams,
  body: z.object({ name: AppName }),
  answer: RegisteredApp,
  audit: 'app.renamed',
})

/** Refused while anybody has sign-in data for it, the recycle bin included. */
export const removeApp = endpoint({
  method: 'DELETE',
  path: '/api/apps/:appId',
  needs: 'settings.manage',
  summary: 'Remove an application that nobody has sign-in data for',
  params: AppParams,
  answer: z.undefined(),
  status: 204,
  audit: 'app.removed',
})

export const CarryOut = z.object({
  enabled: z.boolean(),
  deleteDays: z.number().int().min(factorLimits.carryOutDeleteDays.min).max(factorLimits.carryOutDeleteDays.max),
  updateDays: z.number().int().min(factorLimits.carryOutUpdateDays.min).max(factorLimits.carryOutUpdateDays.max),
})
export type CarryOut = z.output<typeof CarryOut>

/** What is carried out unless somebody says otherwise [MFA-FLD-013, MFA-FLD-014, MFA-FLD-016]. */
export const standardCarryOut: CarryOut = {
  enabled: true,
  deleteDays: factorLimits.carryOutDeleteDays.standard,
  updateDays: factorLimits.carryOutUpdateDays.standard,
}

export const totpAlgorithms = ['SHA1', 'SHA256', 'SHA512'] as const
export const qrCodes = ['none', 'to-be-issued', 'issued'] as const
export const windowsLogonKinds = ['local', 'domain', 'microsoft', 'entra'] as const
export type WindowsLogonKind = (typeof windowsLogonKinds)[number]

/** Factors that an organisation may call by names of its own. */
export const namedFactors = ['password', 'face', 'totp', 'pin', 'qr'] as const
export type NamedFactor = (typeof namedFactors)[number]

const Totp = z.object({ algorithm: z.enum(totpAlgorithms), digits: z.number().int(), seconds: z.number().int() })

const Party = z.object({
  userId: z.uuid(),
  loginId: z.string(),
  familyName: z.string(),
  middleName: z.string(),
  givenName: z.string(),
})

export const WindowsLogonRow = z.object({
  /** Of lists of the multi-factor product; null for an account that only the portal knows. */
  number: z.number().int().nullable(),
  /** Null while only a description is there. */
  kind: z.enum(windowsLogonKinds).nullable(),
  /** As Windows writes it; empty while only a description is there. */
  logon: z.string(),
  description: z.string(),
  passwordSet: z.boolean(),
  /** One of the five accounts of the portal, which may be shared. */
  portal: z.boolean(),
})

/** Everything somebody proves themselves with, without a secret [MFA-SEC-002]. */
export const Factors = z.object({
  version: z.number().int(),
  /** What the organisation calls them; empty is the usual name. */
  names: z.record(z.enum(namedFactors), z.string()),
  /** What is left out, because the person themselves asks and the organisation hides it. */
  hidden: z.array(z.enum(selfServiceMenus)),
  password: z.boolean(),
  face: z.enum(personFaces),
  totp: Totp.nullable(),
  pin: z.boolean(),
  qrPin: z.boolean(),
  qrCode: z.enum(qrCodes),
  carryOut: CarryOut,
  /** Every registered application, with what the person has for it. */
  apps: z.array(RegisteredApp.extend({ userName: z.string(), parts: z.array(z.enum(appParts)) })),
  windows: z.array(WindowsLogonRow),
  /** 委譲元: whom the person may sign in as. */
  delegators: z.array(Party),
  /** 委譲先: who may sign in as the person. */
  delegates: z.array(Party),
})
export type Factors = z.output<typeof Factors>

const UserParams = z.object({ userId: z.uuid() })

export const readFactors = endpoint({
  method: 'GET',
  path: '/api/users/:userId/factors',
  needs: 'users.read',
  summary: 'What a person proves themselves with',
  params: UserParams,
  answer: Factors,
  audit: { none: 'reads a person that the role may see' },
})

export const readOwnFactors = endpoint({
  method: 'GET',
  path: '/api/me/factors',
  needs: 'self',
  summary: 'What the signed-in person proves themselves with',
  answer: Factors,
  audit: { none: 'reads the own data' },
})

export const clearableFactors = ['totp', 'pin', 'qr'] as const
export type ClearableFactor = (typeof clearableFactors)[number]

const LoginIds = z.array(z.string().trim().min(1).max(256)).max(50).default([])
const Parties = z.array(z.uuid()).max(1000).default([])

/** Changes what is named and keeps the rest; `version` is that of the answer it was made from. */
export const changeFactors = endpoint({
  method: 'POST',
  path: '/api/users/:userId/factors',
  needs: 'users.write',
  summary: 'Change or take away what a person proves themselves with',
  params: UserParams,
  body: z.object({
    version: z.number().int().min(1),
    carryOut: CarryOut.optional(),
    clear: z.array(z.enum(clearableFactors)).max(3).default([]),
    clearWindows: z.array(z.number().int().min(1).max(factorLimits.windowsNumber.max)).max(20).default([]),
    clearApps: z.array(AppId).max(1101).default([]),
    /** User names of applications; empty takes one away. */
    appUserNames: z
      .array(z.object({ appId: AppId, userName: characters(factorLimits.appValue) }))
      .max(1101)
      .default([]),
    /** By login ID, as people are known to who types them. */
    addDelegators: LoginIds,
    addDelegates: LoginIds,
    removeDelegators: Parties,
    removeDelegates: Parties,
  }),
  answer: Factors,
  audit: 'factors.changed',
})

/** The seed in both forms that tokens take, after the own password [MFA-TOTP-004]. */
export const showTotpSeed = endpoint({
  method: 'POST',
  path: '/api/users/:userId/totp-seed',
  needs: 'factors.reveal',
  summary: 'Show the TOTP seed of a person to a system administrator who proves themselves again',
  params: UserParams,
  body: z.object({ password: z.string().max(1024) }),
  answer: Totp.extend({
    /** Base16, as lists of people hold it. */
    seed: z.string(),
    /** otpauth:// with the seed in Base32. */
    uri: z.string(),
    /** The same as a picture, a data URI. */
    qr: z.string(),
  }),
  limit: { max: 10, perSeconds: 60 },
  audit: 'factors.seed-shown',
})

/** A new seed in the place of the old one, for somebody who can then show it [MFA-TOTP-005]. */
export const renewTotpSeed = endpoint({
  method: 'POST',
  path: '/api/users/:userId/totp-seed/renewal',
  needs: 'factors.reveal',
  summary: 'Give a person a new TOTP seed; tokens with the old one stop working',
  params: UserParams,
  body: z.object({
    version: z.number().int().min(1),
    /** The question was answered: tokens that are in use stop working. */
    confirmed: z.literal(true),
  }),
  answer: Factors,
  audit: 'factors.changed',
})
