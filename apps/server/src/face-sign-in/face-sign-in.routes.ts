import { sendFaceSignIn, startFaceSignIn } from '@kaoban/contract'
import type { FaceWorkers } from '@kaoban/face-node'
import type { LicenceRule } from '../licences/licences.service.ts'
import type { Serve } from '../platform/http.ts'
import { beginFaceSignIn, signInByFace } from './face-sign-in.service.ts'

export function faceSignInRoutes(serve: Serve, workers: FaceWorkers, licences: LicenceRule): void {
  serve(startFaceSignIn, (ctx, input) => beginFaceSignIn(ctx, input.loginId, licences))
  serve.stepwise(sendFaceSignIn, (steps, input) => signInByFace(steps, { workers, licences }, input))
}
