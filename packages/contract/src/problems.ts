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
  'request.wrong-address': 421,
  'request.not-encrypted': 403,
  'request.forbidden': 403,
  'request.unauthenticated': 401,
  'request.conflict': 409,
  'server.broken': 500,
  'server.busy': 503,
  'portal.maintenance': 503,
  'session.expired': 401,
  'session.password-change-required': 403,
  'session.proof-needed': 403,
  'api-key.malformed': 401,
  'api-key.refused': 401,
  'api-key.expired': 401,
  'api-key.out-of-scope': 403,
  'api-key.too-many': 409,
  'addresses.lock-out': 409,
  'addresses.too-many': 409,
  'user.out-of-reach': 403,
  'group.in-use': 409,
  'group.no-place': 409,
  'app.in-use': 409,
  'tenant.not-found': 404,
  'sign-in.refused': 401,
  'sign-in.locked': 423,
  'sign-in.unusable': 403,
  'password-link.expired': 410,
  'operator.refused': 401,
  'operator.setup-expired': 410,
  'operator.two-factor-required': 403,
  'operator.last': 409,
  'application.decided': 409,
  'import.file-refused': 422,
  'import.limit-broken': 413,
  'import.not-ready': 409,
  'import.files-changed': 409,
  'import.running': 409,
  'import.deletions-unconfirmed': 409,
  'import.outdated': 409,
  'directory.other-tool': 409,
  'directory.waiting': 409,
  'face.consent-needed': 409,
  'face.challenge-ended': 409,
  'face.frames-refused': 400,
  'face.picture-refused': 400,
  'face.not-good-enough': 422,
  'face.draft-ended': 404,
  'face.image-not-kept': 404,
  'face.no-licence-left': 409,
  'licence.lapsed': 409,
  'licence.trial-full': 409,
  'face-sign-in.refused': 401,
  'face-sign-in.wait': 429,
  'face-sign-in.unavailable': 503,
  'face-sign-in.id-needed': 409,
  'terminal.clock-wrong': 401,
  'one-time-password.off': 409,
  'one-time-password.too-many': 409,
  'task.starter-refused': 403,
  'task.over': 409,
  'task.secret-gone': 410,
  'task.too-many': 429,
  'log.nothing-found': 404,
  'log.image-not-kept': 404,
  'file.not-in-shift-jis': 422,
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
