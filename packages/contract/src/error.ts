import type { ProblemCode } from './problems.ts'

export interface KaobanErrorOptions {
  /** Facts for the person or program that reads the answer; never a secret, a face or a template. */
  details?: Record<string, unknown>
  cause?: unknown
}

/** An expected refusal. Its code decides the HTTP status (problems.ts) and its words (packages/messages). */
export class KaobanError extends Error {
  readonly code: ProblemCode
  readonly details: Record<string, unknown> | undefined

  constructor(code: ProblemCode, message: string, options: KaobanErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'KaobanError'
    this.code = code
    this.details = options.details
  }
}

/** One field of a form that did not pass, with the message of the catalogue that explains it. */
export interface FieldFault {
  field: string
  /** Key of packages/messages, for instance MSG-USR-001. */
  message: string
  params?: Record<string, string | number>
}

/** Refuses an input field by field; the web puts each message under its field. */
export function invalidFields(faults: FieldFault[]): KaobanError {
  return new KaobanError('request.invalid', `invalid fields: ${faults.map((fault) => fault.field).join(', ')}`, {
    details: { fields: faults },
  })
}
