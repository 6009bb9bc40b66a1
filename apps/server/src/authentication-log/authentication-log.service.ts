import type { ErrorCode, Means, Scene } from '@kaoban/contract'
import type { Context } from '../platform/context.ts'

/** One attempt at one door. */
export interface Attempt {
  succeeded: boolean
  means: Means
  scene: Scene
  /** The person, when the attempt could be tied to one. */
  userId?: string
  /** The ID as typed or found; kept as text because people are deleted and logs stay [NFM-USR-042]. */
  loginId?: string
  terminalId?: string
  terminalName?: string
  /** Only on failure. */
  errorCode?: ErrorCode
  /** JPEG of the attempt; stored only when the tenant's policy for this scene says so [NFM-SET-041]. */
  faceImage?: Uint8Array
}

/** Writes an attempt into the authentication log in the request's transaction; returns its id. */
export async function recordAuthentication(_ctx: Context, _attempt: Attempt): Promise<string> {
  throw new Error('not built yet')
}
