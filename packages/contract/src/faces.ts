import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { limits } from './limits.ts'

/** Version of the consent text in packages/messages (`faces.consent.v1.*`); a new text asks everybody again. */
export const currentConsent = 1

/** 仮登録 | 本登録 [NFM-FAC-007] */
export const FaceState = z.enum(['provisional', 'registered'])
export type FaceState = z.output<typeof FaceState>

/** 表示画像 | 学習画像 [NFM-FAC-001] */
export const FaceKind = z.enum(['display', 'learned'])
export type FaceKind = z.output<typeof FaceKind>

export const Motion = z.enum(['blink', 'gaze-left', 'gaze-right', 'head-shake'])

/** Frames of one challenge: JPEGs of one camera, in order. */
export const frameLimits = {
  min: 6,
  max: 40,
  bytesEach: 400_000,
  /** Sides and area in pixels. */
  minSide: 240,
  maxPixels: 1920 * 1080,
  /** Milliseconds between two frames and over all of them. */
  minStepMs: 15,
  maxStepMs: 3_000,
  minTotalMs: 500,
  maxTotalMs: 60_000,
} as const

/** What the person is asked to do before the camera; the frames are sent together with the nonce. */
export const FaceChallenge = z.object({
  challengeId: z.uuid(),
  nonce: z.string(),
  motions: z.array(Motion),
  /** Time for each movement in milliseconds [NFM-CLG-010]. */
  motionMs: z.number().int(),
  expiresAt: z.iso.datetime(),
})
export type FaceChallenge = z.output<typeof FaceChallenge>

/** Fields beside the frames; the files `frame` follow in the order of `capturedMs`. Nothing else is taken. */
export const FramesOfChallenge = z.strictObject({
  nonce: z.string().min(20).max(100),
  /** When each frame was taken, milliseconds from any start. */
  capturedMs: z.array(z.number().finite().min(0).max(1e13)).max(100),
})
const frames = { maxFiles: frameLimits.max, maxBytesEach: frameLimits.bytesEach }

/** Why frames were not even looked at. */
export const frameFaults = [
  'count',
  'order',
  'duration',
  'format',
  'size',
  'duplicate',
  'replayed',
  'unreadable',
] as const
export type FrameFault = (typeof frameFaults)[number]

const FacePart = z.object({
  state: FaceState,
  updatedAt: z.iso.datetime(),
  /** False: the tenant keeps no pictures, a Dummy is shown [NFM-FAC-004]. */
  imageKept: z.boolean(),
  /** Suspended: sealed and not usable, and erased on this day unless a licence is registered before. */
  suspendedUntil: z.iso.date().nullable(),
  /** Registered with another model than the server runs, and matches nobody until it has a template of this one. */
  ofOtherModel: z.boolean(),
})
const Consent = z.object({ version: z.number().int(), givenAt: z.iso.datetime() })

const faces = {
  display: FacePart.nullable(),
  learned: FacePart.nullable(),
  /** Consent that holds; null when none was given, it was withdrawn, or the text has changed since. */
  consent: Consent.nullable(),
}

export const OwnFace = z.object({ ...faces, consentVersion: z.number().int(), imagesRetained: z.boolean() })
export type OwnFace = z.output<typeof OwnFace>

export const FaceDraft = z.object({
  draftId: z.uuid(),
  state: FaceState,
  expiresAt: z.iso.datetime(),
})
export type FaceDraft = z.output<typeof FaceDraft>

export const readOwnFace = endpoint({
  method: 'GET',
  path: '/api/me/face',
  needs: 'self',
  selfService: 'face',
  summary: 'Own face: state, dates, consent',
  answer: OwnFace,
  audit: { none: 'reads only own data, no picture' },
})

export const giveFaceConsent = endpoint({
  method: 'POST',
  path: '/api/me/face/consent',
  needs: 'self',
  selfService: 'face',
  summary: 'Agree to the use of the own face',
  body: z.object({ version: z.number().int() }),
  answer: Consent,
  status: 201,
  audit: 'consent.recorded',
})

/** Whatever is hidden: a consent can be withdrawn as long as there is one. */
export const withdrawFaceConsent = endpoint({
  method: 'DELETE',
  path: '/api/me/face/consent',
  needs: 'self',
  summary: 'Withdraw the consent; the own face is deleted',
  answer: z.undefined(),
  status: 204,
  audit: 'consent.withdrawn',
})

export const startEnrolment = endpoint({
  method: 'POST',
  path: '/api/me/face/enrolment',
  needs: 'self',
  selfService: 'face',
  summary: 'Ask for the movements of an enrolment',
  answer: FaceChallenge,
  status: 201,
  limit: { max: 30, perSeconds: 60 },
  audit: { none: 'nothing is registered yet' },
})

