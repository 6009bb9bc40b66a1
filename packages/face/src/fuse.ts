import { compareTemplates, sameRecipe } from './compare.ts'
import { type FaceTemplate, unitLength } from './template.ts'

export type WeighedTemplate = {
  readonly template: FaceTemplate
  /** How much it counts, > 0; the quality of its picture. */
  readonly quality: number
}

export type Fusion = {
  readonly template: FaceTemplate
  /** Which of the learned templates went in, by their place in the list. */
  readonly used: readonly number[]
}

/**
 * One template of a registered face and of pictures learned later (学習画像): the mean weighed by quality.
 * A learned template counts only while it is itself at least `threshold` like the registered one, and all learned
 * ones together never weigh more than the registered one: the fusion cannot walk away to another person, however
 * small its steps, because every step is measured from the registered face and not from the last fusion.
 * @throws RangeError when the templates come from different models or a quality is not positive.
 */
export function fuseTemplates(
  registered: WeighedTemplate,
  learned: readonly WeighedTemplate[],
  threshold: number,
): Fusion {
  for (const { template, quality } of [registered, ...learned]) {
    if (!sameRecipe(registered.template, template))
      throw new RangeError('templates of different models cannot be fused')
    if (!(quality > 0) || !Number.isFinite(quality))
      throw new RangeError(`a quality is a positive number, not ${quality}`)
  }
  const used = learned.flatMap(({ template }, i) =>
    compareTemplates(registered.template, template) >= threshold ? [i] : [],
  )
  const total = used.reduce((sum, i) => sum + learned[i]!.quality, 0)
  const share = total > registered.quality ? registered.quality / total : 1
  const sum = registered.template.vector.map((value) => value * registered.quality)
  for (const i of used) {
    const { template, quality } = learned[i]!
    template.vector.forEach((value, k) => {
      sum[k]! += value * quality * share
    })
  }
  return { template: { ...registered.template, vector: unitLength(sum) }, used }
}

/**
 * One template of several frames of one face: the most typical frame, steadied by those that agree with it.
 * `typical` is its place in the list.
 * @throws RangeError when there is none.
 */
export function fuseFrames(
  templates: readonly FaceTemplate[],
  threshold: number,
): { template: FaceTemplate; typical: number } {
  const likeness = templates.map((one) => templates.reduce((sum, other) => sum + compareTemplates(one, other), 0))
  const typical = likeness.indexOf(Math.max(...likeness))
  const registered = templates[typical]
  if (!registered) throw new RangeError('at least one template is needed')
  const others = templates.filter((_, i) => i !== typical).map((template) => ({ template, quality: 1 }))
  return { template: fuseTemplates({ template: registered, quality: 1 }, others, threshold).template, typical }
}
