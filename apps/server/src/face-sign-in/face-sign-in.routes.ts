import { sendFaceSignIn, startFaceSignIn } from '@kaoban/contract'
import type { FaceWorkers } from '@kaoban/face-node'
import type { Serve } from '../platform/http.ts'
import { beginFaceSignIn, signInByFace } from './face-sign-in.service.ts'

export function faceSignInRoutes(serve: Serve, workers: FaceWorkers): void {
  serve(startFaceSignIn, (ctx, input) => beginFaceSignIn(ctx, input.loginId))
  serve.stepwise(sendFaceSignIn, (steps, input) => signInByFace(steps, workers, input))
}