export const sendEnrolmentFrames = endpoint({
  method: 'POST',
  path: '/api/me/face/enrolment/:challengeId',
  needs: 'self',
  selfService: 'face',
  summary: 'Frames of an enrolment: judged, and kept as a draft for five minutes',
  params: z.object({ challengeId: z.uuid() }),
  body: FramesOfChallenge,
  upload: frames,
  answer: FaceDraft,
  status: 201,
  limit: { max: 30, perSeconds: 60 },
  audit: { none: 'a draft is no face yet; its confirmation is logged' },
})

export const sendOwnPhoto = endpoint({
  method: 'POST',
  path: '/api/me/face/photo',
  needs: 'self',
  selfService: 'face',
  summary: 'A photograph instead of camera frames: becomes a provisional face once confirmed',
  upload: { maxFiles: 1, maxBytesEach: limits.pictureBytes },
  answer: FaceDraft,
  status: 201,
  limit: { max: 20, perSeconds: 60 },
  audit: { none: 'a draft is no face yet; its confirmation is logged' },
})

const draft = z.object({ draftId: z.uuid() })

export const previewFaceDraft = endpoint({
  method: 'GET',
  path: '/api/me/face/drafts/:draftId/preview.jpg',
  needs: 'self',
  selfService: 'face',
  summary: 'Picture of the own draft',
  params: draft,
  answer: { media: 'image/jpeg' },
  audit: { none: 'shows people their own draft' },
})

export const confirmFaceDraft = endpoint({
  method: 'POST',
  path: '/api/me/face/drafts/:draftId/confirm',
  needs: 'self',
  selfService: 'face',
  summary: 'Register the draft as the own face',
  params: draft,
  answer: OwnFace,
  audit: 'face.enrolled',
})

export const discardFaceDraft = endpoint({
  method: 'DELETE',
  path: '/api/me/face/drafts/:draftId',
  needs: 'self',
  summary: 'Throw the draft away',
  params: draft,
  answer: z.undefined(),
  status: 204,
  audit: { none: 'a draft is no face yet' },
})

export const viewOwnFace = endpoint({
  method: 'GET',
  path: '/api/me/face/display.jpg',
  needs: 'self',
  selfService: 'face',
  summary: 'Own registered picture',
  answer: { media: 'image/jpeg' },
  audit: 'face.viewed',
})

/** 顔情報の詳細 [NFM-FAC-001] */
export const FaceDetails = z.object({
  userId: z.uuid(),
  loginId: z.string(),
  displayName: z.string(),
  ...faces,
  /** Somebody else of the tenant whose face is very much alike. */
  lookAlike: z.object({ userId: z.uuid(), loginId: z.string() }).nullable(),
})
export type FaceDetails = z.output<typeof FaceDetails>

const user = z.object({ userId: z.uuid() })

export const readFaceDetails = endpoint({
  method: 'GET',
  path: '/api/users/:userId/face',
  needs: 'faces.read',
  summary: 'Face of a person: states and dates',
  params: user,
  answer: FaceDetails,
  audit: { none: 'no picture is shown' },
})

export const viewDisplayImage = endpoint({
  method: 'GET',
  path: '/api/users/:userId/face/display.jpg',
  needs: 'faces.read',
  summary: '表示画像 of a person',
  params: user,
  answer: { media: 'image/jpeg' },
  audit: 'face.viewed',
})

export const viewLearnedImage = endpoint({
  method: 'GET',
  path: '/api/users/:userId/face/learned.jpg',
  needs: 'faces.read',
  summary: '学習画像 of a person',
  params: user,
  answer: { media: 'image/jpeg' },
  audit: 'face.viewed',
})

export const deleteDisplayImage = endpoint({
  method: 'DELETE',
  path: '/api/users/:userId/face/display',
  needs: 'faces.write',
  summary: 'Delete 表示画像 and with it 学習画像',
  params: user,
  answer: z.undefined(),
  status: 204,
  audit: 'face.deleted',
})

export const deleteLearnedImage = endpoint({
  method: 'DELETE',
  path: '/api/users/:userId/face/learned',
  needs: 'faces.write',
  summary: 'Delete 学習画像',
  params: user,
  answer: z.undefined(),
  status: 204,
  audit: 'face.deleted',
})

export const registerFaceFor = endpoint({
  method: 'POST',
  path: '/api/users/:userId/face',
  needs: 'faces.write',
  summary: 'Register a photograph for a person who has agreed to it: a provisional face',
  params: user,
  body: z.strictObject({
    /** The administrator holds the person's consent [NFM-FAC-012]. */
    consent: z.boolean(),
  }),
  upload: { maxFiles: 1, maxBytesEach: limits.pictureBytes },
  answer: FaceDetails,
  status: 201,
  audit: 'face.enrolled',
})
