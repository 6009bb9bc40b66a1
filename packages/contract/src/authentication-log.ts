import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Flag, PageQuery, pageOf } from './paging.ts'

/** 認証手段: how somebody tried to prove who they are [NFM-LOG-011]. */
export const means = [
  'face',
  'face-and-windows-password',
  'face-and-user-password',
  'user-password',
  'windows-password',
  'card-and-face',
  'alternative-password',
  'alternative-one-time-password',
  'pin',
  'totp',
  'several-factors',
] as const
export const Means = z.enum(means)
export type Means = z.output<typeof Means>

/** 認証場面: at which door; one list for all doors of the product [NFM-LOG-012]. */
export const scenes = [
  'windows-logon',
  'windows-unlock',
  'continuous',
  'app-login',
  'service-provider',
  'portal',
  'browser-terminal',
  'device-panel',
  'face-registration',
] as const
export const Scene = z.enum(scenes)
export type Scene = z.output<typeof Scene>

/** Error codes of the authentication log (portal.md §12.1); the words stand under `EC-<code>`. */
export const errorCodes = [
  '6A',
  '71',
  '72',
  '74',
  '75',
  '83',
  '8B',
  '8F',
  '93',
  '97',
  '9B',
  '9F',
  'A3',
  'A7',
  'C8',
  'C9',
  'CA',
  'CB',
  'CC',
  'CD',
  'CE',
  'CF',
  'D0',
  'D1',
  'D2',
  'D3',
  'D4',
  'D5',
  'D6',
  'D7',
  'D8',
  'E4',
  'E5',
  'E6',
  'E7',
] as const
export const ErrorCode = z.enum(errorCodes)
export type ErrorCode = z.output<typeof ErrorCode>

/** How many hits are counted exactly; a search that finds more says "at least". */
export const countedHits = 10_000

/** Encodings of CSV files; Shift_JIS is the Windows variant, code page 932 [NFM-EXP-005]. */
export const CsvEncoding = z.enum(['shift_jis', 'utf-8'])
export type CsvEncoding = z.output<typeof CsvEncoding>

const Text = z.string().trim().max(3000).optional()
const several = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(item).optional())

/** Conditions of ログビューア [NFM-LOG-002..NFM-LOG-004]; a text matches a part of the value, with its box the beginning. */
export const AuthenticationConditions = z.object({
  /** Default: seven days before `to`. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** Default: now. */
  to: z.iso.datetime({ offset: true }).optional(),
  result: z.enum(['success', 'failure']).optional(),
  errorCode: z.string().trim().max(16).optional(),
  means: Means.optional(),
  scenes: several(Scene),
  windowsAccount: Text,
  windowsAccountPrefix: Flag.optional(),
  windowsDomain: Text,
  windowsDomainPrefix: Flag.optional(),
  windowsUpn: Text,
  windowsUpnPrefix: Flag.optional(),
  terminalName: Text,
  terminalNamePrefix: Flag.optional(),
  serviceProviderUrl: Text,
  serviceProviderUrlPrefix: Flag.optional(),
  loginId: Text,
  loginIdPrefix: Flag.optional(),
})
export type AuthenticationConditions = z.output<typeof AuthenticationConditions>

/** The text columns that can be searched by a part of their value. */
export const authenticationTextFields = [
  'windowsAccount',
  'windowsDomain',
  'windowsUpn',
  'terminalName',
  'serviceProviderUrl',
  'loginId',
] as const
export type AuthenticationTextField = (typeof authenticationTextFields)[number]

/** One attempt [NFM-LOG-005]; means, scene and code stay text, because terminals may be newer than the portal. */
export const AuthenticationRow = z.object({
  authenticationId: z.uuid(),
  /** The terminal's time. */
  at: z.iso.datetime(),
  /** When the portal received it [NFM-LOG-013]. */
  receivedAt: z.iso.datetime(),
  succeeded: z.boolean(),
  means: z.string(),
  windowsAccount: z.string(),
  windowsDomain: z.string(),
  windowsUpn: z.string(),
  terminalName: z.string(),
  userId: z.uuid().nullable(),
  loginId: z.string(),
  scene: z.string(),
  serviceProviderUrl: z.string(),
  errorCode: z.string().nullable(),
  faceImage: z.boolean(),
})
export type AuthenticationRow = z.output<typeof AuthenticationRow>

export const searchAuthentications = endpoint({
  method: 'GET',
  path: '/api/authentications',
  needs: 'authentication-log.read',
  summary: 'Search the authentication log, newest first',
  query: z.object({
    ...PageQuery.shape,
    ...AuthenticationConditions.shape,
    sort: z.enum(['at', 'loginId', 'terminalName']).optional(),
    /** `search` of an earlier answer: turns the page of that search instead of starting another. */
    search: z.string().max(100).optional(),
  }),
  answer: z.object({
    ...pageOf(AuthenticationRow).shape,
    /** False: more than `total` were found. */
    exact: z.boolean(),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    /** Proof that this search stands in the operation log; good for its other pages in the same session. */
    search: z.string(),
  }),
  audit: { none: 'each new search writes authentication-log.searched; turning its pages does not [NFM-LOG-014]' },
})

const OneAuthentication = {
  params: z.object({ authenticationId: z.uuid() }),
  /** Of the row: the log is kept by time. */
  query: z.object({ at: z.iso.datetime({ offset: true }) }),
}

export const readAuthentication = endpoint({
  method: 'GET',
  path: '/api/authentications/:authenticationId',
  needs: 'authentication-log.read',
  summary: 'One attempt in detail',
  ...OneAuthentication,
  answer: AuthenticationRow,
  audit: { none: 'the search that led here is logged; the picture is logged when it is viewed' },
})

export const readAuthenticationImage = endpoint({
  method: 'GET',
  path: '/api/authentications/:authenticationId/face-image',
  needs: 'authentication-log.read',
  summary: 'The face picture of a failed attempt, where the policy kept one',
  ...OneAuthentication,
  answer: { media: 'image/jpeg' },
  audit: 'authentication-log.face-viewed',
})

export const exportAuthentications = endpoint({
  method: 'GET',
  path: '/api/authentications/export',
  needs: 'authentication-log.read',
  summary: 'Every hit of a search as CSV',
  query: z.object({ ...AuthenticationConditions.shape, encoding: CsvEncoding.default('shift_jis') }),
  answer: { media: 'text/csv' },
  limit: { max: 20, perSeconds: 60 },
  audit: 'authentication-log.exported',
})
