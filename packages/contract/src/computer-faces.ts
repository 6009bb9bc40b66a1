import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { FaceChallenge, FaceState, FramesOfChallenge, frameLimits } from './faces.ts'

/** Proves for ten minutes that somebody signed in at the computer that sends it. */
const Pass = z.string().min(20).max(200)

export const signInAtComputer = endpoint({
  method: 'POST',
  path: '/api/computer/face/sign-in',
  needs: 'computer',
  summary: 'Say at a computer who registers a face [NFM-CFR-001]; refused alike for a wrong ID and a wrong password',
  body: z.strictObject({
    tenantCode: z.string().trim().min(1).max(64),
    loginId: z.string().trim().min(1).max(256),
    password: z.string().min(1).max(1024),
  }),
  encrypted: true,
  answer: z.object({
    pass: Pass,
    displayName: z.string(),
    /** The person agreed to the present text before. */
    consented: z.boolean(),
    consentVersion: z.number().int(),
  }),
  status: 201,
  limit: { max: 60, perSeconds: 60 },
  audit: { none: 'every attempt is in the authentication log; what follows is logged' },
})

export const consentAtComputer = endpoint({
  method: 'POST',
  path: '/api/computer/face/consent',
  needs: 'computer',
  summary: 'Agree to the use of the own face',
  body: z.strictObject({ pass: Pass, version: z.number().int() }),
  answer: z.undefined(),
  status: 204,
  audit: 'consent.recorded',
})

export const startFaceAtComputer = endpoint({
  method: 'POST',
  path: '/api/computer/face/challenges',
  needs: 'computer',
  summary: 'Ask for the movements of an enrolment',
  body: z.strictObject({ pass: Pass }),
  answer: FaceChallenge,
  status: 201,
  audit: { none: 'nothing is registered yet' },
})

export const registerFaceAtComputer = endpoint({
  method: 'POST',
  path: '/api/computer/face',
  needs: 'computer',
  summary: 'Frames of an enrolment: the server judges them and registers the face [NFM-CFR-003]',
  body: FramesOfChallenge.extend({ pass: Pass, challengeId: z.uuid() }),
  upload: { maxFiles: frameLimits.max, maxBytesEach: frameLimits.bytesEach },
  answer: z.object({ state: FaceState, displayName: z.string() }),
  status: 201,
  limit: { max: 60, perSeconds: 60 },
  audit: 'face.enrolled',
})
