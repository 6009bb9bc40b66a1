import { type FaceTemplate, writeTemplate } from '@kaoban/face'
import type { FaceWorkers } from '@kaoban/face-node'
import type { Steps } from '../platform/context.ts'
import { modelIdOf } from './faces.rules.ts'
import { findOther, giveTemplate, markUnmovable, type OtherFace, swapFormer } from './models.store.ts'

/** Faces whose pictures are open at once. */
const movedAtOnce = 20

/** What a pass has done; `left`: there may be more to do. */
interface Moved {
  moved: number
  left: boolean
}

/**
 * Gives faces that were registered with another model a template of the running one: the one they had before, or one
 * of the kept picture. A face without a picture stays as it is, and its person registers again.
 * @param userId one person's alone; else some of the tenant.
 */
export async function followModel(
  { inTransaction }: Pick<Steps, 'inTransaction'>,
  workers: Pick<FaceWorkers, 'manifest' | 'extract'>,
  userId?: string,
): Promise<Moved> {
  const modelId = modelIdOf(workers.manifest.template)
  const { swapped, faces } = await inTransaction(async (ctx) => {
    const swapped = await swapFormer(ctx.db, modelId, userId)
    if (swapped > 0) await ctx.audit({ modelId, faces: swapped, from: 'former' }, 'face.moved')
    const faces: (OtherFace & { picture: Uint8Array })[] = []
    for (const face of await findOther(ctx.db, modelId, userId, movedAtOnce)) {
      const owner = { tenantId: ctx.tenantId, userId: face.userId, kind: 'face-image' as const }
      faces.push({ ...face, picture: await ctx.secrets.open(ctx.db, owner, face.image) })
    }
    return { swapped, faces }
  })
  const seen: { face: OtherFace; template: FaceTemplate | undefined }[] = []
  for (const face of faces) {
    const result = await workers.extract(face.picture)
    if (result.ok) seen.push({ face, template: result.template })
    // The picture is at fault, not the engine, which may have been busy.
    else if (!/^(?:busy|too-slow|unavailable)$/.test(result.reason)) seen.push({ face, template: undefined })
  }
  if (seen.length === 0) return { moved: swapped, left: false }
  const moved = await inTransaction(async (ctx) => {
    let moved = 0
    for (const { face, template } of seen) {
      if (!template) await markUnmovable(ctx.db, face, modelId)
      else {
        const owner = { tenantId: ctx.tenantId, userId: face.userId, kind: 'face-template' as const }
        const sealed = await ctx.secrets.seal(ctx.db, owner, writeTemplate(template))
        if (await giveTemplate(ctx.db, face, modelId, sealed)) moved++
      }
    }
    await ctx.audit({ modelId, faces: moved, unmovable: seen.length - moved, from: 'image' }, 'face.moved')
    return moved
  })
  return { moved: swapped + moved, left: faces.length === movedAtOnce }
}
