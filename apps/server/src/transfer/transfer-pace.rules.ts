import type { ImportPace } from '@kaoban/contract'

/** What tasks of one kind took together, with pictures or without. */
export interface Work {
  kind: 'import-plan' | 'import-apply'
  rows: number
  pictures: number
  seconds: number
}

/** What `npm run bench -- import` holds the product to: 1,000 rows with passwords in 25 s, with pictures in 90 s. */
export const promisedPace: ImportPace = { perRow: 0.025, perPicture: 0.065, measured: false }

/** A row is planned and applied; what plans with pictures took beyond their rows is the pictures'. */
export function importPace(works: readonly Work[]): ImportPace {
  const rate = (kind: Work['kind'], pictured: boolean) => {
    const found = works.filter((work) => work.kind === kind && work.pictures > 0 === pictured)
    const total = (field: 'rows' | 'pictures' | 'seconds') => found.reduce((sum, work) => sum + work[field], 0)
    return { rows: total('rows'), pictures: total('pictures'), seconds: total('seconds') }
  }
  const [plain, applied, pictured] = [
    rate('import-plan', false),
    rate('import-apply', false),
    rate('import-plan', true),
  ]
  const both = rate('import-apply', true)
  const applying = { rows: applied.rows + both.rows, seconds: applied.seconds + both.seconds }
  if (applying.rows === 0) return promisedPace
  const perPlanned = plain.rows === 0 ? 0 : plain.seconds / plain.rows
  return {
    perRow: perPlanned + applying.seconds / applying.rows,
    perPicture:
      pictured.pictures === 0
        ? promisedPace.perPicture
        : Math.max(0, pictured.seconds - perPlanned * pictured.rows) / pictured.pictures,
    measured: true,
  }
}
