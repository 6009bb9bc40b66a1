import { compareTemplates, type FaceTemplate, fuseTemplates } from '@kaoban/face'

/** Model and recipe of a template, as stored beside it. */
export function modelIdOf({ model, version }: Pick<FaceTemplate, 'model' | 'version'>): string {
  return `${model}@${version}`
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

/** Months after which a learned image is due again; OFF never saves one and keeps what is there (NFM-CFR-005). */
export function isLearningDue(cycle: 'OFF' | 'M6' | 'M12', last: Date | undefined, now: Date): boolean {
  if (cycle === 'OFF') return false
  if (!last) return true
  const due = new Date(last)
  due.setUTCMonth(due.getUTCMonth() + (cycle === 'M6' ? 6 : 12))
  return now >= due
}
