import type { ErrorCode } from './authentication-log.ts'

/** At which kind of door a face was shown; each has codes of its own (endpoint.md §11). */
export type FaceDoor = 'logon' | 'unlock' | 'continuous'

/** What was found, before it becomes a code. Unsure is never a yes. */
export interface FaceFindings {
  /** A face, large and clear enough to compare. */
  face: 'usable' | 'none'
  /** The asked movements were done, and passive liveness has no doubt. */
  movement: 'done' | 'not-done'
  match: 'same' | 'different'
}

const codes: Readonly<Record<FaceDoor, Readonly<Record<'noFace' | 'movement' | 'match' | 'both', ErrorCode>>>> = {
  logon: { noFace: '97', movement: '83', match: '8B', both: '93' },
  unlock: { noFace: '9B', movement: 'A3', match: '8F', both: '9F' },
  // Nobody is asked to move while working: only the match can fail.
  continuous: { noFace: 'A7', movement: 'D8', match: 'D8', both: 'D8' },
}

/** Internal fault, at every door. */
export const faceFaultCode: ErrorCode = '72'

/** The decision: undefined lets the person in, a code does not [NFM-ERR-006..NFM-ERR-009]. */
export function decideByFace(found: FaceFindings, door: FaceDoor): ErrorCode | undefined {
  if (found.face === 'none') return codes[door].noFace
  if (found.movement === 'done') return found.match === 'same' ? undefined : codes[door].match
  return found.match === 'same' ? codes[door].movement : codes[door].both
}
