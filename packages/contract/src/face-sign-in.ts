import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { FaceChallenge, FramesOfChallenge, frameLimits } from './faces.ts'
import { limits } from './limits.ts'

/** Begins a sign-in at a terminal: with an ID (1:1), or without one where the terminal may search (1:N). */
export const startFaceSignIn = endpoint({
  method: 'POST',
  path: '/api/terminal/challenges',
  needs: 'terminal',
  summary: 'Ask for the movements of a sign-in; the answer is the same whether or not the ID exists',
  body: z.strictObject({ loginId: z.string().trim().min(1).max(limits.loginId.max).optional() }),
  answer: FaceChallenge,
  status: 201,
  audit: { none: 'the attempt itself is in the authentication log' },
})

export const FaceSignInAnswer = z.object({
  loginId: z.string(),
  displayName: z.string(),
  at: z.iso.datetime(),
  /** False at terminals that only say who it was. */
  sessionOpened: z.boolean(),
})
export type FaceSignInAnswer = z.output<typeof FaceSignInAnswer>

export const sendFaceSignIn = endpoint({
  method: 'POST',
  path: '/api/terminal/face-sign-in',
  needs: 'terminal',
  summary: 'Frames of a sign-in; the server decides',
  body: FramesOfChallenge.extend({ challengeId: z.uuid() }),
  upload: { maxFiles: frameLimits.max, maxBytesEach: frameLimits.bytesEach },
  answer: FaceSignInAnswer,
  limit: { max: 300, perSeconds: 60 },
  audit: { none: 'every attempt is in the authentication log' },
})
