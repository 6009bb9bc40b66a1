import {
  confirmFaceDraft,
  currentConsent,
  deleteDisplayImage,
  deleteLearnedImage,
  discardFaceDraft,
  giveFaceConsent,
  previewFaceDraft,
  readFaceDetails,
  readOwnFace,
  registerFaceFor,
  sendEnrolmentFrames,
  sendOwnPhoto,
  startEnrolment,
  viewDisplayImage,
  viewLearnedImage,
  viewOwnFace,
  withdrawFaceConsent,
} from '@kaoban/contract'
import { personOf } from '../platform/context.ts'
import type { Serve } from '../platform/http.ts'
import { giveOwnConsent } from './consents.service.ts'
import {
  beginEnrolment,
  confirmDraft,
  discardDraft,
  type Enrolment,
  registerPhotoFor,
  takeEnrolmentFrames,
  takeOwnPhoto,
  viewDraft,
} from './enrolment.service.ts'
import { modelIdOf } from './faces.rules.ts'
import { deleteImage, readDetailsOf, readOwnFaceOf, viewImage, withdrawOwnConsent } from './faces.service.ts'

export function faceRoutes(serve: Serve, enrolment: Enrolment): void {
  const modelId = modelIdOf(enrolment.workers.manifest.template)
  serve(readOwnFace, (ctx) => readOwnFaceOf(ctx, currentConsent, modelId))
  serve(giveFaceConsent, (ctx, input) => giveOwnConsent(ctx, input.version))
  serve(withdrawFaceConsent, (ctx) => withdrawOwnConsent(ctx))
  serve(startEnrolment, (ctx) => beginEnrolment(ctx, enrolment))
  serve.stepwise(sendEnrolmentFrames, (steps, input) => takeEnrolmentFrames(steps, enrolment, input))
  serve.stepwise(sendOwnPhoto, (steps, input) => takeOwnPhoto(steps, enrolment, input.files))
  serve(previewFaceDraft, async (ctx, input) => ({ body: await viewDraft(ctx, input.draftId) }))
  serve(confirmFaceDraft, async (ctx, input) => {
    await confirmDraft(ctx, input.draftId, enrolment)
    return readOwnFaceOf(ctx, currentConsent, modelId)
  })
  serve(discardFaceDraft, (ctx, input) => discardDraft(ctx, input.draftId))
  serve(viewOwnFace, async (ctx) => ({ body: await viewImage(ctx, personOf(ctx).userId, 'display') }))

  serve(readFaceDetails, (ctx, input) => readDetailsOf(ctx, input.userId, modelId))
  serve(viewDisplayImage, async (ctx, input) => ({ body: await viewImage(ctx, input.userId, 'display') }))
  serve(viewLearnedImage, async (ctx, input) => ({ body: await viewImage(ctx, input.userId, 'learned') }))
  serve(deleteDisplayImage, (ctx, input) => deleteImage(ctx, input.userId, 'display'))
  serve(deleteLearnedImage, (ctx, input) => deleteImage(ctx, input.userId, 'learned'))
  serve.stepwise(registerFaceFor, (steps, input) => registerPhotoFor(steps, enrolment, input, currentConsent))
}
