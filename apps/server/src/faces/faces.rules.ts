import { compareTemplates, type FaceTemplate, fuseTemplates } from '@kaoban/face'

/** Model and recipe of a template, as stored beside it. */
export function modelIdOf(template: FaceTemplate): string {
  return `${template.model}@${template.version}`
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
