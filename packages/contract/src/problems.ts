/**
 * Every problem the product can answer with: code -> HTTP status.
 * The words for people stand in packages/messages (`problem.<code>`); a code without words fails the check.
 */
export const problems = {
  'request.invalid': 400,
  'request.too-large': 413,
  'request.too-many': 429,
  'request.unsupported-media': 415,
  'request.not-found': 404,
  'request.csrf': 403,
  'request.forbidden': 403,
  'request.unauthenticated': 401,
  'request.conflict': 409,
  'server.broken': 500,
  'server.busy': 503,
  'session.expired': 401,
  'session.password-change-required': 403,
  'tenant.not-found': 404,
} as const satisfies Record<string, number>

export type ProblemCode = keyof typeof problems

/** What every refused request answers with (RFC 9457 without the type URL, which the code replaces). */
export interface Problem {
  code: ProblemCode
  status: number
  message: string
  requestId: string
  details?: Record<string, unknown>
}
