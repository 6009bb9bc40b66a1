import type { z } from 'zod'
import type { ApiKeyScope } from './api-keys.ts'
import type { Operation } from './operations.ts'
import type { Permission } from './permissions.ts'
import type { SelfServiceMenu } from './self-service.ts'

/**
 * Who may knock, and whose data the request can reach:
 * - `anyone`: no account, no tenant data.
 * - `visitor`: as `anyone`, but a signed-in person is recognised.
 * - `tenant-guest`: no account yet; the tenant is named by its code in the path parameter `code`.
 * - `link`: whoever holds a secret link; the tenant is part of the link's token in the path parameter `token`.
 * - a permission (`users.read`, …): a signed-in person of a tenant whose role grants it.
 * - `terminal`: a registered browser that signs the request with its key; the tenant is that of the browser.
 * - `computer`: a registered computer with the client software, which signs likewise.
 * - `operator`: the person who runs the service; sees tenants, never their people's faces.
 */
export type Audience = 'anyone' | 'visitor' | 'tenant-guest' | 'link' | DeviceAudience | 'operator' | Permission

export type DeviceAudience = 'terminal' | 'computer'

export function isDevice(needs: Audience): needs is DeviceAudience {
  return needs === 'terminal' || needs === 'computer'
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** How often one client address may call; the tighter of this and the general limit holds. */
export interface RateLimit {
  max: number
  perSeconds: number
}

/** A multipart upload: files arrive as bytes beside the body fields. */
export interface Upload {
  maxFiles: number
  maxBytesEach: number
  /** All files together; as many as the other two allow unless said. */
  maxBytes?: number
  /** They may be larger than memory: the handler reads of them what it needs. */
  spooled?: true
}

export interface EndpointShape {
  method: Method
  /** Path with `:name` parameters, below /api. */
  path: `/api/${string}`
  needs: Audience
  /** Takes an API key of this scope in the place of a session; without it no key gets in. */
  apiKey?: ApiKeyScope
  summary: string
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  /** Schema of the answer; a byte stream names its media type instead. */
  answer: z.ZodType | { media: string }
  /** Status of success; 200 unless said. */
  status?: number
  limit?: RateLimit
  upload?: Upload
  /** Largest body in bytes; 64 KiB unless said. */
  maxBodyBytes?: number
  /**
   * What the operation log calls this request. A request with a name is undone unless its handler wrote the row in
   * the same transaction; `none` says why there is no row.
   */
  audit: Operation | { none: string }
  /** May be called by a person who still has to replace an initial password [NFM-AUT-010]. */
  beforePasswordChange?: boolean
  /** Belongs to a menu that an organisation may hide: refused while it does [MFA-ORG-005]. */
  selfService?: SelfServiceMenu
  /** Carries secrets: refused by plain HTTP unless it comes from the machine of the server itself [MFA-SEC-001]. */
  encrypted?: true
  /** Works for signed-in people while the portal is in maintenance [NFM-AUT-016]. */
  duringMaintenance?: boolean
}

/** Describes one route for server, client and API documentation alike. */
export function endpoint<const E extends EndpointShape>(shape: E): E {
  return shape
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : Record<never, never>
type Sent<S> = S extends z.ZodType ? z.input<S> : Record<never, never>

export interface UploadedFile {
  field: string
  name: string
  bytes: Uint8Array
}

/** A file that waits outside of memory until its request is over. */
export interface SpooledFile {
  field: string
  name: string
  size: number
  /** Fewer bytes at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>
}

type Files<E> = E extends { upload: { spooled: true } }
  ? { files: SpooledFile[] }
  : E extends { upload: Upload }
    ? { files: UploadedFile[] }
    : Record<never, never>

/** A file to send: bytes, or a file of the browser that is read while it is sent. */
type SentFiles<E> = E extends { upload: Upload }
  ? { files: (Omit<UploadedFile, 'bytes'> & { bytes: Uint8Array | Blob })[] }
  : Files<E>

export type ParamsOf<E extends EndpointShape> = Parsed<E['params']>

/** What a handler receives: path parameters, query and body, parsed and merged. */
export type InputOf<E extends EndpointShape> = Parsed<E['params']> & Parsed<E['query']> & Parsed<E['body']> & Files<E>

/** What a caller passes. */
export type CallOf<E extends EndpointShape> = Sent<E['params']> & Sent<E['query']> & Sent<E['body']> & SentFiles<E>

export type AnswerOf<E extends EndpointShape> = E['answer'] extends z.ZodType ? z.output<E['answer']> : Uint8Array

/** What a handler returns before the answer schema checked it. */
export type ReplyOf<E extends EndpointShape> = E['answer'] extends z.ZodType ? z.input<E['answer']> : ByteAnswer

/** A file to download; `body` is bytes or a stream of them. */
export interface ByteAnswer {
  media?: string
  fileName?: string
  body: Uint8Array | AsyncIterable<Uint8Array>
}

export function isMultipart(shape: EndpointShape): boolean {
  return shape.upload !== undefined
}
