import type { FaceTemplate } from '@kaoban/face'

/** Model and recipe of a template, as stored beside it. */
export function modelIdOf({ model, version }: Pick<FaceTemplate, 'model' | 'version'>): string {
  return `${model}@${version}`
}

/** Months after which a learned image is due again; OFF never saves one and keeps what is there (NFM-CFR-005). */
export function isLearningDue(cycle: 'OFF' | 'M6' | 'M12', last: Date | undefined, now: Date): boolean {
  if (cycle === 'OFF') return false
  if (!last) return true
  const due = new Date(last)
  due.setUTCMonth(due.getUTCMonth() + (cycle === 'M6' ? 6 : 12))
  return now >= due
}
