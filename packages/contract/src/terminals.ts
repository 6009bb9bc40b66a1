import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { lengthOf } from './limits.ts'
import { Flag, PageQuery, pageOf } from './paging.ts'
import { motionKinds } from './settings.ts'

/** Longest name of a terminal; our own limit. */
export const terminalNameMax = 80
/** Most people with a face for whom "who am I" may search (issue: 1:N opt-in). */
export const identificationMaxPeople = 999

const Name = z
  .string()
  .trim()
  .min(1)
  .refine((text) => lengthOf(text) <= terminalNameMax)
const Note = z
  .string()
  .trim()
  .refine((text) => lengthOf(text) <= 200)

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
/** Public half of an ECDSA P-256 key (RFC 7517); a key with a private part is refused. */
export const TerminalKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
})
export type TerminalKey = z.output<typeof TerminalKey>

export const TerminalRow = z.object({
  terminalId: z.uuid(),
  name: z.string(),
  note: z.string(),
  identification: z.boolean(),
  /** Null: as the tenant's setting. */
  motion: z.enum(motionKinds).nullable(),
  afterSignIn: z.enum(['portal', 'stay']),
  registeredBy: z.string(),
  registeredAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})
export type TerminalRow = z.output<typeof TerminalRow>

export const listTerminals = endpoint({
  method: 'GET',
  path: '/api/terminals',
  needs: 'terminals.manage',
  summary: 'Registered terminals',
  query: PageQuery.extend({
    search: z.string().max(100).optional(),
    sort: z.enum(['name', 'registeredAt', 'lastSeenAt']).default('registeredAt'),
    revoked: Flag.optional(),
  }),
  answer: pageOf(TerminalRow),
  audit: { none: 'reads no personal data' },
})

export const registerTerminal = endpoint({
  method: 'POST',
  path: '/api/terminals',
  needs: 'terminals.manage',
  summary: 'Register this browser as a terminal',
  body: z.strictObject({ name: Name, publicKey: TerminalKey }),
  answer: z.object({
    terminal: TerminalRow,
    /** What the browser calls itself in signed requests. */
    proofName: z.string(),
  }),
  status: 201,
  audit: 'terminal.registered',
})

const terminal = z.object({ terminalId: z.uuid() })

export const changeTerminal = endpoint({
  method: 'PATCH',
  path: '/api/terminals/:terminalId',
  needs: 'terminals.manage',
  summary: 'Rename a terminal or change what it may do',
  params: terminal,
  body: z.strictObject({
    name: Name.optional(),
    note: Note.optional(),
    identification: z.boolean().optional(),
    motion: z.enum(motionKinds).nullable().optional(),
    afterSignIn: z.enum(['portal', 'stay']).optional(),
  }),
  answer: TerminalRow,
  audit: 'terminal.changed',
})

export const revokeTerminal = endpoint({
  method: 'DELETE',
  path: '/api/terminals/:terminalId',
  needs: 'terminals.manage',
  summary: 'Revoke a terminal at once and for good',
  params: terminal,
  answer: z.undefined(),
  status: 204,
  audit: 'terminal.revoked',
})

/** What the terminal itself needs to show its page. */
export const readOwnTerminal = endpoint({
  method: 'GET',
  path: '/api/terminal',
  needs: 'terminal',
  summary: 'What this terminal may do',
  answer: z.object({
    name: z.string(),
    tenant: z.object({ code: z.string(), name: z.string(), timeZone: z.string() }),
    /** "Who am I" is allowed and few enough people have a face. */
    identification: z.boolean(),
    afterSignIn: z.enum(['portal', 'stay']),
  }),
  audit: { none: 'reads no personal data' },
})
